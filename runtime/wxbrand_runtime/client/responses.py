"""Verify the response of a call, and decode it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from wxbrand_runtime.auth.verification import verify_response
from wxbrand_runtime.client.actions import Flow
from wxbrand_runtime.client.decryption import text_decrypter
from wxbrand_runtime.client.failures import api_error, undeclared_status, unreadable_body, untrusted
from wxbrand_runtime.errors import InvalidSignature
from wxbrand_runtime.models import Content, NoContent
from wxbrand_runtime.models.codec import DecodeError, decode_body
from wxbrand_runtime.models.sensitive import decrypt_value

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    from wxbrand_runtime.auth.credentials import Credentials
    from wxbrand_runtime.client.calls import Call
    from wxbrand_runtime.http import Answer


def verify(call: Call, answer: Answer, public_keys: Mapping[str, RSAPublicKey], *, now: float) -> None:
    """Raise UntrustedResponse or ApiError unless the response is a success that WeChat Pay signed.

    A success must be signed. An error need not be: before authentication WeChat Pay signs none.
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
        raise api_error(call, answer, signed=is_signed)


def decode(call: Call, answer: Answer, credentials: Credentials, time_left: Callable[[], float]) -> Flow[Any]:
    """Return the reply: the body of a verified success as the type that the spec declares. Raise UnreadableResponse."""
    type_ = reply_type(call, answer)
    if type_ is None:
        return NoContent()
    if type_ is Content:
        return Content(body=answer.body, media_type=answer.headers.get("Content-Type") or "")
    try:
        reply = decode_body(type_, answer.body)
        return decrypt_value(type_, reply, (yield from text_decrypter(type_, reply, credentials, time_left)))
    except DecodeError as error:
        raise unreadable_body(call, answer, str(error)) from None


def reply_type(call: Call, answer: Answer) -> Any:
    """Return the declared type of the body: a type, Content, or None for no body. Raise UnreadableResponse if there is none."""
    replies = call.operation.replies
    for status in (str(answer.status), f"{answer.status // 100}XX", "default"):
        if status in replies:
            return replies[status]
    raise undeclared_status(call, answer)
