"""One HTTP/1.1 connection without its socket: what is to be sent, and what is made of the bytes that come.

Generators that yield bytes to send, or None to receive some (none at all come at the end); the drivers in `connections.py`
and `connections_async.py` have the socket. What failed there is thrown in as the OSError it was.
"""

from __future__ import annotations

import contextlib
from collections.abc import Generator
from typing import TYPE_CHECKING, Any, TypeVar

from wxbrand_runtime.http import carriage
from wxbrand_runtime.http.messages import Answer, HttpRequest, Origin
from wxbrand_runtime.http.reading import (
    FIELDS,
    LINE,
    LONGEST_LINE,
    MOST_OF_HEADS,
    NotHttp,
    Reading,
    answer_to,
    read_head,
)

if TYPE_CHECKING:
    import ssl

AT_ONCE = 1 << 16
"""Bytes to receive at once."""

_Result = TypeVar("_Result")

Steps = Generator[bytes | None, Any, _Result]
"""Yields bytes to send, or None for bytes to be received and sent in."""


class Wire:
    """What was received and not yet read, and TLS, if there is any."""

    def __init__(self) -> None:
        self._received = bytearray()
        self._tls: _Tls | None = None

    def has_read_all(self) -> bool:
        """Whether nothing of what was received is still unread."""
        return not self._received and (self._tls is None or self._tls.has_read_all())

    def exchange(self, message: bytes, request: HttpRequest) -> Steps[tuple[Answer, bool]]:
        """Send a request and read its answer; say whether another may follow. Raises ExchangeFailed and TimeoutError."""
        try:
            with contextlib.suppress(ConnectionError):  # who will not read all of it may have answered nevertheless
                yield message if self._tls is None else self._tls.encrypted(message)
            return (yield from self._run(answer_to(request)))
        except TimeoutError:
            raise
        except OSError:
            failure = carriage.broken_off()
        except NotHttp:
            failure = carriage.not_http()
        raise failure  # here, where no foreign exception can hang on it

    def tunnel(self, origin: Origin, proxy: carriage.Proxy) -> Steps[None]:
        """Ask the proxy for a way to the origin. Raises ConnectFailed, OSError and ValueError."""
        yield carriage.connect_bytes(origin, proxy)
        head = yield from self._run(read_head())
        carriage.refuse_no_way(head.status, proxy)

    def secure(self, context: ssl.SSLContext, host: str) -> Steps[None]:
        """Put TLS on what follows. Raises OSError."""
        tls = _Tls(context, host)
        tls.take(bytes(self._received))  # what a proxy sent together with its answer
        self._received.clear()
        while not tls.is_shaken():
            yield tls.outgoing.read()
            tls.take_or_end((yield None))
        yield tls.outgoing.read()
        self._tls = tls

    def _run(self, reading: Reading[_Result]) -> Steps[_Result]:
        want = next(reading)
        while True:
            given = self._at_hand(want)
            while given is None:
                more = yield from self._receive()
                self._received += more
                given = self._at_hand(want, is_ended=not more)
            try:
                want = reading.send(given)
            except StopIteration as done:
                result: _Result = done.value
                return result

    def _at_hand(self, want: int, *, is_ended: bool = False) -> bytes | None:
        """Give what a reading asks for, if it was received."""
        received = self._received
        if want == LINE:
            most, size = LONGEST_LINE, received.find(b"\n", 0, LONGEST_LINE) + 1
        elif want == FIELDS:
            most, size = MOST_OF_HEADS, _end_of_fields(received)
        else:
            most, size = want, want if len(received) >= want else 0
        if not size:
            if len(received) < most and not is_ended:
                return None
            size = min(len(received), most)
        given = bytes(received[:size])
        del received[:size]
        return given

    def _receive(self) -> Steps[bytes]:
        """Give some bytes, none at the end of the connection."""
        tls = self._tls
        if tls is None:
            plain: bytes = yield None
            return plain
        while (received := tls.read()) is None:
            if tls.outgoing.pending:  # such as the answer to new keys
                yield tls.outgoing.read()
            tls.take_or_end((yield None))
        return received


def _end_of_fields(received: bytearray) -> int:
    """Give how many bytes there are up to and with the first empty line; 0 if there is none yet."""
    if received.startswith((b"\r\n", b"\n")):
        return received.find(b"\n") + 1
    with_cr = received.find(b"\n\r\n")
    without = received.find(b"\n\n", 0, len(received) if with_cr < 0 else with_cr + 1)
    if without >= 0:
        return without + 2
    return with_cr + 3 if with_cr >= 0 else 0


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
        """Take what came over the socket."""
        self._incoming.write(received)

    def take_or_end(self, received: bytes) -> None:
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
