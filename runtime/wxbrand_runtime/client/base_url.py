"""Parse and check base URLs."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from wxbrand_runtime.http import Origin

_HOST_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\Z")
_PREFIX = re.compile(r"(?:/[A-Za-z0-9._~-]+)*\Z")


def parse_base_url(text: str) -> Origin:
    """Parse a base URL.

    Raises ValueError unless it is https, or http for this machine, with a host and at most a port and a plain path.
    """
    if not text.isprintable() or text != text.strip():  # urlsplit drops them silently
        raise ValueError("base_url contains a line end, a control character or an outer space; remove it")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise ValueError(f"base_url is not a URL: {error}") from None
    if port == 0:
        raise ValueError("base_url has port 0, which no server uses")
    host = parts.hostname or ""
    if parts.scheme not in {"https", "http"} or not host:
        raise ValueError(
            "base_url must begin with https:// and name a host, such as https://api.mch.weixin.qq.com; "
            "http:// is only for a server of this machine, such as http://127.0.0.1:8090"
        )
    if parts.username is not None or parts.password is not None:
        raise ValueError("base_url must not contain a user name or password")
    if parts.query or parts.fragment or "?" in text or "#" in text:
        raise ValueError("base_url must not contain a query or fragment")
    if not (_HOST_NAME.match(host) or ":" in host):
        raise ValueError("base_url has a host name with characters that no host has")
    prefix = parts.path.rstrip("/")
    if not _PREFIX.match(prefix) or any(segment in {".", ".."} for segment in prefix.split("/")):
        raise ValueError("base_url has a path that is not plain segments of letters, digits and -._~")
    if parts.scheme == "http" and not is_loopback(host):
        raise ValueError("base_url must be https; http is only for this machine (127.0.0.1, ::1, localhost)")
    return Origin(scheme=parts.scheme, host=host, port=port or {"https": 443, "http": 80}[parts.scheme], prefix=prefix)


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine by definition (RFC 6761, section 6.3)."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    import ipaddress  # slow to import, and https needs no loopback address

    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
