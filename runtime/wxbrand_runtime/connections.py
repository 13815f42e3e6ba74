"""One HTTP/1.1 connection: opening it, writing a request, reading the answer.

Requests are written here, so that it is known what was sent: nothing before `Connection.carry`, perhaps something after.
"""

from __future__ import annotations

import contextlib
import io
import socket
from time import monotonic
from typing import TYPE_CHECKING

from wxbrand_runtime import carriage
from wxbrand_runtime.addresses import Address, Found, look_up, numeric
from wxbrand_runtime.http import Answer, ConnectFailed, ExchangeFailed, HttpRequest, Origin
from wxbrand_runtime.pool import Kept
from wxbrand_runtime.reading import LINE, LONGEST_LINE, NotHttp, answer_to, read_head, run

if TYPE_CHECKING:
    import ssl

    from _typeshed import WriteableBuffer


class Connection(Kept):
    """One socket, and the file through which answers are read from it."""

    def __init__(self, sock: socket.socket) -> None:
        super().__init__(sock)
        self._incoming = _Incoming(sock)
        self._reader = io.BufferedReader(self._incoming)
        self._tls: ssl.SSLSocket | None = None

    def carry(self, message: bytes, request: HttpRequest, deadline: float) -> Answer:
        """Write the request and read its answer."""
        if monotonic() >= deadline:
            raise ConnectFailed(carriage.out_of_time_connecting(request.origin.authority))
        self.reusable = False
        self._incoming.deadline = deadline
        try:
            with contextlib.suppress(ConnectionError):  # who will not read all of it may have answered nevertheless
                self._send(message, deadline)
            answer, self.reusable = run(answer_to(request), self._bring)
        except TimeoutError:
            failure = ExchangeFailed(carriage.out_of_time_answering(request))
        except OSError:
            failure = carriage.broken_off()
        except NotHttp:
            failure = carriage.not_http()
        else:
            return answer
        raise failure  # here, where no foreign exception can hang on it

    def tunnel(self, origin: Origin, proxy: carriage.Proxy, limit: float) -> None:
        """Ask the proxy for a way to the origin."""
        self._incoming.deadline = limit
        self._send(carriage.connect_bytes(origin, proxy), limit)
        carriage.refuse_no_way(run(read_head(), self._bring).status, proxy)

    def secure(self, context: ssl.SSLContext, host: str, limit: float) -> None:
        """Put TLS on the socket."""
        self._sock.settimeout(_left(limit))
        wrapped = context.wrap_socket(self._sock, server_hostname=host, do_handshake_on_connect=False)
        self._sock = self._tls = wrapped  # before the handshake, so that whatever happens in it this is closed
        self._incoming = _Incoming(wrapped)
        self._reader = io.BufferedReader(self._incoming)
        wrapped.do_handshake()

    def rest(self) -> None:
        """Note that nothing is expected from now on."""
        super().rest()
        self._incoming.deadline = None

    def _has_read_all(self) -> bool:
        return not self._reader.peek(1) and not (self._tls is not None and self._tls.pending())

    def _bring(self, want: int) -> bytes:
        return self._reader.readline(LONGEST_LINE) if want == LINE else self._reader.read(want)

    def _send(self, message: bytes, deadline: float) -> None:
        rest = memoryview(message)
        while rest:
            self._sock.settimeout(_left(deadline))
            rest = rest[self._sock.send(rest) :]


class _Incoming(io.RawIOBase):
    """What a socket receives, as a file with a deadline over all its reads; without one nothing is read at all."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self.deadline: float | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int | None:
        if self.deadline is None:
            return None
        self._sock.settimeout(_left(self.deadline))
        return self._sock.recv_into(buffer)


def open_socket(host: str, port: int, limit: float) -> socket.socket:
    """Connect to the first address that answers, each one getting its share of the time left."""
    addresses = numeric(host, port) or _looked_up(host, port, limit)
    problem: OSError = TimeoutError()
    for index, (family, kind, protocol, address) in enumerate(addresses):
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(_left(limit) / (len(addresses) - index))
            sock.connect(address)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            sock.close()
            problem = error
        except BaseException:
            sock.close()
            raise
        else:
            return sock
    raise problem


def _looked_up(host: str, port: int, limit: float) -> list[Address]:
    import queue  # with what it imports itself slow to import, and not needed before a host is looked up

    found: queue.SimpleQueue[Found] = queue.SimpleQueue()
    look_up(host, port, found.put)
    try:
        outcome = found.get(timeout=_left(limit))
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def _left(deadline: float) -> float:
    left = deadline - monotonic()
    if left <= 0:
        raise TimeoutError
    return left
