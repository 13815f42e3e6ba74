"""Names of the entries of an archive: decoded as they were meant, and refused if they could lead elsewhere."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from zipfile import ZipInfo

_UTF_8_FLAG = 0x800
_LONGEST = 1_000
"""Characters of a path. Names of the official archive have up to 150."""

_DRIVE = re.compile(r"[A-Za-z]:")


def decoded_name(entry: ZipInfo) -> str:
    """Return the name of an entry.

    A name without the UTF-8 flag was decoded as code page 437, as the format says. Tencent's archive has such names that
    are UTF-8 all the same, and Windows in China writes GB 18030.
    """
    name = entry.orig_filename
    if entry.flag_bits & _UTF_8_FLAG or name.isascii():
        return name
    raw = name.encode("cp437")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def fault_of_name(name: str) -> str | None:
    """Say why an archive with an entry of this name is refused; None if the name is harmless."""
    if not name or name in {".", "/"}:
        return "an entry without a name"
    if len(name) > _LONGEST:
        return f"a name of more than {_LONGEST} characters"
    if "\0" in name:
        return "a name with a NUL character"
    if "\\" in name:
        return "a name with a backslash"
    if name.startswith("/"):
        return "an absolute path"
    if _DRIVE.match(name):
        return "a path that begins with a drive letter"
    if ".." in PurePosixPath(name).parts:
        return "a path with .."
    return None
