"""A call: its request, validated, encrypted and serialised once, and what may be repeated of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import TYPE_CHECKING, Any

from wxbrand_runtime.client.serialisation.bodies import body_attributes, serialise_body
from wxbrand_runtime.client.serialisation.parameters import header_fields, request_target
from wxbrand_runtime.client.serialisation.styles import plain_values
from wxbrand_runtime.models import UNSET, Operation, Request
from wxbrand_runtime.models.codec import as_text
from wxbrand_runtime.models.late_times import convert_late_times
from wxbrand_runtime.models.sensitive import encrypt_request, sensitive_texts
from wxbrand_runtime.models.validation import validate
from wxbrand_runtime.sanitise import sanitise
from wxbrand_runtime.values import Value

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

_READ_METHODS = frozenset({"GET", "HEAD"})


class Call(Value, frozen=True, kw_only=True):
    """A validated request and its serialised form. Its repr contains no value of the request."""

    repr_fields = ("content_type",)

    request: Request[Any]
    operation: Operation

    target: str
    """Path and query, percent-encoded, without the base URL's prefix."""

    headers: tuple[tuple[str, str], ...]
    """Header parameters of the operation."""

    body: bytes | None
    """None if the method has no body; `b""` if it could have one."""

    signed_body: bytes
    """The part of the body that the signature covers: all of it, or only `meta` for an upload."""

    content_type: str
    """Media type of the body."""

    request_number: str | None
    """The idempotency key; None if the operation has none or it was left out."""

    @property
    def is_read(self) -> bool:
        """Whether the call changes nothing at WeChat Pay."""
        return self.operation.method in _READ_METHODS

    @property
    def is_repeatable(self) -> bool:
        """Whether repeating the call cannot take effect twice, even if the first attempt was carried out."""
        has_number = self.operation.request_number is None or self.request_number is not None
        return self.is_read or (self.operation.repeat_is_safe and has_number)

    def sanitise(self, text: str, *, private: Iterable[str] = (), max_length: int = 300) -> str:
        """Sanitise text of a response for messages. It may quote personal values of the request, and `private` ones."""
        return sanitise(text, private=(*private, *_private_texts(self.request)), max_length=max_length)


def prepare(request: Request[Any], public_key: RSAPublicKey) -> Call:
    """Validate a request, encrypt its sensitive texts with WeChat Pay's key, and serialise it.

    Raises InvalidRequest.
    """
    validate(request)
    request = convert_late_times(request)
    body = serialise_body(encrypt_request(request, public_key))
    return Call(
        request=request,
        operation=request.operation,
        target=request_target(request),
        headers=header_fields(request),
        body=body.content,
        signed_body=body.signed,
        content_type=body.content_type,
        request_number=_request_number(request),
    )


def _request_number(request: Request[Any]) -> str | None:
    attribute = request.operation.request_number
    value = UNSET if attribute is None else getattr(request, attribute)
    return None if value is UNSET or value is None else as_text(value)


def _private_texts(request: Request[Any]) -> Iterator[str]:
    """Yield the texts that point at a person or a coupon: sensitive texts, path and query parameters, and openids."""
    yield from sensitive_texts(type(request), request)
    operation = request.operation
    others = [*((name, operation.wire(name)) for name in operation.in_header), *body_attributes(type(request))]
    openids = [attribute for attribute, wire in others if "openid" in wire.lower()]
    for attribute in (*operation.in_path, *operation.in_query, *openids):
        if attribute != operation.request_number:
            for item in plain_values(getattr(request, attribute)):
                if isinstance(item, str) and not isinstance(item, Enum):
                    yield item
