"""Write requests as the bytes of HTTP/1.1."""

from __future__ import annotations

import re
from itertools import chain

from wxbrand_runtime.http.messages import HttpRequest, Origin

_TARGET = re.compile(r"/[!-\"$-~]*(?<!\?)")  # HTTP libraries drop a fragment, and a "?" with nothing after it
_LINE_BREAK = re.compile(r"[\r\n\0]")


def request_bytes(request: HttpRequest) -> bytes:
    """Return the whole request, in one piece, so that it leaves in one packet if it fits."""
    check_request(request)
    lines = [f"{request.method} {request.target} HTTP/1.1", f"Host: {request.origin.authority}"]
    lines += [f"{name}: {value}" for name, value in request.headers]
    if request.body is not None:
        lines.append(f"Content-Length: {len(request.body)}")
    return _head(lines) + (request.body or b"")


def connect_bytes(origin: Origin, authorization: str | None) -> bytes:
    """Return the request for a tunnel through a proxy."""
    lines = [f"CONNECT {origin.host_and_port} HTTP/1.1", f"Host: {origin.host_and_port}"]
    if authorization is not None:
        lines.append(f"Proxy-Authorization: {authorization}")
    return _head(lines)


def check_request(request: HttpRequest) -> None:
    """Raise ValueError, without the values, for a request that cannot be sent exactly as it is."""
    if not _TARGET.fullmatch(request.target):
        raise ValueError("the target must be a path and query of percent-encoded ASCII")
    if _LINE_BREAK.search("".join(chain.from_iterable(request.headers))):
        raise ValueError("a header field contains a line break")


def _head(lines: list[str]) -> bytes:
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1")
