"""What `wxbrand listen` does with what comes in, over real sockets."""

from __future__ import annotations

import http.client
import json
import socket
from typing import TYPE_CHECKING

import pytest
from wxbrand_codegen.notifications import receiving
from wxbrand_codegen.notifications.posting import parse_handler
from wxbrand_codegen.notifications.sending import FAULTS
from wxbrand_codegen.notifications.showing import json_of
from wxbrand_codegen.sandbox import loopback
from wxbrand_runtime.testing import Fault

if TYPE_CHECKING:
    from wxbrand_codegen.sandbox import Folder

    from tests.generator.notifications.conftest import Handle, Listen, Trigger


def request(url: str, method: str, body: bytes = b"", headers: dict[str, str] | None = None) -> int:
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=10)
    try:
        connection.request(method, "/notify", body, headers or {})
        return connection.getresponse().status
    finally:
        connection.close()


def test_a_notification_is_verified_decrypted_and_answered(listen: Listen, trigger: Trigger) -> None:
    url, received = listen()

    (sent,) = trigger(url)

    (got,) = received
    assert sent.answer.status == 204
    assert got.notification is not None
    assert got.notification.event_type == "PRODUCT_COUPON.SEND"
    assert got.notification.resource.coupon_code == "Code_123456"
    assert got.notification.summary == "领券事件通知"


def test_a_repeat_is_counted(listen: Listen, trigger: Trigger) -> None:
    url, received = listen(answer=500)

    first, second = trigger(url, again=True)

    assert (first.answer.status, second.answer.status) == (500, 500)
    assert [each.times for each in received] == [1, 2]
    assert first.id == second.id
    assert "would send it again" in second.verdict()


@pytest.mark.parametrize("fault", [fault for fault in FAULTS.values() if fault is not Fault.UNREADABLE_MEMBER])
def test_a_notification_with_a_fault_is_refused_with_its_reason(listen: Listen, trigger: Trigger, fault: Fault) -> None:
    url, received = listen()

    (sent,) = trigger(url, fault=fault)

    (got,) = received
    assert got.notification is None
    assert got.reason
    assert got.problem
    assert sent.answer.status == 500
    assert json.loads(sent.answer.body)["code"] == "FAIL"
    assert sent.is_fine


def test_an_unreadable_member_is_delivered(listen: Listen, trigger: Trigger) -> None:
    url, received = listen()

    (sent,) = trigger(url, fault=Fault.UNREADABLE_MEMBER)

    assert sent.answer.status == 204
    assert received[0].notification is not None


def test_keys_of_another_sandbox_are_named_as_the_reason(
    listen: Listen, trigger: Trigger, other_folder: Folder
) -> None:
    url, received = listen()

    (sent,) = trigger(url, keys=other_folder)

    assert received[0].reason == "unknown-public-key"
    assert sent.answer.status == 500
    assert not sent.is_fine


def test_the_same_bytes_and_headers_are_forwarded_and_the_answer_comes_back(
    listen: Listen, trigger: Trigger, handle: Handle
) -> None:
    handler, requests = handle(503, body=b'{"code":"FAIL"}', headers={"Content-Type": "application/json"})
    url, received = listen(forward_to=parse_handler(handler))

    (sent,) = trigger(f"{url}/wechatpay/notify?x=1")

    path, headers, body = requests[0]
    assert path == "/wechatpay/notify?x=1"
    assert json.loads(body)["id"] == sent.id
    assert {"wechatpay-signature", "wechatpay-nonce", "wechatpay-timestamp", "wechatpay-serial"} <= {
        name.lower() for name in headers
    }
    assert (sent.answer.status, sent.answer.body) == (503, b'{"code":"FAIL"}')
    assert received[0].forwarded is not None
    assert received[0].forwarded.status == 503


def test_a_path_of_the_handler_replaces_the_one_called(listen: Listen, trigger: Trigger, handle: Handle) -> None:
    handler, requests = handle()
    url, _ = listen(forward_to=parse_handler(f"{handler}/hook"))

    trigger(f"{url}/other")

    assert requests[0][0] == "/hook"


def test_a_handler_that_accepts_a_forged_notification_is_seen_on_both_sides(
    listen: Listen, trigger: Trigger, handle: Handle
) -> None:
    handler, _ = handle(200)
    url, received = listen(forward_to=parse_handler(handler))

    (sent,) = trigger(url, fault=Fault.WRONG_KEY)

    assert received[0].notification is None
    assert received[0].forwarded is not None
    assert received[0].forwarded.is_success
    assert not sent.is_fine
    assert "ACCEPTED" in sent.verdict()


def test_a_handler_that_is_not_there_is_answered_for(listen: Listen, trigger: Trigger) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url, received = listen(forward_to=parse_handler(f"http://127.0.0.1:{free.getsockname()[1]}"))

        (sent,) = trigger(url)

    assert sent.answer.status == 502
    assert received[0].forwarded is not None
    assert "refused" in received[0].forwarded.problem


def test_a_slow_handler_is_late_for_wechat_pay(
    listen: Listen, trigger: Trigger, handle: Handle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wxbrand_codegen.notifications.posting.TIMEOUT", 0.2)
    handler, _ = handle(204, delay=0.5)
    url, received = listen(forward_to=parse_handler(handler))

    (sent,) = trigger(url)

    assert received[0].forwarded is not None
    assert received[0].forwarded.is_late
    assert not sent.is_fine


def test_other_requests_are_refused_and_reported(listen: Listen) -> None:
    url, received = listen()

    statuses = [
        request(url, "GET"),
        request(url, "POST", b"hello"),
        request(url, "POST", b"\xff\x00" * 1000, {"Wechatpay-Signature": "\xff"}),
        request(url, "POST", b"{}", {"Origin": "https://evil.example"}),
        request(url, "POST", b"{}", {"Sec-Fetch-Site": "cross-site"}),
        request(url, "POST", b"x" * (receiving.MAX_BODY + 1)),
    ]

    assert statuses == [405, 500, 500, 403, 403, 413]
    assert len(received) == 6
    assert all(each.problem and each.notification is None for each in received)


@pytest.mark.parametrize("target", ["/a#b", "/a?b=#", "/a?b=?", "/a??"])
def test_a_target_that_cannot_be_passed_on_is_refused(listen: Listen, handle: Handle, target: str) -> None:
    handler, requests = handle()
    url, received = listen(forward_to=parse_handler(handler))

    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=10)
    connection.request("POST", target, b"{}")
    status = connection.getresponse().status
    connection.close()

    assert status == 400
    assert received[0].problem == "not a notification: its path has a # or ends with a question mark"
    assert requests == []


def test_a_body_that_does_not_arrive_is_given_up(listen: Listen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "BODY_SECONDS", 0.2)
    url, received = listen()

    with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), timeout=10) as client:
        client.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{")
        answer = client.recv(100)

    assert b" 408 " in answer
    assert "did not arrive" in received[0].problem


def test_a_connection_on_which_no_request_begins_is_closed(listen: Listen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loopback, "HEAD_SECONDS", 0.2)
    url, _ = listen()
    address = ("127.0.0.1", int(url.rpartition(":")[2]))

    with socket.create_connection(address, timeout=10) as silent, socket.create_connection(address, timeout=10) as slow:
        slow.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nX-")

        ends = (silent.recv(100), slow.recv(100))

    assert ends == (b"", b"")
    assert request(url, "POST", b"{}") == 500


def test_personal_values_are_masked_unless_they_are_asked_for(listen: Listen, trigger: Trigger, folder: Folder) -> None:
    url, received = listen()
    trigger(url, "BRAND_MEMBER_CARD.USER_CARD.CREATE")

    masked, shown = (
        json_of(received[0], folder.credentials, show_sensitive=is_shown)["resource"] for is_shown in (False, True)
    )

    assert masked["user_card_code"] == shown["user_card_code"] == "478515832665"
    assert "13800138000" not in str(masked)
    assert "obLatjnx9gnqzS4myYGmLZ7LgLBA" not in str(masked)
    assert "张三" not in str(masked)
    assert shown["phone_number"] == "13800138000"
    assert shown["openid"] == "obLatjnx9gnqzS4myYGmLZ7LgLBA"


def test_terminal_codes_in_a_resource_are_not_passed_on(listen: Listen, trigger: Trigger, folder: Folder) -> None:
    url, received = listen()
    trigger(url, resource={"coupon_code": "a\x1b[31m\u202eb", "\x9bname": 1})

    for is_shown in (False, True):
        text = json.dumps(json_of(received[0], folder.credentials, show_sensitive=is_shown), ensure_ascii=False)
        assert text.isprintable()
