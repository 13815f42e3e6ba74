"""One HTTP/1.1 connection: opening it, writing a request, reading the answer with the standard library's `http.client`.

Requests are written here, so that it is known what was sent: nothing before `Connection.carry`, perhaps something after.
"""

from __future__ import annotations

import contextlib
import io
import os
import queue
import re
import socket
import ssl
import threading
from http.client import HTTPException, HTTPResponse, IncompleteRead
from time import monotonic
from typing import TYPE_CHECKING, cast

from wxbrand_runtime import carriage
from wxbrand_runtime.http import Answer, ConnectFailed, ExchangeFailed, Headers, HttpRequest, Origin

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_HEAD_ALLOWANCE = 1 << 20  # bytes of status lines and header fields
_CHUNK_OVERHEAD = 8  # bytes on the wire for one byte of body, sent in chunks of one
_DIGITS = re.compile(r"[0-9]+")


class Connection:
    """One socket, and the file through which answers are read from it."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._incoming = _Incoming(sock)
        self._reader = _Reader(self._incoming)
        self._response: HTTPResponse | None = None
        self._pid = os.getpid()
        self._resting_since = 0.0
        self.reusable = False
        """Whether the last answer was complete and the server keeps the connection."""

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Give HTTPResponse its file: always the same one, so that nothing read ahead is lost after a 1xx answer."""
        return self._reader

    def carry(self, message: bytes, request: HttpRequest, deadline: float) -> Answer:
        """Write the request and read its answer."""
        if monotonic() >= deadline:
            raise ConnectFailed(carriage.out_of_time_connecting(request.origin.authority))
        self.reusable = False
        self._incoming.allow(deadline, _HEAD_ALLOWANCE + _CHUNK_OVERHEAD * request.max_body)
        try:
            self._send(message, deadline)
            return self._receive(request)
        except TimeoutError:
            failure = ExchangeFailed(carriage.out_of_time_answering(request))
        except (OSError, IncompleteRead):  # RemoteDisconnected too
            failure = carriage.broken_off()
        except (HTTPException, ValueError):
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
        response = self._next_response("CONNECT")
        if not 200 <= response.status < 300:
            raise ConnectFailed(f"the proxy {proxy.origin.authority} refused the way: status {response.status}")

    def secure(self, context: ssl.SSLContext, host: str, limit: float) -> None:
        """Put TLS on the socket."""
        self._sock.settimeout(_left(limit))
        wrapped = context.wrap_socket(self._sock, server_hostname=host, do_handshake_on_connect=False)
        self._sock = wrapped  # before the handshake, so that whatever happens in it this is closed
        self._incoming = _Incoming(wrapped)
        self._reader = _Reader(self._incoming)
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
        if self._response is not None:
            self._response.close()  # while its file still is one: left to the collector, it would complain
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

    def _receive(self, request: HttpRequest) -> Answer:
        response = self._next_response(request.method)
        while 100 <= response.status < 200 and response.status != 101:
            response = self._next_response(request.method)
        # Raw, since each look-up in an HTTPMessage goes through a policy; trimmed by RFC 9112, section 5.1.
        headers = Headers((name, value.strip(" \t\r\n")) for name, value in response.msg.raw_items())
        codings, transfer = headers.all("Content-Encoding"), headers.all("Transfer-Encoding")
        carriage.refuse_unreadable(response.status, codings, transfer)
        if response.msg.defects or not _is_well_framed(headers):
            raise carriage.not_http()
        if (response.length or 0) > request.max_body:
            raise carriage.too_large(request)
        body = response.read(request.max_body + 1)
        if len(body) > request.max_body:
            raise carriage.too_large(request)
        if response.length:  # what is still missing
            raise carriage.broken_off()
        self.reusable = response.isclosed() and not response.will_close
        return Answer(status=response.status, headers=headers, body=body)

    def _next_response(self, method: str) -> HTTPResponse:
        if self._response is not None:
            self._response.close()
        self._response = response = HTTPResponse(
            cast("socket.socket", self), method=method
        )  # it only asks for makefile
        response.begin()
        return response


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
            raise HTTPException("more than any answer needs")
        return count


class _Reader(io.BufferedReader):
    """A buffer that lives as long as its connection: HTTPResponse closes its file after each answer."""

    def close(self) -> None:
        pass


def _is_well_framed(headers: Headers) -> bool:
    """Whether it is certain where the body ends: http.client itself overlooks a length that it cannot read."""
    lengths = set(headers.all("Content-Length"))
    return len(lengths) <= 1 and all(_DIGITS.fullmatch(length) for length in lengths)


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
    found: queue.SimpleQueue[list[_Address] | Exception] = queue.SimpleQueue()

    def look() -> None:
        try:
            found.put(_addresses(host, port, 0))
        except (OSError, UnicodeError) as error:  # UnicodeError: a label longer than 63 characters
            found.put(error)

    threading.Thread(target=look, daemon=True).start()
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
