"""Targets of the fuzzer: every way in which untrusted bytes come in, signed or encrypted where real ones would be."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from time import monotonic
from typing import Any

from wxbrand import BrandClient
from wxbrand_runtime import Answer, ApiError, Headers, HttpRequest, InvalidNotification, WxbrandError, answer_of
from wxbrand_runtime.http import ExchangeFailed, Origin
from wxbrand_runtime.http.protocol import request_bytes
from wxbrand_runtime.http.sync_transport import SyncConnection
from wxbrand_runtime.models import Request
from wxbrand_runtime.notifications import Notification, parse
from wxbrand_runtime.testing import new_pair

from tests.runtime.example_models import Issue, MapItems
from tests.runtime.example_notifications import CouponSendNotification

WECHAT_PAY, CREDENTIALS = new_pair()
REQUESTS: tuple[Request[Any], ...] = (Issue(openid="o", out_request_no="no-1"), MapItems())
LONGEST_MESSAGE = 2000  # characters


class Scripted:
    """A transport that sends nothing and returns a fixed answer."""

    answer: Answer

    def exchange(self, request: HttpRequest) -> Answer:
        return self.answer

    def close(self) -> None:
        pass


TRANSPORT = Scripted()
CLIENT = BrandClient(CREDENTIALS, transport=TRANSPORT, retries=0)
GET_REQUEST = HttpRequest(
    origin=Origin(scheme="http", host="127.0.0.1", port=80),
    method="GET",
    target="/",
    headers=(),
    body=None,
    connect_timeout=1,
    timeout=1,
    max_body=100_000,
)


def whole_answer(content: bytes) -> object:
    """Parse a complete HTTP response from a socket; decode what was parsed, once as it is and once validly signed."""
    near, far = socket.socketpair()
    with near, far:
        far.sendall(content[:100_000])
        far.shutdown(socket.SHUT_WR)
        connection = SyncConnection(near)
        try:
            answer = connection.exchange(request_bytes(GET_REQUEST), GET_REQUEST, monotonic() + 1)
        except ExchangeFailed:
            return None
        finally:
            connection.close()
    _decode(Answer(status=answer.status, headers=answer.headers, body=answer.body))
    return _decode_signed(answer.status, answer.body)


def success(content: bytes) -> object:
    """Decode the signed body of a success."""
    return _decode_signed(200, content)


def error(content: bytes) -> object:
    """Decode the unsigned body of an error; the first byte determines the status."""
    status = 400 + (content[0] if content else 0) % 200
    reply = _decode(Answer(status=status, headers=Headers(), body=content[1:]))
    assert isinstance(reply, ApiError)
    return reply


def callback(content: bytes) -> object:
    """Parse the signed body of a callback."""
    return _parse_callback(WECHAT_PAY.sign_answer(content), content)


def resource(content: bytes) -> object:
    """Parse a callback with this encrypted resource."""
    assert CREDENTIALS.api_key is not None
    return _parse_callback(*WECHAT_PAY.encrypt_notification("EXAMPLE.SEND", content, CREDENTIALS.api_key))


def unsigned(content: bytes) -> object:
    """Parse a callback with any header fields and body: one field per line, an empty line, then the body."""
    head, _, body = content.partition(b"\n\n")
    fields = [line.partition(b":")[::2] for line in head.split(b"\n")]
    outcome = _parse_callback(fields, body)
    assert isinstance(outcome, InvalidNotification)
    assert outcome.reason not in {"undecryptable", "unreadable"}
    return outcome


TARGETS: tuple[Callable[[bytes], object], ...] = (whole_answer, success, error, callback, resource, unsigned)


def one_input(data: bytes) -> object:
    """Run the target that the first byte selects and return its outcome. Raise for an outcome that must never occur."""
    return TARGETS[data[0] % len(TARGETS)](data[1:]) if data else None


def _decode_signed(status: int, body: bytes) -> object:
    return _decode(Answer(status=status, headers=Headers(WECHAT_PAY.sign_answer(body)), body=body))


def _decode(answer: Answer) -> object:
    TRANSPORT.answer = answer
    outcomes: list[object] = []
    for request in REQUESTS:
        try:
            reply = CLIENT.send(request)
        except WxbrandError as problem:
            _check_message(problem)
            outcomes.append(problem)
        else:
            assert 200 <= answer.status < 300
            assert answer_of(reply) is answer
            assert repr(reply)
            json.loads(answer.body)
            outcomes.append(reply)
    return outcomes[0]


def _parse_callback(headers: Any, body: bytes) -> object:
    try:
        notification = parse(headers, body, CREDENTIALS)
    except InvalidNotification as problem:
        _check_message(problem)
        return problem
    assert isinstance(notification, Notification)
    assert repr(notification)
    assert notification.repeat_key
    return notification


def _check_message(problem: WxbrandError) -> None:
    assert str(problem).isprintable(), repr(problem)
    assert len(str(problem)) < LONGEST_MESSAGE


def seeds() -> dict[str, tuple[bytes, type]]:
    """Return inputs to begin with, each with the type of its outcome: they pass every check."""
    coupon = (
        b'{"token":"t","when":"2025-01-01T00:00+08:00","amount":1,"rate":0.5,"state":"USED","level":1,"note":null,'
        b'"item":{"name":"a","parts":[{"name":"b","type":"c"}]},"by_name":{"x":{"name":"y"}},"extra":{"z":[1,null]}}'
    )
    resource_text = b'{"coupon_code":"c","openid":"o","receive_time":"2025-01-01T00:00:00+08:00","send_channel":"API"}'
    assert CREDENTIALS.api_key is not None
    _, envelope = WECHAT_PAY.encrypt_notification("EXAMPLE.SEND", resource_text, CREDENTIALS.api_key)
    reply = Issue.operation.replies["200"]
    plain = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nRequest-ID: 1\r\n\r\n" % len(coupon) + coupon
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x;a=b\r\n%b\r\n0\r\nA: b\r\n\r\n" % (
        len(coupon),
        coupon,
    )
    fields = b"\n".join(f"{name}:{value}".encode() for name, value in WECHAT_PAY.sign_answer(b"{}"))
    return {
        "answer": (b"\0" + plain, reply),
        "chunked": (b"\0" + b"HTTP/1.1 103 Hints\r\nA: b\r\n\r\n" + chunked, reply),
        "until-the-end": (b"\0" + b"HTTP/1.0 200 OK\r\nA: b\r\n\r\n" + coupon, reply),
        "success": (b"\1" + coupon, reply),
        "error": (b"\2\0" + b'{"code":"PARAM_ERROR","message":"m","detail":{"field":"f"}}', ApiError),
        "callback": (b"\3" + envelope, CouponSendNotification),
        "resource": (b"\4" + resource_text, CouponSendNotification),
        "unsigned": (b"\5" + fields + b"\n\n{ }", InvalidNotification),
    }
