"""Limiters that keep calls to the documented rates."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wxbrand_runtime.rate_limits.in_process import (
        AsyncInProcessLimiter,
        AsyncLimiter,
        InProcessLimiter,
        Limiter,
        LimiterFailed,
    )
else:
    from wxbrand_runtime.lazy import lazy_exports

    __getattr__, __dir__ = lazy_exports(
        __name__,
        {
            "AsyncInProcessLimiter": "in_process",
            "AsyncLimiter": "in_process",
            "InProcessLimiter": "in_process",
            "Limiter": "in_process",
            "LimiterFailed": "in_process",
        },
    )

__all__ = ["AsyncInProcessLimiter", "AsyncLimiter", "InProcessLimiter", "Limiter", "LimiterFailed"]
