"""One connection on a non-blocking socket: connect it, and do the I/O that its protocol asks for, on an event loop.

An event loop knows the socket only while something is awaited. An idle connection therefore belongs to no loop and to no
process: another one may use or close it, and what happened to it in the meantime is noticed when it is used again.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import TYPE_CHECKING, TypeVar

from wxbrand_runtime.http.dns import Address, Resolution, numeric_addresses, resolve
from wxbrand_runtime.http.messages import Answer, HttpRequest, Origin
from wxbrand_runtime.http.pool import PooledConnection
from wxbrand_runtime.http.protocol import RECEIVE_SIZE, Steps
from wxbrand_runtime.http.proxies import Proxy

if TYPE_CHECKING:
    import ssl

_Result = TypeVar("_Result")


class AsyncConnection(PooledConnection):
    """A connected socket. Nothing of a request is sent before `exchange`. The caller sets the time limits."""

    _loop: asyncio.AbstractEventLoop | None = None

    async def exchange(self, message: bytes, request: HttpRequest) -> Answer:
        """Send the request and return its response."""
        self.is_persistent = False
        answer, self.is_persistent = await self._run(self._protocol.exchange(message, request))
        return answer

    async def tunnel(self, origin: Origin, proxy: Proxy) -> None:
        """Ask the proxy for a tunnel to the origin."""
        await self._run(self._protocol.tunnel(origin, proxy))

    async def secure(self, context: ssl.SSLContext, host: str) -> None:
        """Use TLS from now on."""
        await self._run(self._protocol.secure(context, host))

    def close(self) -> None:
        """Close the file descriptor, after the loop has stopped waiting for it."""
        if self._loop is not None:
            _unregister(self._loop, self._sock)
        super().close()

    async def _run(self, steps: Steps[_Result]) -> _Result:
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


async def open_socket(host: str, port: int, limit: float) -> socket.socket:
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
        except OSError as error:
            problem = error
        except BaseException:
            _unregister(loop, sock)
            sock.close()
            raise
        else:
            return sock
        _unregister(loop, sock)
        sock.close()
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
