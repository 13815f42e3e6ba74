"""What to send and receive on one connection, without its socket: the exchange, the tunnel through a proxy, TLS.

Each is a generator that yields bytes to send, or None to receive some; it is sent what was received, no bytes at the end of
the connection. `sync_connection` and `async_connection` do the I/O, and throw the OSError of a failure into the generator.
"""

from __future__ import annotations

import contextlib
from collections.abc import Generator
from typing import TYPE_CHECKING, Any, TypeVar

from wxbrand_runtime.http import failures
from wxbrand_runtime.http.messages import Answer, HttpRequest, Origin
from wxbrand_runtime.http.parser import ResponseParser
from wxbrand_runtime.http.proxies import Proxy
from wxbrand_runtime.http.tls import TlsSession
from wxbrand_runtime.http.transport import ConnectFailed, ExchangeFailed
from wxbrand_runtime.http.writer import connect_bytes

if TYPE_CHECKING:
    import ssl

RECEIVE_SIZE = 1 << 16
"""Bytes to receive at once."""

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
            failure = failures.connection_closed()
        else:
            return parser.answer(), parser.allows_another
        raise failure  # outside the handler, so that no foreign exception is its context

    def tunnel(self, origin: Origin, proxy: Proxy) -> Steps[None]:
        """Ask a proxy for a tunnel to an origin. Raises ConnectFailed and OSError."""
        yield connect_bytes(origin, proxy.authorization)
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
