"""One connection on a socket that an event loop waits for: opening it, and doing what its wire asks for.

A loop knows the socket only while something is waited for. So what is idle belongs to no loop and to no process: another
may use it, or close it, and what happened to it meanwhile is seen when it is looked at.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import TYPE_CHECKING, TypeVar

from wxbrand_runtime.http import carriage
from wxbrand_runtime.http.dns import Address, Found, look_up, numeric
from wxbrand_runtime.http.messages import Answer, HttpRequest, Origin
from wxbrand_runtime.http.pool import Kept
from wxbrand_runtime.http.wire import AT_ONCE, Steps

if TYPE_CHECKING:
    import ssl

_Result = TypeVar("_Result")


class AsyncConnection(Kept):
    """One socket that does not block, and its wire. Before `carry` nothing of a request is sent, after it perhaps something.

    Whoever calls sees to the time.
    """

    _loop: asyncio.AbstractEventLoop | None = None

    async def carry(self, message: bytes, request: HttpRequest) -> Answer:
        """Write the request and read its answer."""
        self.reusable = False
        answer, self.reusable = await self._run(self._wire.exchange(message, request))
        return answer

    async def tunnel(self, origin: Origin, proxy: carriage.Proxy) -> None:
        """Ask the proxy for a way to the origin."""
        await self._run(self._wire.tunnel(origin, proxy))

    async def secure(self, context: ssl.SSLContext, host: str) -> None:
        """Put TLS on what follows."""
        await self._run(self._wire.secure(context, host))

    def close(self) -> None:
        """Close the file descriptor, and let the loop know if it waits for something on it."""
        if self._loop is not None:
            forget(self._loop, self._sock)
        super().close()

    async def _run(self, steps: Steps[_Result]) -> _Result:
        self._loop = loop = asyncio.get_running_loop()
        receives = 0
        step = next(steps)
        while True:
            came, failure = None, None
            try:
                if step is not None:
                    await loop.sock_sendall(self._sock, step)
                else:
                    if receives:  # what always has more at hand would keep the loop, and its clock, from running
                        await asyncio.sleep(0)
                    receives += 1
                    came = await loop.sock_recv(self._sock, AT_ONCE)
            except OSError as error:
                failure = error
            try:
                step = steps.send(came) if failure is None else steps.throw(failure)
            except StopIteration as done:
                self._loop = None
                result: _Result = done.value
                return result


async def open_socket(host: str, port: int, limit: float) -> socket.socket:
    """Connect to the first address that answers, each one getting its share of the time until `limit`, on the loop's clock."""
    loop = asyncio.get_running_loop()
    addresses = numeric(host, port) or await _looked_up(host, port, loop)
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
            forget(loop, sock)
            sock.close()
            raise
        else:
            return sock
        forget(loop, sock)
        sock.close()
    raise problem


async def _looked_up(host: str, port: int, loop: asyncio.AbstractEventLoop) -> list[Address]:
    future: asyncio.Future[list[Address]] = loop.create_future()

    def settle(found: Found) -> None:
        if future.done():
            return  # given up meanwhile
        if isinstance(found, Exception):
            future.set_exception(found)
        else:
            future.set_result(found)

    def tell(found: Found) -> None:
        with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile
            loop.call_soon_threadsafe(settle, found)

    look_up(host, port, tell)
    return await future


def forget(loop: asyncio.AbstractEventLoop, sock: socket.socket) -> None:
    """Let a loop wait for nothing on a socket that is about to be closed: the next one may have the same number."""
    if loop.is_closed() or sock.fileno() < 0:
        return
    with contextlib.suppress(NotImplementedError):  # loops that are not told of numbers need not forget them
        loop.remove_reader(sock)
        loop.remove_writer(sock)
