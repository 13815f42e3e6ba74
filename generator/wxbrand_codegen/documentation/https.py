"""One download by https: redirects only to https, limits on size and time, the proxies of the environment.

The standard library's HTTP client is used, because an archive is received in pieces, and the runtime's reads whole answers.
"""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from time import monotonic
from urllib.parse import SplitResult, urljoin, urlsplit

from wxbrand_runtime.http import Origin
from wxbrand_runtime.http.proxies import Proxies, Proxy
from wxbrand_runtime.http.tls import default_context
from wxbrand_runtime.http.transport import connect_failed

_MOST_REDIRECTS = 5
_SILENCE = 30.0
"""Seconds to connect, and to wait for the next piece."""

_WHOLE_TIME = 900.0
"""Seconds for the whole download."""

_PIECE = 1 << 16
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TUNNEL = re.compile(r"Tunnel connection failed: (\d{3})")


class FetchFailed(Exception):
    """The archive could not be fetched; the message is one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A response whose body is still to be read."""

    status: int
    headers: Mapping[str, str]
    size: int | None
    """Bytes of the body; None if the server does not say."""

    _response: http.client.HTTPResponse
    _deadline: float

    def pieces(self, most_bytes: int) -> Iterator[bytes]:
        """Yield the body in pieces. Raises FetchFailed if it has more bytes than this, or ends too early."""
        received = 0
        if self.size is not None and self.size > most_bytes:
            raise _too_large(most_bytes)
        try:
            while received != self.size and (piece := self._response.read1(_PIECE)):  # `read` waits for a whole piece
                received += len(piece)
                if received > most_bytes:
                    raise _too_large(most_bytes)
                if monotonic() > self._deadline:
                    raise FetchFailed(f"it was not complete after {_WHOLE_TIME:g} s")
                yield piece
        except TimeoutError:
            raise FetchFailed(f"nothing more was received for {_SILENCE:g} s") from None
        except (http.client.HTTPException, OSError):
            raise _cut_short() from None
        if self.size is not None and received != self.size:
            raise _cut_short()


def is_https(url: str) -> bool:
    """Whether an address can be used: https, a host, no password, nothing that would have to be encoded."""
    parts = _parts(url)
    if parts is None or parts.scheme != "https" or parts.username is not None:
        return False
    return url.isascii() and url.isprintable() and " " not in url


@contextmanager
def download(url: str, headers: Mapping[str, str]) -> Iterator[Download]:
    """Ask for an address, following a few redirects. Raises FetchFailed."""
    deadline = monotonic() + _WHOLE_TIME
    for _ in range(_MOST_REDIRECTS + 1):
        with closing(_connection(url)) as connection:
            response = _response(connection, url, headers)
            if response.status not in _REDIRECTS:
                yield Download(
                    status=response.status,
                    headers={name.lower(): value for name, value in response.getheaders()},
                    size=response.length,
                    _response=response,
                    _deadline=deadline,
                )
                return
            url = _target(url, response)
    raise FetchFailed(f"it was redirected more than {_MOST_REDIRECTS} times")


def _connection(url: str) -> http.client.HTTPSConnection:
    """Open a connection, through the proxy of the environment if there is one for the host."""
    parts = urlsplit(url)
    origin = Origin(scheme="https", host=parts.hostname or "", port=parts.port or 443)
    try:
        proxy = Proxies(None).proxy_for(origin)
    except ValueError as error:  # the message names the variable, and has nothing of its value
        raise FetchFailed(f"the proxy cannot be used: {str(error).partition(';')[0]}") from None
    server = proxy.origin if proxy else origin
    connection = http.client.HTTPSConnection(server.host, server.port, timeout=_SILENCE, context=default_context())
    if proxy:
        authorization = {"Proxy-Authorization": proxy.authorization} if proxy.authorization else {}
        connection.set_tunnel(origin.host, origin.port, authorization)
    try:
        connection.connect()
    except (OSError, ValueError, http.client.HTTPException) as error:
        connection.close()
        raise FetchFailed(_reason(error, origin, proxy)) from None
    return connection


def _reason(error: Exception, origin: Origin, proxy: Proxy | None) -> str:
    if refused := _TUNNEL.match(str(error)):
        return f"the proxy {proxy.origin.authority if proxy else ''} answered {_status(int(refused[1]))}"
    where = f"{origin.authority} through the proxy {proxy.origin.authority}" if proxy else origin.authority
    return str(connect_failed(where, error))


def _response(
    connection: http.client.HTTPSConnection, url: str, headers: Mapping[str, str]
) -> http.client.HTTPResponse:
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("GET", target, headers={"Accept-Encoding": "identity", **headers})
        return connection.getresponse()
    except TimeoutError:
        raise FetchFailed(f"no answer for {_SILENCE:g} s") from None
    except OSError:
        raise FetchFailed("the connection was closed before an answer") from None
    except http.client.HTTPException:
        raise FetchFailed("its answer is not HTTP") from None


def _target(url: str, response: http.client.HTTPResponse) -> str:
    """Return the address of a redirect. Raises FetchFailed if it must not be followed."""
    location = response.getheader("Location")
    if not location:
        raise FetchFailed(f"it answered {_status(response.status)} without an address")
    target = urljoin(url, location)
    if is_https(target):
        return target
    parts = _parts(target)
    where = f"{parts.scheme}://{parts.hostname}" if parts else "an address that cannot be read"
    raise FetchFailed(f"it redirects to {where}; only https addresses are followed")


def unexpected(status: int) -> FetchFailed:
    """Return the error for an answer that is neither the archive nor the news that it is unchanged."""
    return FetchFailed(f"it answered {_status(status)}")


def _status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _parts(url: str) -> SplitResult | None:
    """Split an address; None if it has no host, or a port that is none."""
    try:
        parts = urlsplit(url)
        usable = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if usable else None


def _too_large(most_bytes: int) -> FetchFailed:
    return FetchFailed(f"it has more than {most_bytes:,} bytes")


def _cut_short() -> FetchFailed:
    return FetchFailed("the connection was closed before the archive was complete")
