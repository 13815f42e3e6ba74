"""Send one message to the brand's server. Only loopback addresses are called."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

from wxbrand_runtime.testing.notifications import TIMEOUT

from wxbrand_codegen.sandbox.product.notifications.deliveries import Message

_MAX_ANSWER = 2_000
"""Bytes of the response's body that are kept."""

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def is_loopback_url(url: str) -> bool:
    """Whether the sandbox may call a URL: http or https, to a loopback address."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # not a URL, or a port above 65535
        return False
    return parts.scheme in {"http", "https"} and parts.hostname in _LOOPBACK and port != 0


def post(url: str, message: Message) -> tuple[str, bytes]:
    """Send once; return the status, or why there was no response, and the beginning of the response's body."""
    headers, body = message
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=TIMEOUT)
    try:
        connection.request("POST", parts.path or "/", body, dict(headers))
        response = connection.getresponse()
        return str(response.status), _read(response)
    except (OSError, ValueError, http.client.HTTPException) as problem:
        return f"{type(problem).__name__}: {problem}", b""
    finally:
        connection.close()


def _read(response: http.client.HTTPResponse) -> bytes:
    """Read the beginning of the body. The status counts, so a body that breaks off is no failure."""
    try:
        return response.read(_MAX_ANSWER)
    except (OSError, http.client.HTTPException):
        return b""
