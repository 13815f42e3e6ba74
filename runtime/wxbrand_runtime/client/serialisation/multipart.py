"""The body multipart/form-data (RFC 7578): its parts as bytes, and which of these bytes are signed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from wxbrand_runtime.values import Value

if TYPE_CHECKING:
    import mimetypes

SIGNED_PART = "meta"
"""Name of the part whose text alone is signed, if it is a JSON object: WeChat Pay's rule for uploads."""

UNKNOWN_TYPE = "application/octet-stream"
_HEADER_ESCAPES = {ord('"'): "%22"} | {control: f"%{control:02X}" for control in (*range(0x20), 0x7F)}


class Part(Value, frozen=True, kw_only=True):
    """One part. Its repr shows no content."""

    repr_fields = ("name", "content_type", "filename")

    name: str
    content: bytes
    content_type: str = ""
    """Empty for a plain value."""

    filename: str | None = None
    """None for whatever is no file."""


def boundary_of(parts: Iterable[Part]) -> str:
    """Make a boundary of the parts' digest, so that the same parts give the same bytes; none of them can hold it."""
    import hashlib  # slow to import, and only uploads need it

    whole = hashlib.sha256()
    for part in parts:
        whole.update(f"{len(part.content)}\n".encode() + part.content)
    return f"wxbrand-{whole.hexdigest()[:40]}"


def joined(parts: Iterable[Part], boundary: str) -> bytes:
    """Write the body."""
    pieces = [piece for part in parts for piece in (_head(part, boundary), part.content, b"\r\n")]
    return b"".join([*pieces, f"--{boundary}--\r\n".encode()])


def _head(part: Part, boundary: str) -> bytes:
    lines = [f"--{boundary}", f'Content-Disposition: form-data; name="{_quoted(part.name)}"']
    if part.filename is not None:
        lines[-1] += f'; filename="{_quoted(part.filename)}"'
    if part.content_type:
        lines.append(f"Content-Type: {part.content_type}")
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode()


def _quoted(text: str) -> str:
    """Escape what would end the quotes or the line, as browsers do (RFC 7578, section 2); all else is UTF-8."""
    return text.translate(_HEADER_ESCAPES)


def guessed_type(filename: str | None) -> str:
    """Guess a file's media type from the ending of its name."""
    from pathlib import PurePath  # slow to import, and only uploads need it

    return _known_types().guess_type(f"file{PurePath(filename or '').suffix}")[0] or UNKNOWN_TYPE


@cache
def _known_types() -> mimetypes.MimeTypes:
    import mimetypes  # only uploads need it

    return mimetypes.MimeTypes()  # Python's own table: the system's would give other bytes on another machine


def signed_bytes(parts: Sequence[Part], body: bytes) -> bytes:
    """Give what a signature covers: the text of `meta` if that is a JSON object, else the whole body.

    WeChat Pay signs uploads in the first way. The second is the scheme's general rule, for the APIs of others.
    """
    return next((part.content for part in parts if part.name == SIGNED_PART and _is_object(part)), body)


def _is_object(part: Part) -> bool:
    import json

    try:
        return part.filename is None and isinstance(json.loads(part.content), dict)
    except (ValueError, RecursionError):
        return False
