"""From a request model to what goes on the wire: checked, taken apart, and serialised once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any

import msgspec

from wxbrand_runtime.checking import check
from wxbrand_runtime.errors import InvalidRequest
from wxbrand_runtime.foreign_text import fit
from wxbrand_runtime.models import UNSET, Operation, Request, original_text
from wxbrand_runtime.shapes import is_list
from wxbrand_runtime.targets import UnsafePathValue, expand_path, query_string

_READS = frozenset({"GET", "HEAD"})
_MAY_HAVE_BODY = frozenset({"POST", "PUT", "PATCH"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A checked request, taken apart into what goes on the wire. Its repr shows no value."""

    request: Request[Any] = field(repr=False)
    operation: Operation = field(repr=False)

    target: str = field(repr=False)
    """Path and query, percent-encoded, without the base URL's prefix."""

    headers: tuple[tuple[str, str], ...] = field(repr=False)
    """Header parameters of the operation itself."""

    body: bytes | None = field(repr=False)
    """None where the method has none; `b""` where it could have one."""

    request_number: str | None
    """The idempotency key, if the operation has one and it was given."""

    @property
    def is_read(self) -> bool:
        """Whether repeating changes nothing."""
        return self.operation.method in _READS

    def fit(self, text: str) -> str:
        """Make an answer's text fit for a message: it may quote the openid and other values of the request."""
        return fit(text, private=_private(self.request))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Places:
    """Where the attributes of a request model go, worked out once per model: pairs of attribute and spelling."""

    path: tuple[tuple[str, str], ...]
    query: tuple[tuple[str, str], ...]
    header: tuple[tuple[str, str], ...]
    body: tuple[tuple[str, str], ...]


@cache
def _places(model: type[Request[Any]]) -> _Places:
    operation = model.operation
    elsewhere = {*operation.in_path, *operation.in_query, *operation.in_header}

    def spelled(attributes: Iterator[str]) -> tuple[tuple[str, str], ...]:
        return tuple((attribute, operation.wire(attribute)) for attribute in attributes)

    return _Places(
        path=spelled(iter(operation.in_path)),
        query=spelled(iter(operation.in_query)),
        header=spelled(iter(operation.in_header)),
        body=spelled(attribute for attribute in model.__struct_fields__ if attribute not in elsewhere),
    )


def prepare(request: Request[Any]) -> Call:
    """Check a request and serialise it, once. Raises InvalidRequest."""
    check(request)
    operation, places = request.operation, _places(type(request))
    return Call(
        request=request,
        operation=operation,
        target=_target(request, places),
        headers=_header_parameters(request, places),
        body=_body(request, places),
        request_number=_request_number(request),
    )


def _request_number(request: Request[Any]) -> str | None:
    attribute = request.operation.request_number
    value = UNSET if attribute is None else getattr(request, attribute)
    return None if value is UNSET or value is None else as_text(value)


def _target(request: Request[Any], places: _Places) -> str:
    try:
        path = expand_path(
            request.operation.path, {wire: as_text(getattr(request, attribute)) for attribute, wire in places.path}
        )
    except UnsafePathValue as problem:
        unsafe = next(attribute for attribute, wire in places.path if wire == str(problem))
    else:
        query = query_string(_query_pairs(request, places)) if places.query else ""
        return f"{path}?{query}" if query else path
    raise InvalidRequest(
        f"{unsafe} stands in the path and must not be empty, '.' or '..': another resource would be addressed",
        field=unsafe,
    )


def _query_pairs(request: Request[Any], places: _Places) -> Iterator[tuple[str, Iterable[str]]]:
    for attribute, wire in places.query:
        value = getattr(request, attribute)
        if value is UNSET:
            continue
        texts = [as_text(item) for item in _items(value)]
        if attribute in request.operation.joined:
            yield wire, texts
        else:
            yield from ((wire, (text,)) for text in texts)


def _items(value: Any) -> list[Any] | tuple[Any, ...]:
    return value if is_list(value) else (value,)


def _header_parameters(request: Request[Any], places: _Places) -> tuple[tuple[str, str], ...]:
    pairs: list[tuple[str, str]] = []
    for attribute, wire in places.header:
        value = getattr(request, attribute)
        if value is UNSET:
            continue
        text = as_text(value)
        if not (text.isascii() and text.isprintable()) or text != text.strip():
            raise InvalidRequest(
                f"{attribute} goes into a header and must be printable ASCII without outer spaces", field=attribute
            )
        pairs.append((wire, text))
    return tuple(pairs)


def as_text(value: Any) -> str:
    """Write a value into a path, query or header, as JSON would without quotes."""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return original_text(value)
    return msgspec.json.encode(value).decode("ascii")


def _encodable(value: Any) -> Any:
    if isinstance(value, datetime):
        return original_text(value)
    if isinstance(value, str):
        return str.__str__(value)  # the plain text within a subclass, whatever that makes of str()
    raise NotImplementedError  # msgspec's protocol for "not mine"


_encoder = msgspec.json.Encoder(enc_hook=_encodable)


def _body(request: Request[Any], places: _Places) -> bytes | None:
    """Serialise the body, the only time: these very bytes are signed and sent."""
    operation = request.operation
    if operation.body is None:
        return b"" if operation.method in _MAY_HAVE_BODY else None
    members = {wire: value for attribute, wire in places.body if (value := getattr(request, attribute)) is not UNSET}
    if not members and not operation.body_required:
        return b""
    if operation.body == "form":
        pairs = ((wire, (as_text(item),)) for wire, value in members.items() for item in _items(value))
        return query_string(pairs).encode("ascii")
    return _encoder.encode(members if operation.body == "members" else next(iter(members.values())))


def _private(request: Request[Any]) -> Iterator[str]:
    """Give the texts that name a person or a coupon: those in path and query, and openids anywhere."""
    places = _places(type(request))
    addressed = [attribute for attribute, _ in (*places.path, *places.query)]
    openids = [attribute for attribute, wire in (*places.header, *places.body) if "openid" in wire.lower()]
    for attribute in (*addressed, *openids):
        if attribute != request.operation.request_number:
            for item in _items(getattr(request, attribute)):
                if isinstance(item, str) and not isinstance(item, Enum):
                    yield item
