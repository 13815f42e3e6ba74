"""Reading one HTTP/1.1 answer as RFC 9112 has it: what is not certain is refused, not guessed.

Written here, since `http.client` guesses: it takes a header that broke off for a whole one, any text that `int` takes
for a status or a size, two ways of saying where a body ends, and trailers without end.
"""

from __future__ import annotations

import re
from typing import Protocol

from msgspec import Struct

from wxbrand_runtime import carriage
from wxbrand_runtime.http import Headers, HttpRequest

# The limits are aiohttp's, so that both clients take the same answers.
_LONGEST_LINE = 8190  # bytes
_MOST_FIELDS = 128

_STATUS_LINE = re.compile(rb"HTTP/1\.([01]) ([1-9][0-9]{2})(?: [^\r\n\0]*)?\r?\n")
_FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):([^\r\n\0]*)\r?\n")
_FOLDED = re.compile(rb"[ \t]([^\r\n\0]*)\r?\n")  # section 5.2
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,16})[ \t]*(?:;[^\r\n\0]*)?\r\n")
_LENGTH = re.compile(r"[0-9]+")
_DIGITS_OF_A_LENGTH = 18  # as many as fit into 64 bits: Python's own limit must not speak first
_BLANK = " \t"


class Readable(Protocol):
    """What of a buffered binary file is needed here."""

    def readline(self, size: int, /) -> bytes:
        """Read up to and with a line feed, or so many bytes, or to the end."""
        ...

    def read(self, size: int, /) -> bytes:
        """Read so many bytes, fewer only at the end."""
        ...


class NotHttp(ValueError):
    """These bytes are no HTTP/1.1 answer."""


class EndedEarly(ConnectionError):
    """The connection ended before the answer was complete."""


class Head(Struct, frozen=True):
    """What stands before a body."""

    status: int
    headers: Headers
    is_kept: bool
    """Whether the server keeps the connection, as far as the head says."""


def read_head(file: Readable) -> Head:
    """Read status line and header fields."""
    match = _STATUS_LINE.fullmatch(_line(file))
    if match is None:
        raise NotHttp
    headers = Headers(_fields(file))
    closes = any("close" in value.lower() for value in headers.all("Connection"))
    return Head(int(match[2]), headers, match[1] == b"1" and not closes)


def _fields(file: Readable) -> list[tuple[str, str]]:
    fields: list[tuple[str, str]] = []
    for _ in range(_MOST_FIELDS):
        line = _line(file)
        if line in {b"\r\n", b"\n"}:
            return fields
        match = _FIELD.fullmatch(line)
        if match is not None:
            name, value = match[1].decode("ascii"), match[2].decode("latin-1").strip(_BLANK)
        elif fields and (match := _FOLDED.fullmatch(line)) is not None:
            name, begun = fields.pop()
            value = f"{begun} {match[1].decode('latin-1').strip(_BLANK)}".strip(_BLANK)
        else:
            raise NotHttp
        fields.append((name, value))
    raise NotHttp


def _line(file: Readable) -> bytes:
    line = file.readline(_LONGEST_LINE + 1)
    if line.endswith(b"\n"):
        return line
    raise NotHttp if len(line) > _LONGEST_LINE else EndedEarly


def read_body(file: Readable, head: Head, request: HttpRequest) -> tuple[bytes, bool]:
    """Read the body that follows a head, and say whether its end was marked; ExchangeFailed if it is longer than allowed."""
    if request.method == "HEAD" or head.status in {204, 304}:
        return b"", True
    lengths, codings = head.headers.all("Content-Length"), head.headers.all("Transfer-Encoding")
    if len(lengths) + len(codings) > 1:
        raise NotHttp
    if codings:
        return _chunks(file, request), True
    if lengths:
        return _exactly(file, _length(lengths[0], request)), True
    body = file.read(request.max_body + 1)
    if len(body) > request.max_body:
        raise carriage.too_large(request)
    return body, False


def _length(text: str, request: HttpRequest) -> int:
    if not _LENGTH.fullmatch(text):
        raise NotHttp
    if len(text) > _DIGITS_OF_A_LENGTH or int(text) > request.max_body:
        raise carriage.too_large(request)
    return int(text)


def _exactly(file: Readable, size: int) -> bytes:
    content = file.read(size)
    if len(content) < size:
        raise EndedEarly
    return content


def _chunks(file: Readable, request: HttpRequest) -> bytes:
    body = bytearray()
    while True:
        match = _CHUNK_SIZE.fullmatch(_line(file))
        if match is None:
            raise NotHttp
        size = int(match[1], 16)
        if size == 0:
            _fields(file)  # trailers: read, and believed in nothing
            return bytes(body)
        if len(body) + size > request.max_body:
            raise carriage.too_large(request)
        body += _exactly(file, size)
        if _exactly(file, 2) != b"\r\n":
            raise NotHttp
