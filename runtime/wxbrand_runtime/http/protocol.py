"""What to send and receive on one connection, without its socket: the exchange, the tunnel through a proxy, TLS.

Each is a generator that yields bytes to send, or None to receive some; it is sent what was received, no bytes at the end of
the connection. `sync_transport` and `async_transport` do the I/O, and throw the OSError of a failure into the generator.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Generator
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

from wxbrand_runtime.http.messages import Answer, HttpRequest, Origin
from wxbrand_runtime.http.parser import ResponseParser
from wxbrand_runtime.http.proxies import Proxy
from wxbrand_runtime.http.tls import TlsSession
from wxbrand_runtime.http.transport import CLOSED, ConnectFailed, ExchangeFailed

if TYPE_CHECKING:
    import ssl

RECEIVE_SIZE = 1 << 16
"""Bytes to receive at once."""

_TARGET = re.compile(r"/[!-\"$-~]*(?<!\?)")  # HTTP libraries drop a fragment, and a "?" with nothing after it
_LINE_BREAK = re.compile(r"[\r\n\0]")

_Result = TypeVar("_Result")

Steps = Generator[bytes | None, Any, _Result]
"""Yields bytes to send, or None to receive some."""


class HttpProtocol:
    """HTTP/1.1 on one connection, over TLS or not."""

    def __init__(self) -> None:
        self._tls: TlsSession | None = None

    def is_drained(self) -> bool:
        """Return whether everything received was also read."""
        return self._tls is None or self._tls.is_drained()

    def exchange(self, message: bytes, request: HttpRequest) -> Steps[tuple[Answer, bool]]:
        """Send a request; return the response, and whether the connection may be used again.

        Raises ExchangeFailed and TimeoutError.
        """
        parser = ResponseParser(request.method, request.max_body)
        try:
            with contextlib.suppress(ConnectionError):  # a server may answer without having read everything
                yield message if self._tls is None else self._tls.encrypt(message)
            while not parser.is_complete:
                parser.feed((yield from self._receive()))
        except TimeoutError:
            raise
        except OSError:
            pass
        else:
            return parser.answer(), parser.allows_another
        raise ExchangeFailed(CLOSED)  # outside the handler, so that no foreign exception is its context

    def tunnel(self, origin: Origin, proxy: Proxy) -> Steps[None]:
        """Ask a proxy for a tunnel to an origin. Raises ConnectFailed and OSError."""
        lines = [f"CONNECT {origin.host_and_port} HTTP/1.1", f"Host: {origin.host_and_port}"]
        if proxy.authorization is not None:
            lines.append(f"Proxy-Authorization: {proxy.authorization}")
        yield _head(lines)
        parser = ResponseParser("CONNECT", max_body=0)
        try:
            while not parser.is_complete:
                parser.feed((yield None))
        except ExchangeFailed as error:
            reason = str(error)
        else:
            if not 200 <= parser.status < 300:
                reason = f"it refused the tunnel: status {parser.status}"
            elif parser.has_excess:
                reason = "it sent more than its response"
            else:
                return
        raise ConnectFailed(f"no connection through the proxy {proxy.origin.authority}: {reason}")

    def secure(self, context: ssl.SSLContext, host: str) -> Steps[None]:
        """Use TLS from now on. Raises OSError."""
        tls = TlsSession(context, host)
        while not tls.handshake():
            yield tls.outgoing.read()
            tls.feed((yield None))
        yield tls.outgoing.read()
        self._tls = tls

    def _receive(self) -> Steps[bytes]:
        """Return some bytes, none at the end of the connection."""
        tls = self._tls
        if tls is None:
            plain: bytes = yield None
            return plain
        while (received := tls.read()) is None:
            if tls.outgoing.pending:  # such as the answer to a key update
                yield tls.outgoing.read()
            tls.feed((yield None))
        return received


def request_bytes(request: HttpRequest) -> bytes:
    """Return the whole request, in one piece, so that it leaves in one packet if it fits."""
    check_request(request)
    lines = [f"{request.method} {request.target} HTTP/1.1", f"Host: {request.origin.authority}"]
    lines += [f"{name}: {value}" for name, value in request.headers]
    if request.body is not None:
        lines.append(f"Content-Length: {len(request.body)}")
    return _head(lines) + (request.body or b"")


def check_request(request: HttpRequest) -> None:
    """Raise ValueError, without the values, for a request that cannot be sent exactly as it is."""
    if not _TARGET.fullmatch(request.target):
        raise ValueError("the target must be a path and query of percent-encoded ASCII")
    if _LINE_BREAK.search("".join(chain.from_iterable(request.headers))):
        raise ValueError("a header field contains a line break")


def _head(lines: list[str]) -> bytes:
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1")
