"""What can happen between a request and its answer, over real sockets, the same for both transports."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from wxbrand_runtime.http import Answer as HttpAnswer
from wxbrand_runtime.http import ConnectFailed, ExchangeFailed, HttpRequest, Origin, pool
from wxbrand_runtime.http import async_transport as transport_async
from wxbrand_runtime.http.async_transport import AsyncSocketTransport
from wxbrand_runtime.http.sync_transport import SocketTransport

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
        self.transport = SocketTransport(**options)

    def call(self, request: HttpRequest) -> HttpAnswer:
        return self.transport.exchange(request)

    def call_many(self, request: HttpRequest, times: int) -> None:
        gate = threading.Barrier(times)

        def one() -> None:
            gate.wait(5)
            self.transport.exchange(request)

        with ThreadPoolExecutor(times) as pool:
            for future in [pool.submit(one) for _ in range(times)]:
                future.result()

    def close(self) -> None:
        self.transport.close()


class AsyncClient:
    """The asynchronous transport, run step by step on a loop of its own."""

    def __init__(self, **options: Any) -> None:
        self.transport = AsyncSocketTransport(**options)
        self._runner = asyncio.Runner()

    def call(self, request: HttpRequest) -> HttpAnswer:
        return self._runner.run(self.transport.exchange(request))

    def call_many(self, request: HttpRequest, times: int) -> None:
        async def many() -> None:
            await asyncio.gather(*(self.transport.exchange(request) for _ in range(times)))

        self._runner.run(many())

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


def test_a_certificate_of_ones_own_authority(make: Make, tls: Tls) -> None:
    client = make(ssl_context=tls.client)
    with FaultServer([Answer(), Answer()], tls=tls.server) as server:
        for host in ("127.0.0.1", "localhost", "localhost"):
            assert client.call(secure(server.port, host)).body == b"ok"

        assert server.connections == 2


# Something was sent

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


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


def test_header_fields_keep_order_duplicates_and_every_byte(client: Client) -> None:
    content = OK.replace(b"\r\n\r\n", b"\r\nRequest-ID: 1\r\nX: a\r\nset-cookie: n=1\r\nX: \xe9\r\nx:  b \r\n\r\n")
    with FaultServer([Answer(content), Answer()]) as server:
        request = request_to(server.port, origin=Origin(scheme="http", host="localhost", port=server.port))
        answer = client.call(request)
        client.call(request)

    pairs = [(name, value.strip()) for name, value in answer.headers.items()]
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


def test_a_connection_that_rested_too_long_is_not_used(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "IDLE_SECONDS", 0.05)
    client = make()
    with FaultServer([Answer(), Answer()], [Answer()]) as server:
        client.call(request_to(server.port))
        time.sleep(0.1)
        client.call(request_to(server.port))

        assert server.connections == 2


def test_no_more_than_32_connections_rest(client: Client) -> None:
    with FaultServer([Drip(OK, 0.01), Silence()]) as server:
        client.call_many(request_to(server.port), 40)

        assert server.connections == 40
        server.wait_until(lambda server: server.finished == 8)


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


def test_the_environment_names_the_proxy_of_https(make: Make, tls: Tls, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with FaultServer([Answer()], tls=tls.server) as server, FaultServer([Answer()]) as plain, ConnectProxy() as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://user:w@127.0.0.1:{proxy.port}")
        client = make(ssl_context=tls.client)

        assert client.call(secure(server.port)).body == b"ok"
        assert client.call(request_to(plain.port)).body == b"ok"

        (head,) = proxy.heads
        assert b"\r\nProxy-Authorization: Basic dXNlcjp3\r\n" in head


def test_a_proxy_of_the_environment_that_cannot_be_used(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "socks5://user:secret@a:1")
    client = make()

    with pytest.raises(ValueError, match=r"^https_proxy must be http://host:port .* or pass proxy=False") as caught:
        client.call(secure(1))

    assert "secret" not in str(caught.value)
    assert caught.value.__context__ is None


# Event loops


def test_an_event_loop_opens_no_more_connections_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport_async, "MAX_CONNECTIONS", 3)
    client = AsyncClient()
    with FaultServer([Drip(OK, 0.001)] * 20) as server:
        client.call_many(request_to(server.port), 20)

        assert server.connections == 3
    client.close()
    client.stop()


def test_who_finds_no_place_in_time_has_sent_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport_async, "MAX_CONNECTIONS", 1)
    transport = AsyncSocketTransport()

    async def two(port: int) -> None:
        first = asyncio.create_task(transport.exchange(request_to(port)))
        await asyncio.to_thread(server.wait_until, lambda server: len(server.requests) == 1)
        with pytest.raises(ConnectFailed, match="in the time allowed: 1 calls are in progress"):
            await transport.exchange(request_to(port, connect_timeout=0.05))
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        assert (await transport.exchange(request_to(port))).body == b"ok"  # the place is free again

    with FaultServer([Read(), Silence()], [Answer()]) as server:
        asyncio.run(two(server.port))

        assert server.connections == 2


def test_a_client_that_is_dropped_on_a_running_loop_closes_its_connections() -> None:
    with FaultServer([Answer(), Silence()]) as server:

        async def use_and_drop() -> None:
            await AsyncSocketTransport().exchange(request_to(server.port))
            gc.collect()
            for _ in range(200):
                if server.finished:
                    break
                await asyncio.sleep(0.01)
            assert server.finished == 1

        asyncio.run(use_and_drop())


def test_a_loop_closed_without_ceremony_does_not_spoil_the_client() -> None:
    transport = AsyncSocketTransport()
    loop = asyncio.new_event_loop()
    with FaultServer([Answer(OK.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))]) as server:
        loop.run_until_complete(transport.exchange(request_to(server.port)))
        loop.run_until_complete(asyncio.sleep(0.01))
        loop.close()

        assert asyncio.run(transport.exchange(request_to(server.port))).body == b"ok"

    asyncio.run(transport.close())
    del loop
    gc.collect()


def test_after_a_loop_closed_without_ceremony_many_tasks_may_begin_at_once() -> None:
    transport = AsyncSocketTransport()

    async def call(port: int, times: int) -> None:
        answers = await asyncio.gather(*(transport.exchange(request_to(port)) for _ in range(times)))
        assert [answer.body for answer in answers] == [b"ok"] * times

    loop = asyncio.new_event_loop()
    with FaultServer([Answer(OK.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))]) as server:
        loop.run_until_complete(call(server.port, 1))
        loop.run_until_complete(asyncio.sleep(0.01))
        loop.close()
        asyncio.run(call(server.port, 10))

    asyncio.run(transport.close())
    del loop
    gc.collect()


def test_without_a_thread_to_look_a_host_up_nothing_is_sent(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    client = make()

    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "start", refuse)
        with pytest.raises(ConnectFailed, match="resource temporarily unavailable"):
            client.call(secure(443, host="nowhere.example"))


# Processes

PRELUDE = """
import asyncio, os, ssl, sys
from wxbrand_runtime.http import HttpRequest, Origin
from wxbrand_runtime.http.async_transport import AsyncSocketTransport
from wxbrand_runtime.http.sync_transport import SocketTransport

kind, port, authority = sys.argv[1:]
context = ssl.create_default_context(cafile=authority)
request = HttpRequest(
    origin=Origin(scheme="https", host="127.0.0.1", port=int(port)), method="GET", target="/", headers=(),
    body=None, connect_timeout=5, timeout=20, max_body=100,
)
"""

FORKING = """
if kind == "sync":
    transport = SocketTransport(ssl_context=context)
    call = call_in_child = lambda: transport.exchange(request)
    close = transport.close
else:
    transport = AsyncSocketTransport(ssl_context=context)
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
        assert server.connections == 2  # the parent's own outlives the child
