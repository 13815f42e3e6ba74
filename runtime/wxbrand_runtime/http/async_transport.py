"""HTTP/1.1 over plain sockets, for asyncio. Imported only when an asynchronous client is made."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from wxbrand_runtime.http import carriage
from wxbrand_runtime.http.async_connection import AsyncConnection, open_socket
from wxbrand_runtime.http.messages import Answer, ConnectFailed, ExchangeFailed, HttpRequest
from wxbrand_runtime.http.pool import Pool

if TYPE_CHECKING:
    import ssl

MOST_CONNECTIONS = 200
"""Of one client in one event loop; further calls wait for one of them. Threads bound the other client."""


class AsyncSocketTransport:
    """Carries requests over kept connections, for any number of event loops; it may be used after a fork.

    `proxy` is `http://[user:password@]host:port`, for https only; proxy variables of the environment are not read.
    """

    def __init__(self, *, ssl_context: ssl.SSLContext | None = None, proxy: str | None = None) -> None:
        self._ssl_context = ssl_context
        self._proxy = carriage.parse_proxy(proxy) if proxy is not None else None
        self._pool: Pool[AsyncConnection] = Pool()
        self._places: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()

    async def exchange(self, request: HttpRequest) -> Answer:
        """Send once and read the answer; ConnectFailed if nothing was sent, ExchangeFailed if something may have been."""
        self._pool.refuse_closed()
        if self._proxy is not None:
            carriage.refuse_plain_through_proxy(request.origin)
        message = carriage.request_bytes(request)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + request.timeout
        place = await self._place(request, loop)
        try:
            return await self._exchange(message, request, loop, deadline)
        finally:
            place.release()

    async def _place(self, request: HttpRequest, loop: asyncio.AbstractEventLoop) -> asyncio.Semaphore:
        """Wait for one of the connections that there may be."""
        places = self._places.get(loop)
        if places is None:
            places = self._places[loop] = asyncio.Semaphore(MOST_CONNECTIONS)
        if not places.locked():
            await places.acquire()  # at once
            return places
        try:
            async with asyncio.timeout(min(request.timeout, request.connect_timeout)):
                await places.acquire()
        except TimeoutError:
            pass
        else:
            return places
        where = request.origin.authority
        raise ConnectFailed(f"{carriage.out_of_time_connecting(where)}: {MOST_CONNECTIONS} calls are under way")

    async def _exchange(
        self, message: bytes, request: HttpRequest, loop: asyncio.AbstractEventLoop, deadline: float
    ) -> Answer:
        connection = self._pool.take(request.origin) or await self._connect(request, loop, deadline)
        if loop.time() >= deadline:  # or what goes out at once would go out after it
            connection.close()
            raise ConnectFailed(carriage.out_of_time_connecting(request.origin.authority))
        try:
            async with asyncio.timeout_at(deadline):
                answer = await connection.carry(message, request)
        except TimeoutError:
            connection.close()
            failure = ExchangeFailed(carriage.out_of_time_answering(request))
        except BaseException:  # cancelled, too: whatever is half done must not meet the next request
            connection.close()
            raise
        else:
            self._pool.keep(request.origin, connection)
            return answer
        raise failure  # here, where no foreign exception can hang on it

    async def close(self) -> None:
        """Close the connections kept; those in use are closed when their exchange ends."""
        self._pool.close()

    async def _connect(self, request: HttpRequest, loop: asyncio.AbstractEventLoop, deadline: float) -> AsyncConnection:
        limit = min(deadline, loop.time() + request.connect_timeout)
        origin = request.origin
        nearest = origin if self._proxy is None else self._proxy.origin
        where = nearest.authority if self._proxy is None else f"the proxy {nearest.authority}"
        connection: AsyncConnection | None = None
        try:
            async with asyncio.timeout_at(limit):
                connection = AsyncConnection(await open_socket(nearest.host, nearest.port, limit))
                if self._proxy is not None:
                    await connection.tunnel(origin, self._proxy)
                    where = origin.authority
                if origin.scheme == "https":
                    context = self._ssl_context or carriage.default_context()
                    await connection.secure(context, origin.host)
        except (OSError, ValueError) as error:
            failure = ConnectFailed(carriage.why_no_connection(where, error))
        except BaseException:
            if connection is not None:
                connection.close()
            raise
        else:
            return connection
        if connection is not None:
            connection.close()
        raise failure  # here, where no foreign exception can hang on it
