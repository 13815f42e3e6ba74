"""Serialise bodies: JSON, forms, multipart, plain text and files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, assert_never

from wxbrand_runtime.client.serialisation.multipart import (
    SIGNED_PART,
    Part,
    encode_multipart,
    guess_media_type,
    make_boundary,
    signed_bytes,
)
from wxbrand_runtime.client.serialisation.parameters import items_of, pairs_of
from wxbrand_runtime.errors import InvalidRequest
from wxbrand_runtime.models import UNSET, Operation, Record, Request
from wxbrand_runtime.models.codec import as_text, encode_json
from wxbrand_runtime.models.files import ReadFile
from wxbrand_runtime.type_guards import is_dict, is_list
from wxbrand_runtime.values import Value

_METHODS_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


class Body(Value, frozen=True, kw_only=True):
    """A serialised body. Its repr contains no content."""

    repr_fields = ("content_type",)

    content: bytes | None
    """None if the method has no body."""

    signed: bytes
    """The bytes that the signature covers."""

    content_type: str


def serialise_body(request: Request[Any]) -> Body:
    """Serialise the body of a request. This happens once per call: these very bytes are signed and sent.

    Raises InvalidRequest if an upload has no part, or a file's name contradicts its media type.
    """
    operation = request.operation
    if operation.body is None:
        return _body(b"" if operation.method in _METHODS_WITH_BODY else None, operation.content_type)
    members = _members(request)
    if not members and not operation.body_required:
        return _body(b"", operation.content_type)
    match operation.body:
        case "form":
            return _body(
                pairs_of(request, (attribute for attribute, _ in body_attributes(type(request)))).encode("ascii"),
                "application/x-www-form-urlencoded",
            )
        case "multipart":
            return _multipart_body(tuple(_parts(request)), operation)
        case "members":
            return _body(encode_json(members), operation.content_type)
        case "whole":
            return _body(encode_json(next(iter(members.values()))), operation.content_type)
        case "text":
            return _body(str(next(iter(members.values()))).encode(), operation.content_type)
        case "file":
            ((wire, file),) = members.items()
            return _file_body(wire, file, operation)
        case _:
            assert_never(operation.body)


def _members(request: Request[Any]) -> dict[str, Any]:
    values = ((wire, getattr(request, attribute)) for attribute, wire in body_attributes(type(request)))
    return {wire: value for wire, value in values if value is not UNSET}


@cache
def body_attributes(model: type[Request[Any]]) -> tuple[tuple[str, str], ...]:
    """Return the attributes of a request model that belong to the body, each with its name on the wire."""
    operation = model.operation
    parameters = {*operation.in_path, *operation.in_query, *operation.in_header}
    return tuple((name, operation.wire(name)) for name in model.__struct_fields__ if name not in parameters)


def _body(content: bytes | None, content_type: str) -> Body:
    return Body(content=content, signed=content or b"", content_type=content_type)


def _file_body(wire: str, file: ReadFile, operation: Operation) -> Body:
    media_type, expected = _file_media_type(file.name, operation.content_type), operation.content_type
    if expected.endswith("/*") and not media_type.startswith(expected[:-1]):
        raise InvalidRequest(f"{wire} must be {expected}, judging by the ending of its name", field=wire)
    return _body(file.content, media_type)


def _file_media_type(name: str | None, declared: str) -> str:
    """Return the media type that the spec declares, or guess it from the file's name if the spec leaves it open."""
    return declared if declared and "*" not in declared else guess_media_type(name)


def _multipart_body(parts: tuple[Part, ...], operation: Operation) -> Body:
    if not parts:
        raise InvalidRequest(f"{operation.name} needs at least one part of its body", field="")
    boundary = make_boundary(parts)
    content = encode_multipart(parts, boundary)
    return Body(
        content=content,
        signed=signed_bytes(parts, content),
        content_type=f"multipart/form-data; boundary={boundary}",
    )


def _parts(request: Request[Any]) -> Iterator[Part]:
    """Yield the parts, `meta` first."""
    operation = request.operation
    values = [(attribute, wire, getattr(request, attribute)) for attribute, wire in body_attributes(type(request))]
    if operation.in_meta:
        meta = {
            wire: value for attribute, wire, value in values if attribute in operation.in_meta and value is not UNSET
        }
        yield Part(name=SIGNED_PART, content=encode_json(meta), content_type="application/json")
    for attribute, wire, value in values:
        if attribute not in operation.in_meta and value is not UNSET:
            media_type = operation.part_types.get(attribute, "")
            yield from (_part(request, wire, item, media_type) for item in items_of(value))


def _part(request: Request[Any], wire: str, value: Any, media_type: str) -> Part:
    if isinstance(value, ReadFile):
        filename = _filename(request, value) or wire
        media_type = _file_media_type(filename, media_type)
        return Part(name=wire, content=value.content, content_type=media_type, filename=filename)
    if media_type == "application/json" or is_list(value) or is_dict(value) or isinstance(value, Record):
        return Part(name=wire, content=encode_json(value), content_type=media_type or "application/json")
    return Part(name=wire, content=as_text(value).encode(), content_type=media_type)


def _filename(request: Request[Any], file: ReadFile) -> str | None:
    """Return the file name that `meta` states, else the file's own."""
    attributes = (attribute for attribute, source in request.operation.from_file.items() if source != "sha256")
    name = next((value for attribute in attributes if (value := getattr(request, attribute)) is not UNSET), file.name)
    return None if name is None else as_text(name)
