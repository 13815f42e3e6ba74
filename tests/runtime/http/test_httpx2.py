"""The adapters of httpx2: what goes over the wire, what client settings must not change, and what they cannot know."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest
from wxbrand_runtime.http import Answer as HttpAnswer
from wxbrand_runtime.http import ConnectFailed, ExchangeFailed, HttpRequest, Origin
from wxbrand_runtime.http.httpx2 import AsyncHttpx2Transport, Httpx2Transport

from tests.runtime.fault_server import OK, Answer, ConnectProxy, FaultServer, Read, Silence

Exchange = Callable[[HttpRequest], HttpAnswer]
Connect = Callable[..., Exchange]


def request_to(port: int, **changes: Any) -> HttpRequest:
    values: dict[str, Any] = {
        "origin": Origin(scheme="http", host="127.0.0.1", port=port),
        "method": "POST",
        "target": "/brand/x",
        "headers": (("Authorization", "signature"), ("Accept-Encoding", "identity")),
        "body": b"{}",
        "connect_timeout": 2,
        "timeout": 5,
        "max_body": 1000,
    }
    return HttpRequest(**values | changes)


@pytest.fixture(params=["sync", "async"])
def connect(request: pytest.FixtureRequest) -> Iterator[Connect]:
    """Return the exchange of a transport over a client of httpx2 with these options."""
    with asyncio.Runner() as runner:
        closing: list[Callable[[], object]] = []

        def make(**options: Any) -> Exchange:
            if request.param == "sync":
                transport = Httpx2Transport(httpx2.Client(**options))
                closing.append(transport.close)
                return transport.exchange
            asynchronous = AsyncHttpx2Transport(httpx2.AsyncClient(**options))
            closing.append(lambda: runner.run(asynchronous.close()))
            return lambda message: runner.run(asynchronous.exchange(message))

        yield make
        for close in closing:
            close()


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("body", [None, b"", "券".encode()])
def test_the_bytes_on_the_wire_are_those_of_the_request(connect: Connect, method: str, body: bytes | None) -> None:
    target = "/a%2Fb/%2E%2e/%e5%88%B8/~!$&'()*+,;=:@//x?q=%2B+%20&y=*%3f&z"
    headers = (("Authorization", 'S a="b",c="d"'), ("Wechatpay-Serial", "PUB_KEY_ID_1"), ("X", "1"), ("X", "2"))
    exchange = connect(
        headers={"X-Client": "1"},
        params={"p": "1"},
        cookies={"c": "1"},
        auth=("user", "password"),
        follow_redirects=True,
    )
    with FaultServer([Answer()]) as server:
        exchange(request_to(server.port, method=method, target=target, body=body, headers=headers))

    length = b"" if body is None else b"Content-Length: %d\r\n" % len(body)
    assert server.requests == [
        f"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n".encode()
        + b'Authorization: S a="b",c="d"\r\nWechatpay-Serial: PUB_KEY_ID_1\r\nX: 1\r\nX: 2\r\n'
        + length
        + b"\r\n"
        + (body or b"")
    ]


def test_a_redirect_is_returned_and_not_followed(connect: Connect) -> None:
    redirect = b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nSet-Cookie: c=1\r\nContent-Length: 0\r\n\r\n"
    with FaultServer([Answer(redirect), Answer()]) as server:
        exchange = connect(follow_redirects=True)

        assert exchange(request_to(server.port)).status == 302
        assert exchange(request_to(server.port)).body == b"ok"

        assert server.connections == 1
        assert b"cookie" not in server.requests[1].lower()


def test_a_target_that_cannot_be_sent_as_it_is_is_refused(connect: Connect) -> None:
    with pytest.raises(ValueError, match="target"):
        connect()(request_to(1, target="/券"))


def test_a_connection_that_times_out_in_the_tunnel_has_sent_nothing(connect: Connect) -> None:
    with FaultServer([Read(), Silence()]) as proxy:
        exchange = connect(proxy=f"http://user:secret@127.0.0.1:{proxy.port}")
        origin = Origin(scheme="https", host="127.0.0.2", port=443)
        with pytest.raises(ConnectFailed, match="in the time allowed") as caught:
            exchange(request_to(1, origin=origin, timeout=0.3))

    assert caught.value.__context__ is None


def test_a_proxy_that_refuses(connect: Connect) -> None:
    with ConnectProxy(b"407 secret") as proxy:
        exchange = connect(proxy=f"http://user:secret@127.0.0.1:{proxy.port}")
        with pytest.raises(ConnectFailed, match=r"it refused the tunnel: status 407$"):
            exchange(request_to(1, origin=Origin(scheme="https", host="127.0.0.2", port=443)))


def test_a_transport_without_traces(connect: Connect) -> None:
    """What a mock raises counts as perhaps sent, unless it is an error of connecting."""

    def failing(error: type[httpx2.RequestError]) -> Exchange:
        def handle(_: httpx2.Request) -> httpx2.Response:
            raise error("secret")

        return connect(transport=httpx2.MockTransport(handle))

    with pytest.raises(ExchangeFailed, match="did not answer completely within 5 s"):
        failing(httpx2.ReadTimeout)(request_to(1))
    with pytest.raises(ExchangeFailed, match="connection was closed"):
        failing(httpx2.ReadError)(request_to(1))
    with pytest.raises(ConnectFailed, match="in the time allowed"):
        failing(httpx2.PoolTimeout)(request_to(1))
    with pytest.raises(ConnectFailed, match=r"no connection to 127\.0\.0\.1:1"):
        failing(httpx2.ConnectError)(request_to(1))


def test_a_mock_answers(connect: Connect) -> None:
    def handle(message: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, headers={"Request-ID": "1"}, content=message.read())

    answer = connect(transport=httpx2.MockTransport(handle))(request_to(1))

    assert (answer.status, answer.request_id, answer.body) == (200, "1", b"{}")


def test_without_kept_connections_a_second_answer_is_never_read(connect: Connect) -> None:
    with FaultServer([Answer(OK + OK.replace(b"ok", b"no")), Silence()], [Answer()]) as server:
        exchange = connect(limits=httpx2.Limits(max_keepalive_connections=0))

        assert [exchange(request_to(server.port)).body for _ in range(2)] == [b"ok", b"ok"]

        assert server.connections == 2


def test_a_closed_client_says_so() -> None:
    client = httpx2.Client()
    transport = Httpx2Transport(client)
    transport.close()
    transport.close()

    assert client.is_closed
    with pytest.raises(RuntimeError, match="closed"):
        transport.exchange(request_to(1))
