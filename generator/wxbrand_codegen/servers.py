"""Server URLs of a spec: data that decides where signed requests go, so read narrowly."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from wxbrand_codegen.nodes import Mapping, plain

_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?", re.ASCII)
_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]+)*/?", re.ASCII)
_VARIABLE = re.compile(r"\{([^{}]*)\}")


class UnusableServer(ValueError):
    """The message completes a sentence that begins with "the server"."""


def server_url(server: Mapping) -> str:
    """Give the URL with its variables' defaults put in. Raises UnusableServer unless it is https, or http for this machine."""
    text = server.text("url")
    if not text:
        raise UnusableServer("has no url")
    variables = server.mapping("variables")

    def default(match: re.Match[str]) -> str:
        variable = variables.mapping(match[1]) if variables else None
        value = plain(variable.members["default"]) if variable and "default" in variable.members else None
        if not isinstance(value, str):
            raise UnusableServer(f"has a variable {match[1]!r} without a default")
        return value

    url = _VARIABLE.sub(default, text)
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise UnusableServer(f"{text!r} is not a URL") from None
    if parts.username is not None or parts.query or parts.fragment or "?" in url or "#" in url:
        raise UnusableServer("must not hold a user name, query or fragment")
    segments = parts.path.split("/")
    if not _HOST.fullmatch(host) or not _PATH.fullmatch(parts.path) or "." in segments or ".." in segments:
        raise UnusableServer(f"{text!r} must be https, a host, at most a port and a plain path")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_this_machine(host)):
        raise UnusableServer(f"{text!r} must begin with https:// (http:// only for this machine)")
    return url.rstrip("/")


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
