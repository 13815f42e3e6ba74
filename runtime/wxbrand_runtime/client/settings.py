"""Settings of a client: the defaults, and the validation of what users pass to its constructor, base URLs included."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from wxbrand_runtime.auth.credentials import Credentials
from wxbrand_runtime.auth.hidden_characters import describe_hidden
from wxbrand_runtime.auth.schemes import Scheme
from wxbrand_runtime.client.actions import is_asynchronous
from wxbrand_runtime.client.hooks import Hooks
from wxbrand_runtime.client.limiting import AsyncLimiter, Limiter
from wxbrand_runtime.errors import InvalidCredentials
from wxbrand_runtime.http import Origin

DEFAULT_TIMEOUT = 15.0  # seconds, like the next two
DEFAULT_CONNECT_TIMEOUT = 5.0
DEFAULT_DEADLINE = 60.0
DEFAULT_RETRIES = 2

MAX_TIMEOUT = 3600
"""Seconds; the upper limit of every timeout and of the deadline."""

MAX_RETRIES = 10

MAX_RESPONSE_BODY = 8 * 1024 * 1024
"""Bytes of a response body that are read at most. Real ones have a few kilobytes."""

_HOST_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\Z")
_PREFIX = re.compile(r"(?:/[A-Za-z0-9._~-]+)*\Z")


class Settings(Struct, frozen=True, kw_only=True):
    """Everything that a call needs beside its request, validated. `BaseClient` documents what is not documented here."""

    credentials: Credentials

    origins: tuple[Origin, ...]
    """The server to call, followed by its backups."""

    timeout: float
    connect_timeout: float
    deadline: float
    retries: int
    max_response_body: int
    """Bytes of a response body at most."""

    clock: Callable[[], float]
    nonce: Callable[[], str]
    hooks: tuple[Hooks, ...]
    limiter: Limiter | AsyncLimiter | None
    jitter: Callable[[], float] = random.random
    """Returns a number between 0 and 1."""


def validate_credentials(value: object, scheme: Scheme, client: str) -> Credentials:
    """Return the credentials. Raise TypeError for another value, and InvalidCredentials for those of another scheme."""
    if not isinstance(value, Credentials):
        raise TypeError(f"credentials must be a Credentials, not {type(value).__name__}; see Credentials.from_files")
    if value.scheme != scheme:
        raise InvalidCredentials(
            f"{client} signs as a {scheme.caller}, and these are the credentials of a {value.scheme.caller}; "
            f"create credentials with {scheme.id_parameter}"
        )
    return value


def parse_base_url(text: object) -> Origin:
    """Parse a base URL.

    Raises TypeError if it is not text, and ValueError unless it is https, or http for this machine, with a host and at
    most a port and a plain path.
    """
    if not isinstance(text, str):
        raise TypeError(f"base_url must be text (str), not {type(text).__name__}")
    if hidden := describe_hidden(text):  # urlsplit drops some of them silently
        raise ValueError(f"base_url has {hidden}; remove it")
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


def validate_seconds(name: str, value: object) -> float:
    """Return the seconds of a timeout, or raise ValueError."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= MAX_TIMEOUT:
        raise ValueError(f"{name} must be a number of seconds above 0 and at most {MAX_TIMEOUT}")
    return float(value)


def validate_retries(value: object) -> int:
    """Return the number of retries, or raise ValueError."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_RETRIES:
        raise ValueError(f"retries must be a whole number from 0 to {MAX_RETRIES}")
    return value


def validate_hooks(value: Hooks | Iterable[Hooks]) -> tuple[Hooks, ...]:
    """Return the hooks as a tuple, or raise TypeError."""
    untyped: Any = value
    hooks: tuple[Any, ...] = tuple(untyped) if hasattr(untyped, "__iter__") else (untyped,)
    for each in hooks:
        if not isinstance(each, Hooks):
            raise TypeError(
                f"hooks must be a Hooks or an iterable of Hooks, not {type(each).__name__}; see wxbrand_runtime.client.Hooks"
            )
    return hooks


def validate_limiter(value: Any) -> Any:
    """Return the limiter, or raise TypeError."""
    if isinstance(value, type):
        raise TypeError(f"limiter is the class {value.__name__}; pass an instance of it")
    if value is not None and not callable(getattr(value, "take", None)):
        raise TypeError(f"limiter must be one of those in wxbrand_runtime.rate_limits, not {type(value).__name__}")
    return value


def refuse_asynchronous(name: str, function: object) -> None:
    """Raise TypeError for an `async def` function, which a synchronous client could not await."""
    if is_asynchronous(function):
        raise TypeError(f"the {name} is asynchronous; use an asynchronous client, or pass a synchronous {name}")


def validate_transport(transport: object, ca_file: object, proxy: object, *, asynchronous: bool) -> None:
    """Raise TypeError for a transport of the wrong kind: it might send a request, and the response would be lost."""
    if ca_file is not None or proxy is not None:
        raise TypeError("ca_file and proxy belong to the built-in transport; pass them to your own transport instead")
    exchange: object = getattr(transport, "exchange", None)
    if not callable(exchange):
        expected = "AsyncTransport" if asynchronous else "Transport"
        raise TypeError(
            f"transport must be a wxbrand_runtime.http.{expected}; {type(transport).__name__} has no exchange()"
        )
    if not asynchronous:
        refuse_asynchronous("transport", exchange)
    elif hasattr(exchange, "__code__") and not is_asynchronous(exchange):
        raise TypeError("the transport is synchronous; its exchange() must be `async def` for an asynchronous client")
