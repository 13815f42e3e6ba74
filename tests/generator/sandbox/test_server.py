"""The sandbox over a real loopback socket."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from wxbrand_codegen.sandbox import Sandbox, loopback, running, serve

if TYPE_CHECKING:
    from collections.abc import Callable

    from wxbrand_runtime.http import Answer

    from tests.generator.sandbox.conftest import Caller

COUPONS = "/users/oh-394z/coupons"


def test_a_signed_call_is_answered(call_over_http: Caller, coupon: dict[str, Any]) -> None:
    answer = call_over_http("POST", COUPONS, coupon)

    assert answer.status == 200
    assert call_over_http.verified(answer) == {"token": "ABBpZjCf"}
    assert answer.headers.get("Server") is None
    assert answer.request_id


def test_no_content_arrives_signed(call_over_http: Caller) -> None:
    answer = call_over_http("DELETE", COUPONS)

    assert (answer.status, answer.body) == (204, b"")
    call_over_http.verified(answer)


@pytest.mark.parametrize(
    "target",
    [
        "/users/%E5%88%B8/coupons?limit=1",
        "/users/%e5%88%b8/coupons?limit=1",
        "/users/a%2Fb/coupons?limit=1&name=a+b",
        "/users/a%0Ab/coupons?limit=%31",
        "/users/~*!()/coupons?limit=1&name=?/:@",
        "/users/a/coupons?states=USED&limit=1",
    ],
)
def test_the_exact_target_is_what_is_signed(call_over_http: Caller, target: str) -> None:
    assert call_over_http("GET", target).status == 200
    assert call_over_http("GET", target, signed=("GET", target.replace("1", "2"), b"")).status == 401
    assert call_over_http.sandbox.requests[0].target == target


def test_the_exact_body_is_what_is_signed(call_over_http: Caller, coupon: dict[str, Any]) -> None:
    body = '{ "coupon_id":"券",\r\n "send_request_no" : "34657_1" } '.encode()

    assert call_over_http("POST", COUPONS, body=body).status == 200
    assert call_over_http.sandbox.requests[0].body == body


def test_errors_arrive_unchanged(call_over_http: Caller, coupon: dict[str, Any]) -> None:
    unsigned = call_over_http("POST", COUPONS, coupon, headers={"Authorization": None})
    wrong = call_over_http("POST", COUPONS, {**coupon, "attach": "123456"})
    other_method = call_over_http("PUT", COUPONS)

    assert (unsigned.status, unsigned.headers.get("Wechatpay-Signature")) == (401, None)
    assert call_over_http.verified(wrong)["detail"] == {
        "field": "attach",
        "issue": "has 6 characters; at most 5 are allowed",
        "location": "body",
        "value": "123456",
    }
    assert other_method.headers.get("Allow") == "GET, POST, DELETE"


def test_a_body_over_33_mebibytes_is_refused(call_over_http: Caller) -> None:
    answer = call_over_http("POST", COUPONS, body=b" " * (33 * 1024 * 1024 + 1))

    assert answer.status == 413
    assert call_over_http.sandbox.requests == []


def test_a_chunked_body_is_read(call_over_http: Caller, exchange: Callable[..., Answer]) -> None:
    body = b'{"coupon_id":"1","send_request_no":"34657_1"}'
    call_over_http.base_url, base_url = None, call_over_http.base_url
    call_over_http("POST", COUPONS, body=body)
    pairs = dict(call_over_http.sandbox.requests[0].headers.items())

    connection = http.client.HTTPConnection(urlsplit(base_url or "").netloc, timeout=10)
    connection.request("POST", COUPONS, iter([body[:9], body[9:]]), pairs, encode_chunked=True)
    status = connection.getresponse().status
    connection.close()

    assert status == 200


def test_a_connection_is_kept_and_closing_takes_less_than_a_second(sandbox: Sandbox) -> None:
    with running(sandbox) as base_url:
        connection = http.client.HTTPConnection(urlsplit(base_url).netloc, timeout=10)
        for _ in range(3):
            connection.request("GET", "/")
            connection.getresponse().read()
        began = time.monotonic()
    took = time.monotonic() - began
    connection.close()

    assert took < 1
    assert len(sandbox.requests) == 3


def test_two_can_run_at_once_on_loopback_only(sandbox: Sandbox) -> None:
    with running(sandbox) as one, running(sandbox) as other:
        assert one != other
        assert one.startswith("http://127.0.0.1:")


def test_an_upgrade_to_http_2_is_not_taken(call_over_http: Caller, coupon: dict[str, Any]) -> None:
    upgrade: dict[str, str | None] = {  # java.net.http requests it by default
        "Connection": "Upgrade, HTTP2-Settings",
        "Upgrade": "h2c",
        "HTTP2-Settings": "AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA",
    }

    assert call_over_http("POST", COUPONS, coupon, headers=upgrade).status == 200


def test_a_port_in_use_is_one_line_and_exit_code_1(sandbox: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        code = serve(sandbox, port=port)

    output = capsys.readouterr()
    assert code == 1
    assert output.out == ""
    assert output.err.splitlines() == [
        f"wxbrand sandbox: cannot listen on 127.0.0.1:{port}: Address already in use; try another --port"
    ]


def test_an_impossible_port_is_one_line_too(sandbox: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    assert serve(sandbox, port=70_000) == 1
    assert "70000" in capsys.readouterr().err


def test_a_caller_that_stops_in_the_middle_blocks_nothing(sandbox: Sandbox) -> None:
    before = set(threading.enumerate())
    with running(sandbox) as base_url:
        half = socket.create_connection(("127.0.0.1", urlsplit(base_url).port or 0))
        half.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab")
        time.sleep(0.2)
        half.close()
        began = time.monotonic()
    took = time.monotonic() - began

    assert took < 5
    assert set(threading.enumerate()) <= before


def test_a_connection_on_which_no_request_begins_is_closed(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loopback, "HEAD_SECONDS", 0.2)

    with running(sandbox) as url:
        address = ("127.0.0.1", int(url.rpartition(":")[2]))
        with socket.create_connection(address, timeout=5) as slow:
            slow.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nX-")
            assert slow.recv(100) == b""
