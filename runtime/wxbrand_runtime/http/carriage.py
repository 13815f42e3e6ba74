"""What both transports share: the TLS context, the proxy's address, and the sentences for what can fail."""

from __future__ import annotations

import base64
import functools
import os
import re
import socket
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from wxbrand_runtime.http.messages import ConnectFailed, ExchangeFailed, HttpRequest, Origin
from wxbrand_runtime.values import Value

if TYPE_CHECKING:
    import ssl

IDLE_SECONDS = 7
"""How long a connection may stay unused and still be reused; WeChat Pay drops idle ones after 8 s."""


_TARGET = re.compile(r"/[!-\"$-~]*(?<!\?)")  # a client library would drop a fragment, or a "?" with nothing after it
_LINE_BREAK = re.compile(r"[\r\n\0]")


@functools.cache  # making one costs 23 to 47 ms, and it is safe to share
def default_context() -> ssl.SSLContext:
    """Return the process's one TLS context: the system's authorities, host names checked, TLS 1.2 or newer."""
    import ssl  # slow to import, and not needed before the first connection

    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    return context


def context_trusting(ca_file: str | os.PathLike[str]) -> ssl.SSLContext:
    """Make a TLS context that trusts the authorities in a PEM file and no other; ValueError, naming it, if it cannot be used."""
    if not os.fspath(ca_file):
        raise ValueError("ca_file is empty; leave it out to trust the system's authorities")
    import ssl  # slow to import, and not needed by most clients before the first connection

    try:
        context = ssl.create_default_context(cafile=ca_file)
    except FileNotFoundError:
        why = "there is no such file"
    except ssl.SSLError:
        why = "it holds no certificate in PEM form"
    except OSError as error:
        why = os.strerror(error.errno).lower() if error.errno else "it cannot be read"
    else:
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.set_alpn_protocols(["http/1.1"])
        return context
    raise ValueError(f"ca_file {os.fspath(ca_file)!r} cannot be used: {why}")


class Proxy(Value, frozen=True):
    """An HTTP proxy that tunnels by CONNECT. Its repr shows no password."""

    repr_fields = ("host", "port")

    host: str
    port: int
    authorization: str | None
    """Value of Proxy-Authorization, or None."""

    @property
    def origin(self) -> Origin:
        """Where the proxy listens."""
        return Origin(scheme="http", host=self.host, port=self.port)


def parse_proxy(text: str) -> Proxy:
    """Take `http://[user:password@]host:port` apart; ValueError, without the text in it, for anything else."""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        parts, host, port = urlsplit(""), None, None
    if host is None or port is None or parts.scheme != "http" or parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("proxy must be http://host:port or http://user:password@host:port")
    if parts.username is None:
        return Proxy(host, port, None)
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return Proxy(host, port, "Basic " + base64.b64encode(pair.encode()).decode("ascii"))


def request_bytes(request: HttpRequest) -> bytes:
    """Build the request as it goes over the wire, in one piece, so that it leaves in one packet if it can."""
    refuse_unsendable(request)
    lines = [f"{request.method} {request.target} HTTP/1.1", f"Host: {request.origin.authority}"]
    lines += [f"{name}: {value}" for name, value in request.headers]
    if request.body is not None:
        lines.append(f"Content-Length: {len(request.body)}")
    return _head(lines) + (request.body or b"")


def connect_bytes(origin: Origin, proxy: Proxy) -> bytes:
    """Build the request for a way through a proxy."""
    host = f"[{origin.host}]" if ":" in origin.host else origin.host
    lines = [f"CONNECT {host}:{origin.port} HTTP/1.1", f"Host: {host}:{origin.port}"]
    if proxy.authorization is not None:
        lines.append(f"Proxy-Authorization: {proxy.authorization}")
    return _head(lines)


def refuse_no_way(status: int, proxy: Proxy) -> None:
    """Raise ConnectFailed unless a proxy gave the way."""
    if not 200 <= status < 300:
        raise ConnectFailed(f"the proxy {proxy.origin.authority} refused the way: status {status}")


def _head(lines: list[str]) -> bytes:
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1")


def refuse_unsendable(request: HttpRequest) -> None:
    """Raise ValueError for what could not go over the wire as it stands; the values are not shown."""
    if not _TARGET.fullmatch(request.target):
        raise ValueError("the target must be a path and query of percent-encoded ASCII")
    if _LINE_BREAK.search("".join(chain.from_iterable(request.headers))):
        raise ValueError("a header field holds a line break")


def refuse_plain_through_proxy(origin: Origin) -> None:
    """Raise ValueError for an http origin: a proxy would see and could change what is sent."""
    if origin.scheme == "http":
        raise ValueError("a proxy is only used for https; leave it out for a base_url that begins with http://")


def why_no_connection(where: str, error: Exception) -> str:
    """Say why there is no connection, in our words: foreign texts may quote what was sent."""
    import ssl  # slow to import, and nothing waits for what failed

    match error:
        case ssl.SSLCertVerificationError():
            return f"the TLS certificate of {where} is not trusted: {error.verify_message}"
        case ssl.SSLError():
            reason = (error.reason or "handshake failed").replace("_", " ").lower()
            return f"no TLS connection to {where}: {reason}"
        case TimeoutError():
            return out_of_time_connecting(where)
        case socket.gaierror() | UnicodeError():
            return f"no connection to {where}: the host name is not known"
        case OSError(errno=int(number)) if number > 0:
            return f"no connection to {where}: {os.strerror(number).lower()}"
        case _:
            return f"no connection to {where}: the connection was closed or never made"


def out_of_time_connecting(where: str) -> str:
    """Say that time ran out before anything was sent."""
    return f"no connection to {where} in the time allowed"


def out_of_time_answering(request: HttpRequest) -> str:
    """Say that time ran out after something was sent."""
    return f"{request.origin.authority} did not answer completely within {round(request.timeout, 3):g} s"


def refuse_coded(content_codings: tuple[str, ...], transfer_codings: tuple[str, ...]) -> None:
    """Raise ExchangeFailed for a coding that was not asked for, such as compression."""
    if not content_codings and not transfer_codings:
        return
    codings = {coding.strip(" \t").lower() for coding in content_codings} - {"", "identity"}
    transferred = [coding.strip(" \t").lower() for coding in transfer_codings]
    if codings or transferred not in ([], ["chunked"]):
        raise ExchangeFailed("the answer is compressed or otherwise encoded, which was not asked for")


def broken_off() -> ExchangeFailed:
    """Make the error for a connection that ended too early."""
    return ExchangeFailed("the connection ended before the answer was complete")


def not_http() -> ExchangeFailed:
    """Make the error for bytes that are no HTTP/1.1 answer."""
    return ExchangeFailed("what came back is not an HTTP/1.1 answer")


def too_large(max_body: int) -> ExchangeFailed:
    """Make the error for an answer longer than allowed."""
    return ExchangeFailed(f"the answer is longer than {max_body} bytes")
