"""Hooks: functions of the user's that observe each attempt of a call, such as for metrics or tracing, and the log.

They change nothing. No event holds a key, a body, or a value of the request except its request number. The logger `wxbrand`
has each attempt at DEBUG, each retry at INFO, members that could not be read at WARNING (see `reading`), and a hook that raised
at ERROR. It never has a key, a body or a value of the request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from wxbrand_runtime.client.actions import is_asynchronous
from wxbrand_runtime.errors import UnreadableMember, WxbrandError
from wxbrand_runtime.http import Answer, Origin, TransportError

if TYPE_CHECKING:
    import logging

    from wxbrand_runtime.client.calls import Call

_DEBUG, _INFO = 10, 20  # those of `logging`, which is slow to import


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

    unreadable: tuple[UnreadableMember, ...]
    """Members of the response that could not be read and were put aside. Their values may be a person's."""

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


@cache
def _logger() -> logging.Logger:
    import logging  # slow to import, and not needed before the first call

    return logging.getLogger("wxbrand")


def is_observed(hooks: Iterable[Hooks]) -> bool:
    """Whether there is a hook or a log to report attempts to."""
    return bool(hooks) or _logger().isEnabledFor(_INFO)


class AttemptReporter:
    """Reports one attempt: its begin when it is created, then its end, then its retry if there is one."""

    def __init__(self, call: Call, origin: Origin, attempt_number: int, hooks: Iterable[Hooks]) -> None:
        self._call = call
        self._server = origin.authority
        self._hooks = hooks
        self._start = monotonic()
        self._result = ""
        operation = call.operation
        self._request = RequestEvent(
            operation=operation.name,
            method=operation.method,
            path=operation.path,
            host=origin.host,
            port=origin.port,
            attempt_number=attempt_number,
            request_number=call.request_number,
        )
        for each in hooks:
            _call_hook(each.request, self._request)

    def end(
        self,
        result: Answer | TransportError | None,
        error: WxbrandError | None,
        unreadable: tuple[UnreadableMember, ...],
        *,
        interrupted: bool,
    ) -> None:
        """Report what the transport returned, if it was called, the error of the attempt, and what was put aside."""
        answer = result if isinstance(result, Answer) else None
        request_id = None if answer is None or answer.request_id is None else self._call.sanitise(answer.request_id)
        event = ResponseEvent(
            request=self._request,
            seconds=monotonic() - self._start,
            status=None if answer is None else answer.status,
            size=0 if answer is None else len(answer.body),
            request_id=request_id,
            error=error,
            unreadable=unreadable,
            interrupted=interrupted,
        )
        if answer is not None:
            self._result = f"status {event.status}, {event.size} bytes, Request-ID {request_id or 'none'}"
        else:
            failure = result or error
            self._result = "no answer" if failure is None else self._call.sanitise(str(failure))
        if interrupted:
            self._result += "; interrupted by the caller"
        self._log(
            _DEBUG,
            self._result,
            wxbrand_status=event.status,
            wxbrand_request_id=event.request_id,
            wxbrand_seconds=round(event.seconds, 6),
            wxbrand_error=None if error is None else type(error).__name__,
        )
        for each in self._hooks:
            _call_hook(each.response, event)

    def retry(self, error: WxbrandError, wait: float) -> None:
        """Report that there will be another attempt."""
        event = RetryEvent(request=self._request, error=error, wait=wait)
        message = f"{self._result}; retrying in {wait:.1f} s"
        self._log(_INFO, message, wxbrand_error=type(error).__name__, wxbrand_wait=round(wait, 3))
        for each in self._hooks:
            _call_hook(each.retry, event)

    def _log(self, level: int, message: str, **attributes: Any) -> None:
        """Log with attributes of the record, for formatters that write JSON."""
        request = self._request
        attributes |= {
            "wxbrand_operation": request.operation,
            "wxbrand_host": request.host,
            "wxbrand_attempt": request.attempt_number,
        }
        _logger().log(level, "%s to %s: %s", request.operation, self._server, message, extra=attributes)


def _call_hook(hook: Callable[[Any], object] | None, event: object) -> None:
    if hook is None:
        return
    try:
        hook(event)
    except Exception:  # noqa: BLE001  (the response matters more than the hook)
        _logger().exception("a hook for %s failed; the call goes on", type(event).__name__)
