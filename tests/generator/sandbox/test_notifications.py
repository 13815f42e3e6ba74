"""Delivery of notifications to a loopback server."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from wxbrand_codegen.sandbox.product.notifications import Delivery, Message, Notifier, posting
from wxbrand_codegen.sandbox.product.notifications.notifier import MAX_TRIES
from wxbrand_runtime import InvalidNotification
from wxbrand_runtime.auth.credentials import Credentials
from wxbrand_runtime.notifications import parse
from wxbrand_runtime.testing import Fault, WeChatPay

from tests.generator.sandbox.brands import Brand


@dataclass
class Receiver:
    port: int = 0
    statuses: list[int] = field(default_factory=list[int])
    """Statuses of the first responses; then 204."""

    answer: bytes = b""
    arrived: list[tuple[str, str, bytes]] = field(default_factory=list[tuple[str, str, bytes]])
    """Path, value of the header Try, body."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.arrived.append((self.path, self.headers["Try"], body))
            self.send_response(found.statuses.pop(0) if found.statuses else 204)
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(found.answer)

        def log_message(self, format: str, *values: Any) -> None:  # noqa: A002  (the name in the base class)
            pass

    found = Receiver()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


def make(delivery: Delivery, fault: Fault | None) -> Message:
    number = str(len(delivery.tries) + 1)
    return (("Try", f"{number} {fault.value}" if fault else number),), delivery.id.encode()


def wait_for(ready: Callable[[], bool]) -> None:
    until = time.monotonic() + 10
    while not ready():
        assert time.monotonic() < until
        time.sleep(0.005)


def is_at_rest() -> bool:
    return all(thread.name != "wxbrand notifications" for thread in threading.enumerate())


def test_each_try_is_encrypted_anew_with_the_same_id(receiver: Receiver) -> None:
    receiver.statuses = [500, 302]
    lines: list[str] = []
    notifier = Notifier(make, waits=(0, 0.01, 0.01, 0.01), log=lines.append)

    notifier.send("A.B", {}, f"https://127.0.0.1:{receiver.port}/notify")
    wait_for(is_at_rest)

    (delivery,) = notifier.deliveries
    assert (delivery.delivered, delivery.tries) == (True, ["500", "302", "204"])
    assert receiver.arrived == [("/notify", number, delivery.id.encode()) for number in ("1", "2", "3")]
    where = f"A.B to https://127.0.0.1:{receiver.port}/notify"
    assert lines == [
        f"{where}, try 1: 500; again in 0.01 s",
        f"{where}, try 2: 302; again in 0.01 s",
        f"{where}, try 3: 204",
    ]


def test_delivery_ends_after_the_last_try(receiver: Receiver) -> None:
    receiver.statuses = [404] * 5
    lines: list[str] = []
    notifier = Notifier(make, waits=(0, 0), log=lines.append)

    notifier.send("A.B", {}, f"http://127.0.0.1:{receiver.port}/")
    wait_for(is_at_rest)

    assert lines[-1].endswith("/, try 2: 404; not tried again")
    assert (notifier.deliveries[0].delivered, notifier.deliveries[0].tries) == (False, ["404", "404"])


def test_a_refused_connection_counts_as_a_try() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    notifier = Notifier(make, waits=(0,))

    notifier.send("A.B", {}, f"http://127.0.0.1:{port}/")
    wait_for(is_at_rest)

    assert notifier.deliveries[0].tries[0].startswith("ConnectionRefusedError")


def test_a_timeout_counts_as_a_try(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "TIMEOUT", 0.05)
    notifier = Notifier(make, waits=(0,))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        notifier.send("A.B", {}, f"http://127.0.0.1:{silent.getsockname()[1]}/")
        wait_for(is_at_rest)

    assert notifier.deliveries[0].tries == ["TimeoutError: timed out"]


@pytest.mark.parametrize("url", ["https://www.example.com/notify", "http://127.0.0.1.example.com/", "http://10.0.0.1/"])
def test_other_machines_are_not_called(url: str) -> None:
    notifier = Notifier(make)

    notifier.send("A.B", {}, url)

    assert notifier.deliveries[0].tries == [
        "not sent: the sandbox only calls loopback addresses (127.0.0.1, localhost)"
    ]
    assert is_at_rest()


@pytest.mark.parametrize("url", ["http://127.0.0.1:99999/", "http://127.0.0.1:x/", "http://127.0.0.1/a b"])
def test_an_invalid_url_does_not_stop_later_notifications(url: str, receiver: Receiver) -> None:
    notifier = Notifier(make, waits=(0,))

    notifier.send("A.B", {}, url)
    notifier.send("A.B", {}, f"http://127.0.0.1:{receiver.port}/")
    wait_for(is_at_rest)

    assert [delivery.delivered for delivery in notifier.deliveries] == [False, True]
    assert len(notifier.deliveries[0].tries) == 1


def test_reset_cancels_notifications(receiver: Receiver) -> None:
    receiver.statuses = [500]
    notifier = Notifier(make, waits=(0, 60))
    notifier.send("A.B", {}, f"http://127.0.0.1:{receiver.port}/")
    wait_for(lambda: len(receiver.arrived) == 1)

    notifier.reset()
    wait_for(is_at_rest)

    assert notifier.deliveries == []
    notifier.send("A.B", {}, f"http://127.0.0.1:{receiver.port}/")  # starts a new thread
    wait_for(lambda: len(receiver.arrived) == 2)


def test_a_delivered_notification_is_sent_again_with_a_fault(receiver: Receiver) -> None:
    notifier = Notifier(make, waits=(0, 0))
    notifier.send("A.B", {}, f"http://127.0.0.1:{receiver.port}/")
    wait_for(is_at_rest)
    (delivery,) = notifier.deliveries
    receiver.statuses = [401]

    notifier.send_again(delivery, Fault.PROBE)
    wait_for(is_at_rest)

    assert [(attempt.result, attempt.fault) for attempt in delivery.attempts] == [
        ("204", ""),
        ("401", "probe signature"),
    ]
    assert delivery.delivered
    assert receiver.arrived[1][1] == "2 probe signature"


def test_what_is_sent_again_and_accepted_ends_the_schedule(receiver: Receiver) -> None:
    receiver.statuses = [500]
    notifier = Notifier(make, waits=(0, 0.3))
    notifier.send("A.B", {}, f"http://127.0.0.1:{receiver.port}/")
    wait_for(lambda: len(notifier.deliveries[0].tries) == 1)

    notifier.send_again(notifier.deliveries[0])
    wait_for(is_at_rest)

    assert notifier.deliveries[0].tries == ["500", "204"]


def test_a_try_keeps_what_was_sent_and_answered(receiver: Receiver) -> None:
    receiver.statuses, receiver.answer = [200], b"x" * 5_000
    notifier = Notifier(make, waits=(0,))
    told: list[None] = []
    notifier.listen(lambda: told.append(None))

    notifier.send("A.B", {}, f"http://127.0.0.1:{receiver.port}/")
    wait_for(is_at_rest)

    (attempt,) = notifier.deliveries[0].attempts
    assert attempt.message == ((("Try", "1"),), notifier.deliveries[0].id.encode())
    assert attempt.answer == b"x" * 2_000
    assert 0 < attempt.seconds < 5
    assert len(told) == 2
    assert "x" * 100 not in repr(attempt)


def test_only_the_latest_tries_are_kept(receiver: Receiver) -> None:
    notifier = Notifier(make, waits=(0,))
    notifier.send("A.B", {}, f"http://127.0.0.1:{receiver.port}/")
    for _ in range(MAX_TRIES):
        notifier.send_again(notifier.deliveries[0], Fault.NOT_SIGNED)
    wait_for(is_at_rest)

    attempts = notifier.deliveries[0].attempts
    assert (len(receiver.arrived), len(attempts)) == (MAX_TRIES + 1, MAX_TRIES)
    assert {attempt.fault for attempt in attempts} == {"not signed"}


def test_only_the_latest_notifications_are_kept() -> None:
    notifier = Notifier(make)

    for number in range(501):
        notifier.send(f"A.{number}", {}, "https://www.example.com/notify")

    assert len(notifier.deliveries) == 500
    assert notifier.deliveries[0].event_type == "A.1"
    assert notifier.find(notifier.deliveries[0].id) is notifier.deliveries[0]
    assert notifier.find("unknown") is None


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault.NOT_SIGNED, "signature-missing"),
        (Fault.WRONG_KEY, "signature-wrong"),
        (Fault.TAMPERED_BODY, "signature-wrong"),
        (Fault.PROBE, "signature-probe"),
        (Fault.WRONG_API_KEY, "undecryptable"),
    ],
)
def test_a_handler_refuses_what_is_sent_again_with_a_fault(
    brand: Brand, keys: tuple[WeChatPay, Credentials], receiver: Receiver, fault: Fault, reason: str
) -> None:
    brand("SetNotifyConfig", notify_url=f"https://127.0.0.1:{receiver.port}/notify")
    brand.send(brand.coupon())
    (delivery,) = brand.product.notifier.deliveries

    brand.product.notifier.send_again(delivery, fault)
    wait_for(is_at_rest)

    broken, whole = ((dict(each.message[0]), each.message[1]) for each in delivery.attempts)
    with pytest.raises(InvalidNotification) as caught:
        parse(broken[0], broken[1], keys[1], now=brand.clock())
    assert caught.value.reason == reason
    assert parse(whole[0], whole[1], keys[1], now=brand.clock()).create_time.isoformat() == brand.now()
