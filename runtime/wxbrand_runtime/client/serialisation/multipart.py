"""Encode multipart/form-data (RFC 7578), and select the bytes of it that are signed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from wxbrand_runtime.values import Value

if TYPE_CHECKING:
    import mimetypes

SIGNED_PART = "meta"
"""Name of the part whose content alone is signed, if it is a JSON object. This is WeChat Pay's rule for uploads."""

DEFAULT_MEDIA_TYPE = "application/octet-stream"
_HEADER_ESCAPES = {ord('"'): "%22"} | {control: f"%{control:02X}" for control in (*range(0x20), 0x7F)}


class Part(Value, frozen=True, kw_only=True):
    """One part. Its repr does not contain the content."""

    repr_fields = ("name", "content_type", "filename")

    name: str
    content: bytes
    content_type: str = ""
    """Empty for a plain value."""

    filename: str | None = None
    """None if the part is not a file."""


def make_boundary(parts: Iterable[Part]) -> str:
    """Return a boundary derived from the parts, so that the same parts have the same bytes. It occurs in none of them."""
    import hashlib  # slow to import, and only uploads need it

    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(part.content)}\n".encode() + part.content)
    return f"wxbrand-{digest.hexdigest()[:40]}"


def encode_multipart(parts: Iterable[Part], boundary: str) -> bytes:
    """Return the body."""
    pieces = [piece for part in parts for piece in (_part_header(part, boundary), part.content, b"\r\n")]
    return b"".join([*pieces, f"--{boundary}--\r\n".encode()])


def _part_header(part: Part, boundary: str) -> bytes:
    lines = [f"--{boundary}", f'Content-Disposition: form-data; name="{_escape(part.name)}"']
    if part.filename is not None:
        lines[-1] += f'; filename="{_escape(part.filename)}"'
    if part.content_type:
        lines.append(f"Content-Type: {part.content_type}")
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode()


def _escape(text: str) -> str:
    """Escape what would end the quotes or the line, as browsers do (RFC 7578, section 2). All else stays, in UTF-8."""
    return text.translate(_HEADER_ESCAPES)


def guess_media_type(filename: str | None) -> str:
    """Guess a file's media type from the ending of its name."""
    from pathlib import PurePath  # slow to import, and only uploads need it

    return _media_types().guess_type(f"file{PurePath(filename or '').suffix}")[0] or DEFAULT_MEDIA_TYPE


@cache
def _media_types() -> mimetypes.MimeTypes:
    import mimetypes  # only uploads need it

    return mimetypes.MimeTypes()  # Python's own table: the system's table differs between machines


def signed_bytes(parts: Sequence[Part], body: bytes) -> bytes:
    """Return the bytes that the signature covers: the content of `meta` if it is a JSON object, else the whole body.

    WeChat Pay signs uploads in the first way. The second is the general rule of the scheme, for other APIs.
    """
    return next((part.content for part in parts if part.name == SIGNED_PART and _is_object(part)), body)


def _is_object(part: Part) -> bool:
    import json

    try:
        return part.filename is None and isinstance(json.loads(part.content), dict)
    except (ValueError, RecursionError):
        return False
