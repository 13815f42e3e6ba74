"""Rate limiters: keep calls below the documented rates, in one process or, through Redis, in all of them.

Pass one to a client: `BrandClient(credentials, limiter=InProcessLimiter())`. Needs the extra `rate-limits`.
Imports `client.limiting`, which says what a client expects of a limiter, and `models`. Begin reading in `in_process`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wxbrand_runtime.client.limiting import AsyncLimiter, Limiter, LimiterFailed
    from wxbrand_runtime.rate_limits.in_process import AsyncInProcessLimiter, InProcessLimiter
    from wxbrand_runtime.rate_limits.redis import AsyncRedisLimiter, RedisLimiter
else:
    from wxbrand_runtime.lazy import lazy_exports

    __getattr__, __dir__ = lazy_exports(
        __name__,
        {
            "AsyncInProcessLimiter": "in_process",
            "AsyncLimiter": ".client.limiting",
            "AsyncRedisLimiter": "redis",
            "InProcessLimiter": "in_process",
            "Limiter": ".client.limiting",
            "LimiterFailed": ".client.limiting",
            "RedisLimiter": "redis",
        },
    )

__all__ = [
    "AsyncInProcessLimiter",
    "AsyncLimiter",
    "AsyncRedisLimiter",
    "InProcessLimiter",
    "Limiter",
    "LimiterFailed",
    "RedisLimiter",
]
