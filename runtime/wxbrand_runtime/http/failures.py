"""Messages of the errors of a transport, in our own words: those of libraries may quote what was sent."""

from __future__ import annotations

import os
import socket

from wxbrand_runtime.http.messages import HttpRequest
from wxbrand_runtime.http.transport import ConnectFailed, ExchangeFailed


def connect_failed(where: str, error: Exception) -> ConnectFailed:
    """Return the error for a connection that could not be made."""
    import ssl  # slow to import, and time does not matter after a failure

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


def connection_closed() -> ExchangeFailed:
    """Return the error for a connection that was closed too early."""
    return ExchangeFailed("the connection was closed before the response was complete")


def not_http() -> ExchangeFailed:
    """Return the error for bytes that are not a response."""
    return ExchangeFailed("what was received is not an HTTP/1.1 response")


def protocol_switched() -> ExchangeFailed:
    """Return the error for status 101."""
    return ExchangeFailed("the server switched to another protocol without being asked")


def encoded() -> ExchangeFailed:
    """Return the error for a coding that was not asked for."""
    return ExchangeFailed("the response is compressed or otherwise encoded, which was not asked for")


def too_large(max_body: int) -> ExchangeFailed:
    """Return the error for a response body that is longer than allowed."""
    return ExchangeFailed(f"the response is longer than {max_body} bytes")
