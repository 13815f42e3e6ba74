"""Transports that send requests through a client of httpx2, with its proxies, mocks, instrumentation or HTTP/2.

    client = BrandClient(credentials, transport=Httpx2Transport(httpx2.Client(http2=True)))

Target, header fields and body are sent exactly as signed: default headers, parameters, cookies and authentication of the
httpx2 client are not used, and redirects are not followed. Its event hooks are called; they must not change the request.
The built-in transports guarantee more, where httpx2 leaves no choice:

- Whether anything was sent is known from the trace events of httpx2's own transports. Others, such as mocks, have none:
  their connect, pool and proxy errors count as not sent, and all other errors as perhaps sent.
- If a server sends more than its response, httpx2 takes the rest for the response to the next request on the connection.
  `httpx2.Limits(max_keepalive_connections=0)` prevents that, and costs a new connection for each request.
- h11 accepts a few malformed responses: folded fields, bare line feeds, more than 128 fields, two equal lengths, a length
  beside chunks, HTTP/1.2 and HTTP/2.0 in the status line.
- `Httpx2Transport` cannot interrupt a server that sends its header byte by byte, or 1xx responses without end: the timeout
  of httpx2 begins anew with each byte. `AsyncHttpx2Transport` keeps to it.
- If a server refuses a large body and closes the connection at once, `AsyncHttpx2Transport` may see the reset before the
  response, and report ExchangeFailed. A TLS handshake that is cancelled may leave its socket open until it is collected.
- Messages are less specific, for example for a response that is not HTTP.
- Nothing works after a fork, and an asynchronous client belongs to one event loop.
- ALL_PROXY of the environment is used, too.
- The logger `httpx2` prints every URL at level INFO, and a URL may contain an openid.
"""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import Any

import httpx2

from wxbrand_runtime.http import transport
from wxbrand_runtime.http.messages import Answer, Headers, HttpRequest
from wxbrand_runtime.http.parser import is_encoded
from wxbrand_runtime.http.protocol import check_request
from wxbrand_runtime.http.transport import ConnectFailed, ExchangeFailed, TransportError

_ERRORS = (httpx2.HTTPError, httpx2.InvalidURL, OSError, UnicodeError)  # UnicodeError: a host name that cannot be one
_NOT_SENT = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.InvalidURL,
    httpx2.PoolTimeout,
    httpx2.ProxyError,
    httpx2.UnsupportedProtocol,
    UnicodeError,
)


class Httpx2Transport:
    """Sends requests through an `httpx2.Client`, which `close` closes: so does closing the client that uses the transport."""

    def __init__(self, client: httpx2.Client) -> None:
        self._client = client

    def exchange(self, request: HttpRequest) -> Answer:
        """Send a request once. Raise ConnectFailed if nothing was sent, ExchangeFailed if something may have been."""
        attempt = _Attempt(request)
        try:
            message = attempt.message(attempt.trace)
            response = self._client.send(message, stream=True, auth=None, follow_redirects=False)
            try:
                if not attempt.begin_response(response):
                    for piece in response.iter_raw():
                        attempt.add_to_body(piece)
            finally:
                response.close()
        except _ERRORS as error:
            failure = attempt.failure(error)
        else:
            return attempt.answer(response)
        raise failure  # outside the handler, so that no foreign exception is its context

    def close(self) -> None:
        """Close the httpx2 client."""
        self._client.close()


class AsyncHttpx2Transport:
    """The same for asyncio, through an `httpx2.AsyncClient`."""

    def __init__(self, client: httpx2.AsyncClient) -> None:
        self._client = client

    async def exchange(self, request: HttpRequest) -> Answer:
        """Send a request once. Raise ConnectFailed if nothing was sent, ExchangeFailed if something may have been."""
        attempt = _Attempt(request)

        async def trace(event: str, info: dict[str, Any]) -> None:
            attempt.trace(event, info)

        try:
            async with asyncio.timeout(request.timeout):
                message = attempt.message(trace)
                response = await self._client.send(message, stream=True, auth=None, follow_redirects=False)
                try:
                    if not attempt.begin_response(response):
                        async for piece in response.aiter_raw():
                            attempt.add_to_body(piece)
                finally:
                    await response.aclose()
        except _ERRORS as error:
            failure = attempt.failure(error)
        else:
            return attempt.answer(response)
        raise failure  # outside the handler, so that no foreign exception is its context

    async def close(self) -> None:
        """Close the httpx2 client."""
        await self._client.aclose()


class _Attempt:
    """One exchange: its message, its time limits, and what httpx2 reports of it."""

    def __init__(self, request: HttpRequest) -> None:
        check_request(request)
        self._request = request
        now = monotonic()
        connect = min(request.connect_timeout, 0.9 * request.timeout)  # a cancelled TLS handshake leaks its socket
        self._connect_deadline, self._deadline = now + connect, now + request.timeout
        self._timeouts = {"connect": connect, "pool": connect, "read": request.timeout, "write": request.timeout}
        self._is_traced = False
        self._is_sent = False
        self._headers = Headers()
        self._body = bytearray()

    def message(self, trace: object) -> httpx2.Request:
        """Return the request as httpx2 takes it. Given a stream, httpx2 adds no header field."""
        origin, body = self._request.origin, self._request.body
        target = self._request.target.encode("ascii")
        url = httpx2.URL(scheme=origin.scheme, host=origin.host, port=origin.port, raw_path=target)
        headers = [("Host", origin.authority), *self._request.headers]
        if body is not None:
            headers.append(("Content-Length", str(len(body))))
        extensions: dict[str, Any] = {"timeout": self._timeouts, "trace": trace}
        if url.raw_path != target:  # what httpx2 made of it was not signed
            extensions["target"] = target
        return httpx2.Request(
            self._request.method,
            url,
            headers=[(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers],
            stream=httpx2.ByteStream(body or b""),
            extensions=extensions,
        )

    def trace(self, event: str, info: dict[str, Any]) -> None:
        """Note that the request is being sent, and reduce the time limits of what follows to the time that remains."""
        self._is_traced = True
        if event.endswith("send_request_headers.started") and info["request"].method != b"CONNECT":
            self._is_sent = True
        limit = self._deadline if self._is_sent else self._connect_deadline
        remaining = max(limit - monotonic(), 0.001)
        self._timeouts.update(connect=remaining, read=remaining, write=remaining)

    def begin_response(self, response: httpx2.Response) -> bool:
        """Return whether the body was already read, by a mock or an event hook. Raise ExchangeFailed if it cannot be used."""
        self._headers = Headers(
            (name.decode("latin-1"), value.decode("latin-1").strip(" \t")) for name, value in response.headers.raw
        )
        if response.status_code == 101:
            raise ExchangeFailed(transport.SWITCHED)
        if is_encoded(self._headers):
            raise ExchangeFailed(transport.ENCODED)
        if int(self._headers.get("Content-Length") or 0) > self._request.max_body:
            raise transport.too_large(self._request.max_body)
        if response.is_stream_consumed:
            self.add_to_body(response.content)
        return response.is_stream_consumed

    def add_to_body(self, piece: bytes) -> None:
        """Take a part of the body. Raise ExchangeFailed if it is too large or too late."""
        if len(self._body) + len(piece) > self._request.max_body:
            raise transport.too_large(self._request.max_body)
        if monotonic() > self._deadline:
            raise transport.exchange_timed_out(self._request)
        self._body += piece

    def answer(self, response: httpx2.Response) -> Answer:
        """Return the complete response."""
        return Answer(status=response.status_code, headers=self._headers, body=bytes(self._body))

    def failure(self, error: Exception) -> TransportError:
        """Return the error for one of httpx2, in our own words."""
        where = self._request.origin.authority
        is_timeout = isinstance(error, (httpx2.TimeoutException, TimeoutError))
        if isinstance(error, httpx2.ProxyError):
            status = str(error)[:3]
            reason = f"it refused the tunnel: status {status}" if status.isdecimal() else "it refused the tunnel"
            return ConnectFailed(f"no connection through the proxy: {reason}")
        if isinstance(error, _NOT_SENT) or (self._is_traced and not self._is_sent):
            return (
                transport.connect_timed_out(where) if is_timeout else transport.connect_failed(where, _origin_of(error))
            )
        if is_timeout:
            return transport.exchange_timed_out(self._request)
        if isinstance(error, httpx2.RemoteProtocolError):
            return ExchangeFailed("the response was incomplete, or not HTTP")
        return ExchangeFailed(transport.CLOSED)


def _origin_of(error: Exception) -> Exception:
    """Return the error of the system that an error of httpx2 comes from."""
    if isinstance(error, httpx2.InvalidURL):
        return UnicodeError()  # a host name that cannot be one
    while isinstance(error.__cause__, Exception):
        error = error.__cause__
    return error
