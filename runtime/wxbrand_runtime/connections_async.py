"""One HTTP/1.1 connection for asyncio: opening it, writing a request, reading the answer.

It is a plain socket, which an event loop knows only while something is waited for. So what is idle belongs to no loop and
to no process: another may use it, or close it, and what happened to it meanwhile is seen when it is looked at.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from typing import TypeVar

from wxbrand_runtime import carriage
from wxbrand_runtime.addresses import Address, Found, look_up, numeric
from wxbrand_runtime.http import Answer, HttpRequest, Origin
from wxbrand_runtime.pool import Kept
from wxbrand_runtime.reading import LINE, LONGEST_LINE, NotHttp, Reading, answer_to, read_head

_AT_ONCE = 1 << 16  # bytes

_Read = TypeVar("_Read")


class AsyncConnection(Kept):
    """One socket that does not block, perhaps with TLS on it, and what was received and not yet read."""

    def __init__(self, sock: socket.socket) -> None:
        super().__init__(sock)
        self._tls: _Tls | None = None
        self._received = bytearray()
        self._received_some = False
        self._loop: asyncio.AbstractEventLoop | None = None

    async def carry(self, message: bytes, request: HttpRequest, loop: asyncio.AbstractEventLoop) -> Answer:
        """Write the request and read its answer; the caller sees to the time."""
        self.reusable = False
        self._loop = loop
        try:
            with contextlib.suppress(ConnectionError):  # who will not read all of it may have answered nevertheless
                await self._send(message)
            answer, self.reusable = await self._run(answer_to(request))
        except OSError:
            failure = carriage.broken_off()
        except NotHttp:
            failure = carriage.not_http()
        else:
            self._loop = None
            return answer
        raise failure  # here, where no foreign exception can hang on it

    async def tunnel(self, origin: Origin, proxy: carriage.Proxy, loop: asyncio.AbstractEventLoop) -> None:
        """Ask the proxy for a way to the origin."""
        self._loop = loop
        await self._send(carriage.connect_bytes(origin, proxy))
        head = await self._run(read_head())
        carriage.refuse_no_way(head.status, proxy)

    async def secure(self, context: ssl.SSLContext, host: str, loop: asyncio.AbstractEventLoop) -> None:
        """Put TLS on the socket."""
        self._loop = loop
        tls = _Tls(context, host)
        tls.incoming.write(self._received)  # what a proxy sent together with its answer
        self._received.clear()
        while not tls.is_shaken():
            await self._send_raw(tls.outgoing.read())
            tls.take(await self._receive_raw())
        await self._send_raw(tls.outgoing.read())
        self._tls = tls

    def close(self) -> None:
        """Close the file descriptor, and let the loop know if it waits for something on it."""
        forget(self._loop, self._sock)
        super().close()

    @property
    def _running(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            raise RuntimeError("no exchange is under way")
        return self._loop

    def _has_read_all(self) -> bool:
        return not self._received and (self._tls is None or self._tls.has_read_all())

    async def _run(self, reading: Reading[_Read]) -> _Read:
        self._received_some = False
        want = next(reading)
        while True:
            given = self._at_hand(want)
            while given is None:
                if self._received_some:
                    await asyncio.sleep(
                        0
                    )  # what always has more at hand would keep the loop, and its clock, from running
                more = await self._receive()
                self._received_some = True
                self._received += more
                given = self._at_hand(want, is_ended=not more)
            try:
                want = reading.send(given)
            except StopIteration as done:
                read: _Read = done.value
                return read

    def _at_hand(self, want: int, *, is_ended: bool = False) -> bytes | None:
        """Give what a reading asks for, if it was received."""
        received = self._received
        if want == LINE:
            size = received.find(b"\n", 0, LONGEST_LINE) + 1 or min(len(received), LONGEST_LINE)
            is_whole = received.endswith(b"\n", 0, size) or size == LONGEST_LINE
        else:
            size = min(len(received), want)
            is_whole = size == want
        if not (is_whole or is_ended):
            return None
        given = bytes(received[:size])
        del received[:size]
        return given

    async def _send(self, message: bytes) -> None:
        if self._tls is not None:
            self._tls.object.write(message)
            message = self._tls.outgoing.read()
        await self._send_raw(message)

    async def _receive(self) -> bytes:
        """Give some bytes, none at the end of the connection."""
        tls = self._tls
        if tls is None:
            return await self._receive_raw()
        while (received := tls.read(_AT_ONCE)) is None:
            if tls.outgoing.pending:
                await self._send_raw(tls.outgoing.read())
            tls.take(await self._receive_raw())
        return received

    async def _send_raw(self, message: bytes) -> None:
        await self._running.sock_sendall(self._sock, message)

    async def _receive_raw(self) -> bytes:
        return await self._running.sock_recv(self._sock, _AT_ONCE)


class _Tls:
    """TLS without a socket: bytes in, bytes out."""

    def __init__(self, context: ssl.SSLContext, host: str) -> None:
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.object = context.wrap_bio(self.incoming, self.outgoing, server_hostname=host)

    def is_shaken(self) -> bool:
        """Go on with the handshake, and say whether it is over. Raises SSLError."""
        try:
            self.object.do_handshake()
        except ssl.SSLWantReadError:
            return False
        return True

    def take(self, received: bytes) -> None:
        """Take what the socket received; nothing is its end."""
        if received:
            self.incoming.write(received)
        else:
            self.incoming.write_eof()

    def read(self, most: int) -> bytes | None:
        """Give what was received, decrypted; None if more is needed, nothing at the end. Raises SSLError."""
        try:
            return self.object.read(most)
        except ssl.SSLWantReadError:
            return None
        except (ssl.SSLZeroReturnError, ssl.SSLEOFError):  # the end; of what has a length it will be too early
            return b""

    def has_read_all(self) -> bool:
        """Whether nothing lies in here undelivered."""
        return not self.object.pending() and not self.incoming.pending


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


def forget(loop: asyncio.AbstractEventLoop | None, sock: socket.socket) -> None:
    """Let a loop wait for nothing on a socket that is about to be closed: the next one may have the same number."""
    if loop is None or loop.is_closed() or sock.fileno() < 0:
        return
    with contextlib.suppress(NotImplementedError):  # loops that are not told of numbers need not forget them
        loop.remove_reader(sock)
        loop.remove_writer(sock)
