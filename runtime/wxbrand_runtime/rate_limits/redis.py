"""Rate limiters that count the calls of all processes, of one host or many, in a Redis."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING, Any, Literal
from weakref import WeakKeyDictionary

from wxbrand_runtime.models import RateLimit
from wxbrand_runtime.rate_limits.availability import Availability, redis_address
from wxbrand_runtime.rate_limits.quotas import Throttles, require_throttled

if TYPE_CHECKING:
    from throttled import RateLimitResult
    from throttled.asyncio import RedisStore as AsyncRedisStore
    from throttled.asyncio import Throttled as AsyncThrottled
    from throttled.store import RedisStore

    _Connections = tuple[Throttles[AsyncThrottled], AsyncGenerator[None, None]]
    """Of one event loop, and what closes them."""

DEFAULT_TIMEOUT = 1.0
"""Seconds. A busy event loop may need half of one to read a response of Redis."""


class _BaseRedisLimiter:
    def __init__(
        self, url: str, *, on_failure: Literal["open", "closed"] = "open", timeout: float = DEFAULT_TIMEOUT
    ) -> None:
        require_throttled()
        if on_failure not in {"open", "closed"}:
            raise ValueError("on_failure must be 'open' or 'closed'")
        if not 0 < timeout <= 60:
            raise ValueError("timeout must be a number of seconds above 0 and at most 60")
        self._availability = Availability(redis_address(url), timeout, fail_open=on_failure == "open")
        self._url = url
        self._options = {"REUSE_CONNECTION": False, "SOCKET_TIMEOUT": timeout, "SOCKET_CONNECT_TIMEOUT": timeout}
        self._reset()

    def _reset(self) -> None:
        """Begin without connections, in a new process too."""
        self._pid = os.getpid()
        self._availability.reset()


class RedisLimiter(_BaseRedisLimiter):
    """Rate limiter for synchronous clients that counts the calls of all processes that use the same Redis.

    It is safe to use from many threads and after a fork.

    url: `redis://[user:password@]host:port/database`, `rediss://` for TLS, or `unix:///path/to/socket`.
    on_failure: what happens to calls while Redis fails. `open` lets them go without a limit and logs one warning on the
        logger `wxbrand`; `closed` stops them: `take` raises LimiterFailed, and the call NotSent. Redis is asked again after
        one second.
    timeout: seconds for connecting, and for each response of Redis; at most 60.

    Raises ValueError for an option that cannot be used, and ImportError if the extra `rate-limits` is not installed.
    """

    def _reset(self) -> None:
        from throttled import RedisStore, Throttled

        super()._reset()
        self._throttles = Throttles(Throttled, RedisStore(self._url, self._options))

    def take(self, limit: RateLimit, name: str, account: str) -> float:
        """Take a turn. Return 0.0, or the seconds to wait before asking again. Raise LimiterFailed if configured so."""
        from redis import RedisError
        from throttled.exceptions import BaseThrottledError

        if self._pid != os.getpid():
            self._reset()
        key = f"{account}:{name}"
        known = self._availability.known_wait(key)
        if known is not None:
            return known
        result: RateLimitResult | Exception
        try:
            result = self._throttles[limit].limit(key)
        except (BaseThrottledError, RedisError, OSError, ValueError) as error:
            result = error
        return self._availability.wait_after(key, result)  # outside `except`: an error of ours has no context

    def close(self) -> None:
        """Close the connections to Redis. A later `take` opens one again."""
        if self._pid == os.getpid():
            _connection_pool(self._throttles.store).disconnect()


class AsyncRedisLimiter(_BaseRedisLimiter):
    """Rate limiter for asynchronous clients that counts the calls of all processes that use the same Redis.

    It has connections for each event loop and closes them when the loop ends. The parameters are those of `RedisLimiter`.
    """

    _inherited: tuple[object, ...] = ()

    def _reset(self) -> None:
        super()._reset()
        self._connections: WeakKeyDictionary[asyncio.AbstractEventLoop, _Connections] = WeakKeyDictionary()

    async def take(self, limit: RateLimit, name: str, account: str) -> float:
        """Take a turn. Return 0.0, or the seconds to wait before asking again. Raise LimiterFailed if configured so."""
        from redis import RedisError
        from throttled.exceptions import BaseThrottledError

        if self._pid != os.getpid():
            self._inherited = (*self._inherited, self._connections)  # closing them would disturb the parent's loop
            self._reset()
        throttles, _ = self._connections.get(asyncio.get_running_loop()) or await self._connect()
        key = f"{account}:{name}"
        known = self._availability.known_wait(key)
        if known is not None:
            return known
        result: RateLimitResult | Exception
        try:
            result = await throttles[limit].limit(key)
        except (BaseThrottledError, RedisError, OSError, ValueError) as error:
            result = error
        return self._availability.wait_after(key, result)  # outside `except`: an error of ours has no context

    async def _connect(self) -> _Connections:
        from throttled.asyncio import RedisStore, Throttled

        store = RedisStore(self._url, self._options)
        closer = _close_with_loop(store)
        await anext(closer)
        connections = self._connections[asyncio.get_running_loop()] = (Throttles(Throttled, store), closer)
        return connections

    async def close(self) -> None:
        """Close the connections of the running event loop. A later `take` opens one again."""
        connections = self._connections.pop(asyncio.get_running_loop(), None)
        if connections is not None and self._pid == os.getpid():
            await connections[1].aclose()


async def _close_with_loop(store: AsyncRedisStore) -> AsyncGenerator[None, None]:
    """Close connections when their loop ends, which closes its asynchronous generators before (PEP 525)."""
    try:
        yield
    finally:
        await _connection_pool(store).disconnect()


def _connection_pool(store: RedisStore | AsyncRedisStore) -> Any:
    client: Any = store._backend.get_client()  # throttled-py has no way to close a store
    return client.connection_pool
