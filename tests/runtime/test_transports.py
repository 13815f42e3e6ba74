"""What can happen between a request and its answer, over real sockets, the same for both transports."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from wxbrand_runtime import carriage
from wxbrand_runtime.http import Answer as HttpAnswer
from wxbrand_runtime.http import ConnectFailed, ExchangeFailed, HttpRequest, Origin
from wxbrand_runtime.transport_async import AiohttpTransport
from wxbrand_runtime.transport_sync import HttpClientTransport

from tests.runtime.conftest import Tls
from tests.runtime.fault_server import (
    OK,
    Answer,
    ConnectProxy,
    Drip,
    FaultServer,
    Pause,
    Read,
    Reset,
    Send,
    Silence,
    Step,
)

SECRET = "signature-that-must-not-show"


def request_to(port: int, **changes: Any) -> HttpRequest:
    values: dict[str, Any] = {
        "origin": Origin(scheme="http", host="127.0.0.1", port=port),
        "method": "POST",
        "target": "/brand/x",
        "headers": (("Authorization", SECRET), ("Accept", "application/json")),
        "body": b'{"a":1}',
        "connect_timeout": 2,
        "timeout": 5,
        "max_body": 1000,
    }
    return HttpRequest(**values | changes)


def secure(port: int, host: str = "127.0.0.1", **changes: Any) -> HttpRequest:
    return request_to(port, origin=Origin(scheme="https", host=host, port=port), **changes)


class SyncClient:
    """The synchronous transport, as the tests use both."""

    def __init__(self, **options: Any) -> None:
        self.transport = HttpClientTransport(**options)

    def call(self, request: HttpRequest) -> HttpAnswer:
        return self.transport.exchange(request)

    def close(self) -> None:
        self.transport.close()


class AsyncClient:
    """The asynchronous transport, run step by step on a loop of its own."""

    def __init__(self, **options: Any) -> None:
        self.transport = AiohttpTransport(**options)
        self._runner = asyncio.Runner()

    def call(self, request: HttpRequest) -> HttpAnswer:
        return self._runner.run(self.transport.exchange(request))

    def close(self) -> None:
        self._runner.run(self.transport.close())

    def stop(self) -> None:
        self._runner.close()


Client = SyncClient | AsyncClient
Make = Callable[..., Client]


@pytest.fixture(params=["sync", "async"])
def make(request: pytest.FixtureRequest) -> Iterator[Make]:
    """Makes clients of one kind and closes them in the end."""
    made: list[Client] = []

    def make_client(**options: Any) -> Client:
        made.append(SyncClient(**options) if request.param == "sync" else AsyncClient(**options))
        return made[-1]

    yield make_client
    for client in made:
        client.close()
        if isinstance(client, AsyncClient):
            client.stop()
    gc.collect(1)  # what was left open warns now, in the test that left it


@pytest.fixture
def client(make: Make) -> Client:
    return make()


def failure(client: Client, request: HttpRequest, kind: type[Exception]) -> str:
    """The message of the failure, which must have nothing foreign hanging on it and show nothing that was sent."""
    with pytest.raises((ConnectFailed, ExchangeFailed)) as caught:
        client.call(request)
    error = caught.value
    assert type(error) is kind, error
    assert error.__cause__ is None
    assert error.__context__ is None
    assert SECRET not in str(error)
    return str(error)


# Nothing was sent


def test_refused(client: Client) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    message = failure(client, request_to(port), ConnectFailed)

    assert message == f"no connection to 127.0.0.1:{port}: connection refused"


@pytest.mark.parametrize("host", ["nowhere.invalid", "a" * 64 + ".invalid"])
def test_a_host_name_that_is_not_known(client: Client, host: str) -> None:
    message = failure(client, secure(443, host), ConnectFailed)

    assert message == f"no connection to {host}: the host name is not known"


def test_a_look_up_that_takes_too_long(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    let_go = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: let_go.wait(5) and [])

    request = replace(secure(443, "slow.invalid"), connect_timeout=0.2)
    if isinstance(client, SyncClient):
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, flags=0, **__: slow(let_go, flags))
    message = failure(client, request, ConnectFailed)
    let_go.set()

    assert message == "no connection to slow.invalid in the time allowed"


def slow(let_go: threading.Event, flags: int) -> list[object]:
    if flags & socket.AI_NUMERICHOST:
        raise socket.gaierror
    let_go.wait(5)
    return []


@pytest.mark.parametrize(("connect_timeout", "timeout"), [(0.2, 5), (5, 0.2)])
def test_connecting_takes_too_long(client: Client, connect_timeout: float, timeout: float) -> None:
    with full_listener() as port:
        request = request_to(port, connect_timeout=connect_timeout, timeout=timeout)
        started = time.monotonic()

        message = failure(client, request, ConnectFailed)

        assert message == f"no connection to 127.0.0.1:{port} in the time allowed"
        assert time.monotonic() - started < 3


@contextlib.contextmanager
def full_listener() -> Iterator[int]:
    """A port whose backlog is full, so that further connections get no answer at all."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(8):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        time.sleep(0.05)
        yield listener.getsockname()[1]


def test_tls_with_a_server_that_speaks_none(make: Make, tls: Tls) -> None:
    client = make(ssl_context=tls.client)
    with FaultServer([Send(OK)]) as server:
        message = failure(client, secure(server.port), ConnectFailed)

    assert message.startswith(f"no TLS connection to 127.0.0.1:{server.port}: ")


def test_a_tls_handshake_that_does_not_end(make: Make, tls: Tls) -> None:
    client = make(ssl_context=tls.client)
    with FaultServer([Silence()]) as server:
        message = failure(client, secure(server.port, connect_timeout=0.3), ConnectFailed)

    assert "in the time allowed" in message


def test_a_tls_handshake_that_breaks_off(make: Make, tls: Tls) -> None:
    client = make(ssl_context=tls.client)
    with FaultServer([]) as server:
        failure(client, secure(server.port), ConnectFailed)


def test_a_certificate_that_nobody_trusts(client: Client, tls: Tls) -> None:
    with FaultServer([Answer()], tls=tls.server) as server:
        message = failure(client, secure(server.port), ConnectFailed)

        assert message.startswith(f"the TLS certificate of 127.0.0.1:{server.port} is not trusted: self")
        assert server.requests == []


def test_a_certificate_for_another_host(make: Make, tls: Tls) -> None:
    client = make(ssl_context=tls.client)
    with FaultServer([Answer()], tls=tls.elsewhere) as server:
        message = failure(client, secure(server.port), ConnectFailed)

        assert "is not trusted" in message
        assert server.requests == []


def test_a_certificate_of_ones_own_authority(make: Make, tls: Tls) -> None:
    client = make(ssl_context=tls.client)
    with FaultServer([Answer(), Answer()], tls=tls.server) as server:
        for host in ("127.0.0.1", "localhost", "localhost"):
            assert client.call(secure(server.port, host)).body == b"ok"

        assert server.connections == 2


# Something was sent

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
NO_HTTP = "what came back is not an HTTP/1.1 answer"
BROKEN = "the connection ended before the answer was complete"
SILENT = "did not answer completely within 0.3 s"

FAILURES: dict[str, tuple[list[Step], str]] = {
    "accepts, then closes": ([], BROKEN),
    "reads, then closes": ([Read()], BROKEN),
    "reads, then resets": ([Read(), Reset()], BROKEN),
    "reads, then is silent": ([Read(), Silence()], SILENT),
    "never reads": ([Silence()], SILENT),
    "drips its header": ([Drip(OK * 9, 0.05)], SILENT),
    "drips its body": ([Answer(OK[:-2].replace(b"2\r", b"99\r")), Drip(b"x" * 99, 0.05)], SILENT),
    "interim answers only": ([Read(), Send(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 3), Silence()], SILENT),
    "truncated header": ([Answer(b"HTTP/1.1 200 OK\r\nContent-")], ""),
    "truncated body": ([Answer(OK.replace(b"2\r", b"3\r"))], BROKEN),
    "truncated chunk": ([Answer(CHUNKED + b"5\r\nhel")], BROKEN),
    "missing last chunk": ([Answer(CHUNKED + b"5\r\nhello\r\n")], BROKEN),
    "bad chunk size": ([Answer(CHUNKED + b"zz\r\nhello\r\n0\r\n\r\n")], ""),
    "negative chunk size": ([Answer(CHUNKED + b"-1\r\nhello\r\n0\r\n\r\n")], ""),
    "declared too large": ([Answer(b"HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n")], "longer than 1000 bytes"),
    "chunked too large": ([Answer(CHUNKED + b"3e9\r\n" + b"x" * 1001 + b"\r\n0\r\n\r\n")], "longer than 1000 bytes"),
    "endless": ([Answer(b"HTTP/1.1 200 OK\r\n\r\n"), Send(b"x" * 500, forever=True)], "longer than 1000 bytes"),
    "endless chunks": ([Answer(CHUNKED), Send(b"5\r\nhello\r\n", forever=True)], "longer than 1000 bytes"),
    "endless header": ([Answer(b"HTTP/1.1 200 OK\r\n"), Send(b"a: b\r\n" * 50, forever=True)], NO_HTTP),
    "endless line": ([Answer(b"HTTP/1.1 200 OK\r\na: "), Send(b"x" * 5000, forever=True)], NO_HTTP),
    "gzip": ([Answer(OK.replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n"))], "is compressed"),
    "another protocol": ([Answer(b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n")], "switched"),
    "no HTTP": ([Answer(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")], NO_HTTP),
    "empty line": ([Answer(b"\r\n\r\n\r\n\r\n")], ""),
    "no number as length": ([Answer(OK.replace(b"2\r", b"two\r"))], NO_HTTP),
    "signed length": ([Answer(OK.replace(b"2\r", b"+2\r"))], NO_HTTP),
    "unknown transfer coding": ([Answer(CHUNKED.replace(b"chunked", b"gzip"))], ""),
    "two lengths": ([Answer(OK.replace(b"\r\n\r\n", b"\r\nContent-Length: 1\r\n\r\n"))], NO_HTTP),
}


@pytest.mark.parametrize("case", FAILURES)
@pytest.mark.parametrize("method", ["POST", "GET"])
def test_failures_after_sending(client: Client, case: str, method: str) -> None:
    script, words = FAILURES[case]
    request = request_to(0, method=method, timeout=0.3 if words == SILENT else 3)
    if method == "GET":
        request = replace(request, body=None)
    with FaultServer(script) as server:
        started = time.monotonic()

        message = failure(client, replace(request, origin=replace(request.origin, port=server.port)), ExchangeFailed)

        assert words in message
        assert time.monotonic() - started < 2.5
        server.wait_until(lambda server: server.finished == 1)  # the client has let go of the connection
        assert server.connections == 1


@pytest.mark.parametrize("fault", [[Read()], [Read(), Reset()], [Read(), Silence()]])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "POST"])
def test_a_request_lost_on_a_reused_connection_is_not_sent_again(
    client: Client, fault: list[Step], method: str
) -> None:
    with FaultServer([Answer(), *fault], [Answer()]) as server:
        client.call(request_to(server.port))

        failure(client, request_to(server.port, method=method, timeout=0.5), ExchangeFailed)

        assert server.connections == 1
        assert len(server.requests) == 2


@pytest.mark.parametrize("size", [300_000, 3_000_000])
def test_a_large_body_that_nobody_reads(make: Make, tls: Tls, size: int) -> None:
    client = make(ssl_context=tls.client)
    with FaultServer([Read()], tls=tls.server) as server, FaultServer([Silence()]) as silent:
        failure(client, request_to(silent.port, body=b"x" * size, timeout=0.4), ExchangeFailed)
        failure(client, secure(server.port, body=b"x" * size), ExchangeFailed)

        assert server.requests[0].endswith(b"\r\n\r\n" + b"x" * size)


# Answers

ANSWERS: dict[str, tuple[bytes, int, bytes]] = {
    "plain": (OK, 200, b"ok"),
    "chunked": (CHUNKED + b"2;x=y\r\nab\r\n1\r\nc\r\n0\r\nTrailer: t\r\n\r\n", 200, b"abc"),
    "no content": (b"HTTP/1.1 204 No Content\r\n\r\n", 204, b""),
    "empty": (b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 200, b""),
    "just not too large": (b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + b"x" * 1000, 200, b"x" * 1000),
    "until the end": (b"HTTP/1.1 200 OK\r\n\r\nall of it", 200, b"all of it"),
    "HTTP/1.0": (b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", 200, b"ok"),
    "continue first": (b"HTTP/1.1 100 Continue\r\n\r\n" + OK, 200, b"ok"),
    "hints first": (b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n" + OK, 200, b"ok"),
    "redirect": (b"HTTP/1.1 302 Found\r\nLocation: /y\r\nContent-Length: 2\r\n\r\nno", 302, b"no"),
    "error": (b"HTTP/1.1 500 Oh\r\nContent-Length: 2\r\n\r\n{}", 500, b"{}"),
    "identity": (OK.replace(b"\r\n\r\n", b"\r\nContent-Encoding: Identity\r\n\r\n"), 200, b"ok"),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_answers(client: Client, case: str) -> None:
    content, status, body = ANSWERS[case]
    with FaultServer([Answer(content)]) as server:
        answer = client.call(request_to(server.port))

        assert (answer.status, answer.body) == (status, body)
        assert len(server.requests) == 1


def test_header_fields_keep_order_duplicates_and_every_byte(client: Client) -> None:
    content = OK.replace(b"\r\n\r\n", b"\r\nRequest-ID: 1\r\nX: a\r\nset-cookie: n=1\r\nX: \xe9\r\nx:  b \r\n\r\n")
    with FaultServer([Answer(content), Answer()]) as server:
        request = request_to(server.port, origin=Origin(scheme="http", host="localhost", port=server.port))
        answer = client.call(request)
        client.call(request)

    pairs = [(name, value.strip()) for name, value in answer.headers.pairs()]
    assert pairs == [
        ("Content-Length", "2"),
        ("Request-ID", "1"),
        ("X", "a"),
        ("set-cookie", "n=1"),
        ("X", "é"),
        ("x", "b"),
    ]
    assert answer.request_id == "1"
    assert b"cookie" not in server.requests[1].lower()


# What goes over the wire


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("body", [None, b"", b"{}", "券".encode()])
def test_the_bytes_on_the_wire_are_those_of_the_request(client: Client, method: str, body: bytes | None) -> None:
    target = "/a%2Fb/%2E%2e/%e5%88%B8/~!$&'()*+,;=:@//x?q=%2B+%20&y=*%3f&z"
    headers = (("Authorization", 'S a="b",c="d"'), ("Wechatpay-Serial", "PUB_KEY_ID_1"), ("X", "1"), ("X", "2"))
    with FaultServer([Answer()]) as server:
        client.call(request_to(server.port, method=method, target=target, body=body, headers=headers))

    length = b"" if body is None else b"Content-Length: %d\r\n" % len(body)
    assert server.requests == [
        f"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n".encode()
        + b'Authorization: S a="b",c="d"\r\nWechatpay-Serial: PUB_KEY_ID_1\r\nX: 1\r\nX: 2\r\n'
        + length
        + b"\r\n"
        + (body or b"")
    ]


def test_given_headers_are_sent_as_given(client: Client) -> None:
    headers = (("Accept", "a/b"), ("Content-Type", "application/json"), ("User-Agent", "wxbrand"))
    with FaultServer([Answer()]) as server:
        client.call(request_to(server.port, headers=headers))

    assert b"\r\nAccept: a/b\r\nContent-Type: application/json\r\nUser-Agent: wxbrand\r\nContent" in server.requests[0]


@pytest.mark.parametrize("target", ["/a b", "/a\r\nX: y", "/券", "/a?", "/a#b", "a", ""])
def test_a_target_that_could_not_be_sent_as_it_stands_is_refused(client: Client, target: str) -> None:
    with FaultServer([Answer()]) as server:
        with pytest.raises(ValueError, match="target"):
            client.call(request_to(server.port, target=target))

        assert server.requests == []


def test_a_line_break_in_a_header_is_refused(client: Client) -> None:
    with FaultServer([Answer()]) as server:
        with pytest.raises(ValueError, match="header"):
            client.call(request_to(server.port, headers=(("X", "a\r\nY: b"),)))

        assert server.requests == []


# Kept connections


def test_one_connection_serves_many_requests(client: Client) -> None:
    chunked = CHUNKED + b"2\r\nab\r\n0\r\n\r\n"
    with FaultServer([Answer(), Answer(chunked), Answer(b"HTTP/1.1 204 No\r\n\r\n"), Answer()]) as server:
        for _ in range(4):
            client.call(request_to(server.port))

        assert server.connections == 1


@pytest.mark.parametrize("secured", [False, True])
def test_a_kept_connection_that_the_server_closed_is_not_used(make: Make, tls: Tls, secured: bool) -> None:
    client = make(ssl_context=tls.client)
    build = secure if secured else request_to
    with FaultServer([Answer(), Pause(0.05)], tls=tls.server if secured else None) as server:
        for count in (1, 2, 3):
            assert client.call(build(server.port)).body == b"ok"
            server.wait_until(lambda server, count=count: server.finished == count)  # type: ignore[misc]
            time.sleep(0.02)  # for the FIN to arrive

        assert server.connections == 3
        assert len(server.requests) == 3


@pytest.mark.parametrize(
    "content",
    [
        OK + b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil",
        OK.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"),
        b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
    ],
)
def test_a_connection_is_not_kept_after_such_an_answer(client: Client, content: bytes) -> None:
    with FaultServer([Answer(content), Answer()], [Answer()]) as server:
        assert [client.call(request_to(server.port)).body for _ in range(2)] == [b"ok", b"ok"]

        assert server.connections == 2


def test_bytes_after_an_answer_never_meet_the_next_request(client: Client) -> None:
    with FaultServer([Answer(OK + b"x"), Answer()], [Answer()]) as server:
        with contextlib.suppress(ExchangeFailed):  # aiohttp reads on and refuses all of it
            assert client.call(request_to(server.port)).body == b"ok"
        assert client.call(request_to(server.port)).body == b"ok"

        assert server.connections == 2


def test_a_connection_that_rested_too_long_is_not_used(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carriage, "IDLE_SECONDS", 0.05)
    client = make()
    with FaultServer([Answer(), Answer()], [Answer()]) as server:
        client.call(request_to(server.port))
        time.sleep(0.1)
        client.call(request_to(server.port))

        assert server.connections == 2


def test_no_more_than_32_connections_rest(client: Client) -> None:
    if isinstance(client, AsyncClient):
        pytest.skip("the loop closes them when their time is over")
    gate = threading.Barrier(40)
    with FaultServer([Drip(OK, 0.01), Silence()]) as server, ThreadPoolExecutor(40) as pool:

        def call() -> None:
            gate.wait(5)
            client.call(request_to(server.port))

        for future in [pool.submit(call) for _ in range(40)]:
            future.result()

        assert server.connections == 40
        server.wait_until(lambda server: server.finished == 8)


def test_requests_at_the_same_time_do_not_mix(make: Make) -> None:
    client = make()
    with FaultServer([Answer(OK)] * 20) as server:
        bodies = [str(number).encode() * 3 for number in range(80)]
        requests = [request_to(server.port, body=body) for body in bodies]
        if isinstance(client, SyncClient):
            with ThreadPoolExecutor(8) as pool:
                answers = list(pool.map(client.call, requests))
        else:
            transport = client.transport

            async def all_at_once() -> list[HttpAnswer]:
                return await asyncio.gather(*map(transport.exchange, requests))

            answers = client._runner.run(all_at_once())

        assert {answer.body for answer in answers} == {b"ok"}
        assert sorted(request.partition(b"\r\n\r\n")[2] for request in server.requests) == sorted(bodies)


def test_closing_twice_and_calling_after_it(client: Client) -> None:
    with FaultServer([Answer(), Silence()]) as server:
        client.call(request_to(server.port))
        client.close()
        client.close()

        server.wait_until(lambda server: server.finished == 1)
        with pytest.raises(RuntimeError, match="this client is closed"):
            client.call(request_to(server.port))


# Proxies


def test_a_proxy_tunnels(make: Make, tls: Tls) -> None:
    with FaultServer([Answer(), Answer()], tls=tls.server) as server, ConnectProxy() as proxy:
        client = make(ssl_context=tls.client, proxy=f"http://us%40er:p%3Aw@127.0.0.1:{proxy.port}")

        assert [client.call(secure(server.port)).body for _ in range(2)] == [b"ok", b"ok"]

        assert server.connections == 1
        assert b"Proxy-Authorization" not in server.requests[0]
        (head,) = proxy.heads
        assert head.startswith(f"CONNECT 127.0.0.1:{server.port} HTTP/1.1\r\n".encode())
        assert b"\r\nProxy-Authorization: Basic dXNAZXI6cDp3\r\n" in head
        assert SECRET.encode() not in head


def test_a_proxy_that_refuses(make: Make) -> None:
    with ConnectProxy(b"407 Proxy Authentication Required") as proxy:
        client = make(proxy=f"http://user:password@127.0.0.1:{proxy.port}")

        message = failure(client, secure(443, "api.invalid"), ConnectFailed)

    assert message == f"the proxy 127.0.0.1:{proxy.port} refused the way: status 407"


@pytest.mark.parametrize("script", [[], [Send(b"garbage\r\n\r\n")], [Silence()], [Drip(OK, 0.05)]])
def test_a_proxy_that_does_not_work(make: Make, script: list[Step]) -> None:
    with FaultServer(script) as server:
        client = make(proxy=f"http://127.0.0.1:{server.port}")

        failure(client, secure(443, "api.invalid", connect_timeout=0.3), ConnectFailed)


def test_a_proxy_that_is_not_there(make: Make) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    client = make(proxy=f"http://user:password@127.0.0.1:{port}")

    message = failure(client, secure(443, "api.invalid"), ConnectFailed)

    assert message == f"no connection to the proxy 127.0.0.1:{port}: connection refused"


def test_the_server_behind_the_proxy_must_prove_itself(make: Make, tls: Tls) -> None:
    with FaultServer([Answer()], tls=tls.server) as server, ConnectProxy() as proxy:
        client = make(proxy=f"http://127.0.0.1:{proxy.port}")

        message = failure(client, secure(server.port), ConnectFailed)

        assert message.startswith(f"the TLS certificate of 127.0.0.1:{server.port} is not trusted")
        assert server.requests == []


@pytest.mark.parametrize(
    "proxy",
    [
        "",
        "127.0.0.1:1",
        "https://a:1",
        "socks5://a:1",
        "http://a",
        "http://u:secret@a",
        "http://u:secret@a:b",
        "http://a:1/p",
    ],
)
def test_what_is_no_proxy(make: Make, proxy: str) -> None:
    with pytest.raises(ValueError, match="proxy must be http://host:port") as caught:
        make(proxy=proxy)

    assert "secret" not in str(caught.value)


def test_no_proxy_for_plain_http(make: Make) -> None:
    client = make(proxy="http://127.0.0.1:1")

    with pytest.raises(ValueError, match="only used for https"):
        client.call(request_to(1))


def test_the_environment_chooses_no_proxy(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    client = make()
    with FaultServer([Answer()]) as server:
        assert client.call(request_to(server.port)).body == b"ok"


# Event loops


def test_one_client_on_several_loops_one_after_another() -> None:
    transport = AiohttpTransport()
    with FaultServer([Answer(), Answer()]) as server:

        async def twice() -> None:
            for _ in range(2):
                await transport.exchange(request_to(server.port))

        for _ in range(3):
            asyncio.run(twice())

        assert server.connections == 3
        server.wait_until(lambda server: server.finished == 3)
    asyncio.run(transport.close())
    gc.collect()


def test_one_client_on_several_loops_at_once() -> None:
    transport = AiohttpTransport()
    with FaultServer([Answer(), Answer()]) as server, ThreadPoolExecutor(4) as pool:

        async def twice() -> None:
            for _ in range(2):
                await transport.exchange(request_to(server.port))

        for future in [pool.submit(asyncio.run, twice()) for _ in range(4)]:
            future.result()

        assert server.connections == 4
    gc.collect()


def test_a_client_that_is_dropped_on_a_running_loop_closes_its_connections() -> None:
    with FaultServer([Answer(), Silence()]) as server:

        async def use_and_drop() -> None:
            await AiohttpTransport().exchange(request_to(server.port))
            gc.collect()
            for _ in range(200):
                if server.finished:
                    break
                await asyncio.sleep(0.01)
            assert server.finished == 1

        asyncio.run(use_and_drop())


def test_a_loop_closed_without_ceremony_does_not_spoil_the_client() -> None:
    transport = AiohttpTransport()
    loop = asyncio.new_event_loop()
    with FaultServer([Answer(OK.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))]) as server:
        loop.run_until_complete(transport.exchange(request_to(server.port)))
        loop.run_until_complete(asyncio.sleep(0.01))
        loop.close()

        assert asyncio.run(transport.exchange(request_to(server.port))).body == b"ok"

    asyncio.run(transport.close())
    del loop
    gc.collect()


@pytest.mark.parametrize("script", [[Read(), Silence()], [Drip(OK, 0.2)], [Answer(OK[:-1]), Silence()]])
def test_a_cancelled_call_closes_its_connection(script: list[Step]) -> None:
    transport = AiohttpTransport()
    with FaultServer(script, [Answer()]) as server:

        async def cancel_and_call_again() -> HttpAnswer:
            task = asyncio.create_task(transport.exchange(request_to(server.port)))
            await asyncio.to_thread(server.wait_until, lambda server: len(server.requests) == 1)
            await asyncio.sleep(0.05)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            answer = await transport.exchange(request_to(server.port))
            await transport.close()
            return answer

        assert asyncio.run(cancel_and_call_again()).body == b"ok"
        server.wait_until(lambda server: server.finished == 2)


# Processes

PRELUDE = """
import asyncio, os, ssl, sys
from wxbrand_runtime.http import HttpRequest, Origin
from wxbrand_runtime.transport_async import AiohttpTransport
from wxbrand_runtime.transport_sync import HttpClientTransport

kind, port, authority = sys.argv[1:]
context = ssl.create_default_context(cafile=authority)
request = HttpRequest(
    origin=Origin(scheme="https", host="127.0.0.1", port=int(port)), method="GET", target="/", headers=(),
    body=None, connect_timeout=5, timeout=20, max_body=100,
)
"""

FORKING = """
if kind == "sync":
    transport = HttpClientTransport(ssl_context=context)
    call = call_in_child = lambda: transport.exchange(request)
    close = transport.close
else:
    transport = AiohttpTransport(ssl_context=context)
    runner = asyncio.Runner()
    call = lambda: runner.run(transport.exchange(request))
    call_in_child = lambda: asyncio.run(transport.exchange(request))
    close = lambda: runner.run(transport.close())
call()
child = os.fork()
if child == 0:
    assert call_in_child().body == b"ok"
    assert call_in_child().body == b"ok"
    sys.exit(7)  # with all the clearing up of an ordinary end
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
assert call().body == b"ok"
close()
"""

WAITING = """
if kind == "sync":
    HttpClientTransport(ssl_context=context).exchange(request)
else:
    asyncio.run(AiohttpTransport(ssl_context=context).exchange(request))
"""


@contextlib.contextmanager
def running(script: str, kind: str, port: int, tls: Tls) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", textwrap.dedent(PRELUDE + script), kind, str(port), str(tls.authority)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_client_works_on_both_sides_of_a_fork(kind: str, tls: Tls) -> None:
    with FaultServer([Answer()] * 9, tls=tls.server) as server:
        with running(FORKING, kind, server.port, tls) as process:
            _, errors = process.communicate(timeout=20)

        assert errors == ""
        assert process.returncode == 0
        # The parent's own connection outlives the child; each loop of the child makes one.
        assert server.connections == (2 if kind == "sync" else 3)


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_ctrl_c_ends_a_call_at_once(kind: str, tls: Tls) -> None:
    with (
        FaultServer([Read(), Silence()], tls=tls.server) as server,
        running(WAITING, kind, server.port, tls) as process,
    ):
        server.wait_until(lambda server: len(server.requests) == 1, 15)
        process.send_signal(signal.SIGINT)
        started = time.monotonic()
        _, errors = process.communicate(timeout=10)

        assert time.monotonic() - started < 3
        assert "KeyboardInterrupt" in errors
        assert process.returncode != 0
