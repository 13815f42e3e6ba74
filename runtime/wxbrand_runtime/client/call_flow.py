"""One call from request to reply: validate, serialise, sign, send, verify, decode, and retry.

The flow is a generator without I/O, so that the synchronous and the asynchronous client share it; see `actions`.
"""

from __future__ import annotations

from typing import Any, TypeVar

from wxbrand_runtime.client.actions import Flow, Sleep
from wxbrand_runtime.client.calls import Call, prepare
from wxbrand_runtime.client.hooks import AttemptReporter, is_observed
from wxbrand_runtime.client.limiting import wait_for_turn
from wxbrand_runtime.client.outcomes import after_unknown_outcome, decode, may_have_taken_effect, no_response, verify
from wxbrand_runtime.client.reading import log_unreadable
from wxbrand_runtime.client.request_signing import signed_request
from wxbrand_runtime.client.retries import Attempts
from wxbrand_runtime.client.settings import Settings
from wxbrand_runtime.errors import ApiError, WxbrandError
from wxbrand_runtime.http import Answer, TransportError
from wxbrand_runtime.models import Request
from wxbrand_runtime.models.records import attach_answer
from wxbrand_runtime.models.unreadable import attach_members, unreadable_members

Reply = TypeVar("Reply")


def call_flow(request: Request[Reply], settings: Settings) -> Flow[Reply]:
    """Return the flow of a call, which returns the reply or raises.

    A retry has a new signature and the same body.
    """
    sending_key = settings.credentials.public_keys.sending  # read once: texts are sent with the id of their key
    call = prepare(request, sending_key.key)
    attempts = Attempts(
        retries=settings.retries, servers=len(settings.origins), deadline=settings.deadline, jitter=settings.jitter
    )
    outcome_unknown = False  # whether an earlier attempt may have taken effect
    while True:
        reporter = None
        if is_observed(settings.hooks):
            reporter = AttemptReporter(call, settings.origins[attempts.server], attempts.failed + 1, settings.hooks)
        try:
            reply: Reply = yield from _attempt(call, sending_key.id, settings, attempts, reporter)
        except WxbrandError as error:
            wait = attempts.wait_after(error, call, error.retry_after if isinstance(error, ApiError) else None)
            if wait is None:
                final = after_unknown_outcome(call, error) if outcome_unknown else error
                raise _with_attempts(final, attempts.failed) from final.__cause__
            outcome_unknown = outcome_unknown or may_have_taken_effect(call, error)
            if reporter is not None:
                reporter.retry(error, wait)
        except Exception as error:
            if not outcome_unknown:
                raise
            raise _with_attempts(after_unknown_outcome(call, error), attempts.failed + 1) from error
        else:
            return reply
        yield Sleep(wait)


def _attempt(
    call: Call, key_id: str, settings: Settings, attempts: Attempts, reporter: AttemptReporter | None
) -> Flow[Any]:
    result: Answer | TransportError | None = None
    failure: WxbrandError | None = None
    reply: Any = None
    interrupted = True
    attempts.used_server = False
    try:
        if settings.limiter is not None and (limit := call.operation.rate_limit) is not None:
            yield from wait_for_turn(call, settings.limiter, limit, settings.credentials, attempts)
        request, signed_message = yield from signed_request(call, key_id, settings, attempts)
        attempts.used_server = True
        result = yield request
        reply = yield from _reply(call, result, settings, attempts, signed_message)
    except WxbrandError as error:
        failure, interrupted = error, False
        raise
    else:
        interrupted = False
        return reply
    finally:
        if reporter is not None:
            reporter.end(result, failure, unreadable_members(reply), interrupted=interrupted)


def _reply(
    call: Call, result: Answer | TransportError | None, settings: Settings, attempts: Attempts, signed_message: bytes
) -> Flow[Any]:
    if isinstance(result, TransportError):
        raise no_response(call, result)
    if result is None:
        raise TypeError("a driver must send the result of an HttpRequest into the flow")
    keys = settings.credentials.public_keys
    verify(call, result, keys, now=settings.clock(), signed_message=signed_message)
    part = yield from decode(call, result, settings.credentials, attempts.time_left)
    reply = attach_answer(part.value, result)
    if part.members:
        attach_members(reply, part.members)
        log_unreadable(f"the answer to {call.operation.name}", part.members, call.sanitise)
    return reply


def _with_attempts(error: WxbrandError, attempts: int) -> WxbrandError:
    error.attempts = attempts
    if attempts > 1:
        error.add_note(f"{attempts} attempts")
    return error
