"""Proxies: the address of one that tunnels https by CONNECT."""

from __future__ import annotations

import base64
from urllib.parse import unquote, urlsplit

from wxbrand_runtime.http.messages import Origin
from wxbrand_runtime.values import Value


class Proxy(Value, frozen=True):
    """An HTTP proxy. Its repr contains no password."""

    repr_fields = ("host", "port")

    host: str
    port: int
    authorization: str | None
    """Value of Proxy-Authorization, or None."""

    @property
    def origin(self) -> Origin:
        """The address of the proxy itself."""
        return Origin(scheme="http", host=self.host, port=self.port)


def parse_proxy(url: str) -> Proxy:
    """Parse `http://[user:password@]host:port`. Raise ValueError, without the URL in it, for anything else."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        parts, host, port = urlsplit(""), None, None
    if host is None or port is None or parts.scheme != "http" or parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("proxy must be http://host:port or http://user:password@host:port")
    if parts.username is None:
        return Proxy(host, port, None)
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return Proxy(host, port, "Basic " + base64.b64encode(pair.encode()).decode("ascii"))


def refuse_plain_through_proxy(origin: Origin) -> None:
    """Raise ValueError for an http origin: a proxy could read and change what is sent."""
    if origin.scheme == "http":
        raise ValueError("a proxy is only used for https; leave it out for a base_url that begins with http://")
