"""Where a key's text comes from, and reading key files, without ever showing a key that was taken for a path."""

from __future__ import annotations

import os
import re
import stat
from typing import NamedTuple, TypeVar, cast

from wxbrand_runtime.auth.key_warnings import LooseKeyFile, warn_caller
from wxbrand_runtime.errors import InvalidCredentials

_Given = TypeVar("_Given")

_LARGEST_FILE = 64 * 1024
_KEY_TEXT = re.compile(r"[A-Za-z0-9+/=\s\\\"']{64,}")


class KeySource(NamedTuple):
    """The text or bytes of a key or certificate, and how messages refer to it. Its repr does not show the content."""

    content: str | bytes
    name: str = "the text given"
    advice: str = ""
    """What to do if it was meant as a path."""

    access: str = ""
    """Warning about the file's permissions, to be issued if it turns out to hold a private key."""

    def __repr__(self) -> str:
        return f"KeySource(name={self.name!r}, advice={self.advice!r})"


def read_private_file(path: str | os.PathLike[str]) -> KeySource:
    """Read the file of a private key, and look who else can. Raises InvalidCredentials with one sentence."""
    source, status = _read(path)
    return KeySource(source.content, source.name, access=_access(source.name, status))


def read_file(path: str | os.PathLike[str]) -> KeySource:
    """Read a file that holds no secret, such as a public key. Raises InvalidCredentials with one sentence."""
    source, _ = _read(path)
    return source


def _read(path: object) -> tuple[KeySource, os.stat_result]:
    name = os.fspath(cast("os.PathLike[str]", path)) if isinstance(path, os.PathLike) else path
    if not isinstance(name, str):  # bytes, for example, which would be a key itself
        raise InvalidCredentials(f"a path is text or a path object, not {type(name).__name__}")
    if not name:
        raise InvalidCredentials("the path given is empty")
    try:
        with open(name, "rb") as file:  # noqa: PTH123  (pathlib is slow to import, and every program reads its keys)
            content = file.read(_LARGEST_FILE + 1)
            status = os.fstat(file.fileno())
    except IsADirectoryError:
        raise InvalidCredentials(f"{name} is a directory; name the key file in it") from None
    except PermissionError:
        raise _unopened(name, "may not be read by this user") from None
    except (OSError, ValueError):  # not there, too long for a path, or with a zero byte in it
        raise _unopened(name, "cannot be opened: there is no such file") from None
    if len(content) > _LARGEST_FILE:
        raise InvalidCredentials(f"{name} is larger than 64 KiB, so it is no key file")
    return KeySource(content, name), status


def warn_if_loose(source: KeySource) -> None:
    """Warn of the file of a private key that others can read."""
    if source.access:
        warn_caller(source.access, LooseKeyFile)


def _access(name: str, status: os.stat_result) -> str:
    """Go by PostgreSQL's rule for key files: a file of root may be readable by its group, any other by its owner only."""
    if os.name != "posix":
        return ""
    forbidden, right = (0o037, "640") if status.st_uid == 0 else (0o077, "600")
    if not status.st_mode & forbidden:
        return ""
    import shlex  # for this warning only

    return (
        f"{name} holds a private key, and other users of this machine have access to it "
        f"(mode {stat.S_IMODE(status.st_mode):04o}); run: chmod {right} {shlex.quote(name)}"
    )


def named(value: _Given, name: str, advice: str) -> _Given | KeySource:
    """Give a key's text a name for messages, and advice for whoever meant a path; key objects stay as they are."""
    if isinstance(value, os.PathLike):
        raise InvalidCredentials(f"{name} is a path; {advice}")
    return KeySource(value, name, advice) if isinstance(value, (str, bytes)) else value


def _unopened(path: str, why: str) -> InvalidCredentials:
    if len(path) > 1000 or not path.isprintable() or "-----BEGIN" in path or _KEY_TEXT.fullmatch(path):
        return InvalidCredentials(  # the key itself: do not show it
            "a path is needed here, and what was given looks like a key; "
            "Credentials(...) takes keys as text, and variables whose names do not end in _FILE do"
        )
    return InvalidCredentials(f"{path} {why}")
