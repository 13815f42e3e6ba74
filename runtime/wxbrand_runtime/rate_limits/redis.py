"""Limiters that are shared by all processes which use the same Redis; see `rate_limits` for how turns are given."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
import time
from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING, Any, Literal
from weakref import WeakKeyDictionary

from wxbrand_runtime.client.limiting import LimiterFailed
from wxbrand_runtime.rate_limits.in_process import key_of, need_throttled, prolonged, quota_of

if TYPE_CHECKING:
    from throttled import RateLimitResult, Throttled
    from throttled.asyncio import RedisStore as AsyncRedisStore
    from throttled.asyncio import Throttled as AsyncThrottled
    from throttled.store import RedisStore

    from wxbrand_runtime.models import RateLimit

__all__ = ["AsyncRedisLimiter", "RedisLimiter"]

_LOG = logging.getLogger("wxbrand")

DEFAULT_TIMEOUT = 1.0
"""Seconds for which Redis is waited for. An event loop that is busy may take half of one to see an answer."""

PAUSE = 1.0
"""Seconds after a failure for which Redis is not asked again."""

_PREFIX = "wxbrand"


class RedisLimiter:
    """Counts the calls of all processes that use the same Redis. Serves all threads, and goes on after a fork.

    url: `redis://[user:password@]host:port/database`, `rediss://` for TLS, or `unix:///path/to/socket`.
    on_failure: when Redis does not do its part, `open` lets all calls go, and warns once on the logger `wxbrand`;
    `closed` lets none go: `take` raises LimiterFailed. After a failure Redis is left alone for a second.
    timeout: seconds for connecting, and for each answer.

    Raises ValueError for what these cannot be, and ImportError where the extra `rate-limits` is not installed.
    """

    def __init__(
        self, url: str, *, on_failure: Literal["open", "closed"] = "open", timeout: float = DEFAULT_TIMEOUT
    ) -> None:
        need_throttled()
        self._redis = _Redis(url, on_failure, timeout)
        self._begin()

    def _begin(self) -> None:
        from throttled import RedisStore

        self._pid = os.getpid()
        self._throttles: dict[RateLimit, Throttled] = {}
        self._store: RedisStore = RedisStore(self._redis.url, self._redis.options())

    def take(self, limit: RateLimit, name: str, brand_id: str) -> float:
        """Take a turn: 0.0, or the seconds to wait before asking again. Raises LimiterFailed if `closed`."""
        from redis import RedisError
        from throttled.exceptions import BaseThrottledError

        if self._pid != os.getpid():
            self._redis.begin()
            self._begin()
        key = key_of(limit, name, brand_id)
        known = self._redis.known(key)
        if known is not None:
            return known
        try:
            result = self._throttle(limit).limit(key)
        except (BaseThrottledError, RedisError, OSError, ValueError) as error:
            failure = self._redis.failed(error)
        else:
            return self._redis.answered(key, result)
        return self._redis.without(failure)  # here, where no foreign exception can hang on it

    def _throttle(self, limit: RateLimit) -> Throttled:
        throttle = self._throttles.get(limit)
        if throttle is None:
            from throttled import Throttled

            throttle = self._throttles[limit] = Throttled(
                using="gcra", quota=quota_of(limit), store=self._store, key_prefix=_PREFIX
            )
        return throttle

    def close(self) -> None:
        """Close the connections to Redis; the next turn opens one again."""
        if self._pid == os.getpid():
            _pool(self._store).disconnect()


class AsyncRedisLimiter:
    """The same for asynchronous clients, with connections of its own for each event loop, which closes them at its end."""

    def __init__(
        self, url: str, *, on_failure: Literal["open", "closed"] = "open", timeout: float = DEFAULT_TIMEOUT
    ) -> None:
        """The parameters are those of `RedisLimiter`."""
        need_throttled()
        self._redis = _Redis(url, on_failure, timeout)
        self._inherited: list[object] = []
        self._begin()

    def _begin(self) -> None:
        self._pid = os.getpid()
        self._kept: WeakKeyDictionary[asyncio.AbstractEventLoop, _Kept] = WeakKeyDictionary()

    async def take(self, limit: RateLimit, name: str, brand_id: str) -> float:
        """Take a turn: 0.0, or the seconds to wait before asking again. Raises LimiterFailed if `closed`."""
        from redis import RedisError
        from throttled.exceptions import BaseThrottledError

        if self._pid != os.getpid():
            self._inherited.append(self._kept)  # closing would disturb the parent's event loop
            self._redis.begin()
            self._begin()
        kept = self._kept.get(asyncio.get_running_loop()) or await self._keep()
        key = key_of(limit, name, brand_id)
        known = self._redis.known(key)
        if known is not None:
            return known
        try:
            result = await kept.throttle(limit).limit(key)
        except (BaseThrottledError, RedisError, OSError, ValueError) as error:
            failure = self._redis.failed(error)
        else:
            return self._redis.answered(key, result)
        return self._redis.without(failure)  # here, where no foreign exception can hang on it

    async def _keep(self) -> _Kept:
        from throttled.asyncio import RedisStore

        store = RedisStore(self._redis.url, self._redis.options())
        keeper = _closing(store)
        await anext(keeper)
        kept = self._kept[asyncio.get_running_loop()] = _Kept(store, keeper)
        return kept

    async def close(self) -> None:
        """Close the connections of the running loop; the next turn opens one again."""
        kept = self._kept.pop(asyncio.get_running_loop(), None)
        if kept is not None and self._pid == os.getpid():
            await kept.keeper.aclose()


class _Kept:
    """What belongs to one event loop."""

    def __init__(self, store: AsyncRedisStore, keeper: AsyncGenerator[None, None]) -> None:
        self.keeper = keeper
        self._store = store
        self._throttles: dict[RateLimit, AsyncThrottled] = {}

    def throttle(self, limit: RateLimit) -> AsyncThrottled:
        throttle = self._throttles.get(limit)
        if throttle is None:
            from throttled.asyncio import Throttled

            throttle = self._throttles[limit] = Throttled(
                using="gcra", quota=quota_of(limit), store=self._store, key_prefix=_PREFIX
            )
        return throttle


async def _closing(store: AsyncRedisStore) -> AsyncGenerator[None, None]:
    """Close connections when their loop ends: it finishes its asynchronous generators before (PEP 525)."""
    try:
        yield
    finally:
        await _pool(store).disconnect()


class _Redis:
    """What both Redis limiters know: where it is, whether it does its part, and until when a rate is known to be used up."""

    def __init__(self, url: str, on_failure: str, timeout: float) -> None:
        if on_failure not in {"open", "closed"}:
            raise ValueError("on_failure must be 'open' or 'closed'")
        if not 0 < timeout <= 60:
            raise ValueError("timeout must be a number of seconds above 0 and at most 60")
        self.place = _place(url)
        self.url = url
        self.timeout = timeout
        self._open = on_failure == "open"
        self.begin()

    def begin(self) -> None:
        """Know nothing yet."""
        self._used_up: dict[str, float] = {}
        self._failure: LimiterFailed | None = None
        self._asked_again = 0.0
        self._lock = threading.Lock()

    def options(self) -> dict[str, Any]:
        """Make throttled-py's options for connections of one's own, which wait no longer than is allowed."""
        return {
            "REUSE_CONNECTION": False,
            "SOCKET_TIMEOUT": self.timeout,
            "SOCKET_CONNECT_TIMEOUT": self.timeout,
        }

    def known(self, key: str) -> float | None:
        """Answer without asking Redis, where that is possible: nobody gets a turn before the rate has room again."""
        now = time.monotonic()
        failure = self._failure
        if failure is not None:
            if now < self._asked_again:
                return self.without(failure)
            self._asked_again = now + PAUSE  # one asks; others do not wait for a silent Redis meanwhile
        wait = self._used_up.get(key, 0.0) - now
        return prolonged(wait) if wait > 0 else None

    def answered(self, key: str, result: RateLimitResult) -> float:
        """Take Redis's answer."""
        if self._failure is not None:
            self._recovered()
        if not result.limited:
            return 0.0
        wait = result.state.retry_after
        self._used_up[key] = time.monotonic() + wait
        return prolonged(wait)

    def failed(self, error: Exception) -> LimiterFailed:
        """Take note of a failure, and say it in our words: those of the libraries may hold what is secret."""
        failure = LimiterFailed(f"the rate limiter's Redis at {self.place} {_what_it_did(error, self.timeout)}")
        with self._lock:
            first, self._failure = self._failure is None, failure
            self._asked_again = time.monotonic() + PAUSE
        if first and self._open:
            _LOG.warning("%s; calls are not limited until it does its part again", failure)
        return failure

    def without(self, failure: LimiterFailed) -> float:
        """Decide as it was chosen for when Redis fails."""
        if self._open:
            return 0.0
        raise LimiterFailed(*failure.args)

    def _recovered(self) -> None:
        with self._lock:
            was, self._failure = self._failure, None
        if was is not None and self._open:
            _LOG.info("the rate limiter's Redis at %s does its part again; calls are limited", self.place)


def _place(url: str) -> str:
    """Name a Redis without its password. Raises ValueError for what no connection can be made from."""
    from redis import ConnectionPool

    try:
        pool = ConnectionPool.from_url(url)  # pyright: ignore[reportUnknownMemberType]  # its own annotation
        pool.make_connection()  # makes a value of its options, and connects to nothing
    except (ValueError, TypeError):  # which may show the password
        pass
    else:
        at: dict[str, Any] = pool.connection_kwargs
        return at["path"] if "path" in at else f"{at.get('host', 'localhost')}:{at.get('port', 6379)}"
    raise ValueError(
        "url must be redis://[user:password@]host:port/database, rediss://... or unix:///path/to/socket; "
        "other characters than letters and digits in a password are percent-encoded"
    )


def _what_it_did(error: Exception, timeout: float) -> str:
    from redis import exceptions

    causes: list[BaseException] = [error]
    while causes[-1].__cause__ is not None:
        causes.append(causes[-1].__cause__)

    def is_any(*kinds: type[Exception]) -> bool:
        return any(isinstance(cause, kinds) for cause in causes)

    if is_any(exceptions.TimeoutError, TimeoutError):
        return f"did not answer within {timeout:g} s"
    if is_any(exceptions.AuthenticationError):
        return "refused the login"
    if is_any(exceptions.ConnectionError, OSError):
        return "cannot be reached"
    return f"did not count ({type(causes[-1]).__name__})"


def _pool(store: RedisStore | AsyncRedisStore) -> Any:
    client: Any = store._backend.get_client()  # throttled-py has no way to close a store
    return client.connection_pool
