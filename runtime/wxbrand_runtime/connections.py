"""One HTTP/1.1 connection: opening it, writing a request, reading the answer.

Requests are written here, so that it is known what was sent: nothing before `Connection.carry`, perhaps something after.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import socket
import ssl
import threading
from time import monotonic
from typing import TYPE_CHECKING

from wxbrand_runtime import carriage
from wxbrand_runtime.http import Answer, ConnectFailed, ExchangeFailed, HttpRequest, Origin
from wxbrand_runtime.reading import NotHttp, read_body, read_head

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_HEAD_ALLOWANCE = 1 << 20  # bytes of status lines and header fields, those of interim answers too
_CHUNK_OVERHEAD = 8  # bytes on the wire for one byte of body, sent in chunks of one


class Connection:
    """One socket, and the file through which answers are read from it."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._incoming = _Incoming(sock)
        self._reader = io.BufferedReader(self._incoming)
        self._pid = os.getpid()
        self._resting_since = 0.0
        self.reusable = False
        """Whether the last answer was complete and the server keeps the connection."""

    def carry(self, message: bytes, request: HttpRequest, deadline: float) -> Answer:
        """Write the request and read its answer."""
        if monotonic() >= deadline:
            raise ConnectFailed(carriage.out_of_time_connecting(request.origin.authority))
        self.reusable = False
        self._incoming.allow(deadline, _HEAD_ALLOWANCE)
        try:
            with contextlib.suppress(ConnectionError):  # who will not read all of it may have answered nevertheless
                self._send(message, deadline)
            return self._receive(request, deadline)
        except TimeoutError:
            failure = ExchangeFailed(carriage.out_of_time_answering(request))
        except OSError:
            failure = carriage.broken_off()
        except NotHttp:
            failure = carriage.not_http()
        raise failure  # here, where no foreign exception can hang on it

    def tunnel(self, origin: Origin, proxy: carriage.Proxy, limit: float) -> None:
        """Ask the proxy for a way to the origin."""
        host = f"[{origin.host}]" if ":" in origin.host else origin.host
        lines = [f"CONNECT {host}:{origin.port} HTTP/1.1", f"Host: {host}:{origin.port}"]
        if proxy.authorization is not None:
            lines.append(f"Proxy-Authorization: {proxy.authorization}")
        self._incoming.allow(limit, _HEAD_ALLOWANCE)
        self._send(_head(lines), limit)
        status = read_head(self._reader).status
        if not 200 <= status < 300:
            raise ConnectFailed(f"the proxy {proxy.origin.authority} refused the way: status {status}")

    def secure(self, context: ssl.SSLContext, host: str, limit: float) -> None:
        """Put TLS on the socket."""
        self._sock.settimeout(_left(limit))
        wrapped = context.wrap_socket(self._sock, server_hostname=host, do_handshake_on_connect=False)
        self._sock = wrapped  # before the handshake, so that whatever happens in it this is closed
        self._incoming = _Incoming(wrapped)
        self._reader = io.BufferedReader(self._incoming)
        wrapped.do_handshake()

    def rest(self) -> None:
        """Note that nothing is expected from now on."""
        self._incoming.allow(None, 0)
        self._resting_since = monotonic()

    def is_fit(self) -> bool:
        """Whether it may be used again: ours, young, and silent since the last answer."""
        return self._pid == os.getpid() and not self.is_old() and self._is_silent()

    def is_old(self) -> bool:
        """Whether it has rested for so long that the server may be about to close it."""
        return monotonic() - self._resting_since > carriage.IDLE_SECONDS

    def close(self) -> None:
        """Close the file descriptor and say nothing: after a fork the other process still speaks on this connection."""
        self._sock.close()

    def _is_silent(self) -> bool:
        if self._reader.peek(1) or (isinstance(self._sock, ssl.SSLSocket) and self._sock.pending()):
            return False
        try:
            self._sock.settimeout(0)
            socket.socket.recv(self._sock, 1, socket.MSG_PEEK)  # below TLS, which knows no peeking
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False  # closed by the server, or it sent something unasked

    def _send(self, message: bytes, deadline: float) -> None:
        rest = memoryview(message)
        while rest:
            self._sock.settimeout(_left(deadline))
            rest = rest[self._sock.send(rest) :]

    def _receive(self, request: HttpRequest, deadline: float) -> Answer:
        head = read_head(self._reader)
        while 100 <= head.status < 200 and head.status != 101:
            head = read_head(self._reader)
        codings, transfer = head.headers.all("Content-Encoding"), head.headers.all("Transfer-Encoding")
        carriage.refuse_unreadable(head.status, codings, transfer)
        self._incoming.allow(deadline, _HEAD_ALLOWANCE + _CHUNK_OVERHEAD * request.max_body)
        body, is_marked = read_body(self._reader, head, request)
        self.reusable = head.is_kept and is_marked
        return Answer(status=head.status, headers=head.headers, body=body)


class _Incoming(io.RawIOBase):
    """What a socket receives, as a file with a deadline over all its reads and a limit of bytes."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._deadline: float | None = None
        self._bytes = 0

    def allow(self, deadline: float | None, size: int) -> None:
        """Let so many bytes be read until then; without a deadline nothing is read at all."""
        self._deadline = deadline
        self._bytes = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int | None:
        if self._deadline is None:
            return None
        self._sock.settimeout(_left(self._deadline))
        count = self._sock.recv_into(buffer)
        self._bytes -= count
        if self._bytes < 0:
            raise NotHttp
        return count


def request_bytes(request: HttpRequest) -> bytes:
    """Build the request as it goes over the wire, in one piece, so that it leaves in one packet if it can."""
    carriage.refuse_unsendable(request)
    lines = [f"{request.method} {request.target} HTTP/1.1", f"Host: {request.origin.authority}"]
    lines += [f"{name}: {value}" for name, value in request.headers]
    if request.body is not None:
        lines.append(f"Content-Length: {len(request.body)}")
    return _head(lines) + (request.body or b"")


def _head(lines: list[str]) -> bytes:
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1")


def open_socket(host: str, port: int, limit: float) -> socket.socket:
    """Connect to the first address that answers, each one getting its share of the time left."""
    addresses = _look_up(host, port, limit)
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


_Address = tuple[int, int, int, "tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]"]


def _look_up(host: str, port: int, limit: float) -> list[_Address]:
    """Find the addresses of a host in the time left: in a thread, since the system's look-up knows no time limit."""
    with contextlib.suppress(OSError, UnicodeError):
        return _addresses(host, port, socket.AI_NUMERICHOST)
    import queue  # with what it imports itself slow to import, and not needed before a host is looked up

    found: queue.SimpleQueue[list[_Address] | Exception] = queue.SimpleQueue()

    def look() -> None:
        try:
            found.put(_addresses(host, port, 0))
        except (OSError, UnicodeError) as error:  # UnicodeError: a label longer than 63 characters
            found.put(error)

    try:
        threading.Thread(target=look, daemon=True).start()
    except RuntimeError:  # too many threads, or the interpreter is about to end
        raise OSError(errno.EAGAIN, "no thread") from None
    try:
        outcome = found.get(timeout=_left(limit))
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def _addresses(host: str, port: int, flags: int) -> list[_Address]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags)
    return [(family, kind, protocol, address) for family, kind, protocol, _, address in found]


def _left(deadline: float) -> float:
    left = deadline - monotonic()
    if left <= 0:
        raise TimeoutError
    return left
