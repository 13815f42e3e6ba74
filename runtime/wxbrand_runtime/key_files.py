"""Where a key's text comes from, and reading key files, without ever showing a key that was taken for a path."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from wxbrand_runtime.errors import InvalidCredentials

_Given = TypeVar("_Given")

_LARGEST_FILE = 64 * 1024
_KEY_TEXT = re.compile(r"[A-Za-z0-9+/=\s\\\"']{64,}")


@dataclass(frozen=True, slots=True)
class KeySource:
    """The text or the bytes of a key or certificate, and how messages speak of it."""

    content: str | bytes = field(repr=False)
    name: str = "the text given"
    advice: str = ""
    """What to do if it was meant as a path."""


def read_file(path: str | os.PathLike[str]) -> KeySource:
    """Read a key file. Raises InvalidCredentials with one sentence."""
    try:
        name = str(Path(path))
    except TypeError:  # bytes, for example, which would be a key itself
        raise InvalidCredentials(f"a path is text or a path object, not {type(path).__name__}") from None
    if not str(path):
        raise InvalidCredentials("the path given is empty")
    try:
        with Path(name).open("rb") as file:
            content = file.read(_LARGEST_FILE + 1)
    except IsADirectoryError:
        raise InvalidCredentials(f"{name} is a directory; name the key file in it") from None
    except PermissionError:
        raise _unopened(name, "may not be read by this user") from None
    except (OSError, ValueError):  # not there, too long for a path, or with a zero byte in it
        raise _unopened(name, "cannot be opened: there is no such file") from None
    if len(content) > _LARGEST_FILE:
        raise InvalidCredentials(f"{name} is larger than 64 KiB, so it is no key file")
    return KeySource(content, name)


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
