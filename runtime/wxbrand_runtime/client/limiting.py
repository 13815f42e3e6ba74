"""Rate limiting of calls: what a client expects of a limiter, and waiting for it before each attempt.

`wxbrand_runtime.rate_limits` has limiters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from wxbrand_runtime.auth.signers import close_awaitable
from wxbrand_runtime.client.actions import Flow, Invoke, Raised, Sleep
from wxbrand_runtime.client.outcomes import check_invoked, not_sent
from wxbrand_runtime.models import RateLimit

if TYPE_CHECKING:
    from wxbrand_runtime.auth.credentials import Credentials
    from wxbrand_runtime.client.calls import Call
    from wxbrand_runtime.client.retries import Attempts


class LimiterFailed(Exception):
    """A limiter cannot tell whether a call is within its rate, and is configured to stop it. Nothing was sent."""


class Limiter(Protocol):
    """Decides when each attempt of a call may be sent."""

    def take(self, limit: RateLimit, name: str, account: str) -> float:
        """Take a turn for a call of the operation `name` by an account: what `limit.per` counts, or that word if the client
        does not know it.

        Returns 0.0 if the call may be sent now, else the seconds to wait before asking again. Raises LimiterFailed.
        """
        ...


class AsyncLimiter(Protocol):
    """The same for asynchronous clients."""

    async def take(self, limit: RateLimit, name: str, account: str) -> float:
        """Take a turn, as `Limiter.take` does."""
        ...


def wait_for_turn(
    call: Call, limiter: Limiter | AsyncLimiter, limit: RateLimit, credentials: Credentials, attempts: Attempts
) -> Flow[None]:
    """Wait until the limiter lets the call be sent. Raise NotSent if it fails, or if the deadline comes first."""
    # A brand's client does not know the merchant: all brands of a limiter are counted as one merchant's.
    account = credentials.account_id if limit.per == credentials.scheme.caller else limit.per
    while True:
        result = yield Invoke(
            function=limiter.take,
            arguments=(limit, call.operation.name, account),
            timeout=attempts.time_left(),
        )
        if isinstance(result, Raised) and isinstance(result.error, LimiterFailed):
            raise not_sent(call, str(result.error)) from result.error
        check_invoked(call, "the rate limiter", result, attempts)
        if not isinstance(result, (int, float)):
            close_awaitable(result)
            raise TypeError(f"the limiter's take() must return seconds, not {type(result).__name__}")
        if not result > 0:
            return
        if result >= attempts.time_left():
            attempts.stop()
            raise not_sent(
                call,
                f"the rate limit of {limit.requests} in {limit.seconds:g} s leaves it no turn before its deadline",
                repeating="Repeating later",
            )
        yield Sleep(result)
