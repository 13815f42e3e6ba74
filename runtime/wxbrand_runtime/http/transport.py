"""The interface between the client and whatever sends its requests, and the two ways in which sending fails."""

from __future__ import annotations

from typing import Protocol

from wxbrand_runtime.http.messages import Answer, HttpRequest


class TransportError(Exception):
    """Base of the two errors of a transport. The message gives the reason and contains nothing that was sent."""


class ConnectFailed(TransportError):
    """Not one byte of the request was sent: name look-up, TCP, proxy or TLS failed, or time ran out before."""


class ExchangeFailed(TransportError):
    """At least one byte of the request may have been sent, and no complete response was received."""


class Transport(Protocol):
    """Sends one request and returns its response. It follows no redirect, retries, decompresses and adds nothing."""

    def exchange(self, request: HttpRequest) -> Answer:
        """Send a request once. Raise ConnectFailed if nothing was sent, ExchangeFailed if something may have been."""
        ...

    def close(self) -> None:
        """Close every connection; a second call does nothing."""
        ...


class AsyncTransport(Protocol):
    """The same for asyncio."""

    async def exchange(self, request: HttpRequest) -> Answer:
        """Send a request once. Raise ConnectFailed if nothing was sent, ExchangeFailed if something may have been."""
        ...

    async def close(self) -> None:
        """Close every connection; a second call does nothing."""
        ...
