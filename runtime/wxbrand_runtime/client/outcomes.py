"""What a call comes to: verify its response and decode it, or say which error it is and whether it may have taken effect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from wxbrand_runtime.auth.signers import close_awaitable
from wxbrand_runtime.auth.verification import verify_response
from wxbrand_runtime.client.actions import Flow, Raised
from wxbrand_runtime.client.reading import in_words, read_body
from wxbrand_runtime.client.repeat_advice import how_to_repeat, what_to_do
from wxbrand_runtime.errors import (
    ApiError,
    InvalidSignature,
    NotSent,
    OutcomeUnknown,
    UnreadableMember,
    UnreadableResponse,
    UntrustedReason,
    UntrustedResponse,
    WxbrandError,
)
from wxbrand_runtime.http import Answer, ConnectFailed, TransportError
from wxbrand_runtime.models import Content, NoContent
from wxbrand_runtime.models.codec import DecodeError
from wxbrand_runtime.models.unreadable import Part

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    from wxbrand_runtime.auth.credentials import Credentials
    from wxbrand_runtime.client.calls import Call
    from wxbrand_runtime.client.retries import Attempts


def verify(
    call: Call, answer: Answer, public_keys: Mapping[str, RSAPublicKey], *, now: float, signed_message: bytes
) -> None:
    """Raise UntrustedResponse or ApiError unless the response is a success that WeChat Pay signed.

    A success must be signed. An error need not be: before authentication WeChat Pay signs none. `signed_message` is what the
    signature of the request covers.
    """
    is_success = answer.status // 100 == 2
    is_signed = any(answer.headers.all("Wechatpay-Signature"))
    if answer.status // 100 == 3:
        raise untrusted(call, answer, "redirect", "it is a redirect, and WeChat Pay sends none")
    if is_success or is_signed:
        try:
            verify_response(answer.headers, answer.body, public_keys, now=now)
        except InvalidSignature as error:
            raise untrusted(call, answer, error.reason, call.sanitise(str(error))) from None
    if not is_success:
        from wxbrand_runtime.client.refusals.phrasing import api_error  # needed for errors only

        raise api_error(call, answer, signed=is_signed, signed_message=signed_message, now=now)


def decode(call: Call, answer: Answer, credentials: Credentials, time_left: Callable[[], float]) -> Flow[Part]:
    """Return the reply and what of it could not be read: the body of a verified success as the type that the spec declares.

    Raise UnreadableResponse for one that cannot be used.
    """
    type_ = reply_type(call, answer)
    if type_ is None:
        return Part(NoContent())
    if type_ is Content:
        return Part(Content(body=answer.body, media_type=answer.headers.get("Content-Type") or ""))
    try:
        part = yield from read_body(type_, answer.body, "body", credentials, time_left)
    except DecodeError as error:
        raise unreadable_body(call, answer, str(error)) from None
    if not part.is_complete:
        raise unreadable_body(call, answer, in_words(part.members), part.members)
    return part


def reply_type(call: Call, answer: Answer) -> Any:
    """Return the declared type of the body: a type, Content, or None for no body."""
    replies = call.operation.replies
    for status in (str(answer.status), f"{answer.status // 100}XX", "default"):
        if status in replies:
            return replies[status]
    raise UnreadableResponse(
        f"the answer to {call.operation.name} is verified, but the spec declares no status {answer.status} "
        f"(only {', '.join(replies) or 'none'}). {what_to_do(call)}",
        answer=answer,
        outcome_unknown=not call.is_read,
        request_number=call.request_number,
    )


def not_sent(call: Call, why: str, *, repeating: str = "Repeating") -> NotSent:
    """Return the error for a call of which nothing was sent."""
    return NotSent(f"{call.operation.name} was not sent: {why}. {repeating} is safe.")


def check_invoked(call: Call, name: str, result: object, attempts: Attempts) -> None:
    """Raise NotSent if user code that an attempt depends on raised, or returned after the deadline."""
    if not isinstance(result, Raised):
        if attempts.is_expired():
            close_awaitable(result)
            raise not_sent(call, f"{name} did not answer in time")
    elif isinstance(result.error, TimeoutError):
        raise not_sent(call, f"{name} did not answer in time") from result.error
    else:
        raise not_sent(call, f"{name} failed ({type(result.error).__name__})") from result.error


def no_response(call: Call, failure: TransportError) -> NotSent | OutcomeUnknown:
    """Return the error for a request without a complete response."""
    if isinstance(failure, ConnectFailed):
        return not_sent(call, str(failure))
    return OutcomeUnknown(
        f"{call.operation.name} was sent, but {failure}. {what_to_do(call)}",
        request_number=call.request_number,
        outcome_unknown=not call.is_read,
    )


def untrusted(call: Call, answer: Answer, reason: UntrustedReason, why: str) -> UntrustedResponse:
    """Return the error for a response that WeChat Pay may not have sent."""
    return UntrustedResponse(
        f"the answer to {call.operation.name} (status {answer.status}) is not provably WeChat Pay's: {why}. "
        f"{what_to_do(call)}",
        reason=reason,
        outcome_unknown=not call.is_read,
        request_number=call.request_number,
        request_id=answer.request_id,
        status=answer.status,
    )


def unreadable_body(
    call: Call, answer: Answer, why: str, members: tuple[UnreadableMember, ...] = ()
) -> UnreadableResponse:
    """Return the error for a verified success whose body does not match the spec."""
    return UnreadableResponse(
        f"the answer to {call.operation.name} is verified, but its body is not what the spec describes: "
        f"{call.sanitise(why)}. The request was carried out; the body is in .answer.",
        answer=answer,
        outcome_unknown=False,
        request_number=call.request_number,
        members=members,
    )


def may_have_taken_effect(call: Call, error: WxbrandError) -> bool:
    """Whether an attempt that ended with this error may have been carried out all the same."""
    return error.outcome_unknown and not call.is_read


def after_unknown_outcome(call: Call, error: Exception) -> WxbrandError:
    """Return the error of a call whose last attempt failed, and of which an earlier attempt may have been carried out."""
    earlier = "an earlier attempt was sent and had no usable answer"
    if not isinstance(error, (OutcomeUnknown, UntrustedResponse, UnreadableResponse, ApiError)):
        if isinstance(error, NotSent):
            last = f"was not sent ({error})"
        elif isinstance(error, WxbrandError):
            last = f"failed ({error})."
        else:  # its message may contain anything
            last = f"failed ({type(error).__name__})."
        return OutcomeUnknown(
            f"{call.operation.name}: {earlier}, and the last one {last} {what_to_do(call)}",
            request_number=call.request_number,
        )
    if isinstance(error, ApiError) and not error.outcome_unknown:
        error.outcome_unknown = True
        error.args = (f"{error}; {earlier}, so it may have been carried out all the same: {how_to_repeat(call)}",)
    return error
