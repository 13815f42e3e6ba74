"""The servers of a document. They decide where signed requests go, so only plain https URLs are used."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?", re.ASCII)
_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]+)*/?", re.ASCII)
_VISIBLE = re.compile(r"[!-~]+", re.ASCII)
_VARIABLE = re.compile(r"\{([^{}]*)\}")


WECHAT_PAY = ("https://api.mch.weixin.qq.com", "https://api2.mch.weixin.qq.com")
"""WeChat Pay's host and its backup, for documents that name no server."""


class InvalidServer(ValueError):
    """The message completes a sentence that begins with "the server"."""


def default_urls(servers: Sequence[Any]) -> tuple[str, ...]:
    """Return the URL that clients of a document with these server objects call by default, followed by its backups.

    Nothing if the first server cannot be used: another one is not what its author means by default. Only WeChat Pay's
    hosts are backups of each other: a second server is often one for tests, which must not get a real request.
    """
    if not servers:
        return WECHAT_PAY
    urls: list[str] = []
    for server in servers:
        try:
            urls.append(server_url(server if isinstance(server, Mapping) else {}))
        except InvalidServer:
            if not urls:
                return ()
    return tuple(dict.fromkeys(url for url in urls if url == urls[0] or is_backup(url, urls[0])))


def is_backup(url: str, first: str) -> bool:
    """Return whether a server takes the requests of the first one when that cannot be reached."""
    return url in WECHAT_PAY and first in WECHAT_PAY


def server_url(server: Mapping[str, Any]) -> str:
    """Return the URL of a server object, its variables replaced by their defaults.

    Raises InvalidServer unless it is https, or http on a loopback address.
    """
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
        raise InvalidServer(f"{text!r} contains a space or another character that is not allowed in a URL")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise InvalidServer(f"{text!r} is not a URL") from None
    if parts.username is not None or parts.query or parts.fragment or "?" in url or "#" in url:
        raise InvalidServer("must not have a user name, a query or a fragment")
    segments = parts.path.split("/")
    if not _HOST.fullmatch(host) or not _PATH.fullmatch(parts.path) or "." in segments or ".." in segments:
        raise InvalidServer(f"{text!r} must consist of https://, a host, an optional port and a plain path")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(host)):
        raise InvalidServer(f"{text!r} must begin with https:// (http:// is for loopback addresses only)")
    return url.rstrip("/")


def path_prefix(urls: Sequence[str]) -> str:
    """Return the path of the default server, the prefix of every path of the spec; usually empty."""
    return urlsplit(urls[0]).path.rstrip("/") if urls else ""


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
