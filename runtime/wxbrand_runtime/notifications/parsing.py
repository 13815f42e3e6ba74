"""WeChat Pay's callbacks: verified, decrypted, read as the class of their event; and what to answer.

Sources: pages 4015407568 (callbacks) and 4018869623 (the envelope) of WeChat Pay's brand documentation.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wxbrand_runtime.auth.decryption import decrypt_resource, resource_cipher
from wxbrand_runtime.auth.verification import HeaderFields, verify_response
from wxbrand_runtime.client.decryption import decrypter_at_once
from wxbrand_runtime.errors import InvalidCredentials, InvalidNotification, InvalidSignature
from wxbrand_runtime.models import UNSET, Record, Time, UnsetType
from wxbrand_runtime.models.decoding import DecodeError, decode_body
from wxbrand_runtime.models.sensitive import decrypt_value
from wxbrand_runtime.notifications.events import Event, GenericNotification, Notification, notification_class, register
from wxbrand_runtime.sanitise import sanitise

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    from wxbrand_runtime.auth.credentials import Credentials

__all__ = [
    "Event",
    "GenericNotification",
    "Notification",
    "NotificationAnswer",
    "failed",
    "parse",
    "register",
    "taken",
]

_ALGORITHM = "AEAD_AES_256_GCM"


class _Encrypted(Record, frozen=True, kw_only=True):
    algorithm: str
    ciphertext: str
    nonce: str
    original_type: str | UnsetType = UNSET
    associated_data: str | UnsetType = UNSET


class _Envelope(Record, frozen=True, kw_only=True):
    id: str
    create_time: Time
    event_type: str
    resource_type: str | UnsetType = UNSET
    summary: str | UnsetType = UNSET
    resource: _Encrypted


def parse(
    headers: HeaderFields, body: bytes, credentials: Credentials, *, now: float | None = None
) -> Notification[Any]:
    """Verify a callback, decrypt it, and read it as the class of its event; an unknown event is a GenericNotification.

    `headers` are the framework's own, pairs of name and value, in any case, or a WSGI environ; `body` is the raw body, before any
    parsing; `now` is in Unix seconds, this machine's clock if left out. Raises InvalidNotification for whatever came
    and must not be acted upon, InvalidCredentials if the credentials have no api_key, TypeError for a parsed body.
    """
    if type(body) is not bytes:
        raise TypeError(
            f"body must be the raw body of the request (bytes), not {type(body).__name__}: "
            "the signature covers the bytes that came, so pass them as they are, before any parsing"
        )
    cipher = _cipher(credentials)
    try:
        verify_response(headers, body, credentials.public_keys, now=now)
    except InvalidSignature as problem:
        raise InvalidNotification(
            f"this callback is not provably WeChat Pay's: {sanitise(str(problem))}", reason=problem.reason
        ) from None
    envelope = _envelope(body)
    return _notification(envelope, _decrypted(envelope, cipher), credentials)


def _envelope(body: bytes) -> _Envelope:
    try:
        envelope: _Envelope = decode_body(_Envelope, body)
    except DecodeError as problem:
        raise InvalidNotification(
            f"this callback is WeChat Pay's, but it is not a notification as documented: {sanitise(str(problem))}",
            reason="unreadable",
        ) from None
    return envelope


def _cipher(credentials: Credentials) -> AESGCM:
    """Make the cipher; the key itself is no variable of any function that may fail, since error trackers keep those."""
    if credentials.api_key is None:
        raise InvalidCredentials(
            "the credentials have no api_key, and callbacks are encrypted with it: give the brand API key "
            "(32 characters), as api_key= or in WXBRAND_API_KEY"
        )
    return resource_cipher(credentials.api_key)


def _decrypted(envelope: _Envelope, cipher: AESGCM) -> bytes:
    sealed = envelope.resource
    if sealed.algorithm != _ALGORITHM:
        raise _undecryptable(
            envelope, f"it is encrypted with {sanitise(sealed.algorithm, max_length=60)}, not {_ALGORITHM}"
        )
    try:
        return decrypt_resource(
            cipher, nonce=sealed.nonce, ciphertext=sealed.ciphertext, associated_data=sealed.associated_data or ""
        )
    except ValueError as error:
        raise _undecryptable(envelope, str(error)) from None


def _undecryptable(envelope: _Envelope, why: str) -> InvalidNotification:
    return InvalidNotification(
        f"the notification of {sanitise(envelope.event_type, max_length=60)} is WeChat Pay's, but cannot be decrypted: {why}",
        reason="undecryptable",
    )


def _notification(envelope: _Envelope, plaintext: bytes, credentials: Credentials) -> Notification[Any]:
    kind = notification_class(envelope.event_type)
    described = kind.event.resource
    try:
        read = decode_body(described, plaintext)
        resource = decrypt_value(described, read, decrypter_at_once(described, read, credentials))
    except DecodeError as problem:
        raise InvalidNotification(
            f"the notification of {sanitise(envelope.event_type, max_length=60)} is WeChat Pay's, but its resource is not what "
            f"the spec describes: {sanitise(str(problem))}. The decrypted text stands in .plaintext.",
            reason="unreadable",
            plaintext=plaintext,
        ) from None
    return kind(
        id=envelope.id,
        create_time=envelope.create_time,
        event_type=envelope.event_type,
        resource_type=envelope.resource_type or "",
        summary=envelope.summary or "",
        original_type=envelope.resource.original_type or "",
        associated_data=envelope.resource.associated_data,
        resource=resource,
        plaintext=plaintext,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationAnswer:
    """What to answer WeChat Pay, for any framework's response class."""

    status: int
    """HTTP status."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], hash=False)
    body: bytes = b""


def taken() -> NotificationAnswer:
    """Answer that the notification is taken: 204 without a body. WeChat Pay will not send it again."""
    return NotificationAnswer(status=204)


def failed(message: str, status: int = 500) -> NotificationAnswer:
    """Answer that it is not taken, so that WeChat Pay sends it again; `status` from 400 to 599, else ValueError."""
    if not 400 <= status <= 599:
        raise ValueError(f"status must be from 400 to 599, not {status}: WeChat Pay goes by it, not by the body")
    body = json.dumps({"code": "FAIL", "message": message}).encode("ascii")
    return NotificationAnswer(status=status, headers={"Content-Type": "application/json"}, body=body)
