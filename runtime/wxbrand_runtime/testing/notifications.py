"""Notifications as WeChat Pay sends them, and posting them to a handler on this machine."""

from __future__ import annotations

import http.client
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from wxbrand_runtime.client.settings import is_loopback
from wxbrand_runtime.http import Answer, Headers
from wxbrand_runtime.models.codec import DecodeError
from wxbrand_runtime.notifications.events import Event, GenericNotification, Notification, notification_class
from wxbrand_runtime.testing.answers import encode_for_account
from wxbrand_runtime.testing.faults import SIGNATURE_FAULTS, Fault, sign_with_fault
from wxbrand_runtime.testing.unreadable import with_an_unreadable_member, with_unreadable

if TYPE_CHECKING:
    from wxbrand_runtime.testing.wechat_pay import WeChatPay

TIMEOUT = 5.0
"""Seconds that WeChat Pay waits for an answer; source: page 4015407568 of its brand documentation."""


class SignedNotification(NamedTuple):
    """What is posted to a handler. The repr contains no values."""

    headers: dict[str, str]
    """Signature headers and Content-Type."""

    body: bytes
    """The raw body."""

    def __repr__(self) -> str:
        return f"<SignedNotification of {len(self.body)} bytes>"


NOTIFICATION_FAULTS = SIGNATURE_FAULTS | {Fault.WRONG_API_KEY, Fault.UNREADABLE_MEMBER}
"""Faults that a notification can have. One with an UNREADABLE_MEMBER is delivered, and a handler refuses all others."""


def make_notification(
    wechat_pay: WeChatPay,
    kind: type[Notification[Any]] | str,
    resource: Any,
    api_key: str,
    fault: Fault | None,
    unreadable: Mapping[str, Any],
    envelope: Mapping[str, Any],
) -> SignedNotification:
    """Return a notification. Raise ValueError if its handler could not read the resource as the class of the event."""
    event_type, event = _event(kind)
    resource_type = event.resource
    try:
        plaintext = encode_for_account(resource_type, resource, wechat_pay.account_key)
    except DecodeError as problem:
        raise ValueError(f"the resource of {event_type} could not be read: {problem}") from None
    plaintext = with_unreadable(resource_type, plaintext, "resource", unreadable)
    return seal_notification(wechat_pay, kind, plaintext, api_key, fault, envelope)


def seal_notification(
    wechat_pay: WeChatPay,
    kind: type[Notification[Any]] | str,
    plaintext: bytes,
    api_key: str,
    fault: Fault | None,
    envelope: Mapping[str, Any],
) -> SignedNotification:
    """Encrypt and sign the JSON of a resource, whatever it is. Raise ValueError for a fault that a notification cannot have."""
    if fault is not None and fault not in NOTIFICATION_FAULTS:
        raise ValueError(f"{fault} is a fault of an answer; a notification cannot have it")
    event_type, event = _event(kind)
    if fault is Fault.UNREADABLE_MEMBER:
        spoilt = with_an_unreadable_member(event.resource, plaintext, "resource", event.same_if)
        if spoilt is None:
            raise ValueError(
                f"the resource of {event_type} has no member that could be unreadable, so it cannot have {fault}"
            )
        plaintext = spoilt
    key = secrets.token_hex(16) if fault is Fault.WRONG_API_KEY else api_key
    headers, body = wechat_pay.encrypt_notification(event_type, plaintext, key, **envelope)
    if fault is not None and fault in SIGNATURE_FAULTS:
        signature, body = sign_with_fault(fault, wechat_pay, body)
        headers = (*signature, ("Content-Type", "application/json"))
    return SignedNotification(dict(headers), body)


def repeat_notification(wechat_pay: WeChatPay, notification: SignedNotification) -> SignedNotification:
    """Return a repeat of a notification, as WeChat Pay sends it: the same body with a new signature."""
    headers, body = notification
    return SignedNotification({**headers, **dict(wechat_pay.sign_answer(body))}, body)


def _event(kind: type[Notification[Any]] | str) -> tuple[str, Event]:
    """Return the event type, and what is known of the event."""
    if isinstance(kind, str):
        return kind, notification_class(kind).event
    if issubclass(kind, GenericNotification):
        raise TypeError("name the event of a GenericNotification as text, such as 'PRODUCT_COUPON.NEW'")
    return kind.event.type, kind.event


def post_notification(url: str, notification: SignedNotification) -> Answer:
    """Post a notification to a handler that listens on this machine, and return its answer.

    Raises TimeoutError if the answer takes longer than the 5 seconds that WeChat Pay waits, OSError if the handler cannot be
    reached, and ValueError for an address of another machine.
    """
    parts = urlsplit(url)
    if parts.scheme != "http" or not is_loopback(parts.hostname or ""):
        raise ValueError("url must be http and an address of this machine (127.0.0.1, ::1 or localhost)")
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=TIMEOUT)
    target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    try:
        connection.request("POST", target, notification.body, notification.headers)
        response = connection.getresponse()
        return Answer(status=response.status, headers=Headers(response.getheaders()), body=response.read())
    except TimeoutError:
        raise TimeoutError(
            f"the handler did not answer within {TIMEOUT:.0f} seconds, which is how long WeChat Pay waits; if it runs on "
            "the event loop of the test, post with asyncio.to_thread"
        ) from None
    finally:
        connection.close()
