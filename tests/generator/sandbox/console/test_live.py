"""Open pages are told what changed, over a real socket, and there are only so many of them."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

from wxbrand_codegen.sandbox import Sandbox, running
from wxbrand_codegen.sandbox.console.live import MAX_PAGES

from tests.generator.sandbox.conftest import Caller

COUPONS = "/users/oh-394z/coupons"


class Stream:
    """An open page, as far as its events go."""

    def __init__(self, connection: socket.socket) -> None:
        self._file = connection.makefile("rb")
        self.status = int(self._file.readline().split()[1])
        while self._file.readline().strip():
            pass

    def next_event(self) -> dict[str, str]:
        event: dict[str, str] = {}
        while raw := self._file.readline():
            line = raw.decode().strip()
            name, colon, value = line.partition(": ")
            if colon and name in {"event", "data", "retry"}:
                event[name] = value
            elif event and not line:
                return event
        raise AssertionError("the stream ended")

    def rest(self) -> bytes:
        return self._file.read()


@contextmanager
def open_page(url: str) -> Iterator[Stream]:
    address = urlsplit(url)
    with socket.create_connection((address.hostname or "", address.port or 0), timeout=10) as connection:
        connection.sendall(f"GET /sandbox/events HTTP/1.1\r\nHost: {address.netloc}\r\n\r\n".encode())
        yield Stream(connection)


def test_a_page_is_told_of_a_request_and_of_clearing(call_over_http: Caller) -> None:
    with open_page(call_over_http.base_url or "") as page:
        assert (page.status, page.next_event()) == (200, {"retry": "1000"})

        call_over_http("DELETE", COUPONS)
        assert page.next_event() == {"event": "changed", "data": "requests"}

        call_over_http.sandbox.recorder.clear()
        assert page.next_event() == {"event": "changed", "data": "requests"}


def test_many_changes_at_once_are_few_events(call_over_http: Caller) -> None:
    with open_page(call_over_http.base_url or "") as page:
        page.next_event()
        for _ in range(500):
            call_over_http.sandbox.recorder.clear()
        time.sleep(0.5)  # longer than the server waits between events
        call_over_http.sandbox.changed()

        topics = list(iter(lambda: page.next_event()["data"], "product"))

        assert len(topics) < 50


def test_further_pages_are_refused_until_one_is_closed(call_over_http: Caller) -> None:
    url = call_over_http.base_url or ""
    with ExitStack() as stack:
        for _ in range(MAX_PAGES):
            page = stack.enter_context(open_page(url))
            page.next_event()
        with open_page(url) as further:
            assert further.status == 503

    until = time.monotonic() + 10
    while True:
        call_over_http.sandbox.recorder.clear()  # the server notices that a page is gone when it closes, or tells it something
        with open_page(url) as another:
            if another.status == 200:
                return
        assert time.monotonic() < until
        time.sleep(0.1)


def test_a_page_that_does_not_read_blocks_nobody(call_over_http: Caller) -> None:
    with open_page(call_over_http.base_url or ""):
        for _ in range(20):
            assert call_over_http("DELETE", COUPONS).status == 204


def test_open_pages_do_not_keep_the_server_from_stopping(sandbox: Sandbox) -> None:
    with ExitStack() as stack:
        with running(sandbox) as url:
            pages = [stack.enter_context(open_page(url)) for _ in range(3)]
            for page in pages:
                page.next_event()
            began = time.monotonic()
        took = time.monotonic() - began

        assert took < 0.9  # after a second the server would cancel them
        assert [page.rest().endswith(b"0\r\n\r\n") for page in pages] == [True] * 3  # each stream was ended
