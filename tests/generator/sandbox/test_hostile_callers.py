"""Invalid and hostile requests to the product and its notifications."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from wxbrand_codegen.sandbox import Sandbox, running
from wxbrand_codegen.sandbox.product.notifications import Delivery, Message, Notifier
from wxbrand_codegen.sandbox.product.operations import Product
from wxbrand_codegen.sandbox.product.paging import paginate
from wxbrand_codegen.sandbox.product.resources import Event
from wxbrand_runtime.http import Answer
from wxbrand_runtime.testing import RequestRefused

from tests.generator.sandbox.conftest import over_http


@pytest.fixture
def called() -> Iterator[tuple[int, list[str]]]:
    """Return the port of a loopback server, and the paths that it received."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            paths.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *values: Any) -> None:  # noqa: A002  (the name in the base class)
            """Stay silent."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port, paths
        server.shutdown()


def made(_delivery: Delivery, _fault: object) -> Message:
    return (), b"{}"


def wait_for(deliveries: list[Delivery]) -> None:
    until = time.monotonic() + 10
    while not all(delivery.tries for delivery in deliveries):
        assert time.monotonic() < until, deliveries
        time.sleep(0.01)


OUTSIDE = (
    "http://example.com/", "http://127.0.0.1@example.com/", "http://127.0.0.1.example.com/", "http://127.0.0.1:0/", "http://[::1",
    "http://127.0.0.1:99999/", "http://127.0.0.1:x/", "http://0.0.0.0/", "http://2130706433/", "http://169.254.169.254/latest",
    "ftp://127.0.0.1/", "file:///etc/passwd", "//127.0.0.1/", "", "http://", "http://[127.0.0.1]/", "http://localhost.:80/",
)  # fmt: skip


@pytest.mark.parametrize("url", OUTSIDE)
def test_only_loopback_addresses_are_called(url: str) -> None:
    notifier = Notifier(made, waits=(0,))

    notifier.send("A", {}, url)

    assert [delivery.tries for delivery in notifier.deliveries] == [
        ["not sent: the sandbox only calls loopback addresses (127.0.0.1, localhost)"]
    ]


def test_an_invalid_path_does_not_stop_later_notifications(called: tuple[int, list[str]]) -> None:
    port, paths = called
    notifier = Notifier(made, waits=(0,))

    for path in ("/a b", "/券", "/a\r\nX-Evil: 1", "/a%2Fb", "", "/last"):
        notifier.send("A", {}, f"http://127.0.0.1:{port}{path}")
        wait_for(notifier.deliveries)

    outcomes = [delivery.tries[0] for delivery in notifier.deliveries]
    assert [outcome.partition(":")[0] for outcome in outcomes[:2]] == ["InvalidURL", "UnicodeEncodeError"]
    assert outcomes[3:] == ["204"] * 3
    assert paths[-3:] == ["/a%2Fb", "/", "/last"]
    assert not any("\n" in path for path in paths)


@pytest.mark.parametrize(
    "url", ["https://[::1/n", "https://example.com/n", "https://a@b:99999/n#x", "https://h/n?a=/b"]
)
def test_notify_to_replaces_scheme_and_host(sandbox: Sandbox, called: tuple[int, list[str]], url: str) -> None:
    port, paths = called
    product: Product = sandbox.play("a" * 32, notify_to=f"http://127.0.0.1:{port}", waits=(0,))
    product.answer("SetNotifyConfig", {}, {"notify_url": url})
    product._state.events.append(Event("A", {}, url))

    product.answer("GetNotifyConfig", {}, None)

    wait_for(product.notifier.deliveries)
    assert paths == ["/n"]


@pytest.mark.parametrize(
    "query",
    [
        {"page_size": -5},
        {"page_size": 0},
        *({"page_token": t} for t in ("LTU=", "x", "券", "MTA", "MV8w", "OTk5OTk5OTk5OTk5")),
    ],
)
def test_an_invalid_page_is_refused(query: dict[str, Any]) -> None:
    with pytest.raises(RequestRefused, match="page_"):
        paginate(range(100), query, "items")


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"{", b"null", b'{"token": 1}', b'{"token": "\\ud800"}', b"\xff", b'{"a": NaN}',
        b"[" * 100_000, b'{"token": ' * 50_000, b"9" * 10_000,
    ],
)  # fmt: skip
def test_a_claim_of_garbage_is_refused(sandbox: Sandbox, body: bytes) -> None:
    sandbox.play("a" * 32)

    with running(sandbox) as url:
        answers: list[Answer] = [over_http(url, verb, "/sandbox/claim", [], body) for verb in ("POST", "PUT")]

    assert [answer.status for answer in answers] == [400, 400], answers
    assert all(json.loads(answer.body)["code"] in {"PARAM_ERROR", "INVALID_REQUEST"} for answer in answers)


@pytest.mark.parametrize(
    "period",
    [
        {"wait_days_after_receive": -(10**9)},
        {"available_begin_time": "9999-12-31T00:00:00+08:00", "available_days": 365},
        {"available_days": 10**12},
    ],
)
def test_a_period_beyond_the_year_9999_is_refused(sandbox: Sandbox, period: dict[str, Any]) -> None:
    product = sandbox.play("a" * 32)
    product.answer("SetNotifyConfig", {}, {"notify_url": "https://h/n"})
    whole = {"available_begin_time": "2020-01-01T00:00:00+08:00", "available_end_time": "9999-12-31T23:59:59+08:00"}
    stock = {"single_usage_rule": {"coupon_available_period": whole | period}}
    coupon = product.answer("CreateProductCoupon", {}, {"stock": stock})
    assert coupon
    ids = {"product_coupon_id": coupon["product_coupon_id"], "stock_id": coupon["stock"]["stock_id"]}

    with pytest.raises(RequestRefused, match="year 9999"):
        product.answer(
            "SendUserProductCoupon", {"path": {"openid": "o"}}, {**ids, "appid": "wx", "send_request_no": "1"}
        )
