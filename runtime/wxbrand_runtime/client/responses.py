"""What came of a request means: the typed reply, or which error. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wxbrand_runtime.auth.verification import verify_response
from wxbrand_runtime.errors import (
    ApiError,
    InvalidSignature,
    NotSent,
    OutcomeUnknown,
    UnreadableResponse,
    UntrustedReason,
    UntrustedResponse,
    WxbrandError,
)
from wxbrand_runtime.http import Answer, ConnectFailed, TransportError
from wxbrand_runtime.models.decoding import decode_error
from wxbrand_runtime.sanitise import sanitise

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    from wxbrand_runtime.client.calls import Call


def failed(call: Call, failure: TransportError) -> NotSent | OutcomeUnknown:
    """Make the error for a request that brought no answer."""
    if isinstance(failure, ConnectFailed):
        return NotSent(f"{call.operation.name} was not sent: {failure}. Repeating is safe.")
    return OutcomeUnknown(
        f"{call.operation.name} was sent, but {failure}. {_how_to_find_out(call)}",
        request_number=call.request_number,
        outcome_unknown=not call.is_read,
    )


def leaves_unknown(call: Call, error: WxbrandError) -> bool:
    """Whether a try that ended so may have been carried out all the same."""
    return error.outcome_unknown and not call.is_read


def after_perhaps_done(call: Call, error: Exception) -> WxbrandError:
    """Make the error of a call whose last try failed, but of which an earlier one may have been carried out."""
    earlier = "an earlier try was sent and had no usable answer"
    if not isinstance(error, (OutcomeUnknown, UntrustedResponse, UnreadableResponse, ApiError)):
        if isinstance(error, NotSent):
            last = f"was not sent ({error})"
        elif isinstance(error, WxbrandError):
            last = f"failed ({error})."
        else:  # not one of ours: what it says may hold anything
            last = f"failed ({type(error).__name__})."
        return OutcomeUnknown(
            f"{call.operation.name}: {earlier}, and the last one {last} {_how_to_find_out(call)}",
            request_number=call.request_number,
        )
    if isinstance(error, ApiError) and not error.outcome_unknown:
        error.outcome_unknown = True
        error.args = (f"{error}; {earlier}, so it may have been carried out all the same: {_how_to_repeat(call)}",)
    return error


def _how_to_find_out(call: Call) -> str:
    if call.is_read:
        return "It is a read: repeating is safe."
    return f"It may have been carried out: {_how_to_repeat(call)}."


def _how_to_repeat(call: Call) -> str:
    number = "" if call.request_number is None else f"{call.operation.request_number} ({sanitise(call.request_number)})"
    if call.is_repeatable:
        return (
            f"repeat with the same {number} and the same values, or query"
            if number
            else "repeat it as it was, or query"
        )
    if not number:
        return "query before repeating"
    return f"query before repeating, since WeChat Pay does not say what a repeat with the same {number} does"


def believe(call: Call, answer: Answer, public_keys: Mapping[str, RSAPublicKey], *, now: float) -> None:
    """Raise unless this is a success that is provably WeChat Pay's; a success must be signed, an error may be."""
    is_success = answer.status // 100 == 2
    signed = any(answer.headers.all("Wechatpay-Signature"))
    if answer.status // 100 == 3:
        raise _untrusted(call, answer, "redirect", "it is a redirect, and WeChat Pay sends none")
    if is_success or signed:
        try:
            verify_response(answer.headers, answer.body, public_keys, now=now)
        except InvalidSignature as problem:
            raise _untrusted(call, answer, problem.reason, call.sanitise(str(problem))) from None
    if not is_success:
        raise _api_error(call, answer, signed=signed)


def _untrusted(call: Call, answer: Answer, reason: UntrustedReason, sentence: str) -> UntrustedResponse:
    return UntrustedResponse(
        f"the answer to {call.operation.name} (status {answer.status}) is not provably WeChat Pay's: {sentence}. "
        f"{_how_to_find_out(call)}",
        reason=reason,
        outcome_unknown=not call.is_read,
        request_number=call.request_number,
        request_id=answer.request_id,
        status=answer.status,
    )


def _api_error(call: Call, answer: Answer, *, signed: bool) -> ApiError:
    code, message, detail = decode_error(answer.body)
    retryable = call.may_follow(answer.status)
    outcome_unknown = answer.status >= 500 and not call.is_read
    said = ": ".join(call.sanitise(part) for part in (code, message) if part) or "without a readable body"
    parts = [f"{call.operation.name}: status {answer.status}, {said}"]
    if not signed:
        parts.append("unsigned, so not provably from WeChat Pay")
    if answer.request_id:
        parts.append(f"Request-ID {call.sanitise(answer.request_id)}")
    if outcome_unknown:
        parts.append(f"it may have been carried out all the same: {_how_to_repeat(call)}")
    elif retryable:
        parts.append("repeat later")
    return ApiError(
        "; ".join(parts),
        code=code,
        message=message,
        detail=detail,
        answer=answer,
        retryable=retryable,
        signed=signed,
        outcome_unknown=outcome_unknown,
        request_number=call.request_number,
    )


def kind_of(call: Call, answer: Answer) -> Any:
    """Give what the spec says the body is: a type, Content, or None for no body. Raises UnreadableResponse if it says nothing."""
    replies = call.operation.replies
    for status in (str(answer.status), f"{answer.status // 100}XX", "default"):
        if status in replies:
            return replies[status]
    declared = ", ".join(replies) or "none"
    raise UnreadableResponse(
        f"the answer to {call.operation.name} is verified, but the spec declares no status {answer.status} "
        f"(only {declared}). {_how_to_find_out(call)}",
        answer=answer,
        outcome_unknown=not call.is_read,
        request_number=call.request_number,
    )


def unreadable(call: Call, answer: Answer, why: str) -> UnreadableResponse:
    """Make the error for a verified answer whose body is not what the spec describes."""
    return UnreadableResponse(
        f"the answer to {call.operation.name} is verified, but its body is not what the spec describes: "
        f"{call.sanitise(why)}. The request was carried out; the body stands in .answer.",
        answer=answer,
        outcome_unknown=False,
        request_number=call.request_number,
    )
