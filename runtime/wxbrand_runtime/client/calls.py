"""From a request model to what goes on the wire: checked, taken apart, and serialised once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, assert_never

from msgspec import Struct

from wxbrand_runtime.client.serialisation.multipart import (
    SIGNED_PART,
    Part,
    boundary_of,
    guessed_type,
    joined,
    signed_bytes,
)
from wxbrand_runtime.client.serialisation.parameters import UnsafePathValue, expand_path, query_string
from wxbrand_runtime.errors import InvalidRequest
from wxbrand_runtime.models import UNSET, Operation, Record, Request
from wxbrand_runtime.models.encoding import as_text, encode_json
from wxbrand_runtime.models.files import ReadFile
from wxbrand_runtime.models.sensitive import encrypt_request, sensitive_texts
from wxbrand_runtime.models.validation import validate
from wxbrand_runtime.sanitise import sanitise
from wxbrand_runtime.type_guards import is_dict, is_list
from wxbrand_runtime.values import Value

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

_READS = frozenset({"GET", "HEAD"})
_MAY_HAVE_BODY = frozenset({"POST", "PUT", "PATCH"})


class Call(Value, frozen=True, kw_only=True):
    """A checked request, taken apart into what goes on the wire. Its repr shows no value."""

    repr_fields = ("content_type",)

    request: Request[Any]
    operation: Operation

    target: str
    """Path and query, percent-encoded, without the base URL's prefix."""

    headers: tuple[tuple[str, str], ...]
    """Header parameters of the operation itself."""

    body: bytes | None
    """None where the method has none; `b""` where it could have one."""

    signed_body: bytes
    """What the signature covers: the body, or of an upload the text of `meta`."""

    content_type: str
    """Media type of the body."""

    request_number: str | None
    """The idempotency key, if the operation has one and it was given."""

    @property
    def is_read(self) -> bool:
        """Whether repeating changes nothing."""
        return self.operation.method in _READS

    @property
    def is_repeatable(self) -> bool:
        """Whether sending the same bytes once more cannot do anything twice, even if the first were carried out."""
        numbered = self.operation.request_number is None or self.request_number is not None
        return self.is_read or (self.operation.repeat_is_safe and numbered)

    def may_follow(self, status: int) -> bool:
        """Whether sending the same bytes once more after an error of this status cannot do anything twice."""
        return status == 429 or (status >= 500 and self.is_repeatable)

    def sanitise(self, text: str) -> str:
        """Make an answer's text fit for a message: it may quote the openid and other values of the request."""
        return sanitise(text, private=_private(self.request))


class _Places(Struct, frozen=True, kw_only=True):
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


def prepare(request: Request[Any], public_key: RSAPublicKey) -> Call:
    """Check a request, encrypt what is sensitive in its body with WeChat Pay's key, and serialise it, once.

    Raises InvalidRequest.
    """
    validate(request)
    operation, places = request.operation, _places(type(request))
    body = _body(encrypt_request(request, public_key), places)
    return Call(
        request=request,
        operation=operation,
        target=_target(request, places),
        headers=_header_parameters(request, places),
        body=body.content,
        signed_body=body.signed,
        content_type=body.content_type,
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


class _Body(Value, frozen=True, kw_only=True):
    repr_fields = ("content_type",)

    content: bytes | None
    signed: bytes
    content_type: str


def _body(request: Request[Any], places: _Places) -> _Body:
    """Serialise the body, the only time: these very bytes are signed and sent."""
    operation = request.operation
    if operation.body is None:
        return _plain(b"" if operation.method in _MAY_HAVE_BODY else None, operation)
    members = {wire: value for attribute, wire in places.body if (value := getattr(request, attribute)) is not UNSET}
    if not members and not operation.body_required:
        return _plain(b"", operation)
    match operation.body:
        case "form":
            pairs = ((wire, (as_text(item),)) for wire, value in members.items() for item in _items(value))
            return _plain(query_string(pairs).encode("ascii"), operation, "application/x-www-form-urlencoded")
        case "multipart":
            return _multipart(tuple(_parts(request, places)), operation)
        case "members":
            return _plain(encode_json(members), operation)
        case "whole":
            return _plain(encode_json(next(iter(members.values()))), operation)
        case "text":
            return _plain(str(next(iter(members.values()))).encode(), operation)
        case "file":
            ((place, file),) = members.items()
            return _file(place, file, operation)
        case _:
            assert_never(operation.body)


def _plain(content: bytes | None, operation: Operation, content_type: str | None = None) -> _Body:
    return _Body(content=content, signed=content or b"", content_type=content_type or operation.content_type)


def _file(place: str, file: ReadFile, operation: Operation) -> _Body:
    kind, wanted = _type_of_file(file.name, operation.content_type), operation.content_type
    if wanted.endswith("/*") and not kind.startswith(wanted[:-1]):
        raise InvalidRequest(f"{place} must be {wanted}, which a file's name tells; its name does not", field=place)
    return _plain(file.content, operation, kind)


def _type_of_file(name: str | None, wanted: str) -> str:
    """Give the type that the spec names; where it leaves it open, what the file's name tells."""
    return wanted if wanted and "*" not in wanted else guessed_type(name)


def _multipart(parts: tuple[Part, ...], operation: Operation) -> _Body:
    if not parts:
        raise InvalidRequest(f"{operation.name} needs at least one part of its body", field="")
    boundary = boundary_of(parts)
    content = joined(parts, boundary)
    return _Body(
        content=content,
        signed=signed_bytes(parts, content),
        content_type=f"multipart/form-data; boundary={boundary}",
    )


def _parts(request: Request[Any], places: _Places) -> Iterator[Part]:
    """Give the parts, `meta` first."""
    operation = request.operation
    given = [(attribute, wire, getattr(request, attribute)) for attribute, wire in places.body]
    if operation.in_meta:
        meta = {
            wire: value for attribute, wire, value in given if attribute in operation.in_meta and value is not UNSET
        }
        yield Part(name=SIGNED_PART, content=encode_json(meta), content_type="application/json")
    for attribute, wire, value in given:
        if attribute not in operation.in_meta and value is not UNSET:
            yield from (_part(request, wire, item, operation.part_types.get(attribute, "")) for item in _items(value))


def _part(request: Request[Any], wire: str, value: Any, wanted: str) -> Part:
    if isinstance(value, ReadFile):
        filename = _filename(request, value) or wire
        kind = _type_of_file(filename, wanted)
        return Part(name=wire, content=value.content, content_type=kind, filename=filename)
    if wanted == "application/json" or is_list(value) or is_dict(value) or isinstance(value, Record):
        return Part(name=wire, content=encode_json(value), content_type=wanted or "application/json")
    return Part(name=wire, content=as_text(value).encode(), content_type=wanted)


def _filename(request: Request[Any], file: ReadFile) -> str | None:
    """Give the name that `meta` says, else the file's own."""
    named = (attribute for attribute, what in request.operation.from_file.items() if what != "sha256")
    said = next((value for attribute in named if (value := getattr(request, attribute)) is not UNSET), file.name)
    return None if said is None else as_text(said)


def _private(request: Request[Any]) -> Iterator[str]:
    """Give the texts that name a person or a coupon: what is sensitive, what is in path and query, and openids anywhere."""
    yield from sensitive_texts(type(request), request)
    places = _places(type(request))
    addressed = [attribute for attribute, _ in (*places.path, *places.query)]
    openids = [attribute for attribute, wire in (*places.header, *places.body) if "openid" in wire.lower()]
    for attribute in (*addressed, *openids):
        if attribute != request.operation.request_number:
            for item in _items(getattr(request, attribute)):
                if isinstance(item, str) and not isinstance(item, Enum):
                    yield item
