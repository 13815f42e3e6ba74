"""Parse and check base URLs."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from wxbrand_runtime.http import Origin

_HOST_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\Z")
_PREFIX = re.compile(r"(?:/[A-Za-z0-9._~-]+)*\Z")


def parse_base_url(text: str) -> Origin:
    """Take a base URL apart.

    Raises ValueError, with a sentence, unless it is https (http for loopback only) with a host, at most a port and a plain path.
    """
    if not text.isprintable() or text != text.strip():  # urlsplit silently drops them
        raise ValueError("base_url holds a line end, a control character or an outer blank; take it away")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as problem:
        raise ValueError(f"base_url is not a URL: {problem}") from None
    if port == 0:
        raise ValueError("base_url names port 0, which no server has")
    host = parts.hostname or ""
    if parts.scheme not in {"https", "http"} or not host:
        raise ValueError(
            "base_url must begin with https:// and name a host, such as https://api.mch.weixin.qq.com; "
            "http:// is for a server of this machine, such as http://127.0.0.1:8090"
        )
    if parts.username is not None or parts.password is not None:
        raise ValueError("base_url must not hold a user name or password")
    if parts.query or parts.fragment or "?" in text or "#" in text:
        raise ValueError("base_url must not hold a query or fragment")
    if not (_HOST_NAME.match(host) or ":" in host):
        raise ValueError("base_url names a host with characters that no host has")
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
    import ipaddress  # slow to import, and only http has to be of this machine

    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
