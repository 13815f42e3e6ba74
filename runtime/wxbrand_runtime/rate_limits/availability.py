"""What a Redis limiter remembers of its Redis: whether it is available, and which rates are used up for now."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING, Any

from wxbrand_runtime.client.limiting import LimiterFailed
from wxbrand_runtime.rate_limits.quotas import with_jitter

if TYPE_CHECKING:
    from throttled import RateLimitResult

_LOGGER = logging.getLogger("wxbrand")

PAUSE = 1.0
"""Seconds after a failure during which Redis is not asked."""


class Availability:
    """The state of one limiter in one process. `fail_open` lets calls go while Redis fails."""

    def __init__(self, address: str, timeout: float, *, fail_open: bool) -> None:
        self._address = address
        self._timeout = timeout
        self._fail_open = fail_open
        self.reset()

    def reset(self) -> None:
        """Forget everything, as in a process that was just forked."""
        self._used_up: dict[str, float] = {}
        self._failure: LimiterFailed | None = None
        self._next_try = 0.0
        self._lock = threading.Lock()

    def known_wait(self, key: str) -> float | None:
        """Return the answer for a key if Redis need not be asked: it just failed, or the rate is used up for now."""
        now = time.monotonic()
        failure = self._failure
        if failure is not None:
            if now < self._next_try:
                return self._without_redis(failure)
            self._next_try = now + PAUSE  # one caller tries; the others do not wait for a silent Redis meanwhile
        wait = self._used_up.get(key, 0.0) - now
        return with_jitter(wait) if wait > 0 else None

    def wait_after(self, key: str, result: RateLimitResult | Exception) -> float:
        """Record what Redis returned or raised for a key. Return the seconds to wait, or raise LimiterFailed as configured."""
        if isinstance(result, Exception):
            return self._without_redis(self._failed(result))
        if self._failure is not None:
            self._recovered()
        if not result.limited:
            return 0.0
        wait = result.state.retry_after
        self._used_up[key] = time.monotonic() + wait
        return with_jitter(wait)

    def _failed(self, error: Exception) -> LimiterFailed:
        """Return the failure in our words: the messages of the libraries may contain secrets."""
        failure = LimiterFailed(f"the rate limiter's Redis at {self._address} {_describe(error, self._timeout)}")
        with self._lock:
            is_first, self._failure = self._failure is None, failure
            self._next_try = time.monotonic() + PAUSE
        if is_first and self._fail_open:
            _LOGGER.warning("%s; calls are not limited until it works again", failure)
        return failure

    def _without_redis(self, failure: LimiterFailed) -> float:
        if self._fail_open:
            return 0.0
        raise LimiterFailed(*failure.args)

    def _recovered(self) -> None:
        with self._lock:
            failure, self._failure = self._failure, None
        if failure is not None and self._fail_open:
            _LOGGER.info("the rate limiter's Redis at %s works again; calls are limited", self._address)


def redis_address(url: str) -> str:
    """Return host and port, or the socket's path, of a Redis URL. Raise ValueError if it cannot be used."""
    from redis import ConnectionPool

    try:
        pool = ConnectionPool.from_url(url)  # pyright: ignore[reportUnknownMemberType]  # its own annotation
        pool.make_connection()  # checks the options; connects to nothing
    except (ValueError, TypeError):  # their messages may contain the password
        pass
    else:
        options: dict[str, Any] = pool.connection_kwargs
        return (
            options["path"] if "path" in options else f"{options.get('host', 'localhost')}:{options.get('port', 6379)}"
        )
    raise ValueError(
        "url must be redis://[user:password@]host:port/database, rediss://... or unix:///path/to/socket; "
        "percent-encode every character of a password that is not a letter or digit"
    )


def _describe(error: Exception, timeout: float) -> str:
    from redis import exceptions

    causes: list[BaseException] = [error]
    while causes[-1].__cause__ is not None:
        causes.append(causes[-1].__cause__)

    def is_any(*types: type[Exception]) -> bool:
        return any(isinstance(cause, types) for cause in causes)

    if is_any(exceptions.TimeoutError, TimeoutError):
        return f"did not answer within {timeout:g} s"
    if is_any(exceptions.AuthenticationError):
        return "refused the login"
    if is_any(exceptions.ConnectionError, OSError):
        return "cannot be reached"
    return f"reported an error ({type(causes[-1]).__name__})"
