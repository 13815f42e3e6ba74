"""Contents of the files that generated tests upload, and of binary responses without an example."""

from __future__ import annotations

import hashlib

BINARY_RESPONSE = b"\x89bytes\r\n\x00\xff"
"""Body of a response that is neither JSON nor text."""

_CONTENT = b"\x00\xff\r\n--boundary--\r\n" + bytes(range(256))
_MAX_SENT = 4 * 1024 * 1024


def sample_size(most: int | None) -> int:
    """Return the size in bytes of a file to upload; `most` bytes are allowed."""
    return len(_CONTENT) if most is None else min(len(_CONTENT), most)


def sample_content(name: str, size: int) -> bytes:
    """Return the content of a file: its name, every byte, and lines that look like a boundary of multipart/form-data."""
    return (name.encode() + _CONTENT * (size // len(_CONTENT) + 1))[:size]


def sample_digest(name: str, size: int) -> str:
    """Return the SHA-256 of `sample_content` in hexadecimal, as for `x-wxbrand-from-file: sha256`."""
    return hashlib.sha256(sample_content(name, size)).hexdigest()


def is_worth_sending(size: int) -> bool:
    """Whether a file is small enough for a test to send."""
    return size <= _MAX_SENT
