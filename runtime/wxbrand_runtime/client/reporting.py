"""Report each attempt of a call to the hooks and to the logger `wxbrand`.

The log has each attempt at DEBUG, each retry at INFO, and a hook that raised at ERROR. It never has a key, a body or a
value of the request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING, Any

from wxbrand_runtime.client.hooks import Hooks, RequestEvent, ResponseEvent, RetryEvent
from wxbrand_runtime.errors import WxbrandError
from wxbrand_runtime.http import Answer, Origin, TransportError

if TYPE_CHECKING:
    import logging

    from wxbrand_runtime.client.calls import Call

_INFO = 20  # logging.INFO


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

    def end(self, result: Answer | TransportError | None, error: WxbrandError | None, *, interrupted: bool) -> None:
        """Report what the transport returned, if it was called, and the error of the attempt."""
        answer = result if isinstance(result, Answer) else None
        request_id = None if answer is None or answer.request_id is None else self._call.sanitise(answer.request_id)
        event = ResponseEvent(
            request=self._request,
            seconds=monotonic() - self._start,
            status=None if answer is None else answer.status,
            size=0 if answer is None else len(answer.body),
            request_id=request_id,
            error=error,
            interrupted=interrupted,
        )
        if answer is not None:
            self._result = f"status {event.status}, {event.size} bytes, Request-ID {request_id or 'none'}"
        else:
            failure = result or error
            self._result = "no answer" if failure is None else self._call.sanitise(str(failure))
        if interrupted:
            self._result += "; interrupted by the caller"
        extra = {
            "wxbrand_status": event.status,
            "wxbrand_request_id": event.request_id,
            "wxbrand_seconds": round(event.seconds, 6),
            "wxbrand_error": None if error is None else type(error).__name__,
        }
        _logger().debug("%s to %s: %s", self._request.operation, self._server, self._result, extra=self._extra(extra))
        for each in self._hooks:
            _call_hook(each.response, event)

    def retry(self, error: WxbrandError, wait: float) -> None:
        """Report that there will be another attempt."""
        event = RetryEvent(request=self._request, error=error, wait=wait)
        extra = {"wxbrand_error": type(error).__name__, "wxbrand_wait": round(wait, 3)}
        _logger().info(
            "%s to %s: %s; retrying in %.1f s",
            self._request.operation,
            self._server,
            self._result,
            wait,
            extra=self._extra(extra),
        )
        for each in self._hooks:
            _call_hook(each.retry, event)

    def _extra(self, more: dict[str, Any]) -> dict[str, Any]:
        """Return the attributes of a log record, for formatters that write JSON."""
        return {
            "wxbrand_operation": self._request.operation,
            "wxbrand_host": self._request.host,
            "wxbrand_attempt": self._request.attempt_number,
            **more,
        }


def _call_hook(hook: Callable[[Any], object] | None, event: object) -> None:
    if hook is None:
        return
    try:
        hook(event)
    except Exception:  # noqa: BLE001  (the response matters more than the hook)
        _logger().exception("a hook for %s failed; the call goes on", type(event).__name__)
