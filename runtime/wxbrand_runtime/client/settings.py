"""Settings of a client: the defaults, and the validation of what users pass to its constructor."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from typing import Any

from msgspec import Struct

from wxbrand_runtime.auth.credentials import Credentials
from wxbrand_runtime.client.actions import is_asynchronous
from wxbrand_runtime.client.base_url import parse_base_url
from wxbrand_runtime.client.hooks import Hooks
from wxbrand_runtime.client.limiting import AsyncLimiter, Limiter
from wxbrand_runtime.http import Origin

DEFAULT_TIMEOUT = 15.0
"""Seconds for one attempt."""

DEFAULT_CONNECT_TIMEOUT = 5.0
"""Seconds for name look-up, TCP and TLS together."""

DEFAULT_DEADLINE = 60.0
"""Seconds for a whole call: all attempts, and the waits between them."""

DEFAULT_RETRIES = 2
"""Attempts after the first."""

MAX_TIMEOUT = 3600
"""Seconds; the upper limit of every timeout and of the deadline."""

MAX_RETRIES = 10

MAX_RESPONSE_BODY = 8 * 1024 * 1024
"""Bytes of a response body that are read at most. Real ones have a few kilobytes."""


class Settings(Struct, frozen=True, kw_only=True):
    """Everything that a call needs beside its request, validated."""

    credentials: Credentials

    origins: tuple[Origin, ...]
    """The server to call, followed by its backups."""

    timeout: float
    """Seconds for one attempt."""

    connect_timeout: float
    """Seconds for connecting, within `timeout`."""

    deadline: float
    """Seconds for all attempts and the waits between them."""

    retries: int
    """Attempts after the first."""

    max_response_body: int
    """Bytes of a response body at most."""

    clock: Callable[[], float]
    """Returns Unix seconds."""

    nonce: Callable[[], str]
    """Returns the nonce of a request."""

    hooks: tuple[Hooks, ...]

    limiter: Limiter | AsyncLimiter | None
    """None for no rate limit."""

    jitter: Callable[[], float] = random.random
    """Returns a number between 0 and 1."""


def validate_credentials(value: object) -> Credentials:
    """Return the credentials, or raise TypeError."""
    if not isinstance(value, Credentials):
        raise TypeError(f"credentials must be a Credentials, not {type(value).__name__}; see Credentials.from_files")
    return value


def validate_base_url(value: object) -> Origin:
    """Return the parsed base URL, or raise TypeError or ValueError."""
    if not isinstance(value, str):
        raise TypeError(f"base_url must be text (str), not {type(value).__name__}")
    return parse_base_url(value)


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
