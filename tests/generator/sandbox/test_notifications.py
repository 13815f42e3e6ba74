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
from wxbrand_codegen.sandbox.product import notifications as module
from wxbrand_codegen.sandbox.product.notifications import Delivery, Notifier


@dataclass
class Receiver:
    port: int = 0
    statuses: list[int] = field(default_factory=list[int])
    """Statuses of the first responses; then 204."""

    arrived: list[tuple[str, str, bytes]] = field(default_factory=list[tuple[str, str, bytes]])
    """Path, value of the header Try, body."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.arrived.append((self.path, self.headers["Try"], body))
            self.send_response(found.statuses.pop(0) if found.statuses else 204)
            self.end_headers()

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


def make(delivery: Delivery) -> module.Message:
    return (("Try", str(len(delivery.tries) + 1)),), delivery.id.encode()


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
    assert lines[-1] == f"A.B to https://127.0.0.1:{receiver.port}/notify, try 3: 204"


def test_delivery_ends_after_the_last_try(receiver: Receiver) -> None:
    receiver.statuses = [404] * 5
    notifier = Notifier(make, waits=(0, 0))

    notifier.send("A.B", {}, f"http://127.0.0.1:{receiver.port}/")
    wait_for(is_at_rest)

    assert (notifier.deliveries[0].delivered, notifier.deliveries[0].tries) == (False, ["404", "404"])


def test_a_refused_connection_counts_as_a_try() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    notifier = Notifier(make, waits=(0,))

    notifier.send("A.B", {}, f"http://127.0.0.1:{port}/")
    wait_for(is_at_rest)

    assert notifier.deliveries[0].tries[0].startswith("ConnectionRefusedError")


def test_a_timeout_counts_as_a_try(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_TIMEOUT", 0.05)
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
