"""Parse one HTTP/1.1 response: llhttp, the parser of Node.js, does the framing, through httptools.

llhttp refuses what is ambiguous, such as two lengths, malformed chunks, bare line feeds and folded fields. What it accepts
and this client does not is refused here: other versions, codings that were not asked for, responses that are too long.
"""

from __future__ import annotations

from httptools import HttpParserCallbackError, HttpParserError, HttpParserUpgrade, HttpResponseParser

from wxbrand_runtime.http.messages import Answer, Headers
from wxbrand_runtime.http.transport import CLOSED, ENCODED, SWITCHED, ExchangeFailed, too_large

MAX_OVERHEAD = 1 << 16
"""Bytes of status lines, header fields, chunk sizes and trailers together, where the body is small."""

_CHUNK_OVERHEAD = 8
"""Bytes that each byte of body adds to them, or small chunks would not fit."""

_NOT_HTTP = "what was received is not an HTTP/1.1 response"
_MAX_FIELDS = 128
_MAX_DIGITS = 18  # of a length: as many as fit into 64 bits


class ResponseParser:
    """Takes bytes as they are received, until the response is complete. Raises ExchangeFailed if it cannot be used."""

    def __init__(self, method: str, max_body: int) -> None:
        self.status = 0
        self.is_complete = False
        self.has_excess = False
        """Whether more bytes were received than the response has."""

        self._method = method
        self._max_body = max_body
        self._size = 0
        self._fields: list[tuple[str, str]] = []
        self._headers: Headers | None = None
        self._body = bytearray()
        self._ends_with_connection = False
        self._keeps_connection = False
        self._parser = HttpResponseParser(self)

    @property
    def allows_another(self) -> bool:
        """Whether the connection may be used for another exchange."""
        return self._keeps_connection and not self.has_excess

    def answer(self) -> Answer:
        """Return the complete response."""
        return Answer(status=self.status, headers=self._headers or Headers(), body=bytes(self._body))

    def feed(self, received: bytes) -> None:
        """Parse what was received; no bytes are the end of the connection."""
        if not received:
            if not self._ends_with_connection:
                raise ExchangeFailed(CLOSED)
            self.is_complete = True
        elif not self._size and not received.startswith(b"H"):  # llhttp would skip blank lines
            raise ExchangeFailed(_NOT_HTTP)
        while received and not self.is_complete:
            room = MAX_OVERHEAD + (1 + _CHUNK_OVERHEAD) * len(self._body) - self._size
            if room <= 0:
                raise ExchangeFailed(_NOT_HTTP)
            piece, received = received[:room], received[room:]
            self._size += len(piece)
            self._parse(piece)
        if self.is_complete:
            self.has_excess = self.has_excess or bool(received)
            del self._parser  # which refers to this object

    def _parse(self, piece: bytes) -> None:
        try:
            self._parser.feed_data(piece)
        except HttpParserCallbackError as error:
            failure = error.__context__ or error  # what a method below raised, Ctrl-C included
        except (HttpParserError, HttpParserUpgrade):
            failure = ExchangeFailed(_NOT_HTTP)
        else:
            return
        if not self.is_complete or not isinstance(failure, ExchangeFailed):
            raise failure  # outside the handler, so that no foreign exception is its context
        self.has_excess = True

    # Called by httptools

    def on_message_begin(self) -> None:
        """Refuse a second response."""
        if self.is_complete:
            raise ExchangeFailed(_NOT_HTTP)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header field. Trailers are ignored."""
        if self._headers is not None:
            return
        if len(self._fields) >= _MAX_FIELDS:
            raise ExchangeFailed(_NOT_HTTP)
        self._fields.append((name.decode("ascii"), value.decode("latin-1").strip(" \t")))

    def on_headers_complete(self) -> None:
        """Check the header before any of the body is read."""
        self.status = self._parser.get_status_code()
        if self.status < 100 or self._parser.get_http_version() not in {"1.0", "1.1"}:
            raise ExchangeFailed(_NOT_HTTP)
        if self.status == 101:
            raise ExchangeFailed(SWITCHED)
        if self.status < 200:
            return
        self._headers = headers = Headers(self._fields)
        if self._method in {"CONNECT", "HEAD"}:
            self.is_complete = True
            return
        if is_encoded(headers):
            raise ExchangeFailed(ENCODED)
        lengths = headers.all("Content-Length")
        if lengths and (len(lengths[0]) > _MAX_DIGITS or int(lengths[0]) > self._max_body):
            raise too_large(self._max_body)
        self._ends_with_connection = not lengths and headers.get("Transfer-Encoding") is None

    def on_body(self, content: bytes) -> None:
        """Take a part of the body."""
        if self.is_complete:
            self.has_excess = True
            return
        if len(self._body) + len(content) > self._max_body:
            raise too_large(self._max_body)
        self._body += content

    def on_message_complete(self) -> None:
        """Note that the response is complete, or drop an interim one."""
        if self.status < 200:
            self._fields.clear()
            self._body.clear()
        elif not self.is_complete:
            self._keeps_connection = self._parser.should_keep_alive()  # unknown as soon as this method returns
            self.is_complete = True


def is_encoded(headers: Headers) -> bool:
    """Return whether a response has a coding that was not asked for, such as compression."""
    content, transfer = (
        [value.strip(" \t").lower() for value in headers.all(name)]
        for name in ("Content-Encoding", "Transfer-Encoding")
    )
    return transfer not in ([], ["chunked"]) or not {*content} <= {"", "identity"}
