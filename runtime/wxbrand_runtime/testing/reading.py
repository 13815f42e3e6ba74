"""Reading a request back as the request class that it was sent from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qsl, unquote

import msgspec
from msgspec import inspect

from wxbrand_runtime.auth.decryption import decrypt_text
from wxbrand_runtime.client.serialisation.multipart import SIGNED_PART, Part
from wxbrand_runtime.http import Headers
from wxbrand_runtime.models import FileSource, Operation, Request
from wxbrand_runtime.models.decoding import dec_hook
from wxbrand_runtime.models.files import ReadFile
from wxbrand_runtime.models.sensitive import decrypt_value
from wxbrand_runtime.testing.operations import path_values
from wxbrand_runtime.testing.parts import parts_of
from wxbrand_runtime.type_guards import is_dict

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

Values = Iterator[tuple[str, Any]]
"""Attributes and their values; those of path, query, header and form are text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """A request as it was on the wire, with its class. Its repr shows no value."""

    model: type[Request[Any]]
    target: str = field(repr=False)
    headers: Headers
    body: bytes = field(repr=False)

    @property
    def operation(self) -> Operation:
        """The wire facts of its class."""
        return self.model.operation

    @property
    def inside(self) -> tuple[str, ...]:
        """Attributes that stand in the body."""
        elsewhere = {*self.operation.in_path, *self.operation.in_query, *self.operation.in_header}
        return tuple(attribute for attribute in self.model.__struct_fields__ if attribute not in elsewhere)


def read_request(wire: Wire, private_key: RSAPrivateKey) -> Request[Any]:
    """Give the request model, its sensitive texts decrypted with WeChat Pay's key.

    Raises ValueError, msgspec.ValidationError or Unreadable for a request that is not of the form of its class.
    """
    values = dict(_values(wire))
    members = zip(wire.model.__struct_fields__, wire.model.__struct_encode_fields__, strict=True)
    by_member = {member: values[attribute] for attribute, member in members if attribute in values}
    read = msgspec.convert(by_member, wire.model, strict=False, dec_hook=_own_kind)
    return cast(Request[Any], decrypt_value(wire.model, read, partial(decrypt_text, private_key)))


def _own_kind(kind: type, value: Any) -> Any:
    return value if cast(Any, kind) is FileSource else dec_hook(kind, value)


def _values(wire: Wire) -> Values:
    operation = wire.operation
    path = path_values(operation, wire.target)
    yield from ((attribute, path[operation.wire(attribute)]) for attribute in operation.in_path)
    yield from _query_values(wire)
    for attribute in operation.in_header:
        if (value := wire.headers.get(operation.wire(attribute))) is not None:
            yield attribute, value
    if wire.body:
        yield from _body_values(wire)


def _query_values(wire: Wire) -> Values:
    pairs = [pair.partition("=")[::2] for pair in wire.target.partition("?")[2].split("&")]
    for attribute in wire.operation.in_query:
        texts = [text for name, text in pairs if unquote(name) == wire.operation.wire(attribute)]
        if texts and attribute in wire.operation.joined:
            yield attribute, [unquote(item) for item in texts[0].split(",")]
        elif texts:
            yield attribute, _one_or_all(wire, attribute, [unquote(text) for text in texts])


def _body_values(wire: Wire) -> Values:
    match wire.operation.body:
        case "members":
            yield from _member_values(wire, json.loads(wire.body), wire.inside)
        case "form":
            pairs = parse_qsl(wire.body.decode("ascii"), keep_blank_values=True)
            for name in wire.inside:
                if texts := [text for spelled, text in pairs if spelled == wire.operation.wire(name)]:
                    yield name, _one_or_all(wire, name, texts)
        case "multipart":
            yield from _part_values(wire)
        case "whole":
            yield wire.inside[0], json.loads(wire.body)
        case "text":
            yield wire.inside[0], wire.body.decode()
        case "file":
            yield wire.inside[0], _file(None, wire.body)
        case None:
            raise ValueError("it has a body, and its operation has none")


def _member_values(wire: Wire, members: object, attributes: Sequence[str]) -> Values:
    if not is_dict(members):
        raise ValueError("what must be a JSON object is none")
    spelled = ((attribute, wire.operation.wire(attribute)) for attribute in attributes)
    yield from ((attribute, members[name]) for attribute, name in spelled if name in members)


def _part_values(wire: Wire) -> Values:
    operation = wire.operation
    parts = parts_of(wire.headers.get("Content-Type") or "", wire.body)
    for part in parts:
        if operation.in_meta and part.name == SIGNED_PART:
            yield from _member_values(wire, json.loads(part.content), operation.in_meta)
    for name in wire.inside:
        if name not in operation.in_meta:
            found = [
                _part_value(part, is_file=name in operation.files)
                for part in parts
                if part.name == operation.wire(name)
            ]
            if found:
                yield name, _one_or_all(wire, name, found)


def _part_value(part: Part, *, is_file: bool) -> Any:
    if is_file:
        return _file(part.filename, part.content)
    return json.loads(part.content) if part.content_type == "application/json" else part.content.decode()


def _file(name: str | None, content: bytes) -> ReadFile:
    return ReadFile(name=name, content=content, sha256=hashlib.sha256(content).hexdigest())


def _one_or_all(wire: Wire, attribute: str, values: list[Any]) -> Any:
    return values if attribute in _lists(wire.model) else values[0]


@cache
def _lists(model: type[Request[Any]]) -> frozenset[str]:
    """Give the attributes that are lists."""
    members: Mapping[str, inspect.Type] = {
        member.name: member.type for member in cast(inspect.StructType, inspect.type_info(model)).fields
    }
    return frozenset(
        name for name, kind in members.items() if any(isinstance(k, inspect.ListType) for k in _kinds(kind))
    )


def _kinds(kind: inspect.Type) -> tuple[inspect.Type, ...]:
    return kind.types if isinstance(kind, inspect.UnionType) else (kind,)
