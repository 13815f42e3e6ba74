"""Choose the proxy for an origin: the one that was given, that of the environment, or none.

`urllib.request` reads the same variables, but it takes 30 ms to import and knows no networks such as 10.0.0.0/8.
"""

from __future__ import annotations

import base64
import os
from typing import Literal
from urllib.parse import unquote, urlsplit

from wxbrand_runtime.http.messages import Origin
from wxbrand_runtime.values import Value

ProxyOption = str | Literal[False] | None
"""`http://[user:password@]host:port`; None for HTTPS_PROXY and NO_PROXY of the environment; False for no proxy."""


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


class Proxies:
    """The proxies of one transport. The environment is read when it is created."""

    def __init__(self, proxy: ProxyOption) -> None:
        self._proxy = parse_proxy(proxy) if proxy is not None and proxy is not False else None
        self._environment = _variable("https_proxy") if proxy is None else ("", "")
        self._exceptions = _variable("no_proxy")[1].lower().replace(",", " ").split()

    def proxy_for(self, origin: Origin) -> Proxy | None:
        """Return the proxy for an origin, None to connect directly. Raise ValueError if there is one that cannot be used."""
        if self._proxy is not None:
            if origin.scheme == "http":  # the proxy could read and change what is sent
                raise ValueError("a proxy is only used for https; leave it out for a base_url that begins with http://")
            return self._proxy
        name, url = self._environment
        if not url or origin.scheme == "http" or any(_matches(origin, entry) for entry in self._exceptions):
            return None
        return parse_proxy(url if "://" in url else f"http://{url}", name=name)


def parse_proxy(url: object, name: str = "proxy") -> Proxy:
    """Parse `http://[user:password@]host:port`. Raise ValueError, without the URL in it, for anything else."""
    try:
        parts = urlsplit(url if isinstance(url, str) else "")
        host, port = parts.hostname, parts.port
    except ValueError:
        parts, host, port = urlsplit(""), None, None
    if host is None or port is None or parts.scheme != "http" or parts.path.strip("/") or parts.query or parts.fragment:
        hint = "" if name == "proxy" else "; correct it, or pass proxy=False to ignore it"
        raise ValueError(f"{name} must be http://host:port or http://user:password@host:port{hint}")
    if parts.username is None:
        return Proxy(host, port, None)
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return Proxy(host, port, "Basic " + base64.b64encode(pair.encode()).decode("ascii"))


def _variable(name: str) -> tuple[str, str]:
    """Return name and value of an environment variable. Lower case has precedence, as in `urllib.request`."""
    name = name if name in os.environ else name.upper()
    return name, os.environ.get(name, "").strip()


def _matches(origin: Origin, entry: str) -> bool:
    """Return whether an entry of NO_PROXY covers an origin: `*`, a domain with its subdomains, an address or a network."""
    if entry == "*":
        return True
    if "/" in entry:
        return _is_in_network(origin.host, entry)
    domain = entry.removeprefix("*").removeprefix(".")
    hosts = (origin.host.lower(), origin.bracketed_host.lower(), origin.host_and_port.lower())
    return bool(domain) and any(host == domain or host.endswith(f".{domain}") for host in hosts)


def _is_in_network(host: str, network: str) -> bool:
    import ipaddress  # slow to import, and hardly ever needed

    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False
