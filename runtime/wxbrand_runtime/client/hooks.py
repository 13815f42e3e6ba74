"""Hooks: functions of the user's that observe each attempt of a call, such as for metrics or tracing.

They change nothing. No event holds a key, a body, or a value of the request except its request number.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from wxbrand_runtime.client.actions import is_asynchronous
from wxbrand_runtime.errors import WxbrandError


class RequestEvent(Struct, frozen=True, kw_only=True, eq=False):
    """An attempt begins: the request is about to be signed and sent.

    Each attempt of a call has its own event. Events are compared by identity, so that they can be keys of a dict.
    """

    operation: str
    """Operation id of the spec, such as `PreSendUserProductCouponBundle`."""

    method: str
    """HTTP method."""

    path: str
    """Path template of the spec, with its `{placeholders}`."""

    host: str
    """Host name or address of the server."""

    port: int
    """TCP port of the server."""

    attempt_number: int
    """1 for the first attempt of the call."""

    request_number: str | None
    """The idempotency key; None if the operation has none or it was left out."""


class ResponseEvent(Struct, frozen=True, kw_only=True, eq=False):
    """An attempt is over, with a response or without. Every RequestEvent is followed by one of these."""

    request: RequestEvent
    """The object that the request hook received."""

    seconds: float
    """Duration of the attempt: rate limiter, signing, sending, verifying and decoding together."""

    status: int | None
    """HTTP status; None if no complete response arrived."""

    size: int
    """Bytes of the response body."""

    request_id: str | None
    """Request-ID of the response, sanitised for logs."""

    error: WxbrandError | None
    """The error of this attempt; None if it succeeded. A retry may follow."""

    interrupted: bool
    """Whether the caller interrupted the attempt: Ctrl-C, or a cancelled task."""


class RetryEvent(Struct, frozen=True, kw_only=True, eq=False):
    """A call will be retried."""

    request: RequestEvent
    """The attempt that failed."""

    error: WxbrandError
    """Its error."""

    wait: float
    """Seconds until the next attempt."""


class Hooks(Struct, frozen=True, kw_only=True):
    """Functions that are called for each attempt of a client's calls. Each of them is optional.

    They run in the thread or event loop of the call and should be quick. An exception that one raises is logged at
    ERROR on the logger `wxbrand`; the call goes on.
    """

    request: Callable[[RequestEvent], object] | None = None
    """Called before each attempt."""

    response: Callable[[ResponseEvent], object] | None = None
    """Called after each attempt."""

    retry: Callable[[RetryEvent], object] | None = None
    """Called when a call will be retried, before the wait."""

    def __post_init__(self) -> None:
        """Raise TypeError for a hook that cannot be called, or only awaited."""
        for name, hook in (("request", self.request), ("response", self.response), ("retry", self.retry)):
            if hook is not None and (not callable(hook) or is_asynchronous(hook)):
                kind = "an `async def` function" if callable(hook) else type(hook).__name__
                raise TypeError(f"the {name} hook must be an ordinary function, not {kind}: hooks are not awaited")
