"""Post a notification to a handler, and tell what WeChat Pay would make of its answer."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from wxbrand_runtime.http import Headers, HttpRequest, Origin, TransportError
from wxbrand_runtime.http.async_transport import AsyncSocketTransport
from wxbrand_runtime.testing.notifications import TIMEOUT

_MAX_ANSWER = 64 * 1024
"""Bytes of a handler's body; real ones have a hundred at most."""

_CHOSEN_HERE = frozenset(
    {
        "accept-encoding", "connection", "content-length", "expect", "host", "http2-settings", "keep-alive", "proxy-authorization",
        "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
    }
)  # fmt: skip
"""Fields of one connection (RFC 9110, section 7.6.1), and those that whoever sends a request chooses."""


class InvalidUrl(ValueError):
    """The address of a handler cannot be used. The message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handler:
    """Where a handler listens."""

    url: str
    origin: Origin
    target: str
    """Path and query; empty if the address has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlerAnswer:
    """What a handler answered, or why it did not."""

    url: str
    seconds: float
    status: int | None = None
    """None if there was no answer."""

    headers: Headers = field(default_factory=Headers)
    body: bytes = field(default=b"", repr=False)
    problem: str = ""
    """Why there was no answer."""

    @property
    def is_late(self) -> bool:
        """Whether WeChat Pay had given up before the answer came."""
        return self.seconds > TIMEOUT

    @property
    def is_success(self) -> bool:
        """Whether the status is a success, be it too late."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_accepted(self) -> bool:
        """Whether WeChat Pay takes the notification as received, and does not send it again."""
        return self.is_success and not self.is_late


def parse_handler(url: str) -> Handler:
    """Parse the address of a handler: http or https, on any machine. Raises InvalidUrl."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise InvalidUrl(f"it is not a URL: {error}") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0:
        raise InvalidUrl("it must be an address such as http://127.0.0.1:8000/notify")
    if parts.username is not None or parts.fragment or not (url.isascii() and url.isprintable()) or " " in url:
        raise InvalidUrl("it must not have a user name, a fragment (#...), blanks or characters that are not ASCII")
    usual = 443 if parts.scheme == "https" else 80
    origin = Origin(scheme=parts.scheme, host=parts.hostname, port=port or usual)
    path = parts.path if parts.path != "/" or parts.query else ""
    query = f"?{parts.query}" if parts.query else ""
    return Handler(url=url, origin=origin, target=f"{path or '/'}{query}" if path or query else "")


async def post(
    handler: Handler, headers: Iterable[tuple[str, str]], body: bytes, *, target: str = "/", seconds: float = TIMEOUT
) -> HandlerAnswer:
    """Post a notification as it is, except for header fields of the connection. Never raises for what the handler does.

    target: path and query, if the address of the handler has none. seconds: for the whole exchange.
    """
    request = HttpRequest(
        origin=handler.origin,
        method="POST",
        target=handler.target or target,
        headers=(
            *((name, value) for name, value in headers if name.lower() not in _CHOSEN_HERE),
            ("Connection", "close"),
        ),
        body=body,
        connect_timeout=seconds,
        timeout=seconds,
        max_body=_MAX_ANSWER,
    )
    url = f"{handler.origin.url}{request.target}"
    transport = AsyncSocketTransport()
    begin = time.monotonic()
    try:
        answer = await transport.exchange(request)
    except TransportError as error:
        return HandlerAnswer(url=url, seconds=time.monotonic() - begin, problem=str(error))
    finally:
        await transport.close()
    took = time.monotonic() - begin
    return HandlerAnswer(url=url, seconds=took, status=answer.status, headers=answer.headers, body=answer.body)
