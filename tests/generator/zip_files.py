"""Write zip archives as other programs do: names without the UTF-8 flag, and whatever a hostile one may have."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def write_zip(path: Path, files: Iterable[tuple[str, str | bytes]], *, unflagged: str = "") -> Path:
    """Write an archive. With `unflagged`, names that are not ASCII are encoded so, and have no flag that says so."""
    raw_names: dict[bytes, bytes] = {}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in files:
            written = name
            if unflagged and not name.isascii():
                raw = name.encode(unflagged)
                written = f"{len(raw_names):08}".ljust(len(raw), "~")  # an ASCII name of the same length has no flag
                raw_names[written.encode()] = raw
            archive.writestr(entry(written), content)
    if raw_names:
        content = path.read_bytes()
        for written_name, raw in raw_names.items():
            content = content.replace(written_name, raw)
        path.write_bytes(content)
    return path


def entry(name: str, mode: int = 0o100644) -> ZipInfo:
    """Return an entry with a date that is always the same."""
    info = ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = mode << 16
    info.create_system = 3
    return info
