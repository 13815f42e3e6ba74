"""The whole conversation of one call, without I/O: check, sign, (the driver sends), verify, decode.

A generator yields what to send and receives what came; `client.py` has the two short drivers. Whatever else may take
time, waiting, a signer or a limiter of the user's, is yielded too (`steps.py`).
"""

from __future__ import annotations

import platform
from collections.abc import Generator
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from wxbrand_runtime.auth.schemes import BRAND
from wxbrand_runtime.auth.signers import base64_signature, close_awaitable
from wxbrand_runtime.auth.signing import authorization_header, request_message, sign, verify
from wxbrand_runtime.client.actions import Ask, Failed, Wait
from wxbrand_runtime.client.calls import Call, prepare
from wxbrand_runtime.client.decryption import decrypter
from wxbrand_runtime.client.limiting import AsyncLimiter, Limiter, LimiterFailed
from wxbrand_runtime.client.reporting import AttemptReporter, is_observed
from wxbrand_runtime.client.responses import after_perhaps_done, believe, failed, kind_of, leaves_unknown, unreadable
from wxbrand_runtime.client.retries import Attempts, parse_retry_after
from wxbrand_runtime.client.settings import Settings
from wxbrand_runtime.errors import ApiError, InvalidCredentials, InvalidSignature, NotSent, WxbrandError
from wxbrand_runtime.http import Answer, HttpRequest, TransportError
from wxbrand_runtime.models import Content, NoContent, Request
from wxbrand_runtime.models.answers import attach_answer
from wxbrand_runtime.models.decoding import DecodeError, decode_body
from wxbrand_runtime.models.sensitive import decrypt_value

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    from wxbrand_runtime.models import RateLimit

Reply = TypeVar("Reply")


Step = HttpRequest | Ask | Wait
"""What a driver is asked to do."""

Conversation = Generator[Step, Any, Reply]
"""A driver sends in an Answer or TransportError for a request, a value or Failed for an Ask, None for a Wait."""


def converse(request: Request[Reply], settings: Settings) -> Conversation[Reply]:
    """Yield one step after another and take what came of it; in the end return the typed reply or raise.

    What is tried again is signed anew, and its body is the same, byte for byte.
    """
    sending = settings.credentials.public_keys.sending  # once: what is encrypted with a key goes out under its id
    call = prepare(request, sending.key)
    tries = Attempts(
        retries=settings.retries, servers=len(settings.origins), deadline=settings.deadline, jitter=settings.jitter
    )
    perhaps_done = False
    while True:
        attempt = _attempt(call, settings, tries)
        try:
            reply: Reply = yield from _tried(call, sending.id, settings, tries, attempt)
        except WxbrandError as error:
            wait = tries.wait_after(error, call, _retry_after(error, settings))
            if wait is None:
                final = _counted(after_perhaps_done(call, error) if perhaps_done else error, tries.failed)
                raise final from final.__cause__
            perhaps_done = perhaps_done or leaves_unknown(call, error)
            if attempt is not None:
                attempt.retry(error, wait)
        except Exception as error:
            if not perhaps_done:
                raise
            raise _counted(after_perhaps_done(call, error), tries.failed + 1) from error
        else:
            return reply
        yield Wait(wait)


def _counted(error: WxbrandError, tries: int) -> WxbrandError:
    error.attempts = tries
    if tries > 1:
        error.add_note(f"{tries} attempts")
    return error


def _attempt(call: Call, settings: Settings, tries: Attempts) -> AttemptReporter | None:
    if not is_observed(settings.hooks):
        return None
    return AttemptReporter(call, settings.origins[tries.server], tries.failed + 1, settings.hooks)


def _tried(
    call: Call, key_id: str, settings: Settings, tries: Attempts, attempt: AttemptReporter | None
) -> Conversation[Any]:
    """Send once, and give what it means."""
    came: Answer | TransportError | None = None
    problem: WxbrandError | None = None
    is_over = False
    tries.used_server = False
    try:
        if settings.limiter is not None and call.operation.rate_limit is not None:
            yield from _turn(call, settings.limiter, call.operation.rate_limit, settings, tries)
        outgoing = yield from _signed(call, key_id, settings, tries)
        tries.used_server = True
        came = yield outgoing
        reply = yield from _outcome(call, came, settings, tries)
    except WxbrandError as error:
        problem, is_over = error, True
        raise
    else:
        is_over = True
        return reply
    finally:
        if attempt is not None:
            attempt.end(came, problem, interrupted=not is_over)


def _outcome(
    call: Call, came: Answer | TransportError | None, settings: Settings, tries: Attempts
) -> Conversation[Any]:
    if isinstance(came, TransportError):
        raise failed(call, came)
    if came is None:
        raise TypeError("a driver must send in what came of a request")
    believe(call, came, settings.credentials.public_keys, now=settings.clock())
    return attach_answer((yield from _decoded(call, came, settings, tries)), came)


def _asked(call: Call, what: str, ask: Ask, tries: Attempts) -> Conversation[Any]:
    """Ask for something without which nothing can be sent, and in time: what is sent too late could not be answered."""
    given = yield ask
    if not isinstance(given, Failed):
        if not tries.is_expired():
            return given
        close_awaitable(given)
        raise NotSent(f"{call.operation.name} was not sent: {what} did not answer in time. Repeating is safe.")
    if isinstance(given.error, LimiterFailed):
        why = str(given.error)
    elif isinstance(given.error, TimeoutError):
        why = f"{what} did not answer in time"
    else:
        why = f"{what} failed ({type(given.error).__name__})"
    raise NotSent(f"{call.operation.name} was not sent: {why}. Repeating is safe.") from given.error


def _turn(
    call: Call, limiter: Limiter | AsyncLimiter, limit: RateLimit, settings: Settings, tries: Attempts
) -> Conversation[None]:
    """Wait until the limiter lets this call go."""
    while True:
        ask = Ask(
            function=limiter.take,
            arguments=(limit, call.operation.name, settings.credentials.brand_id),
            seconds=tries.time_left(),
        )
        wait = yield from _asked(call, "the rate limiter", ask, tries)
        if not isinstance(wait, (int, float)):
            close_awaitable(wait)
            raise TypeError(f"the limiter's take() must give seconds, not {type(wait).__name__}")
        if not wait > 0:
            return
        if wait >= tries.time_left():
            tries.stop()
            raise NotSent(
                f"{call.operation.name} was not sent: the rate limit of {limit.requests} in {limit.seconds:g} s leaves "
                f"it no turn before its deadline. Repeating later is safe."
            )
        yield Wait(wait)


def _retry_after(error: WxbrandError, settings: Settings) -> float | None:
    if not isinstance(error, ApiError):
        return None
    return parse_retry_after(error.answer.headers.get("Retry-After"), settings.clock())


@cache
def user_agent() -> str:
    """Name this client and its Python."""
    from importlib.metadata import PackageNotFoundError, version  # slow to import, and not needed before the first call

    try:
        name = f"wxbrand/{version('wxbrand')}"
    except PackageNotFoundError:  # in a program frozen into one file, for example
        name = "wxbrand"
    return f"{name} Python/{platform.python_version()}"


def _refuse_of_another_key(certificate_key: RSAPublicKey, message: bytes, signature: str) -> None:
    try:
        verify(certificate_key, message, signature)
    except InvalidSignature:
        pass
    else:
        return
    raise InvalidCredentials(
        "what the signer gave is no signature of the brand API certificate's key; it must sign the message as it is "
        "with RSASSA-PKCS1-v1_5 (not PSS) and SHA-256"
    )


def _signed(call: Call, key_id: str, settings: Settings, tries: Attempts) -> Conversation[HttpRequest]:
    credentials, operation, origin = settings.credentials, call.operation, settings.origins[tries.server]
    target = origin.prefix + call.target
    timestamp, nonce = int(settings.clock()), settings.nonce()
    message = request_message(operation.method, target, timestamp, nonce, call.signed_body)
    if credentials.private_key is not None:
        signature = sign(credentials.private_key, message)
    else:
        signer: Any = credentials.signer  # one of the two is there
        ask = Ask(function=signer.sign, arguments=(message,), seconds=tries.time_left())
        signature = base64_signature((yield from _asked(call, "the signer", ask, tries)))
        if credentials.certificate_key is not None:
            _refuse_of_another_key(credentials.certificate_key, message, signature)
    proof = authorization_header(
        BRAND,
        account_id=credentials.brand_id,
        serial_no=credentials.serial_no,
        timestamp=timestamp,
        nonce=nonce,
        signature=signature,
    )
    time_left = tries.time_left()
    content = (("Content-Type", call.content_type),) if call.body else ()
    return HttpRequest(
        origin=origin,
        method=operation.method,
        target=target,
        headers=(
            ("Authorization", proof),
            ("Accept", operation.accept),
            ("Accept-Encoding", "identity"),
            ("Wechatpay-Serial", key_id),
            ("User-Agent", user_agent()),
            *call.headers,
            *content,
        ),
        body=call.body,
        connect_timeout=min(settings.connect_timeout, time_left),
        timeout=min(settings.timeout, time_left),
        max_body=settings.max_response_body,
    )


def _decoded(call: Call, answer: Answer, settings: Settings, tries: Attempts) -> Conversation[Any]:
    kind = kind_of(call, answer)
    if kind is None:
        return NoContent()
    if kind is Content:
        return Content(body=answer.body, media_type=answer.headers.get("Content-Type") or "")
    try:
        reply = decode_body(kind, answer.body)
        return decrypt_value(kind, reply, (yield from decrypter(kind, reply, settings.credentials, tries.time_left)))
    except DecodeError as problem:
        raise unreadable(call, answer, str(problem)) from None
