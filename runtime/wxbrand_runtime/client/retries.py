"""The retry policy: whether a failed attempt may be repeated, after how long, and on which server.

It is our own because retry libraries wrap a function and sleep themselves, while what is safe to repeat depends on this API:
requests that were not sent, requests that change nothing, and requests with an idempotency key that WeChat Pay honours.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC

from wxbrand_runtime.client.calls import Call
from wxbrand_runtime.errors import ApiError, NotSent, OutcomeUnknown, WxbrandError

FIRST_WAIT = 0.5
"""Seconds before the first retry, at most. The wait doubles with each further one."""

MAX_WAIT = 8.0
"""Seconds that the wait grows to."""

MAX_RETRY_AFTER = 30.0
"""Seconds. A response whose Retry-After is longer is not retried."""


class Attempts:
    """The attempts of one call: their number, the server of the current one, and the time left until the deadline."""

    def __init__(self, *, retries: int, servers: int, deadline: float, jitter: Callable[[], float]) -> None:
        """`retries` after the first attempt on so many `servers`, within `deadline` seconds; `jitter` returns 0 to 1."""
        self._retries = retries
        self._servers = servers
        self._end = time.monotonic() + deadline
        self._jitter = jitter
        self.failed = 0
        """Number of attempts that failed."""
        self.server = 0
        """Index of the server for the current attempt."""
        self.used_server = False
        """Whether the current attempt has got as far as its server. A failure before that is not the server's fault."""

    def time_left(self) -> float:
        """Return the seconds until the deadline; at least 0.01, so that a timeout can be made of it."""
        return max(self._end - time.monotonic(), 0.01)

    def is_expired(self) -> bool:
        """Whether the deadline has passed."""
        return time.monotonic() >= self._end

    def stop(self) -> None:
        """Allow no further attempt."""
        self._retries = 0

    def wait_after(self, error: WxbrandError, call: Call, retry_after: float | None) -> float | None:
        """Record that the current attempt failed. Return the seconds to wait before the next one; None if there is none."""
        self.failed += 1
        if self.failed > self._retries or not may_be_repeated(error, call):
            return None
        wait = min(FIRST_WAIT * 2.0 ** (self.failed - 1), MAX_WAIT) * (0.5 + self._jitter() / 2)
        if retry_after is not None:
            if retry_after > MAX_RETRY_AFTER:
                return None
            wait = max(wait, retry_after)
        if wait >= self._end - time.monotonic():
            return None
        if self.used_server and (not isinstance(error, ApiError) or error.status >= 500):
            self.server = (self.server + 1) % self._servers
        return wait


def may_be_repeated(error: WxbrandError, call: Call) -> bool:
    """Whether sending the same bytes again after this error cannot take effect twice."""
    if isinstance(error, NotSent):
        return True
    if isinstance(error, OutcomeUnknown):
        return call.is_repeatable
    return isinstance(error, ApiError) and is_retryable(error.status, call)


def is_retryable(status: int, call: Call) -> bool:
    """Whether repeating a call after an error response with this status cannot take effect twice."""
    return status == 429 or (status >= 500 and call.is_repeatable)


def parse_retry_after(text: str | None, now: float) -> float | None:
    """Return the seconds that Retry-After asks to wait: a number or a date (RFC 9110, section 10.2.3); else None."""
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
