"""One HTTP/1.1 connection without its socket: what is to be sent, and what is made of the bytes that come.

Generators that yield bytes to send, or None to receive some (none at all come at the end); the drivers in `connections.py`
and `connections_async.py` have the socket. What failed there is thrown in as the OSError it was.
"""

from __future__ import annotations

import contextlib
from collections.abc import Generator
from typing import TYPE_CHECKING, Any, TypeVar

from wxbrand_runtime.http import carriage
from wxbrand_runtime.http.messages import Answer, ConnectFailed, ExchangeFailed, HttpRequest, Origin
from wxbrand_runtime.http.parser import ResponseParser

if TYPE_CHECKING:
    import ssl

AT_ONCE = 1 << 16
"""Bytes to receive at once."""

_Result = TypeVar("_Result")

Steps = Generator[bytes | None, Any, _Result]
"""Yields bytes to send, or None for bytes to be received and sent in."""


class Wire:
    """What is said on one connection, and TLS, if there is any."""

    def __init__(self) -> None:
        self._tls: _Tls | None = None

    def has_read_all(self) -> bool:
        """Whether nothing of what was received is still unread."""
        return self._tls is None or self._tls.has_read_all()

    def exchange(self, message: bytes, request: HttpRequest) -> Steps[tuple[Answer, bool]]:
        """Send a request and read its answer; say whether another may follow. Raises ExchangeFailed and TimeoutError."""
        parser = ResponseParser(request.method, request.max_body)
        try:
            with contextlib.suppress(ConnectionError):  # who will not read all of it may have answered nevertheless
                yield message if self._tls is None else self._tls.encrypted(message)
            while not parser.is_complete:
                parser.feed((yield from self._receive()))
        except TimeoutError:
            raise
        except OSError:
            failure = carriage.broken_off()
        else:
            return parser.answer(), parser.allows_another
        raise failure  # here, where no foreign exception can hang on it

    def tunnel(self, origin: Origin, proxy: carriage.Proxy) -> Steps[None]:
        """Ask the proxy for a way to the origin. Raises ConnectFailed and OSError."""
        yield carriage.connect_bytes(origin, proxy)
        parser = ResponseParser("CONNECT", max_body=0)
        try:
            while not parser.is_complete:
                parser.feed((yield None))
        except ExchangeFailed as error:
            why = str(error)
        else:
            carriage.refuse_no_way(parser.status, proxy)
            if not parser.has_excess:
                return
            why = "it sent more than an answer to CONNECT"
        raise ConnectFailed(f"no connection through the proxy {proxy.origin.authority}: {why}")

    def secure(self, context: ssl.SSLContext, host: str) -> Steps[None]:
        """Put TLS on what follows. Raises OSError."""
        tls = _Tls(context, host)
        while not tls.is_shaken():
            yield tls.outgoing.read()
            tls.take((yield None))
        yield tls.outgoing.read()
        self._tls = tls

    def _receive(self) -> Steps[bytes]:
        """Give some bytes, none at the end of the connection."""
        tls = self._tls
        if tls is None:
            plain: bytes = yield None
            return plain
        while (received := tls.read()) is None:
            if tls.outgoing.pending:  # such as the answer to new keys
                yield tls.outgoing.read()
            tls.take((yield None))
        return received


class _Tls:
    """TLS without a socket: bytes in, bytes out."""

    def __init__(self, context: ssl.SSLContext, host: str) -> None:
        import ssl  # slow to import, and not needed before the first connection

        self._ssl = ssl
        self._incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._object = context.wrap_bio(self._incoming, self.outgoing, server_hostname=host)

    def is_shaken(self) -> bool:
        """Go on with the handshake, and say whether it is over. Raises SSLError."""
        try:
            self._object.do_handshake()
        except self._ssl.SSLWantReadError:
            return False
        return True

    def encrypted(self, message: bytes) -> bytes:
        """Give what goes over the socket for a message."""
        self._object.write(message)
        return self.outgoing.read()

    def take(self, received: bytes) -> None:
        """Take what came over the socket; nothing is its end."""
        if received:
            self._incoming.write(received)
        else:
            self._incoming.write_eof()

    def read(self) -> bytes | None:
        """Give what was received, decrypted; None if more is needed, nothing at the end. Raises SSLError."""
        try:
            return self._object.read(AT_ONCE)
        except self._ssl.SSLWantReadError:
            return None
        except (self._ssl.SSLZeroReturnError, self._ssl.SSLEOFError):  # of what has a length it will be too early
            return b""

    def has_read_all(self) -> bool:
        """Whether nothing lies in here undelivered."""
        return not self._object.pending() and not self._incoming.pending
