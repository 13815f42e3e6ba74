"""Notifications of the fake WeChat Pay, parsed as a handler does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from wxbrand import models
from wxbrand_runtime import InvalidNotification, unreadable_members
from wxbrand_runtime.notifications import GenericNotification, failed, parse, taken
from wxbrand_runtime.testing import FakeWeChatPay, Fault, SignedNotification
from wxbrand_runtime.testing.faults import SIGNATURE_FAULTS

from tests.runtime.testing.examples import OPENID
from tests.runtime.testing.test_faults import ERRORS

SEND = models.ProductCouponSendNotification


@pytest.mark.parametrize("kind", [SEND, "PRODUCT_COUPON.SEND"])
@pytest.mark.parametrize(
    "resource",
    [
        {"coupon_code": "code-1", "openid": OPENID},
        models.ProductCouponSendResource(coupon_code="code-1", openid=OPENID),
    ],
)
def test_a_notification_is_parsed_as_the_class_of_its_event(
    fake_wechat_pay: FakeWeChatPay, kind: Any, resource: object
) -> None:
    headers, body = fake_wechat_pay.notification(kind, resource, id="id-1", summary="领券")

    notification = parse(headers, body, fake_wechat_pay.credentials)

    assert isinstance(notification, SEND)
    assert (notification.id, notification.summary) == ("id-1", "领券")
    assert (notification.resource.coupon_code, notification.resource.openid) == ("code-1", OPENID)


def test_an_unknown_event_can_have_any_resource(fake_wechat_pay: FakeWeChatPay) -> None:
    headers, body = fake_wechat_pay.notification("PRODUCT_COUPON.NEW", {"any": [1]})

    notification = parse(headers, body, fake_wechat_pay.credentials)

    assert isinstance(notification, GenericNotification)
    assert notification.resource == {"any": [1]}


@pytest.mark.parametrize(
    "odd", [{"fault": Fault.UNREADABLE_MEMBER}, {"unreadable": {"resource.openid": 5, "resource.receive_time": ""}}]
)
def test_a_member_of_a_resource_may_be_unreadable(fake_wechat_pay: FakeWeChatPay, odd: dict[str, Any]) -> None:
    headers, body = fake_wechat_pay.notification(SEND, {"coupon_code": "code-1", "openid": OPENID}, **odd)

    notification = parse(headers, body, fake_wechat_pay.credentials)

    assert isinstance(notification, SEND)
    assert notification.repeat_key == ("code-1", "PRODUCT_COUPON.SEND")
    places = [member.place for member in unreadable_members(notification)]
    assert places == list(odd.get("unreadable", places[:1]))


def test_sensitive_texts_of_a_resource_are_encrypted(fake_wechat_pay: FakeWeChatPay) -> None:
    kind = models.UserCardCreateNotification

    headers, body = fake_wechat_pay.notification(kind, {"phone_number": "13800000000"})

    notification = parse(headers, body, fake_wechat_pay.credentials)
    assert isinstance(notification, kind)
    assert notification.resource.phone_number == "13800000000"
    assert b"13800000000" not in notification.plaintext


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault in SIGNATURE_FAULTS])
def test_a_notification_with_a_wrong_signature_is_refused(fake_wechat_pay: FakeWeChatPay, fault: Fault) -> None:
    headers, body = fake_wechat_pay.notification(SEND, {"coupon_code": "1"}, fault=fault)

    with pytest.raises(InvalidNotification) as caught:
        parse(headers, body, fake_wechat_pay.credentials)

    assert caught.value.reason == ERRORS[fault][1]["reason"]


def test_a_notification_with_another_api_key_cannot_be_decrypted(fake_wechat_pay: FakeWeChatPay) -> None:
    headers, body = fake_wechat_pay.notification(SEND, {"coupon_code": "1"}, fault=Fault.WRONG_API_KEY)

    with pytest.raises(InvalidNotification) as caught:
        parse(headers, body, fake_wechat_pay.credentials)

    assert caught.value.reason == "undecryptable"


def test_a_repeat_is_the_same_with_a_new_signature(fake_wechat_pay: FakeWeChatPay) -> None:
    first = fake_wechat_pay.notification(SEND, {"coupon_code": "1"})
    fake_wechat_pay.clock_offset = 60

    again = fake_wechat_pay.notification_again(first)

    read = [parse(each.headers, each.body, fake_wechat_pay.credentials) for each in (first, again)]
    assert read[0] == read[1]
    assert read[0].repeat_key == ("1", "PRODUCT_COUPON.SEND")
    assert first.headers["Wechatpay-Nonce"] != again.headers["Wechatpay-Nonce"]
    assert int(again.headers["Wechatpay-Timestamp"]) - int(first.headers["Wechatpay-Timestamp"]) in {60, 61}


def test_invalid_arguments_are_refused(fake_wechat_pay: FakeWeChatPay) -> None:
    with pytest.raises(ValueError, match=r"the resource of PRODUCT_COUPON.SEND could not be read: .*coupon_code"):
        fake_wechat_pay.notification(SEND, {"coupon_code": 1})
    with pytest.raises(ValueError, match="SILENCE is a fault of an answer"):
        fake_wechat_pay.notification(SEND, {}, fault=Fault.SILENCE)
    with pytest.raises(TypeError, match="name the event of a GenericNotification as text"):
        fake_wechat_pay.notification(GenericNotification, {})


def test_the_repr_contains_no_values(fake_wechat_pay: FakeWeChatPay) -> None:
    notification = fake_wechat_pay.notification(SEND, {"coupon_code": "1"})

    assert repr(notification) == f"<SignedNotification of {len(notification.body)} bytes>"


@contextmanager
def handling(fake: FakeWeChatPay, *, wait: threading.Event | None = None) -> Iterator[str]:
    """Serve a brand's handler, and yield its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            if wait is not None:
                wait.wait(10)
            body = self.rfile.read(int(self.headers["Content-Length"]))
            try:
                parse(self.headers, body, fake.credentials)
                answer = taken() if self.path == "/notify?a=1" else failed("another address", status=404)
            except InvalidNotification as problem:
                answer = failed(problem.reason)
            self.send_response(answer.status)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *args: Any) -> None:
            """Write no log."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/notify?a=1"
        server.shutdown()
        thread.join()


def test_a_notification_is_posted_to_a_handler(fake_wechat_pay: FakeWeChatPay) -> None:
    good = fake_wechat_pay.notification(SEND, {"coupon_code": "1"})
    probe = fake_wechat_pay.notification(SEND, {"coupon_code": "1"}, fault=Fault.PROBE)

    with handling(fake_wechat_pay) as url:
        answers = [fake_wechat_pay.post_notification(url, each) for each in (good, probe)]

    assert [answer.status for answer in answers] == [204, 500]
    assert answers[1].body == b'{"code": "FAIL", "message": "signature-probe"}'


def test_a_handler_that_is_too_slow_is_a_timeout_error(
    fake_wechat_pay: FakeWeChatPay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wxbrand_runtime.testing.notifications.TIMEOUT", 0.2)
    wait = threading.Event()

    with handling(fake_wechat_pay, wait=wait) as url:
        with pytest.raises(TimeoutError, match=r"asyncio\.to_thread"):
            fake_wechat_pay.post_notification(url, fake_wechat_pay.notification(SEND, {}))
        wait.set()


@pytest.mark.parametrize("url", ["http://example.com/notify", "https://127.0.0.1/notify", "/notify"])
def test_a_notification_is_only_posted_to_this_machine(fake_wechat_pay: FakeWeChatPay, url: str) -> None:
    with pytest.raises(ValueError, match="an address of this machine"):
        fake_wechat_pay.post_notification(url, SignedNotification({}, b""))
