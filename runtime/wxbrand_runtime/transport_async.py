"""HTTP/1.1 over aiohttp, for asyncio. Imported only when an asynchronous client is made."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import functools
import io
import os
import socket
import ssl
import weakref
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from math import inf
from typing import Any

import aiohttp
from aiohttp.abc import ResolveResult
from yarl import URL

from wxbrand_runtime import carriage
from wxbrand_runtime.http import Answer, ConnectFailed, ExchangeFailed, Headers, HttpRequest, TransportError

_ADDED_BY_AIOHTTP = frozenset({"Accept", "Accept-Encoding", "Content-Type", "User-Agent"})
_VERSIONS = (aiohttp.HttpVersion10, aiohttp.HttpVersion11)
_LARGE_BODY = 1 << 20  # above it aiohttp warns about bytes, and writes a file piece by piece

# A loop that did not run for a while has not noticed which kept connections were closed meanwhile; turning it lets it.
_PAUSE = 0.01  # seconds since the last request
_TURNS = 4  # of the loop; asyncio takes one to see a plain connection closed, two and more with TLS


class AiohttpTransport:
    """Carries requests over kept connections, one set of them for each event loop.

    `proxy` is `http://[user:password@]host:port`, for https only; proxy variables of the environment are not read.
    """

    def __init__(self, *, ssl_context: ssl.SSLContext | None = None, proxy: str | None = None) -> None:
        self._ssl_context = ssl_context
        self._proxy = carriage.parse_proxy(proxy) if proxy is not None else None
        self._kept: dict[asyncio.AbstractEventLoop, _Kept] = {}
        self._inherited: list[_Kept] = []
        self._closed = False
        weakref.finalize(self, _forget, self._kept)

    async def exchange(self, request: HttpRequest) -> Answer:
        """Send once and read the answer; ConnectFailed if nothing was sent, ExchangeFailed if something may have been."""
        if self._closed:
            raise RuntimeError("this client is closed; make a new one")
        carriage.refuse_unsendable(request)
        if self._proxy is not None:
            carriage.refuse_plain_through_proxy(request.origin)
        url = URL(request.origin.url + request.target, encoded=True)
        if url.raw_path_qs != request.target:  # what is sent must be what was signed
            raise ValueError("the target would be sent in another form")
        session = await self._session()
        attempt = _Attempt(request, self._proxy)
        answer: Answer | None = None
        try:
            async with asyncio.timeout(request.timeout):
                answer = await attempt.carry(session, url)
                return answer
        except TimeoutError:
            failure = attempt.out_of_time()
        finally:
            attempt.let_go(is_over=answer is None)
        raise failure  # here, where no foreign exception can hang on it

    async def close(self) -> None:
        """Close the connections of the running loop, and let those of other loops go."""
        self._closed = True
        await _close(self._take_unusable())
        kept = self._kept.pop(asyncio.get_running_loop(), None)
        self._kept.clear()  # a loop that lives closes what is no longer referred to
        if kept is not None:
            await kept.keeper.aclose()

    async def _session(self) -> aiohttp.ClientSession:
        loop = asyncio.get_running_loop()
        kept = self._kept.get(loop)
        if kept is None or kept.pid != os.getpid() or kept.session.closed:
            abandoned = self._take_unusable()
            keeper = _open_session(self._ssl_context or carriage.default_context())
            kept = _Kept(await anext(keeper), keeper, os.getpid(), loop.time())
            self._kept[loop] = kept  # before anything is waited for, so that other tasks find it
            await _close(abandoned)
        elif loop.time() - kept.used > _PAUSE:
            for _ in range(_TURNS):
                await asyncio.sleep(0)
        kept.used = loop.time()
        return kept.session

    def _take_unusable(self) -> list[_Kept]:
        """Give the sessions of closed loops, which are kept no more, and lay aside those of another process."""
        abandoned: list[_Kept] = []
        for loop, kept in list(self._kept.items()):
            if kept.pid != os.getpid():
                # Closing anything would take the parent's sockets out of the event queue that a fork shares with it.
                self._inherited.append(kept)
                self._kept.pop(loop, None)
                kept.session.detach()
            elif loop.is_closed():
                self._kept.pop(loop, None)
                abandoned.append(kept)
        return abandoned


@dataclass(slots=True)
class _Kept:
    session: aiohttp.ClientSession
    keeper: AsyncGenerator[aiohttp.ClientSession, None]
    pid: int
    used: float


async def _close(abandoned: list[_Kept]) -> None:
    for kept in abandoned:
        with contextlib.suppress(RuntimeError):  # a look-up was under way when its loop was closed
            await kept.session.close()
        kept.session.detach()


async def _open_session(context: ssl.SSLContext) -> AsyncGenerator[aiohttp.ClientSession, None]:
    """Make a session that its loop closes.

    An event loop finishes its asynchronous generators when they are dropped and before it is closed (PEP 525).
    """
    connector = _Connector(ssl=context, limit=0, keepalive_timeout=carriage.IDLE_SECONDS, resolver=_Resolver())
    session = aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        request_class=_Request,
        auto_decompress=False,
        trust_env=False,
        skip_auto_headers=_ADDED_BY_AIOHTTP,
    )
    try:
        yield session
    finally:
        await session.close()
        await connector.close()  # for a session that was detached


def _forget(kept: dict[asyncio.AbstractEventLoop, _Kept]) -> None:
    """Let the sessions of loops that do not run go, when the client is dropped or the interpreter ends: aiohttp would complain."""
    for loop, each in list(kept.items()):
        if not loop.is_running():
            each.session.detach()


class _Connector(aiohttp.TCPConnector):
    """A connector that says nothing, and does not touch its connections, when it dies: perhaps in another process than its own."""

    def __del__(self, *_: Any) -> None:
        """Leave the connections to the collector, which closes them."""


class _Resolver(aiohttp.ThreadedResolver):
    """The system's look-up, in a thread."""

    async def resolve(self, *arguments: Any, **options: Any) -> list[ResolveResult]:
        """Look a host up; OSError also where there can be no thread: there are too many, or the interpreter is about to end."""
        try:
            return await super().resolve(*arguments, **options)
        except RuntimeError:
            raise OSError(errno.EAGAIN, "no thread") from None


class _Unfit(Exception):
    """A kept connection received something while nothing was asked: the next request would take it for its answer."""


class _Request(aiohttp.ClientRequest):
    """A request that looks at its connection before it goes out, and remembers it."""

    wire: asyncio.Transport | None = None

    async def send(self, conn: aiohttp.connector.Connection) -> aiohttp.ClientResponse:
        if conn.protocol is None or conn.protocol.should_close:
            raise _Unfit
        self.wire = conn.transport
        return await super().send(conn)


@functools.lru_cache(maxsize=16)  # nearly always the same, and slow to make
def _limit(connect_timeout: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(connect=connect_timeout, ceil_threshold=inf)


class _Attempt:
    """One request on its way, and whether any of it may have been written."""

    def __init__(self, request: HttpRequest, proxy: carriage.Proxy | None) -> None:
        self.request = request
        self.proxy = proxy
        self._sent: aiohttp.ClientRequest | None = None

    @property
    def sending(self) -> bool:
        """Whether any of it may have been written. aiohttp's traces tell the same, but take a tenth of a call's CPU."""
        return isinstance(self._sent, _Request) and self._sent.wire is not None

    async def carry(self, session: aiohttp.ClientSession, url: URL) -> Answer:
        """Send and read, each failure in our own words."""
        request, proxy = self.request, self.proxy
        body = request.body if request.body is None or len(request.body) <= _LARGE_BODY else io.BytesIO(request.body)
        try:
            response = await session.request(
                request.method,
                url,
                headers=[("Host", request.origin.authority), *request.headers],
                data=body,
                allow_redirects=False,
                timeout=_limit(request.connect_timeout),
                proxy=proxy.origin.url if proxy else None,
                proxy_headers={"Proxy-Authorization": proxy.authorization} if proxy and proxy.authorization else None,
                middlewares=(self._once,),
            )
            try:
                return await self._read(response)
            finally:
                response.close()  # a complete answer has already given its connection back
        except (aiohttp.ClientError, OSError, UnicodeError) as error:
            failure = self._failure(error)
        raise failure

    async def _once(self, sent: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
        """Keep aiohttp from sending again, with the old signature, what it holds for safe to repeat."""
        self._sent = sent
        if self.request.body is None:
            sent.headers.pop("Content-Length", None)
        while True:
            try:
                return await handler(sent)
            except _Unfit:  # and closed by now: another one then
                continue
            except (aiohttp.ClientError, OSError, UnicodeError) as error:
                failure = self._failure(error)
            break
        raise failure  # no ClientError any more: aiohttp repeats on those

    async def _read(self, response: aiohttp.ClientResponse) -> Answer:
        request = self.request
        # Trimmed by RFC 9110, section 5.5, which not every release of aiohttp does.
        headers = Headers(
            (name.decode("latin-1"), value.decode("latin-1").strip(" \t")) for name, value in response.raw_headers
        )
        if response.version not in _VERSIONS:
            raise carriage.not_http()
        carriage.refuse_unreadable(response.status, headers.all("Content-Encoding"), headers.all("Transfer-Encoding"))
        if (response.content_length or 0) > request.max_body:
            raise carriage.too_large(request)
        body = bytearray()
        while piece := await response.content.readany():
            body += piece
            if len(body) > request.max_body:
                raise carriage.too_large(request)
        return Answer(status=response.status, headers=headers, body=bytes(body))

    def let_go(self, *, is_over: bool) -> None:
        """Drop a connection of no more use at once: as aiohttp closes it, it waits until the server has taken all that was written."""
        wire = self._sent.wire if isinstance(self._sent, _Request) else None
        if wire is not None and (is_over or wire.is_closing()):
            wire.abort()

    def out_of_time(self) -> TransportError:
        """Make the error for a time-out at this point."""
        if self.sending:
            return ExchangeFailed(carriage.out_of_time_answering(self.request))
        return ConnectFailed(carriage.out_of_time_connecting(self.request.origin.authority))

    def _failure(self, error: Exception) -> TransportError:
        """Say what happened, in our words: aiohttp's errors hold the headers sent."""
        if isinstance(error, TimeoutError):
            return self.out_of_time()
        if self.sending:
            garbage = isinstance(error, aiohttp.ClientResponseError)
            return carriage.not_http() if garbage else carriage.broken_off()
        where = self.request.origin.authority
        if self.proxy is not None and isinstance(
            error, (aiohttp.ClientHttpProxyError, aiohttp.ClientProxyConnectionError)
        ):
            where = f"the proxy {self.proxy.origin.authority}"
        if isinstance(error, aiohttp.ClientHttpProxyError):
            return ConnectFailed(f"{where} refused the way: status {error.status}")
        return ConnectFailed(carriage.why_no_connection(where, _cause(error)))


def _cause(error: Exception) -> Exception:
    """Return the operating system's or OpenSSL's error inside aiohttp's."""
    match error:
        case aiohttp.ClientConnectorCertificateError():
            return error.certificate_error
        case aiohttp.ClientConnectorError():
            return error.os_error
        case aiohttp.InvalidURL():  # a host that looks like an address, and is none
            return socket.gaierror()
        case _:
            return error
