"""What people have of a request or answer: a curl command, an HTTP message, or header fields and a body from a log."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from urllib.parse import urlsplit

from wxbrand_runtime.http import Headers

_REQUEST_LINE = re.compile(r"([A-Za-z]+) (\S+) HTTP/[0-9.]+")
_STATUS_LINE = re.compile(r"HTTP/[0-9.]+ ([0-9]{3})(?: .*)?")
_BARE_LINE = re.compile(r"(GET|POST|PUT|PATCH|DELETE|HEAD) (/\S*|https?://\S+)")
_FIELD = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+): ?(.*)")
_VERBOSE = re.compile(r"^(?:[<>] ?|\* .*$|[{}] \[.*$)", re.MULTILINE)
_DATA_OPTIONS = frozenset({"-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--json"})
_WITH_VALUE = frozenset({
    "-o", "--output", "-u", "--user", "-A", "--user-agent", "-e", "--referer", "-m", "--max-time", "--connect-timeout",
    "-x", "--proxy", "--cacert", "-E", "--cert", "--key", "-b", "--cookie", "-w", "--write-out", "--retry", "--resolve",
})  # fmt: skip

LARGEST = 10 * 1024 * 1024
"""Bytes of what is read at most."""


class Unreadable(ValueError):
    """What was given is none of the forms that are read; the text says what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One message of HTTP, as far as it is there."""

    method: str | None = None
    """None for an answer or a callback, or where it is not there."""

    target: str | None = None
    """Path and query as they stand."""

    host: str | None = None
    headers: Headers
    body: bytes
    is_request: bool
    """Whether the brand signed it; WeChat Pay signs answers and callbacks."""


def capture(content: bytes) -> Capture:
    """Find out what the content is. Raises Unreadable."""
    if len(content) > LARGEST:
        raise Unreadable(f"it has more than {LARGEST} bytes")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("it is not UTF-8 text") from None
    if "\x00" in text or not text.strip():
        raise Unreadable("it is empty" if not text.strip() else "it is not text")
    if re.match(r"\s*(?:\$ )?curl\s", text):
        return _curl(text)
    return _message(text)


def _curl(text: str) -> Capture:
    command = text.strip().removeprefix("$ ")
    try:
        words = shlex.split(command.replace("\\\r\n", "").replace("\\\n", ""))
    except ValueError as problem:
        raise Unreadable(f"the curl command cannot be read: {problem}") from None
    method, url, pairs, data = None, None, list[tuple[str, str]](), list[str]()
    waiting = iter(words[1:])
    for word in waiting:
        name, given, value = word.partition("=") if word.startswith("--") else (word, "", "")
        if name in {"-X", "--request"}:
            method = value if given else next(waiting, "")
        elif name in {"-H", "--header"}:
            pairs += _fields([value if given else next(waiting, "")])
        elif name in _DATA_OPTIONS:
            data.append(value if given else next(waiting, ""))
        elif name == "--url":
            url = value if given else next(waiting, "")
        elif name in {"-F", "--form"}:
            raise Unreadable("an upload by -F cannot be explained from the command; give the request as it was sent")
        elif name in _WITH_VALUE:
            if not given:
                next(waiting, "")
        elif not word.startswith("-"):
            url = word
    if url is None:
        raise Unreadable("the curl command has no URL")
    if any(piece.startswith("@") for piece in data):
        raise Unreadable("the body stands in a file of its own (@...); put it into the command")
    place = urlsplit(url if "://" in url else f"https://{url}")
    body = "&".join(data).encode()
    return Capture(
        method=(method or ("POST" if data else "GET")),
        target=(place.path or "/") + (f"?{place.query}" if place.query else ""),
        host=place.netloc,
        headers=Headers(pairs),
        body=body,
        is_request=True,
    )


def _message(text: str) -> Capture:
    if re.match(r"[<>*] ", text):  # as curl -v shows it
        text = _VERBOSE.sub("", text).lstrip("\n")
    head, body = _parted(text)
    lines = [line.rstrip("\r") for line in head.split("\n") if line.strip()]
    method = target = host = None
    is_answer = bool(_STATUS_LINE.fullmatch(lines[0]))
    if match := _REQUEST_LINE.fullmatch(lines[0]) or _BARE_LINE.fullmatch(lines[0]):
        method, url = match[1], match[2]
        place = urlsplit(url)
        host = place.netloc or None
        target = url if not place.netloc else (place.path or "/") + (f"?{place.query}" if place.query else "")
    headers = Headers(_fields(lines[1:] if match or is_answer else lines))
    signed_by_us = headers.get("Authorization") is not None
    if not signed_by_us and headers.get("Wechatpay-Signature") is None and match is None and not is_answer:
        raise Unreadable(
            "it is neither a curl command, nor an HTTP message, nor header fields (`Name: value`) with a body below an empty line"
        )
    return Capture(
        method=method,
        target=target,
        host=host or headers.get("Host"),
        headers=headers,
        body=body.encode(),
        is_request=not is_answer and (signed_by_us or headers.get("Wechatpay-Signature") is None),
    )


def _parted(text: str) -> tuple[str, str]:
    """Part head and body at the first empty line."""
    match = re.search(r"\r?\n[ \t]*\r?\n", text)
    return (text[: match.start()], text[match.end() :]) if match else (text, "")


def _fields(lines: list[str]) -> list[tuple[str, str]]:
    return [(match[1], match[2].strip()) for line in lines if (match := _FIELD.fullmatch(line.strip()))]
