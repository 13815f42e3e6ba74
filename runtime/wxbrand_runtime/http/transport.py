"""The interface between the client and whatever sends its requests, and the two ways in which sending fails.

The messages of the errors are in our own words: those of libraries may quote what was sent.
"""

from __future__ import annotations

import os
from typing import Protocol

from wxbrand_runtime.http.messages import Answer, HttpRequest

CLOSED = "the connection was closed before the response was complete"
SWITCHED = "the server switched to another protocol without being asked"
ENCODED = "the response is compressed or otherwise encoded, which was not asked for"


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


def connect_failed(where: str, error: Exception) -> ConnectFailed:
    """Return the error for a connection that could not be made."""
    import socket  # like ssl slow to import, and time does not matter after a failure
    import ssl

    match error:
        case ssl.SSLCertVerificationError():
            return ConnectFailed(f"the TLS certificate of {where} is not trusted: {error.verify_message}")
        case ssl.SSLError():
            reason = (error.reason or "handshake failed").replace("_", " ").lower()
            return ConnectFailed(f"no TLS connection to {where}: {reason}")
        case TimeoutError():
            return connect_timed_out(where)
        case socket.gaierror() | UnicodeError():
            reason = "the host name is not known"
        case OSError(errno=int(number)) if number > 0:
            reason = os.strerror(number).lower()
        case _:
            reason = "the connection was closed or never made"
    return ConnectFailed(f"no connection to {where}: {reason}")


def connect_timed_out(where: str) -> ConnectFailed:
    """Return the error for time that ran out before anything was sent."""
    return ConnectFailed(f"no connection to {where} in the time allowed")


def exchange_timed_out(request: HttpRequest) -> ExchangeFailed:
    """Return the error for time that ran out after something was sent."""
    return ExchangeFailed(
        f"{request.origin.authority} did not answer completely within {round(request.timeout, 3):g} s"
    )


def too_large(max_body: int) -> ExchangeFailed:
    """Return the error for a response body that is longer than allowed."""
    return ExchangeFailed(f"the response is longer than {max_body} bytes")
