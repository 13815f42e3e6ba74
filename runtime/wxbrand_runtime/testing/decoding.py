"""Find the generated request class that a received request was sent from, and decode the request into it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote

from msgspec import inspect

from wxbrand_runtime.auth.decryption import decrypt_text
from wxbrand_runtime.client.serialisation.multipart import SIGNED_PART, Part
from wxbrand_runtime.client.serialisation.parameters import EXPLODED, PLAIN
from wxbrand_runtime.http import Headers
from wxbrand_runtime.models import Operation, Request
from wxbrand_runtime.models.conversion import convert
from wxbrand_runtime.models.files import ReadFile
from wxbrand_runtime.models.sensitive import decrypt_value
from wxbrand_runtime.models.wire_names import wire_names
from wxbrand_runtime.testing.styles import Shape, read_expanded, read_query
from wxbrand_runtime.type_guards import is_dict, is_list

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

RequestClass = type[Request[Any]]

_Values = Iterator[tuple[str, Any]]
"""Attributes and their values. Values from path, query, headers and forms are text."""

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_BOUNDARY = re.compile(r'multipart/form-data;.*\bboundary="?([^";,]+)', re.IGNORECASE)
_NAME = re.compile(r'\bname="([^"]*)"')
_FILENAME = re.compile(r'\bfilename="([^"]*)"')


def find_request_class(method: str, target: str, preferred: Collection[RequestClass]) -> RequestClass | None:
    """Return the request class of a method and target; None if there is none.

    A path without placeholders takes precedence over one with them. If two packages have the same operation, a class that is
    `preferred` takes precedence.
    """
    path = target.partition("?")[0]
    matching = [
        class_
        for class_ in _subclasses(Request)
        if class_.operation.method == method and _pattern(class_.operation.path).fullmatch(path)
    ]

    def rank(class_: RequestClass) -> tuple[list[bool], bool]:
        return ["{" in segment for segment in class_.operation.path.split("/")], class_ not in preferred

    return min(matching, key=rank, default=None)


def path_values(operation: Operation, target: str) -> dict[str, str]:
    """Return the decoded values of the placeholders in the path of a request, by name."""
    return {name: unquote(text) for name, text in _path_texts(operation, target).items()}


def _path_texts(operation: Operation, target: str) -> dict[str, str]:
    match = _pattern(operation.path).fullmatch(target.partition("?")[0])
    names = _PLACEHOLDER.findall(operation.path)
    return dict(zip(names, match.groups(), strict=True)) if match else {}


def _subclasses(base: Any) -> Iterator[RequestClass]:
    for class_ in base.__subclasses__():
        if isinstance(getattr(class_, "operation", None), Operation):
            yield class_
        yield from _subclasses(class_)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    texts = _PLACEHOLDER.split(template)[::2]
    return re.compile("([^/]+)".join(map(re.escape, texts)))


def decode_request(class_: RequestClass, target: str, headers: Headers, body: bytes, private_key: RSAPrivateKey) -> Any:
    """Return the request, its sensitive texts decrypted with WeChat Pay's private key.

    Raise ValueError, msgspec.ValidationError or DecodeError if it does not have the form of its class.
    """
    values = dict(_values(class_, target, headers, body))
    members = {wire: values[attribute] for attribute, wire in wire_names(class_).items() if attribute in values}
    request = convert(members, class_, strict=False)
    return decrypt_value(class_, request, partial(decrypt_text, private_key))


def parse_multipart(content_type: str, body: bytes) -> tuple[Part, ...]:
    """Split a multipart/form-data body into its parts; none if it is of another type or incomplete."""
    boundary = _BOUNDARY.match(content_type)
    if boundary is None:
        return ()
    delimiter = b"\r\n--" + boundary[1].strip().encode()
    first, *middle, last = (b"\r\n" + body).split(delimiter)
    if first or not last.startswith(b"--"):
        return ()
    return tuple(_parse_part(part.removeprefix(b"\r\n")) for part in middle)


def _parse_part(part: bytes) -> Part:
    head, _, content = part.partition(b"\r\n\r\n")
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


def _values(class_: RequestClass, target: str, headers: Headers, body: bytes) -> _Values:
    operation = class_.operation
    in_path = _path_texts(operation, target)
    for attribute in operation.in_path:
        yield attribute, _expanded(class_, attribute, in_path[operation.wire(attribute)], unquote)
    yield from _pair_values(class_, operation.in_query, target.partition("?")[2])
    for attribute in operation.in_header:
        if (value := headers.get(operation.wire(attribute))) is not None:
            yield attribute, _expanded(class_, attribute, value, str)
    if body:
        yield from _body_values(class_, headers.get("Content-Type") or "", body)


def _expanded(class_: RequestClass, attribute: str, text: str, decode: Callable[[str], str]) -> Any:
    operation = class_.operation
    words = operation.styles.get(attribute, PLAIN)
    if words[0] == "json":
        return json.loads(decode(text))
    return read_expanded(words, operation.wire(attribute), text, _shape(class_, attribute), decode)


def _pair_values(class_: RequestClass, attributes: Sequence[str], text: str) -> _Values:
    """Yield the values of a query or a form."""
    operation = class_.operation
    split = (pair.partition("=")[::2] for pair in text.replace("+", "%20").split("&"))
    pairs = [(unquote(name), value) for name, value in split]
    names = {operation.wire(attribute) for attribute in attributes}
    for attribute in attributes:
        wire, words = operation.wire(attribute), operation.styles.get(attribute, EXPLODED)
        shape = "text" if words[0] == "json" else _shape(class_, attribute)
        value = read_query(words, wire, pairs, shape, unquote, names - {wire})
        if value is not None and "json" in words:
            value = list(map(json.loads, value)) if is_list(value) else json.loads(value)
        if value is not None:
            yield attribute, value


def _body_values(class_: RequestClass, content_type: str, body: bytes) -> _Values:
    operation = class_.operation
    elsewhere = {*operation.in_path, *operation.in_query, *operation.in_header}
    attributes = [attribute for attribute in class_.__struct_fields__ if attribute not in elsewhere]
    match operation.body:
        case "members":
            yield from _member_values(operation, attributes, json.loads(body))
        case "form":
            yield from _pair_values(class_, attributes, body.decode("ascii"))
        case "multipart":
            yield from _part_values(class_, attributes, parse_multipart(content_type, body))
        case "whole":
            yield attributes[0], json.loads(body)
        case "text":
            yield attributes[0], body.decode()
        case "file":
            yield attributes[0], ReadFile(name=None, content=body)
        case None:
            raise ValueError("it has a body, and its operation has none")


def _member_values(operation: Operation, attributes: Sequence[str], members: object) -> _Values:
    if not is_dict(members):
        raise ValueError("a JSON object is expected, and it is another JSON value")
    names = ((attribute, operation.wire(attribute)) for attribute in attributes)
    yield from ((attribute, members[name]) for attribute, name in names if name in members)


def _part_values(class_: RequestClass, attributes: Sequence[str], parts: Sequence[Part]) -> _Values:
    operation = class_.operation
    for part in parts:
        if operation.in_meta and part.name == SIGNED_PART:
            yield from _member_values(operation, operation.in_meta, json.loads(part.content))
    for attribute in attributes:
        if attribute not in operation.in_meta:
            is_file = attribute in operation.files
            values = [_part_value(part, is_file=is_file) for part in parts if part.name == operation.wire(attribute)]
            if values:
                yield attribute, _one_or_all(class_, attribute, values)


def _part_value(part: Part, *, is_file: bool) -> Any:
    if is_file:
        return ReadFile(name=part.filename, content=part.content)
    return json.loads(part.content) if part.content_type == "application/json" else part.content.decode()


def _one_or_all(class_: RequestClass, attribute: str, values: list[Any]) -> Any:
    return values if _shape(class_, attribute) == "list" else values[0]


def _shape(class_: RequestClass, attribute: str) -> Shape:
    return _shapes(class_).get(attribute, "text")


@cache
def _shapes(class_: RequestClass) -> dict[str, Shape]:
    """Return the attributes that are lists or objects."""
    fields = cast(inspect.StructType, inspect.type_info(class_)).fields
    shapes: dict[str, Shape] = {}
    for field in fields:
        for kind in getattr(field.type, "types", (field.type,)):
            if isinstance(kind, inspect.ListType):
                shapes[field.name] = "list"
            elif isinstance(kind, inspect.StructType | inspect.DictType):
                shapes[field.name] = "object"
    return shapes
