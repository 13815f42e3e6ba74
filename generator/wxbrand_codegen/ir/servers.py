"""Server URLs of a spec: data that decides where signed requests go, so read narrowly."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?", re.ASCII)
_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]+)*/?", re.ASCII)
_VISIBLE = re.compile(r"[!-~]+", re.ASCII)
_VARIABLE = re.compile(r"\{([^{}]*)\}")


class InvalidServer(ValueError):
    """The message completes a sentence that begins with "the server"."""


def server_url(server: Mapping[str, Any]) -> str:
    """Give the URL with its variables' defaults put in. Raises InvalidServer unless it is https, or http for this machine."""
    text = server.get("url")
    if not isinstance(text, str) or not text:
        raise InvalidServer("has no url")
    variables = server.get("variables")

    def default(match: re.Match[str]) -> str:
        variable = variables.get(match[1]) if isinstance(variables, Mapping) else None
        value = variable.get("default") if isinstance(variable, Mapping) else None
        if not isinstance(value, str):
            raise InvalidServer(f"has a variable {match[1]!r} without a default")
        return value

    url = _VARIABLE.sub(default, text)
    if not _VISIBLE.fullmatch(url):
        raise InvalidServer(f"{text!r} holds a blank or a character that a URL cannot hold")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise InvalidServer(f"{text!r} is not a URL") from None
    if parts.username is not None or parts.query or parts.fragment or "?" in url or "#" in url:
        raise InvalidServer("must not hold a user name, query or fragment")
    segments = parts.path.split("/")
    if not _HOST.fullmatch(host) or not _PATH.fullmatch(parts.path) or "." in segments or ".." in segments:
        raise InvalidServer(f"{text!r} must be https, a host, at most a port and a plain path")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_this_machine(host)):
        raise InvalidServer(f"{text!r} must begin with https:// (http:// only for this machine)")
    return url.rstrip("/")


def path_prefix(url: str) -> str:
    """Give the path of a server's URL, which stands before every path of the spec; empty for most."""
    return urlsplit(url).path.rstrip("/")


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
