"""Read key files, and name the source of a key in messages without ever showing a key that was mistaken for a path."""

from __future__ import annotations

import inspect
import os
import re
import stat
import warnings
from typing import NamedTuple, TypeVar, cast

from wxbrand_runtime.errors import InvalidCredentials

_Key = TypeVar("_Key")

_MAX_FILE_SIZE = 64 * 1024
_KEY_TEXT = re.compile(r"[A-Za-z0-9+/=\s\\\"']{64,}")


class LooseKeyFile(UserWarning):
    """The file of a private key can be read by other users of this machine."""


class KeySource(NamedTuple):
    """The text or bytes of a key or certificate, and how messages refer to it. Its repr does not show the content."""

    content: str | bytes
    name: str = "the text given"
    hint: str = ""
    """What to do if it was meant as a path."""

    warning: str = ""
    """Warning about the file's permissions, to be issued if it turns out to hold a private key."""

    def __repr__(self) -> str:
        return f"KeySource(name={self.name!r}, hint={self.hint!r})"


def read_file(path: str | os.PathLike[str], *, is_private: bool = False) -> KeySource:
    """Read a key file, and check the permissions of a private one. Raises InvalidCredentials."""
    name = cast("object", os.fspath(path) if isinstance(path, os.PathLike) else path)
    if not isinstance(name, str):  # bytes, for example, which would be a key
        raise InvalidCredentials(f"a path must be str or a path object, not {type(name).__name__}")
    if not name:
        raise InvalidCredentials("the path is empty")
    try:
        with open(name, "rb") as file:  # noqa: PTH123  (pathlib is slow to import, and every program reads its keys)
            content = file.read(_MAX_FILE_SIZE + 1)
            status = os.fstat(file.fileno())
    except (IsADirectoryError, PermissionError):  # Windows has one error for both
        if os.path.isdir(name):  # noqa: PTH112  (as above)
            raise InvalidCredentials(f"{name} is a directory; give the path of the key file in it") from None
        raise _open_error(name, "may not be read by this user") from None
    except (OSError, ValueError):  # missing, too long for a path, or with a NUL in it
        raise _open_error(name, "cannot be opened: there is no such file") from None
    if len(content) > _MAX_FILE_SIZE:
        raise InvalidCredentials(f"{name} is larger than 64 KiB, so it is not a key file")
    return KeySource(content, name, warning=_permission_warning(name, status) if is_private else "")


def warn_caller(message: str, category: type[Warning]) -> None:
    """Issue a warning that points at the innermost line outside of this package."""
    frame, level = inspect.currentframe(), 1  # from Python 3.12 on, skip_file_prefixes of warnings.warn does this
    while frame and frame.f_globals.get("__name__", "").split(".")[0] in {"wxbrand_runtime", "wxbrand"}:
        frame, level = frame.f_back, level + 1
    warnings.warn(message, category, stacklevel=level)


def _permission_warning(name: str, status: os.stat_result) -> str:
    """Apply PostgreSQL's rule for key files: group may read a file of root; any other file only its owner."""
    if os.name != "posix":
        return ""
    forbidden, mode = (0o037, "640") if status.st_uid == 0 else (0o077, "600")
    if not status.st_mode & forbidden:
        return ""
    import shlex  # for this warning only

    return (
        f"{name} holds a private key, and other users of this machine have access to it "
        f"(mode {stat.S_IMODE(status.st_mode):04o}); run: chmod {mode} {shlex.quote(name)}"
    )


def named(value: _Key, name: str, hint: str) -> _Key | KeySource:
    """Return the text of a key with a name for messages and a hint for callers who meant a path; key objects unchanged."""
    if isinstance(value, os.PathLike):
        raise InvalidCredentials(f"{name} is a path; {hint}")
    return KeySource(value, name, hint) if isinstance(value, (str, bytes)) else value


def _open_error(path: str, why: str) -> InvalidCredentials:
    if len(path) > 1000 or not path.isprintable() or "-----BEGIN" in path or _KEY_TEXT.fullmatch(path):
        return InvalidCredentials(  # this is the key itself: do not show it
            "a path is needed here, and the value looks like a key; "
            "Credentials(...) takes keys as text, and so do variables whose names do not end in _FILE"
        )
    return InvalidCredentials(f"{path} {why}")
