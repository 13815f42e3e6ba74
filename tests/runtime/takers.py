"""Both kinds of limiters, asked in the same way."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from types import TracebackType
from typing import Any, Self

from wxbrand_runtime.models import RateLimit
from wxbrand_runtime.rate_limits import (
    AsyncInProcessLimiter,
    AsyncLimiter,
    AsyncRedisLimiter,
    InProcessLimiter,
    Limiter,
    RedisLimiter,
)

LIMIT = RateLimit(requests=20, seconds=1, per="brand")


class SyncTaker:
    """A limiter without a loop."""

    def __init__(self, url: str = "", **options: Any) -> None:
        self.limiter = RedisLimiter(url, **options) if url else InProcessLimiter()

    def take(self, limit: RateLimit = LIMIT, name: str = "GetThing", brand_id: str = "1") -> float:
        return self.limiter.take(limit, name, brand_id)

    def close(self) -> None:
        if isinstance(self.limiter, RedisLimiter):
            self.limiter.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class AsyncTaker(SyncTaker):
    """A limiter on a loop of its own, which is never told to close its connections but by its end."""

    def __init__(self, url: str = "", **options: Any) -> None:
        self.asynchronous = AsyncRedisLimiter(url, **options) if url else AsyncInProcessLimiter()
        self.runner = asyncio.Runner()

    def take(self, limit: RateLimit = LIMIT, name: str = "GetThing", brand_id: str = "1") -> float:
        return self.runner.run(self.asynchronous.take(limit, name, brand_id))

    def close(self) -> None:
        self.runner.close()


TAKERS = {"sync": SyncTaker, "async": AsyncTaker}

Turn = tuple[float, float]
"""Moments on the monotonic clock, before and after asking: the turn was taken between them."""


def turns_until(end: float, limiter: Limiter, limit: RateLimit) -> list[Turn]:
    """Take turns as fast as may be until a moment, as the driver of a client does."""
    turns = []
    while (before := time.monotonic()) < end:
        wait = limiter.take(limit, "GetThing", "1")
        if wait:
            time.sleep(wait)
        else:
            turns.append((before, time.monotonic()))
    return turns


async def async_turns_until(end: float, limiter: AsyncLimiter, limit: RateLimit) -> list[Turn]:
    """The same, on an event loop."""
    turns = []
    while (before := time.monotonic()) < end:
        wait = await limiter.take(limit, "GetThing", "1")
        if wait:
            await asyncio.sleep(wait)
        else:
            turns.append((before, time.monotonic()))
    return turns


def assert_kept(limit: RateLimit, turns: Iterable[Turn]) -> None:
    """Assert that no window had too many turns, and that they went on after those that may come at once."""
    taken = sorted(turns, key=lambda turn: turn[1])
    for first, one_too_many in zip(taken, taken[limit.requests :], strict=False):
        assert one_too_many[1] - first[0] >= limit.seconds
    assert len(taken) > 1 + limit.requests // 20
