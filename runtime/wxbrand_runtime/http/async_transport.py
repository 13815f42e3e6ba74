"""The default transport of asynchronous clients: HTTP/1.1 over non-blocking sockets.

Imported only when such a client is created, since asyncio is slow to import. An event loop knows a socket only while
something is awaited. An idle connection therefore belongs to no loop and to no process: another one may use or close it,
and what happened to it in the meantime is noticed when it is used again.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

from wxbrand_runtime.http.dns import Address, Resolution, numeric_addresses, resolve
from wxbrand_runtime.http.messages import Answer, HttpRequest
from wxbrand_runtime.http.pool import Pool, PooledConnection
from wxbrand_runtime.http.protocol import RECEIVE_SIZE, Steps, request_bytes
from wxbrand_runtime.http.proxies import Proxies, ProxyOption
from wxbrand_runtime.http.tls import default_context
from wxbrand_runtime.http.transport import ConnectFailed, connect_failed, connect_timed_out, exchange_timed_out

if TYPE_CHECKING:
    import ssl

MAX_CONNECTIONS = 200
"""Of one client in one event loop; further calls wait for one of them. The synchronous client is limited by its threads."""

_Result = TypeVar("_Result")


class AsyncSocketTransport:
    """Sends requests over pooled connections. Event loops may share it, and it may be used after a fork.

    `proxy` is that of `SocketTransport`.
    """

    def __init__(self, *, ssl_context: ssl.SSLContext | None = None, proxy: ProxyOption = None) -> None:
        self._ssl_context = ssl_context
        self._proxies = Proxies(proxy)
        self._pool: Pool[_AsyncConnection] = Pool()
        self._slots: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()

    async def exchange(self, request: HttpRequest) -> Answer:
        """Send a request once. Raise ConnectFailed if nothing was sent, ExchangeFailed if something may have been."""
        self._pool.check_open()
        message = request_bytes(request)
        deadline = asyncio.get_running_loop().time() + request.timeout
        slots = await self._acquire_slot(request)
        try:
            return await self._exchange(message, request, deadline)
        finally:
            slots.release()

    async def close(self) -> None:
        """Close the idle connections; those in use are closed when their exchange ends."""
        self._pool.close()

    async def _acquire_slot(self, request: HttpRequest) -> asyncio.Semaphore:
        """Wait until the loop has fewer than MAX_CONNECTIONS."""
        loop = asyncio.get_running_loop()
        slots = self._slots.get(loop)
        if slots is None:
            slots = self._slots[loop] = asyncio.Semaphore(MAX_CONNECTIONS)
        if not slots.locked():
            await slots.acquire()  # returns at once
            return slots
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(min(request.timeout, request.connect_timeout)):
                await slots.acquire()
                return slots
        timed_out = connect_timed_out(request.origin.authority)
        raise ConnectFailed(f"{timed_out}: {MAX_CONNECTIONS} calls are in progress")

    async def _exchange(self, message: bytes, request: HttpRequest, deadline: float) -> Answer:
        connection = self._pool.acquire(request.origin) or await self._connect(request, deadline)
        if asyncio.get_running_loop().time() >= deadline:  # a send that does not have to wait would ignore it
            connection.close()
            raise connect_timed_out(request.origin.authority)
        try:
            async with asyncio.timeout_at(deadline):
                answer = await connection.exchange(message, request)
        except BaseException as error:  # cancellation too: if its exchange is incomplete, it must not be used again
            connection.close()
            if not isinstance(error, TimeoutError):
                raise
        else:
            self._pool.release(request.origin, connection)
            return answer
        raise exchange_timed_out(request)  # outside the handler, so that no foreign exception is its context

    async def _connect(self, request: HttpRequest, deadline: float) -> _AsyncConnection:
        limit = min(deadline, asyncio.get_running_loop().time() + request.connect_timeout)
        origin = request.origin
        proxy = self._proxies.proxy_for(origin)
        server = origin if proxy is None else proxy.origin
        where = server.authority if proxy is None else f"the proxy {server.authority}"
        connection: _AsyncConnection | None = None
        try:
            async with asyncio.timeout_at(limit):
                connection = _AsyncConnection(await _open_socket(server.host, server.port, limit))
                if proxy is not None:
                    await connection.run(connection.protocol.tunnel(origin, proxy))
                    where = origin.authority
                if origin.scheme == "https":
                    context = self._ssl_context or default_context()
                    await connection.run(connection.protocol.secure(context, origin.host))
        except BaseException as error:
            if connection is not None:
                connection.close()
            if not isinstance(error, (OSError, ValueError)):
                raise
            failure = connect_failed(where, error)
        else:
            return connection
        raise failure  # outside the handler, so that no foreign exception is its context


class _AsyncConnection(PooledConnection):
    """A connected socket. Nothing of a request is sent before `exchange`. The caller sets the time limits."""

    _loop: asyncio.AbstractEventLoop | None = None

    async def exchange(self, message: bytes, request: HttpRequest) -> Answer:
        """Send the request and return its response."""
        self.is_persistent = False
        answer, self.is_persistent = await self.run(self.protocol.exchange(message, request))
        return answer

    def close(self) -> None:
        """Close the file descriptor, after the loop has stopped waiting for it."""
        if self._loop is not None:
            _unregister(self._loop, self._sock)
        super().close()

    async def run(self, steps: Steps[_Result]) -> _Result:
        """Do the I/O that the protocol asks for, and return its result."""
        self._loop = loop = asyncio.get_running_loop()
        has_received = False
        step = next(steps)
        while True:
            received, failure = None, None
            try:
                if step is not None:
                    await loop.sock_sendall(self._sock, step)
                else:
                    if has_received:  # a server that always has more to send must not keep the loop from its timeouts
                        await asyncio.sleep(0)
                    has_received = True
                    received = await loop.sock_recv(self._sock, RECEIVE_SIZE)
            except OSError as error:
                failure = error
            try:
                step = steps.send(received) if failure is None else steps.throw(failure)
            except StopIteration as done:
                self._loop = None
                result: _Result = done.value
                return result


async def _open_socket(host: str, port: int, limit: float) -> socket.socket:
    """Connect to the first address that accepts; each one gets its share of the time until `limit`, on the loop's clock."""
    loop = asyncio.get_running_loop()
    addresses = numeric_addresses(host, port) or await _resolve(host, port, loop)
    problem: OSError = TimeoutError()
    for index, (family, kind, protocol, address) in enumerate(addresses):
        sock = socket.socket(family, kind, protocol)
        try:
            sock.setblocking(False)
            async with asyncio.timeout((limit - loop.time()) / (len(addresses) - index)):
                await loop.sock_connect(sock, address)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except BaseException as error:
            _unregister(loop, sock)
            sock.close()
            if not isinstance(error, OSError):
                raise
            problem = error
        else:
            return sock
    raise problem


async def _resolve(host: str, port: int, loop: asyncio.AbstractEventLoop) -> list[Address]:
    future: asyncio.Future[list[Address]] = loop.create_future()

    def settle(result: Resolution) -> None:
        if future.done():
            return  # cancelled in the meantime
        if isinstance(result, Exception):
            future.set_exception(result)
        else:
            future.set_result(result)

    def notify(result: Resolution) -> None:
        with contextlib.suppress(RuntimeError):  # the loop was closed in the meantime
            loop.call_soon_threadsafe(settle, result)

    resolve(host, port, notify)
    return await future


def _unregister(loop: asyncio.AbstractEventLoop, sock: socket.socket) -> None:
    """Stop a loop from waiting for a socket that is about to be closed: the next one may have the same number."""
    if loop.is_closed() or sock.fileno() < 0:
        return
    with contextlib.suppress(NotImplementedError):  # loops that do not know file descriptors need not forget them
        loop.remove_reader(sock)
        loop.remove_writer(sock)
