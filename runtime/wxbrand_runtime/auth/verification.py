"""Verify that a response or a callback comes from WeChat Pay: its signature headers, its signature and its time."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeGuard

from wxbrand_runtime.auth.signing import PROBE_PREFIX, probe_error, response_message, verify
from wxbrand_runtime.errors import InvalidSignature, UntrustedReason

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

MAX_CLOCK_DIFFERENCE = 300
"""Seconds. A difference of this much or more is refused in either direction, as in the official Java library."""

_TIMESTAMP = re.compile(r"0|[1-9][0-9]{0,11}")  # one spelling for each number: the signature covers the text received

_FIELDS = ("Wechatpay-Signature", "Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Serial")


class _HasItems(Protocol):
    def items(self) -> Iterable[tuple[Any, Any]]: ...


HeaderFields = _HasItems | Iterable[tuple[Any, Any]]
"""Header fields of any HTTP client or framework, a WSGI environ, or pairs of name and value (`str` or `bytes`). A value may also be
a list, as API gateways pass fields on (`multiValueHeaders`); the signature fields must have one value each."""


class ReceivedSignature(NamedTuple):
    """The four signature header fields of a response or callback, not verified."""

    signature: str
    timestamp: str
    nonce: str
    key_id: str

    def message(self, body: bytes) -> bytes:
        """Return the three lines that the signature covers if the body is this one."""
        return f"{self.timestamp}\n{self.nonce}\n".encode() + body + b"\n"


def verify_response(
    headers: HeaderFields,
    body: bytes,
    public_keys: Mapping[str, RSAPublicKey],
    *,
    now: float | None = None,
    max_clock_difference: float = MAX_CLOCK_DIFFERENCE,
) -> None:
    """Raise InvalidSignature, with a `reason`, unless WeChat Pay signed this response or callback about now.

    `body` is the raw bytes received, before any parsing. `public_keys` maps ids to WeChat Pay's public keys; use
    `credentials.public_keys`. `now` is in Unix seconds, by default this machine's clock. Raises TypeError if `headers` is
    none of the forms of `HeaderFields`.
    """
    verify_signature(read_signature(headers), body, public_keys, now=now, max_clock_difference=max_clock_difference)


def read_signature(headers: HeaderFields) -> ReceivedSignature:
    """Return the signature header fields. Raise InvalidSignature if one is missing or repeated, TypeError as `verify_response`."""
    fields = _signature_fields(headers)
    return ReceivedSignature(*(_only(fields, name) for name in _FIELDS))


def verify_signature(
    received: ReceivedSignature,
    body: bytes,
    public_keys: Mapping[str, RSAPublicKey],
    *,
    now: float | None = None,
    max_clock_difference: float = MAX_CLOCK_DIFFERENCE,
) -> None:
    """Do the same as `verify_response` with header fields that are already read."""
    signature, timestamp, nonce, key_id = received
    if signature.startswith(PROBE_PREFIX):
        raise probe_error()
    if not nonce.isprintable():  # a line break in it would let one signature cover two different bodies
        raise InvalidSignature("Wechatpay-Nonce holds a character that no header may hold")
    if not _TIMESTAMP.fullmatch(timestamp):
        raise InvalidSignature("Wechatpay-Timestamp is not a number of seconds", reason="timestamp-unreadable")
    public_key = public_keys.get(key_id)
    if public_key is None:
        raise InvalidSignature(
            f"it is signed with the key {_quoted(key_id)}, but the credentials hold only {', '.join(public_keys)}",
            reason="unknown-public-key",
        )
    try:
        verify(public_key, response_message(int(timestamp), nonce, body), signature)
    except InvalidSignature as error:
        raise InvalidSignature(f"{error} ({len(body)} bytes of body, verified with {_quoted(key_id)})") from None
    difference = int(timestamp) - (time.time() if now is None else now)
    if not abs(difference) < max_clock_difference:
        side = "ahead of" if difference > 0 else "behind"
        raise InvalidSignature(
            f"its time is {abs(difference):.0f} s {side} this machine's clock; "
            f"{max_clock_difference:.0f} s or more is refused",
            reason="clock-difference",
        )


def _signature_fields(headers: Any) -> dict[str, list[str]]:
    """Return the values of the four signature headers by name in lower case."""
    fields: dict[str, list[str]] = {name.lower(): [] for name in _FIELDS}
    is_wsgi = _is_environ(headers)
    name = value = ""
    try:
        for name, value in headers.items() if hasattr(headers, "items") else headers:
            if is_wsgi:
                if not name.startswith("HTTP_"):
                    continue  # any object of the server
                name = name[5:].replace("_", "-")  # noqa: PLW2901
            field, texts = _text(name).lower(), [_text(each) for each in value] if _is_list(value) else [_text(value)]
            if field in fields:
                fields[field] += texts
    except (TypeError, ValueError):
        raise TypeError(_why_unreadable(headers, name, value)) from None
    return fields


def _why_unreadable(headers: object, name: object, value: object) -> str:
    """Say what is wrong with header fields of which this pair was read last. The value is not in it."""
    for each in value if _is_list(value) else [value]:
        if isinstance(name, (str, bytes)) and not isinstance(each, (str, bytes)):
            return f"the value of the header {_quoted(_text(name))} must be text or bytes, not {type(each).__name__}"
    return f"headers must be the request's header fields, a mapping or pairs of name and value, not {type(headers).__name__}"


def _is_environ(headers: object) -> bool:
    """Return whether this is a WSGI environ, such as Django's META (PEP 3333)."""
    return isinstance(headers, Mapping) and "REQUEST_METHOD" in headers


def _is_list(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, (list, tuple))


def _text(part: object) -> str:
    if isinstance(part, bytes):  # as ASGI has them
        return part.decode("latin-1")
    if not isinstance(part, str):
        raise TypeError
    return part


def _only(fields: Mapping[str, list[str]], name: str) -> str:
    values = fields[name.lower()]
    if len(values) > 1:
        raise InvalidSignature(f"the header {name} came {len(values)} times", reason="header-duplicated")
    if not values or not values[0]:
        reason: UntrustedReason = "signature-missing" if name == "Wechatpay-Signature" else "header-missing"
        raise InvalidSignature(f"the header {name} is missing", reason=reason)
    return values[0]


def _quoted(key_id: str) -> str:
    """Quote a header's value without letting it flood or forge a message."""
    return ascii(key_id[:64])
