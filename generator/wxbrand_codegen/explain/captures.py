"""Captured messages: a curl command, an HTTP message, or header fields and a body from a log."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from urllib.parse import urlsplit

from wxbrand_runtime.http import Headers

_REQUEST_LINE = re.compile(r"([A-Za-z]+) (\S+) HTTP/[0-9.]+")
_STATUS_LINE = re.compile(r"HTTP/[0-9.]+ ([0-9]{3})(?: .*)?")
_SHORT_REQUEST_LINE = re.compile(r"(GET|POST|PUT|PATCH|DELETE|HEAD) (/\S*|https?://\S+)")
_FIELD = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+): ?(.*)")
_CURL_MARKS = re.compile(r"^(?:[<>] ?|\* .*$|[{}] \[.*$)", re.MULTILINE)
_DATA_OPTIONS = frozenset({"-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--json"})
_OPTIONS_WITH_VALUE = _DATA_OPTIONS | frozenset({
    "-X", "--request", "-H", "--header", "--url",
    "-o", "--output", "-u", "--user", "-A", "--user-agent", "-e", "--referer", "-m", "--max-time", "--connect-timeout",
    "-x", "--proxy", "--cacert", "-E", "--cert", "--key", "-b", "--cookie", "-w", "--write-out", "--retry", "--resolve",
})  # fmt: skip

MAX_BYTES = 10 * 1024 * 1024
"""Largest capture that is read."""


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


def read_capture(content: bytes) -> Capture:
    """Parse a capture of any supported form. Raises UnreadableCapture."""
    if len(content) > MAX_BYTES:
        raise UnreadableCapture(f"the input is larger than {MAX_BYTES} bytes")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableCapture("the input is not UTF-8 text") from None
    if "\x00" in text or not text.strip():
        raise UnreadableCapture("the input is empty" if not text.strip() else "the input is not text")
    if re.match(r"\s*(?:\$ )?curl\s", text):
        return _read_curl(text)
    return _read_message(text)


def _read_curl(text: str) -> Capture:
    command = text.strip().removeprefix("$ ")
    try:
        words = shlex.split(command.replace("\\\r\n", "").replace("\\\n", ""))
    except ValueError as problem:
        raise UnreadableCapture(f"the curl command cannot be read: {problem}") from None
    method, url, pairs, data = None, None, list[tuple[str, str]](), list[str]()
    remaining = iter(words[1:])
    for word in remaining:
        name, has_value, value = word.partition("=") if word.startswith("--") else (word, "", "")
        if name in _OPTIONS_WITH_VALUE and not has_value:
            value = next(remaining, "")
        if name in {"-X", "--request"}:
            method = value
        elif name in {"-H", "--header"}:
            pairs += _fields([value])
        elif name in _DATA_OPTIONS:
            data.append(value)
        elif name in {"-F", "--form"}:
            raise UnreadableCapture(
                "an upload with -F cannot be explained from the command; use the request as it was sent"
            )
        elif name == "--url" or not word.startswith("-"):
            url = value if name == "--url" else word
    if url is None:
        raise UnreadableCapture("the curl command has no URL")
    if any(piece.startswith("@") for piece in data):
        raise UnreadableCapture("the body is in another file (@...); put it into the command")
    parts = urlsplit(url if "://" in url else f"https://{url}")
    body = "&".join(data).encode()
    return Capture(
        method=(method or ("POST" if data else "GET")),
        target=(parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
        host=parts.netloc,
        headers=Headers(pairs),
        body=body,
        is_request=True,
    )


def _read_message(text: str) -> Capture:
    if re.match(r"[<>*] ", text):  # as printed by curl -v
        text = _CURL_MARKS.sub("", text).lstrip("\n")
    head, *rest = re.split(r"\r?\n[ \t]*\r?\n", text, maxsplit=1)  # at the first empty line
    lines = [line.rstrip("\r") for line in head.split("\n") if line.strip()]
    method = target = host = None
    is_response = bool(_STATUS_LINE.fullmatch(lines[0]))
    if match := _REQUEST_LINE.fullmatch(lines[0]) or _SHORT_REQUEST_LINE.fullmatch(lines[0]):
        method, url = match[1], match[2]
        parts = urlsplit(url)
        host = parts.netloc or None
        target = url if not parts.netloc else (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = Headers(_fields(lines[1:] if match or is_response else lines))
    has_authorization = headers.get("Authorization") is not None
    if not has_authorization and headers.get("Wechatpay-Signature") is None and match is None and not is_response:
        raise UnreadableCapture(
            "the input is neither a curl command, nor an HTTP message, nor header fields (`Name: value`), an empty line and a body"
        )
    return Capture(
        method=method,
        target=target,
        host=host or headers.get("Host"),
        headers=headers,
        body="".join(rest).encode(),
        is_request=not is_response and (has_authorization or headers.get("Wechatpay-Signature") is None),
    )


def _fields(lines: list[str]) -> list[tuple[str, str]]:
    return [(match[1], match[2].strip()) for line in lines if (match := _FIELD.fullmatch(line.strip()))]
