"""When a call may be tried again, when, and where. No I/O: the conversation asks, the drivers wait.

Written here and not taken from a library: those wrap a function and sleep themselves, and what may be repeated safely is a
matter of this API: what was not sent, what changes nothing, and what carries a number that WeChat Pay knows again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC

from wxbrand_runtime.client.actions import Wait
from wxbrand_runtime.client.calls import Call
from wxbrand_runtime.errors import ApiError, NotSent, OutcomeUnknown, WxbrandError

FIRST_WAIT = 0.5
"""Seconds before the second try, at most; doubled before each further one."""

LONGEST_WAIT = 8.0
"""Seconds that such a wait can grow to."""

LONGEST_RETRY_AFTER = 30.0
"""Seconds for which a Retry-After is waited for at most; what asks for more is not tried again."""


class Tries:
    """The tries of one call: how many there were, which host is next, how much time is left."""

    def __init__(self, *, retries: int, hosts: int, deadline: float, jitter: Callable[[], float]) -> None:
        """`retries` after the first try, `deadline` in seconds for all of them, `jitter` between 0 and 1."""
        self._retries = retries
        self._hosts = hosts
        self._end = time.monotonic() + deadline
        self._jitter = jitter
        self.count = 0
        self.host = 0
        """Position of the host to ask next."""
        self.asks_host = False
        """Whether the present try has come to asking its host: what failed before is not the host's fault."""

    def time_left(self) -> float:
        """Give the seconds until the deadline; at least a hundredth, so that a try begins at all."""
        return max(self._end - time.monotonic(), 0.01)

    def is_over(self) -> bool:
        """Whether the deadline has passed."""
        return time.monotonic() >= self._end

    def end(self) -> None:
        """Let this try be the last."""
        self._retries = 0

    def wait_after(self, error: WxbrandError, call: Call, retry_after: float | None) -> Wait | None:
        """Give how long to wait for the next try; None if there is none."""
        self.count += 1
        if self.count > self._retries or not may_be_repeated(error, call):
            return None
        wait = min(FIRST_WAIT * 2.0 ** (self.count - 1), LONGEST_WAIT) * (0.5 + self._jitter() / 2)
        if retry_after is not None:
            if retry_after > LONGEST_RETRY_AFTER:
                return None
            wait = max(wait, retry_after)
        if wait >= self._end - time.monotonic():
            return None
        if self.asks_host and (not isinstance(error, ApiError) or error.status >= 500):
            self.host = (self.host + 1) % self._hosts
        return Wait(wait)


def may_be_repeated(error: WxbrandError, call: Call) -> bool:
    """Whether repeating a call with the same bytes cannot do anything twice."""
    if isinstance(error, NotSent):
        return True
    if isinstance(error, OutcomeUnknown):
        return call.is_repeatable
    return isinstance(error, ApiError) and call.may_follow(error.status)


def retry_after_of(text: str | None, now: float) -> float | None:
    """Read Retry-After (RFC 9110, section 10.2.3), seconds or a date; None for anything else."""
    if text is None:
        return None
    if text.isascii() and text.isdigit():
        return float(text[:9])
    from email.utils import parsedate_to_datetime  # slow to import, and dates are rare here

    try:
        date = parsedate_to_datetime(text)
        return max(date.replace(tzinfo=date.tzinfo or UTC).timestamp() - now, 0.0)  # an HTTP date is always in UTC
    except (ValueError, OverflowError, TypeError):
        return None
