"""Notifications as WeChat Pay makes them, and posting them to a handler of this machine."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from wxbrand_runtime.client.base_url import is_loopback
from wxbrand_runtime.http import Answer, Headers
from wxbrand_runtime.notifications.events import GenericNotification, Notification, notification_class
from wxbrand_runtime.testing.faults import SIGNATURE_FAULTS, Fault, another_api_key, wrongly_signed
from wxbrand_runtime.testing.sealing import DecodeError, json_body

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    from wxbrand_runtime.testing.wechat_pay import WeChatPay

PATIENCE = 5.0
"""Seconds within which WeChat Pay wants its answer; source: page 4015407568 of its brand documentation."""


class SignedNotification(NamedTuple):
    """What is posted to a handler: header fields and body. Its repr shows no value."""

    headers: dict[str, str]
    """Signature headers and Content-Type."""

    body: bytes
    """The raw body."""

    def __repr__(self) -> str:
        return f"<SignedNotification of {len(self.body)} bytes>"


def encrypted(
    wechat_pay: WeChatPay,
    kind: type[Notification[Any]] | str,
    resource: Any,
    api_key: str,
    brand_key: RSAPublicKey,
    fault: Fault | None,
    around: Mapping[str, Any],
) -> SignedNotification:
    """Make a notification. Raises ValueError if its handler could not read the resource as the class of the event."""
    if fault is not None and fault not in SIGNATURE_FAULTS and fault is not Fault.WRONG_API_KEY:
        raise ValueError(f"{fault} is a fault of an answer; a notification cannot have it")
    event_type, described = _event(kind)
    try:
        plaintext = json_body(described, resource, brand_key)
    except DecodeError as problem:
        raise ValueError(f"the resource of {event_type} could not be read: {problem}") from None
    key = another_api_key() if fault is Fault.WRONG_API_KEY else api_key
    headers, body = wechat_pay.encrypt_notification(event_type, plaintext, key, **around)
    if fault is not None and fault in SIGNATURE_FAULTS:
        wrong, body = wrongly_signed(fault, wechat_pay, body)
        headers = (*wrong, ("Content-Type", "application/json"))
    return SignedNotification(dict(headers), body)


def again(wechat_pay: WeChatPay, notification: SignedNotification) -> SignedNotification:
    """Sign a notification anew."""
    return SignedNotification(
        {**notification.headers, **dict(wechat_pay.sign_answer(notification.body))}, notification.body
    )


def _event(kind: type[Notification[Any]] | str) -> tuple[str, Any]:
    if isinstance(kind, str):
        return kind, notification_class(kind).event.resource
    if issubclass(kind, GenericNotification):
        raise TypeError("name the event of a GenericNotification as text, such as 'PRODUCT_COUPON.NEW'")
    return kind.event.type, kind.event.resource


def post(url: str, notification: SignedNotification) -> Answer:
    """Post to a handler of this machine. Raises TimeoutError after 5 seconds, OSError if it cannot be reached."""
    parts = urlsplit(url)
    if parts.scheme != "http" or not is_loopback(parts.hostname or ""):
        raise ValueError("url must be http and of this machine (127.0.0.1, ::1, localhost), where a test's handler is")
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE)
    target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    try:
        connection.request("POST", target, notification.body, notification.headers)
        answer = connection.getresponse()
        return Answer(status=answer.status, headers=Headers(answer.getheaders()), body=answer.read())
    except TimeoutError:
        raise TimeoutError(
            f"the handler did not answer within {PATIENCE:.0f} seconds, which is all that WeChat Pay waits; if it runs on "
            "the event loop of the test, post with asyncio.to_thread"
        ) from None
    finally:
        connection.close()
