"""Rate limiters that count the calls of one process.

All limiters use throttled-py: its GCRA needs one round trip, takes the time from Redis (so the clocks of hosts do not matter),
and returns how long to wait. Of the others, limits and pyrate-limiter use each host's own clock, and aiolimiter is limited to
one event loop.
"""

from __future__ import annotations

import os

from wxbrand_runtime.models import RateLimit
from wxbrand_runtime.rate_limits.quotas import Throttles, require_throttled, with_jitter

_MAX_KEYS = 1_000_000  # pairs of account and operation; beyond it the oldest is forgotten


class InProcessLimiter:
    """Rate limiter for synchronous clients that counts the calls of this process.

    It is safe to use from many threads. Share one between all clients of an account. A forked process starts a new count.
    Waiting calls are not served in order. Raises ImportError if the extra `rate-limits` is not installed.
    """

    def __init__(self) -> None:
        require_throttled()
        self._reset()

    def _reset(self) -> None:
        from throttled import MemoryStore, Throttled

        self._pid = os.getpid()
        self._throttles = Throttles(Throttled, MemoryStore(options={"MAX_SIZE": _MAX_KEYS}))

    def take(self, limit: RateLimit, name: str, account: str) -> float:
        """Take a turn. Return 0.0, or the seconds to wait before asking again."""
        if self._pid != os.getpid():  # a thread of the parent may have held the lock when the process was forked
            self._reset()
        result = self._throttles[limit].limit(f"{account}:{name}")
        return with_jitter(result.state.retry_after) if result.limited else 0.0


class AsyncInProcessLimiter:
    """Rate limiter for asynchronous clients, on any number of event loops, that counts the calls of this process.

    limiter: count together with this synchronous limiter; default: a new one.
    """

    def __init__(self, limiter: InProcessLimiter | None = None) -> None:
        self._limiter = limiter or InProcessLimiter()

    async def take(self, limit: RateLimit, name: str, account: str) -> float:
        """Take a turn. Return 0.0, or the seconds to wait before asking again."""
        return self._limiter.take(limit, name, account)
