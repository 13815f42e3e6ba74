"""What a client expects of a rate limiter. `wxbrand_runtime.rate_limits` has implementations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from wxbrand_runtime.models import RateLimit


class LimiterFailed(Exception):
    """A limiter cannot tell whether a call is within its rate, and is configured to stop it. Nothing was sent."""


class Limiter(Protocol):
    """Decides when each attempt of a call may be sent."""

    def take(self, limit: RateLimit, name: str, brand_id: str) -> float:
        """Take a turn for a call of the operation `name`.

        Returns 0.0 if the call may be sent now, else the seconds to wait before asking again. Raises LimiterFailed.
        """
        ...


class AsyncLimiter(Protocol):
    """The same for asynchronous clients."""

    async def take(self, limit: RateLimit, name: str, brand_id: str) -> float:
        """Take a turn, as `Limiter.take` does."""
        ...
