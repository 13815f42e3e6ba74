"""Digest text files so that line ends do not count: git writes CRLF on many Windows machines, and nobody edited the file."""

from __future__ import annotations

import hashlib


def text_digest(content: bytes) -> str:
    """Return the SHA-256 of a text file in hexadecimal, as if its lines ended in LF."""
    return hashlib.sha256(with_lf(content)).hexdigest()


def with_lf(content: bytes) -> bytes:
    """Return the content of a text file with LF at the end of each line that ends in CRLF."""
    return content.replace(b"\r\n", b"\n")
