"""Parse callbacks: verify, decrypt, and decode the resource as the type of its event. Answer them.

Sources: pages 4015407568 (callbacks) and 4018869623 (the envelope) of WeChat Pay's brand documentation. Those of merchants have
the same form.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wxbrand_runtime.auth.decryption import decrypt_resource, resource_cipher
from wxbrand_runtime.auth.verification import HeaderFields, ReceivedSignature, read_signature, verify_signature
from wxbrand_runtime.client.reading import in_words, log_unreadable, read_body_now
from wxbrand_runtime.errors import InvalidCredentials, InvalidNotification, InvalidSignature, UnreadableMember
from wxbrand_runtime.models import UNSET, Record, Time, UnsetType
from wxbrand_runtime.models.codec import DecodeError, decode_body
from wxbrand_runtime.models.partial import read_partly
from wxbrand_runtime.models.unreadable import Part, make_partly, members_at
from wxbrand_runtime.notifications.events import Notification, notification_class
from wxbrand_runtime.sanitise import sanitise
from wxbrand_runtime.type_guards import is_bytes_like

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    from wxbrand_runtime.auth.credentials import Credentials

_ALGORITHM = "AEAD_AES_256_GCM"


class _EncryptedResource(Record, frozen=True, kw_only=True):
    algorithm: str
    ciphertext: str
    nonce: str
    original_type: str | UnsetType = UNSET
    associated_data: str | UnsetType = UNSET


_NEEDED = ("algorithm", "ciphertext", "nonce", "associated_data")
"""Attributes without which a resource cannot be decrypted."""


class _Envelope(Record, frozen=True, kw_only=True):
    id: str
    create_time: Time
    event_type: str
    resource_type: str | UnsetType = UNSET
    summary: str | UnsetType = UNSET
    resource: _EncryptedResource


def parse(
    headers: HeaderFields, body: bytes | bytearray | memoryview, credentials: Credentials, *, now: float | None = None
) -> Notification[Any]:
    """Verify a callback, decrypt its resource, and return it as the notification class of its event.

    headers: the request's header fields as your web framework has them, a WSGI environ, or pairs of name and value.
    body: the raw body, before any parsing. If it was altered on the way, the error says how.
    credentials: they must have an `api_key`.
    now: the time in Unix seconds; default: this machine's clock.

    An event that no installed package declares becomes a GenericNotification. Raises InvalidNotification, with a `reason`,
    for a callback that must not be acted upon; InvalidCredentials if the credentials have no `api_key`; TypeError if `body` is
    not bytes.
    """
    raw = _raw_bytes(body)
    if credentials.api_key is None:
        raise InvalidCredentials(
            "the credentials have no api_key, and callbacks are encrypted with it: pass the "
            f"{credentials.scheme.api_key} (32 characters) as api_key= or in {credentials.scheme.variable('api_key')}"
        )
    cipher = resource_cipher(credentials.api_key)
    received: ReceivedSignature | None = None
    try:
        received = read_signature(headers)
        verify_signature(received, raw, credentials.public_keys, now=now)
    except InvalidSignature as error:
        raise _unproven(error, received, raw, credentials) from None
    try:
        part = _read_envelope(raw)
    except DecodeError as error:
        raise InvalidNotification(
            f"this callback is WeChat Pay's, but it is not a notification as documented: {sanitise(str(error))}",
            reason="unreadable",
        ) from None
    return _notification(part, _decrypt(part.value, cipher), credentials)


def _read_envelope(body: bytes) -> Part:
    """Return the envelope. Raise DecodeError if it is not JSON, or if what decrypting it takes cannot be read."""
    try:
        return Part(decode_body(_Envelope, body))
    except DecodeError:
        part = read_partly(_Envelope, body, "")
    envelope = part.value
    resource = getattr(envelope, "resource", UNSET)
    if resource is UNSET or any(members_at(resource, name) for name in _NEEDED) or members_at(envelope, "event_type"):
        raise DecodeError(in_words(part.members))
    return part


def _raw_bytes(body: object) -> bytes:
    if is_bytes_like(body):
        return bytes(body)
    raise TypeError(
        f"body must be the raw body of the request (bytes), not {type(body).__name__}: the signature covers the bytes "
        "received, so pass them unchanged, before any parsing: `await request.body()` in FastAPI and Starlette, "
        "`request.get_data()` in Flask, `request.body` in Django"
    )


def _unproven(
    error: InvalidSignature, received: ReceivedSignature | None, body: bytes, credentials: Credentials
) -> InvalidNotification:
    why = f"this callback is not provably WeChat Pay's: {sanitise(str(error))}"
    public_key = None if received is None else credentials.public_keys.get(received.key_id)
    if received is not None and public_key is not None and error.reason == "signature-wrong":
        from wxbrand_runtime.notifications.alterations import explain_body  # needed for errors only

        why = f"{why}. {explain_body(received, body, public_key)}"
    return InvalidNotification(why, reason=error.reason)


def _decrypt(envelope: _Envelope, cipher: AESGCM) -> bytes:
    resource = envelope.resource
    if resource.algorithm != _ALGORITHM:
        raise _undecryptable(envelope, f"it is encrypted with {_shorten(resource.algorithm)}, not {_ALGORITHM}")
    try:
        return decrypt_resource(
            cipher, nonce=resource.nonce, ciphertext=resource.ciphertext, associated_data=resource.associated_data or ""
        )
    except ValueError as error:
        raise _undecryptable(envelope, str(error)) from None


def _undecryptable(envelope: _Envelope, why: str) -> InvalidNotification:
    return InvalidNotification(
        f"the notification of {_shorten(envelope.event_type)} is WeChat Pay's, but cannot be decrypted: {why}",
        reason="undecryptable",
    )


def _notification(envelope_part: Part, plaintext: bytes, credentials: Credentials) -> Notification[Any]:
    envelope: _Envelope = envelope_part.value
    class_ = notification_class(envelope.event_type)
    try:
        part = read_body_now(class_.event.resource, plaintext, "resource", credentials)
    except DecodeError as error:
        why = f"its resource is not what the spec describes: {error}"
        raise _unreadable(envelope.event_type, why, plaintext) from None
    values: dict[str, Any] = {
        "id": getattr(envelope, "id", UNSET),
        "create_time": getattr(envelope, "create_time", UNSET),
        "event_type": envelope.event_type,
        "resource_type": envelope.resource_type or "",
        "summary": envelope.summary or "",
        "original_type": envelope.resource.original_type or "",
        "associated_data": envelope.resource.associated_data,
        "resource": part.value,
        "plaintext": plaintext,
    }
    if not envelope_part.members and not part.members:
        made: Notification[Any] = class_(**values)
        return made
    return _notification_without(class_, values, envelope_part.members, part.members)


def _notification_without(
    class_: type[Notification[Any]],
    values: dict[str, Any],
    of_envelope: tuple[UnreadableMember, ...],
    of_resource: tuple[UnreadableMember, ...],
) -> Notification[Any]:
    """Return a notification some of whose members could not be read. Raise InvalidNotification if its key is among them."""
    by_attribute = {member.place.rpartition(".")[2]: (member,) for member in of_envelope} | {"resource": of_resource}
    members = (*of_envelope, *of_resource)
    read = {name: value for name, value in values.items() if value is not UNSET}
    notification: Notification[Any] = make_partly(class_, read, by_attribute)
    try:
        notification.repeat_key  # noqa: B018  (it raises)
    except UnreadableMember as member:
        why = f"what tells it from others cannot be read: {member}"
        raise _unreadable(notification.event_type, why, notification.plaintext, members) from None
    log_unreadable(f"the notification of {_shorten(notification.event_type)}", members, sanitise)
    return notification


def _unreadable(
    event_type: str, why: str, plaintext: bytes, members: tuple[UnreadableMember, ...] = ()
) -> InvalidNotification:
    return InvalidNotification(
        f"the notification of {_shorten(event_type)} is WeChat Pay's, but {sanitise(why)}. "
        "The decrypted text is in .plaintext.",
        reason="unreadable",
        plaintext=plaintext,
        members=members,
    )


def _shorten(text: str) -> str:
    return sanitise(text, max_length=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationAnswer:
    """An HTTP response to a callback, to be converted into the response of your web framework."""

    status: int
    """HTTP status."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], hash=False)

    body: bytes = b""


def taken() -> NotificationAnswer:
    """Return the answer for a notification that you have accepted: 204 without a body. WeChat Pay stops sending it."""
    return NotificationAnswer(status=204)


def failed(message: str, status: int = 500) -> NotificationAnswer:
    """Return the answer for a notification that you have not accepted. WeChat Pay sends it again.

    Raises ValueError unless `status` is from 400 to 599: WeChat Pay goes by the status, not by the body.
    """
    if not 400 <= status <= 599:
        raise ValueError(f"status must be from 400 to 599, not {status}: WeChat Pay goes by it, not by the body")
    body = json.dumps({"code": "FAIL", "message": message}).encode("ascii")
    return NotificationAnswer(status=status, headers={"Content-Type": "application/json"}, body=body)
