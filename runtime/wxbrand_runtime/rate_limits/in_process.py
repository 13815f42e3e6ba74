"""Limiters that keep calls to the documented rates: in process, and shared by all processes through Redis.

They stand on throttled-py, whose GCRA needs one round trip, takes the time from Redis (so the clocks of hosts do not matter) and
tells how long to wait; of the others, limits and pyrate-limiter take each host's own clock, and aiolimiter knows one event loop.

A turn is a place within the rate. At most `requests` are given in any `seconds`, evenly but for a twentieth, which may come at once:
WeChat Pay does not say where its windows begin, and what leaves evenly is not squeezed together on the way. That costs a twentieth of
the rate at most. Who waits asks again; turns are not handed out in the order of asking.
"""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

from wxbrand_runtime.models import RateLimit

if TYPE_CHECKING:
    from throttled import Throttled
    from throttled.rate_limiter import Quota

_SHORTEST, _LONGEST = 0.001, 0.01  # seconds that each wait is prolonged by, at random: not all ask again at once
_MOST_KEYS = 1_000_000  # of an operation and a brand, in process; beyond it the oldest is forgotten


class InProcessLimiter:
    """Counts the calls of this process alone. Serves all its threads; share one between the clients of a brand.

    A process that was forked counts anew. Raises ImportError where the extra `rate-limits` is not installed.
    """

    def __init__(self) -> None:
        need_throttled()
        self._begin()

    def _begin(self) -> None:
        from throttled import MemoryStore

        self._pid = os.getpid()
        self._store = MemoryStore(options={"MAX_SIZE": _MOST_KEYS})
        self._throttles: dict[RateLimit, Throttled] = {}

    def take(self, limit: RateLimit, name: str, brand_id: str) -> float:
        """Take a turn: 0.0, or the seconds to wait before asking again."""
        if self._pid != os.getpid():  # the lock of the parent's may be held for ever
            self._begin()
        throttle = self._throttles.get(limit)
        if throttle is None:
            from throttled import Throttled

            throttle = self._throttles[limit] = Throttled(using="gcra", quota=quota_of(limit), store=self._store)
        result = throttle.limit(key_of(limit, name, brand_id))
        return prolonged(result.state.retry_after) if result.limited else 0.0


class AsyncInProcessLimiter:
    """The same for asynchronous clients, on any number of event loops; of `limiter`, if given, it takes the turns."""

    def __init__(self, limiter: InProcessLimiter | None = None) -> None:
        self._limiter = limiter or InProcessLimiter()

    async def take(self, limit: RateLimit, name: str, brand_id: str) -> float:
        """Take a turn: 0.0, or the seconds to wait before asking again. It waits for nothing itself."""
        return self._limiter.take(limit, name, brand_id)


def need_throttled() -> None:
    """Raise ImportError where the extra is not installed."""
    try:
        import redis  # noqa: F401  # pyright: ignore[reportUnusedImport]
        import throttled  # noqa: F401  # pyright: ignore[reportUnusedImport]
    except ImportError:
        raise ImportError(
            "rate limiters need packages that are not installed: pip install 'wxbrand[rate-limits]'"
        ) from None


def quota_of(limit: RateLimit) -> Quota:
    """Say the rate in the terms of GCRA: with `burst` at once, then one after another, any window has `requests` at most."""
    from datetime import timedelta

    from throttled.rate_limiter import per_duration

    burst = 1 + limit.requests // 20
    return per_duration(timedelta(seconds=limit.seconds), limit.requests - burst + 1, burst)


def key_of(limit: RateLimit, name: str, brand_id: str) -> str:
    """Name whose calls are counted together. A client does not know the merchant: all brands of the limiter are taken for one's."""
    return f"{brand_id}:{name}" if limit.per == "brand" else f"merchant:{name}"


def prolonged(wait: float) -> float:
    """Add a little to the seconds of a wait."""
    return max(wait, 0.0) + random.uniform(_SHORTEST, _LONGEST)  # noqa: S311  (no secret)
