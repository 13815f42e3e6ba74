"""What all limiters share: the throttle of a documented rate, which calls are counted together, and jitter.

At most `requests` calls are allowed in any window of `seconds`. They are spread evenly, except for a twentieth that may come
at once: WeChat Pay does not document where its windows begin, and evenly spread calls stay within any of them. This costs
at most a twentieth of the rate.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from wxbrand_runtime.models import RateLimit

if TYPE_CHECKING:
    from throttled.rate_limiter import Quota

Throttle = TypeVar("Throttle")

_MIN_JITTER, _MAX_JITTER = 0.001, 0.01  # seconds


def quota_of(limit: RateLimit) -> Quota:
    """Return a rate as a GCRA quota: after a burst, calls are evenly spaced, so that no window has more than `requests`."""
    from datetime import timedelta

    from throttled.rate_limiter import per_duration

    burst = 1 + limit.requests // 20
    return per_duration(timedelta(seconds=limit.seconds), limit.requests - burst + 1, burst)


class Throttles(dict[RateLimit, Throttle]):
    """The throttles of one store, made by one of the classes of throttled-py when they are needed."""

    def __init__(self, make: Callable[..., Throttle], store: Any) -> None:
        super().__init__()
        self._make = make
        self.store = store

    def __missing__(self, limit: RateLimit) -> Throttle:
        throttle = self._make(using="gcra", quota=quota_of(limit), store=self.store, key_prefix="wxbrand")
        self[limit] = throttle
        return throttle


def with_jitter(wait: float) -> float:
    """Return a slightly longer wait, so that waiting calls do not all ask again at once."""
    return max(wait, 0.0) + random.uniform(_MIN_JITTER, _MAX_JITTER)  # noqa: S311  (not a secret)


def require_throttled() -> None:
    """Raise ImportError if the extra `rate-limits` is not installed."""
    try:
        import redis  # noqa: F401  # pyright: ignore[reportUnusedImport]
        import throttled  # noqa: F401  # pyright: ignore[reportUnusedImport]
    except ImportError:
        raise ImportError(
            "rate limiters need packages that are not installed: pip install 'wxbrand[rate-limits]'"
        ) from None
