"""Hooks: functions of the user's that learn of each try of a call. They observe, and change nothing.

What they are told holds no key, no value of the request but its request number, and no body.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from wxbrand_runtime.client.actions import is_asynchronous
from wxbrand_runtime.errors import WxbrandError
from wxbrand_runtime.http import Answer, Origin, TransportError

if TYPE_CHECKING:
    import logging

    from wxbrand_runtime.client.calls import Call

_INFO = 20  # logging.INFO


@cache
def _log() -> logging.Logger:
    """Each try at DEBUG, each repeat at INFO, a hook that fails at ERROR. Never a value of a request, a key or a body."""
    import logging  # slow to import, and not needed before the first call

    return logging.getLogger("wxbrand")


class RequestEvent(Struct, frozen=True, kw_only=True, eq=False):
    """A try begins: its request is about to be signed and sent. Each try of a call has its own; compared by identity."""

    operation: str
    """Operation id of the spec, such as `PreSendUserProductCouponBundle`."""

    method: str
    """HTTP method."""

    path: str
    """Path as the spec has it, with its `{names}`."""

    host: str
    """Host name or address that is asked."""

    port: int

    attempt_number: int
    """1 for the first try of the call."""

    request_number: str | None
    """The idempotency key, if the operation has one and it was given."""


class ResponseEvent(Struct, frozen=True, kw_only=True, eq=False):
    """A try is over: an answer came, or none. Every RequestEvent is followed by one of these."""

    request: RequestEvent
    """The very object that the request hook got."""

    seconds: float
    """The whole try: waiting for a limiter, signing, sending, verifying and reading the answer."""

    status: int | None
    """HTTP status of what came; None if no complete answer did."""

    size: int
    """Bytes of the answer's body."""

    request_id: str | None
    """The answer's Request-ID, fit for a log."""

    error: WxbrandError | None
    """What the call makes of it; None for a success."""

    broken_off: bool
    """Whether the caller gave up: Ctrl-C, or a task that was cancelled."""


class RetryEvent(Struct, frozen=True, kw_only=True, eq=False):
    """A call will be tried again."""

    request: RequestEvent
    """The try that failed."""

    error: WxbrandError
    """Why."""

    wait: float
    """Seconds until the next try."""


class Hooks(Struct, frozen=True, kw_only=True):
    """Functions to call for the tries of a client's calls; each is optional.

    They are called in the thread or event loop of the call, so they should be quick. What one raises is logged at
    ERROR and changes nothing, since an answer must not be lost for it.
    """

    request: Callable[[RequestEvent], object] | None = None
    response: Callable[[ResponseEvent], object] | None = None
    retry: Callable[[RetryEvent], object] | None = None

    def __post_init__(self) -> None:
        """Raise TypeError for what could not be called as a hook."""
        for name, hook in (("request", self.request), ("response", self.response), ("retry", self.retry)):
            if hook is not None and (not callable(hook) or is_asynchronous(hook)):
                came = "an asynchronous one" if callable(hook) else type(hook).__name__
                raise TypeError(
                    f"the {name} hook must be an ordinary function, which is called and not awaited, not {came}"
                )


class Attempt:
    """One try, as hooks and the log see it."""

    def __init__(self, call: Call, origin: Origin, number: int, hooks: Iterable[Hooks]) -> None:
        self._call = call
        self._where = origin.authority
        self._hooks = hooks
        self._began = monotonic()
        self._came = ""
        operation = call.operation
        self._event = RequestEvent(
            operation=operation.name,
            method=operation.method,
            path=operation.path,
            host=origin.host,
            port=origin.port,
            attempt_number=number,
            request_number=call.request_number,
        )
        for each in hooks:
            _tell(each.request, self._event)

    def ended(self, came: Answer | TransportError | None, error: WxbrandError | None, *, broken_off: bool) -> None:
        """Tell what came, and what it means."""
        answer = came if isinstance(came, Answer) else None
        request_id = None if answer is None or answer.request_id is None else self._call.sanitise(answer.request_id)
        event = ResponseEvent(
            request=self._event,
            seconds=monotonic() - self._began,
            status=None if answer is None else answer.status,
            size=0 if answer is None else len(answer.body),
            request_id=request_id,
            error=error,
            broken_off=broken_off,
        )
        if answer is not None:
            self._came = f"status {event.status}, {event.size} bytes, Request-ID {request_id or 'none'}"
        elif came is not None:
            self._came = self._call.sanitise(str(came))
        else:
            self._came = "no answer" if error is None else self._call.sanitise(str(error))
        if broken_off:
            self._came += "; broken off by the caller"
        structured = _structured(self._event, response=event)
        _log().debug("%s to %s: %s", self._event.operation, self._where, self._came, extra=structured)
        for each in self._hooks:
            _tell(each.response, event)

    def repeated(self, error: WxbrandError, wait: float) -> None:
        """Tell that there will be another try."""
        event = RetryEvent(request=self._event, error=error, wait=wait)
        _log().info(
            "%s to %s: %s; tried again in %.1f s",
            self._event.operation,
            self._where,
            self._came,
            wait,
            extra=_structured(self._event, retry=event),
        )
        for each in self._hooks:
            _tell(each.retry, event)


def is_watched(hooks: Iterable[Hooks]) -> bool:
    """Whether anybody wants to know."""
    return bool(hooks) or _log().isEnabledFor(_INFO)


def _tell(hook: Callable[[Any], object] | None, event: object) -> None:
    if hook is None:
        return
    try:
        hook(event)
    except Exception:  # noqa: BLE001  (the answer is worth more than the hook)
        _log().exception("a hook for %s failed; the call goes on", type(event).__name__)


def _structured(
    request: RequestEvent, *, response: ResponseEvent | None = None, retry: RetryEvent | None = None
) -> dict[str, Any]:
    """Give the attributes of the log record, for formatters that write JSON."""
    told: dict[str, Any] = {
        "wxbrand_operation": request.operation,
        "wxbrand_host": request.host,
        "wxbrand_attempt": request.attempt_number,
    }
    if response is not None:
        told |= {
            "wxbrand_status": response.status,
            "wxbrand_request_id": response.request_id,
            "wxbrand_seconds": round(response.seconds, 6),
            "wxbrand_error": None if response.error is None else type(response.error).__name__,
        }
    if retry is not None:
        told |= {"wxbrand_error": type(retry.error).__name__, "wxbrand_wait": round(retry.wait, 3)}
    return told
