"""Taking the body multipart/form-data apart again, byte for byte."""

from __future__ import annotations

import re
from urllib.parse import unquote

from wxbrand_runtime.client.serialisation.multipart import Part
from wxbrand_runtime.http import Headers

_BOUNDARY = re.compile(r'multipart/form-data;.*\bboundary="?([^";,]+)', re.IGNORECASE)
_NAME = re.compile(r'\bname="([^"]*)"')
_FILENAME = re.compile(r'\bfilename="([^"]*)"')


def parts_of(content_type: str, body: bytes) -> tuple[Part, ...]:
    """Give the parts; none of a body that is not multipart/form-data, or is cut short."""
    boundary = _BOUNDARY.match(content_type)
    if boundary is None:
        return ()
    delimiter = b"\r\n--" + boundary[1].strip().encode()
    first, *middle, last = (b"\r\n" + body).split(delimiter)
    if first or not last.startswith(b"--"):
        return ()
    return tuple(_part(piece.removeprefix(b"\r\n")) for piece in middle)


def _part(piece: bytes) -> Part:
    head, _, content = piece.partition(b"\r\n\r\n")
    lines = (line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n"))
    headers = Headers([(name, value.strip()) for name, _, value in lines])
    disposition = headers.get("Content-Disposition") or ""
    name, filename = _NAME.search(disposition), _FILENAME.search(disposition)
    return Part(
        name=unquote(name[1]) if name else "",
        content=content,
        content_type=headers.get("Content-Type") or "",
        filename=unquote(filename[1]) if filename else None,
    )
