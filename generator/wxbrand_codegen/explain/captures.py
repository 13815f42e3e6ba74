"""Captured messages: an HTTP message, or header fields and a body from a log."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from wxbrand_runtime.http import Headers

_REQUEST_LINE = re.compile(r"([A-Za-z]+) (\S+) HTTP/[0-9.]+")
_STATUS_LINE = re.compile(r"HTTP/[0-9.]+ ([0-9]{3})(?: .*)?")
_SHORT_REQUEST_LINE = re.compile(r"(GET|POST|PUT|PATCH|DELETE|HEAD) (/\S*|https?://\S+)")
_FIELD = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+): ?(.*)")
_EMPTY_LINE = re.compile(rb"\r?\n[ \t]*\r?\n")


class UnreadableCapture(ValueError):
    """The capture has none of the supported forms. The message says what is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """An HTTP message. Parts that the capture lacks are None."""

    method: str | None = None
    """None also for a response and a notification."""

    target: str | None = None
    """Path and query as written."""

    host: str | None = None
    headers: Headers
    body: bytes
    is_request: bool
    """Whether the caller signed it. WeChat Pay signs responses and notifications."""

    status: int | None = None
    """HTTP status of a response, if it is known."""

    note: str = ""
    """What to know about how it was captured."""


def read_message(content: bytes) -> Capture:
    """Parse an HTTP message, or header fields, an empty line and a body. Raises UnreadableCapture."""
    head, *rest = _EMPTY_LINE.split(content.lstrip(), maxsplit=1)
    if b"\x00" in head:
        raise UnreadableCapture("the input is not text")
    try:
        text = head.decode()
    except UnicodeDecodeError:
        raise UnreadableCapture("the input is not UTF-8 text") from None
    lines = [line.rstrip("\r") for line in text.split("\n") if line.strip()]
    if not lines:
        raise UnreadableCapture("the input is empty")
    method = target = host = None
    status = _STATUS_LINE.fullmatch(lines[0])
    if match := _REQUEST_LINE.fullmatch(lines[0]) or _SHORT_REQUEST_LINE.fullmatch(lines[0]):
        method, url = match[1], match[2]
        host, target = split_url(url)
        target = target if host else url
    headers = Headers(read_fields(lines[1:] if match or status else lines))
    has_authorization = headers.get("Authorization") is not None
    if not has_authorization and headers.get("Wechatpay-Signature") is None and match is None and status is None:
        raise UnreadableCapture(
            "the input is neither a curl command, nor an HTTP message, nor header fields (`Name: value`), an empty line and a body"
        )
    return Capture(
        method=method,
        target=target,
        host=host or headers.get("Host"),
        headers=headers,
        body=b"".join(rest),
        is_request=status is None and (has_authorization or headers.get("Wechatpay-Signature") is None),
        status=None if status is None else int(status[1]),
    )


def split_url(url: str) -> tuple[str | None, str]:
    """Return the host, None if there is none, and the target of a URL. Raises UnreadableCapture."""
    try:
        parts = urlsplit(url)
    except ValueError as problem:
        raise UnreadableCapture(f"the URL cannot be read: {problem}") from None
    return parts.netloc or None, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def read_fields(lines: list[str]) -> list[tuple[str, str]]:
    """Return the header fields among some lines."""
    return [(match[1], match[2].strip()) for line in lines if (match := _FIELD.fullmatch(line.strip()))]
