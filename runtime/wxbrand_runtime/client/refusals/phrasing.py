"""Say what an error answer of WeChat Pay means: field, cause, what was signed, and whether and when to repeat."""

from __future__ import annotations

from collections.abc import Iterator

from wxbrand_runtime.causes import Cause, find_cause
from wxbrand_runtime.client.calls import Call
from wxbrand_runtime.client.refusals.bodies import ErrorBody, read_error_body
from wxbrand_runtime.client.refusals.sign_information import compare, read_sign_information
from wxbrand_runtime.client.repeat_advice import how_to_repeat, with_same_number
from wxbrand_runtime.client.retries import is_retryable, parse_retry_after
from wxbrand_runtime.errors import ApiError
from wxbrand_runtime.http import Answer

_MAX_CODE = 64
_MAX_PROBLEMS = 250
_MAX_REQUEST_ID = 100


def api_error(call: Call, answer: Answer, *, signed: bool, signed_message: bytes, now: float) -> ApiError:
    """Return the error for a response with an error status. `now` is in Unix seconds."""
    body = read_error_body(answer.body)
    cause = find_cause(answer.request_id)
    retry_after = parse_retry_after(answer.headers.get("Retry-After"), now)
    return ApiError(
        "; ".join(_parts(call, answer, body, cause, retry_after, signed=signed, signed_message=signed_message)),
        code=body.code,
        message=body.message,
        detail=body.detail,
        cause=cause,
        answer=answer,
        retryable=is_retryable(answer.status, call),
        retry_after=retry_after,
        signed=signed,
        outcome_unknown=answer.status >= 500 and not call.is_read,
        request_number=call.request_number,
    )


def _parts(
    call: Call,
    answer: Answer,
    body: ErrorBody,
    cause: Cause | None,
    retry_after: float | None,
    *,
    signed: bool,
    signed_message: bytes,
) -> Iterator[str]:
    private = [*body.values()]
    code = call.sanitise(body.code or "", private=private, max_length=_MAX_CODE)
    message = call.sanitise(body.first_line(), private=private)
    summary = ": ".join(text for text in (code, message) if text) or "without a readable body"
    yield f"{call.operation.name}: status {answer.status}, {summary}"
    if problems := body.problems():
        yield call.sanitise(" and ".join(problems), max_length=_MAX_PROBLEMS)
    if body.sign_information is not None:
        comparison = compare(read_sign_information(body.sign_information), signed_message)
        if comparison is not None:
            yield comparison.sentence
    if not signed:
        yield "unsigned, so not provably from WeChat Pay"
    if answer.request_id:
        meaning = f" ({cause})" if cause else ""
        yield f"Request-ID {call.sanitise(answer.request_id, max_length=_MAX_REQUEST_ID)}{meaning}"
    yield from _advice(call, answer.status, retry_after)


def _advice(call: Call, status: int, retry_after: float | None) -> Iterator[str]:
    """Say whether and when to repeat the call, if that is not the same for every repeat."""
    when = "" if retry_after is None else f"repeat after {retry_after:.0f} s (Retry-After)"
    if status >= 500 and not call.is_read:
        yield f"it may have been carried out all the same: {how_to_repeat(call)}"
        if when and call.is_repeatable:
            yield when
    elif is_retryable(status, call):
        not_done = "this attempt was not carried out: " if status == 429 else ""
        yield f"{not_done}{when or 'repeat later, waiting longer each time'}{with_same_number(call)}"
