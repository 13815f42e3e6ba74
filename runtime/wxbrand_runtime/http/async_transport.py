"""The default transport of asynchronous clients: HTTP/1.1 over sockets.

Imported only when such a client is created, since asyncio is slow to import.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from wxbrand_runtime.http import failures
from wxbrand_runtime.http.async_connection import AsyncConnection, open_socket
from wxbrand_runtime.http.messages import Answer, HttpRequest
from wxbrand_runtime.http.pool import Pool
from wxbrand_runtime.http.proxies import Proxies, ProxyOption
from wxbrand_runtime.http.tls import default_context
from wxbrand_runtime.http.transport import ConnectFailed
from wxbrand_runtime.http.writer import request_bytes

if TYPE_CHECKING:
    import ssl

MAX_CONNECTIONS = 200
"""Of one client in one event loop; further calls wait for one of them. The synchronous client is limited by its threads."""


class AsyncSocketTransport:
    """Sends requests over pooled connections. Event loops may share it, and it may be used after a fork.

    `proxy` is `http://[user:password@]host:port`, for https only. By default HTTPS_PROXY and NO_PROXY of the environment
    are read; False ignores them.
    """

    def __init__(self, *, ssl_context: ssl.SSLContext | None = None, proxy: ProxyOption = None) -> None:
        self._ssl_context = ssl_context
        self._proxies = Proxies(proxy)
        self._pool: Pool[AsyncConnection] = Pool()
        self._slots: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()

    async def exchange(self, request: HttpRequest) -> Answer:
        """Send a request once. Raise ConnectFailed if nothing was sent, ExchangeFailed if something may have been."""
        self._pool.check_open()
        message = request_bytes(request)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + request.timeout
        slots = await self._acquire_slot(request, loop)
        try:
            return await self._exchange(message, request, loop, deadline)
        finally:
            slots.release()

    async def close(self) -> None:
        """Close the idle connections; those in use are closed when their exchange ends."""
        self._pool.close()

    async def _acquire_slot(self, request: HttpRequest, loop: asyncio.AbstractEventLoop) -> asyncio.Semaphore:
        """Wait until the loop has fewer than MAX_CONNECTIONS."""
        slots = self._slots.get(loop)
        if slots is None:
            slots = self._slots[loop] = asyncio.Semaphore(MAX_CONNECTIONS)
        if not slots.locked():
            await slots.acquire()  # returns at once
            return slots
        try:
            async with asyncio.timeout(min(request.timeout, request.connect_timeout)):
                await slots.acquire()
        except TimeoutError:
            pass
        else:
            return slots
        timed_out = failures.connect_timed_out(request.origin.authority)
        raise ConnectFailed(f"{timed_out}: {MAX_CONNECTIONS} calls are in progress")

    async def _exchange(
        self, message: bytes, request: HttpRequest, loop: asyncio.AbstractEventLoop, deadline: float
    ) -> Answer:
        connection = self._pool.acquire(request.origin) or await self._connect(request, loop, deadline)
        if loop.time() >= deadline:  # a send that does not have to wait would ignore it
            connection.close()
            raise failures.connect_timed_out(request.origin.authority)
        try:
            async with asyncio.timeout_at(deadline):
                answer = await connection.exchange(message, request)
        except TimeoutError:
            connection.close()
            failure = failures.exchange_timed_out(request)
        except BaseException:  # cancellation too: a connection whose exchange is incomplete must not be used again
            connection.close()
            raise
        else:
            self._pool.release(request.origin, connection)
            return answer
        raise failure  # outside the handler, so that no foreign exception is its context

    async def _connect(self, request: HttpRequest, loop: asyncio.AbstractEventLoop, deadline: float) -> AsyncConnection:
        limit = min(deadline, loop.time() + request.connect_timeout)
        origin = request.origin
        proxy = self._proxies.proxy_for(origin)
        server = origin if proxy is None else proxy.origin
        where = server.authority if proxy is None else f"the proxy {server.authority}"
        connection: AsyncConnection | None = None
        try:
            async with asyncio.timeout_at(limit):
                connection = AsyncConnection(await open_socket(server.host, server.port, limit))
                if proxy is not None:
                    await connection.tunnel(origin, proxy)
                    where = origin.authority
                if origin.scheme == "https":
                    await connection.secure(self._ssl_context or default_context(), origin.host)
        except (OSError, ValueError) as error:
            failure = failures.connect_failed(where, error)
        except BaseException:
            if connection is not None:
                connection.close()
            raise
        else:
            return connection
        if connection is not None:
            connection.close()
        raise failure  # outside the handler, so that no foreign exception is its context
