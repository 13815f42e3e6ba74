"""The files that generated tests send, and the bytes that the sandbox answers with where a spec shows none."""

from __future__ import annotations

import hashlib

BINARY_RESPONSE = b"\x89bytes\r\n\x00\xff"
"""An answer that is neither JSON nor text."""

_CONTENT = b"\x00\xff\r\n--boundary--\r\n" + bytes(range(256))
_LARGEST = 4 * 1024 * 1024


def sample_size(most: int | None) -> int:
    """Give the bytes of a file to send, where `most` are allowed."""
    return len(_CONTENT) if most is None else min(len(_CONTENT), most)


def sample_content(name: str, size: int) -> bytes:
    """Make the content of a file: its name, bytes of every sort, and lines that look like a boundary."""
    return (name.encode() + _CONTENT * (size // len(_CONTENT) + 1))[:size]


def sample_digest(name: str, size: int) -> str:
    """Give the SHA-256 of a sample, as `x-wxbrand-from-file` means it."""
    return hashlib.sha256(sample_content(name, size)).hexdigest()


def is_worth_sending(size: int) -> bool:
    """Whether a test may take the time to send a file of this size."""
    return size <= _LARGEST
