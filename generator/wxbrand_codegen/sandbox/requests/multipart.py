"""Parse multipart/form-data: the parts, in any order, and the object that they form."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from multipart import (  # type: ignore[import-untyped]  # a single module, which cannot be marked as typed
    MultipartError,
    MultipartParser,
    parse_options_header,
)
from wxbrand_runtime.client.serialisation.multipart import Part, signed_bytes
from wxbrand_runtime.http import Headers
from wxbrand_runtime.testing import RequestRefused

from wxbrand_codegen.ir.media_types import MULTIPART, is_json, without_parameters
from wxbrand_codegen.sandbox.refusals import param_error
from wxbrand_codegen.sandbox.requests.decoding import convert, decode_text, read_json, to_object
from wxbrand_codegen.sandbox.schemas.nodes import Node, properties_of, types_of

_MAX_BYTES = "x-wxbrand-max-bytes"
_FROM_FILE = "x-wxbrand-from-file"
_MAX_PARTS = 1000


def read_parts(headers: Headers, body: bytes) -> tuple[Part, ...]:
    """Parse a multipart body. Raises RequestRefused, 400."""
    _, options = parse_options_header(headers.get("Content-Type") or "")
    boundary, size = options.get("boundary", ""), len(body)
    parser = MultipartParser(  # keeps all parts in memory
        BytesIO(body), boundary, strict=True, part_limit=_MAX_PARTS, spool_limit=size, memory_limit=size
    )
    try:
        return tuple(
            Part(
                name=part.name,
                content=part.raw,
                content_type=part.headers.get("Content-Type", ""),
                filename=part.filename,
            )
            for part in parser
        )
    except MultipartError as problem:
        raise param_error("body", "body", f"is not {MULTIPART}: {problem}") from None


def signed_body(headers: Headers, body: bytes) -> bytes:
    """Return the bytes that a signature matches: the text of part `meta` for an upload, else the body."""
    if without_parameters(headers.get("Content-Type") or "") != MULTIPART:
        return body
    try:
        return signed_bytes(read_parts(headers, body), body)
    except RequestRefused:  # an unreadable body is refused after the signature is verified
        return body


def parts_to_object(parts: tuple[Part, ...], schema: Node | None) -> dict[str, Any]:
    """Return the parts as one object, each converted to the type of its property. Raises RequestRefused.

    The value of a file is its bytes, decoded as Latin-1.
    """
    properties = properties_of(schema)
    by_name: dict[str, list[Part]] = {}
    for part in parts:
        by_name.setdefault(part.name, []).append(part)
    values = to_object(by_name, properties, _value)
    _check_digests(properties, values, parts)
    return values


def _value(part: Part, schema: Node | None, name: str) -> Any:
    if part.filename is not None:
        check_size(schema, part.content, name)
        return part.content.decode("latin-1")
    if is_json(part.content_type) or types_of(schema) & {"object", "array"}:
        return read_json(part.content, "body", name)
    if schema is not None and schema.resolved().get_value("format") == "binary":
        raise param_error("body", name, "is a file; its Content-Disposition needs a filename")
    return convert(decode_text(part.content, name), schema, name)


def check_size(schema: Node | None, content: bytes, name: str) -> None:
    """Raise RequestRefused, 400, for a file that is larger than the spec allows."""
    most = _extension(schema, _MAX_BYTES) if schema is not None else None
    if most is not None and len(content) > most:
        raise param_error("body", name, f"has {len(content)} bytes; at most {most} are allowed")


def _extension(schema: Node, name: str) -> Any:
    return schema.get_value(name, schema.resolved().get_value(name))


def _check_digests(properties: dict[str, Node], values: dict[str, Any], parts: tuple[Part, ...]) -> None:
    """Compare the SHA-256 fields with the file. Uploads with several files are not checked."""
    digests = [hashlib.sha256(part.content).hexdigest() for part in parts if part.filename is not None]
    for field, node, value in _fields(properties, values) if len(digests) == 1 else ():
        if _extension(node, _FROM_FILE) == "sha256" and value != digests[0]:
            raise param_error("body", field, "is not the file's SHA-256 in lower-case hexadecimal", value)


def _fields(properties: dict[str, Node], values: dict[str, Any]) -> Iterator[tuple[str, Node, Any]]:
    """Iterate over the parts and the members of parts that are objects."""
    for name, value in values.items():
        if name in properties:
            yield name, properties[name], value
        if name in properties and isinstance(value, dict):
            inner = properties_of(properties[name])
            yield from ((f"{name}.{key}", inner[key], member) for key, member in value.items() if key in inner)
