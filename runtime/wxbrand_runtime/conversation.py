"""The whole conversation of one call, without I/O: check, sign, (the driver sends), verify, decode.

A generator yields what to send and receives what came; `client.py` has the two short drivers.
"""

from __future__ import annotations

import logging
import platform
import random
import secrets
from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from wxbrand_runtime.calls import Call, prepare
from wxbrand_runtime.errors import (
    ApiError,
    NotSent,
    OutcomeUnknown,
    UnreadableResponse,
    UntrustedReason,
    UntrustedResponse,
    WxbrandError,
)
from wxbrand_runtime.foreign_text import fit
from wxbrand_runtime.http import Answer, ConnectFailed, HttpRequest, Origin, TransportError
from wxbrand_runtime.models import Content, NoContent, Request, remember
from wxbrand_runtime.replies import Unreadable, read_error, read_reply
from wxbrand_runtime.retries import Tries, Wait, retry_after_of
from wxbrand_runtime.sensitive import opened
from wxbrand_runtime.signing import authorization
from wxbrand_runtime.verification import NotProven, verify_origin

if TYPE_CHECKING:
    from wxbrand_runtime.credentials import Credentials

Reply = TypeVar("Reply")

_LOG = logging.getLogger("wxbrand")
"""Each try at DEBUG, each repeat at INFO. Never a value of a request, a key or a body."""


def random_nonce() -> str:
    """Give 128 random bits as 32 upper-case hexadecimal digits, like the nonces of the official examples."""
    return secrets.token_hex(16).upper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a client knows beside the request."""

    credentials: Credentials
    origins: tuple[Origin, ...]
    """The hosts, in the order in which they are asked."""

    timeout: float
    """Seconds for one try."""

    connect_timeout: float
    """Seconds for connecting."""

    max_answer: int
    """Bytes of an answer's body at most."""

    clock: Callable[[], float]
    """Unix seconds."""

    nonce: Callable[[], str]

    retries: int
    """Tries after the first."""

    deadline: float
    """Seconds for all tries and the waits between them."""

    jitter: Callable[[], float] = random.random
    """Between 0 and 1."""


def converse(
    request: Request[Reply], settings: Settings
) -> Generator[HttpRequest | Wait, Answer | TransportError | None, Reply]:
    """Yield a request to send and take what came of it; or yield a wait; in the end return the typed reply or raise.

    What is tried again is signed anew, and its body is the same, byte for byte.
    """
    call = prepare(request, settings.credentials.public_key)
    tries = Tries(
        retries=settings.retries, hosts=len(settings.origins), deadline=settings.deadline, jitter=settings.jitter
    )
    while True:
        host = settings.origins[tries.host].authority
        came = yield _signed(call, settings, tries)
        _LOG.debug("%s to %s: %s", call.operation.name, host, _Came(call, came))
        try:
            reply: Reply = _outcome(call, came, settings)
        except WxbrandError as error:
            wait = tries.wait_after(error, call, _retry_after(came, settings))
            error.tries = tries.count
            if wait is None:
                if tries.count > 1:
                    error.add_note(f"tried {tries.count} times")
                raise
            _LOG.info("%s to %s: %s; tried again in %.1f s", call.operation.name, host, _Came(call, came), wait.seconds)
        else:
            return reply
        yield wait


@dataclass(frozen=True, slots=True)
class _Came:
    """What came of a request, for the log: status, size and Request-ID, nothing that was sent and no body."""

    call: Call
    came: Answer | TransportError | None

    def __str__(self) -> str:
        if isinstance(self.came, Answer):
            return f"status {self.came.status}, {len(self.came.body)} bytes, Request-ID {self.call.fit(self.came.request_id or 'none')}"
        return self.call.fit(str(self.came))


def _outcome(call: Call, came: Answer | TransportError | None, settings: Settings) -> Any:
    if isinstance(came, TransportError):
        raise _failed(call, came)
    if came is None:
        raise TypeError("a driver must send in what came of a request")
    _believe(call, came, settings)
    return remember(_decoded(call, came, settings), came)


def _retry_after(came: Answer | TransportError | None, settings: Settings) -> float | None:
    return retry_after_of(came.headers.get("Retry-After"), settings.clock()) if isinstance(came, Answer) else None


@cache
def user_agent() -> str:
    """Name this client and its Python."""
    from importlib.metadata import version  # slow to import, and not needed before the first call

    return f"wxbrand/{version('wxbrand')} Python/{platform.python_version()}"


def _signed(call: Call, settings: Settings, tries: Tries) -> HttpRequest:
    credentials, operation = settings.credentials, call.operation
    origin, time_left = settings.origins[tries.host], tries.time_left()
    target = origin.prefix + call.target
    proof = authorization(
        credentials,
        operation.method,
        target,
        call.signed_body,
        timestamp=int(settings.clock()),
        nonce=settings.nonce(),
    )
    content = (("Content-Type", call.content_type),) if operation.body is not None and call.body else ()
    return HttpRequest(
        origin=origin,
        method=operation.method,
        target=target,
        headers=(
            ("Authorization", proof),
            ("Accept", operation.accept),
            ("Accept-Encoding", "identity"),
            ("Wechatpay-Serial", credentials.public_key_id),
            ("User-Agent", user_agent()),
            *call.headers,
            *content,
        ),
        body=call.body,
        connect_timeout=min(settings.connect_timeout, time_left),
        timeout=min(settings.timeout, time_left),
        max_body=settings.max_answer,
    )


def _failed(call: Call, failure: TransportError) -> NotSent | OutcomeUnknown:
    if isinstance(failure, ConnectFailed):
        return NotSent(f"{call.operation.name} was not sent: {failure}. Repeating is safe.")
    return OutcomeUnknown(
        f"{call.operation.name} was sent, but {failure}. {_how_to_find_out(call)}", request_number=call.request_number
    )


def _how_to_find_out(call: Call) -> str:
    if call.is_read:
        return "It is a read: repeating is safe."
    return f"It may have been carried out: {_how_to_repeat(call)}."


def _how_to_repeat(call: Call) -> str:
    if call.request_number is None:
        return "query before repeating"
    return f"repeat with the same {call.operation.request_number} ({fit(call.request_number)}) and the same values, or query"


def _believe(call: Call, answer: Answer, settings: Settings) -> None:
    """Raise unless this is a success that is provably WeChat Pay's; a success must be signed, an error may be."""
    is_success = 200 <= answer.status < 300
    signed = any(answer.headers.all("Wechatpay-Signature"))
    if 300 <= answer.status < 400:
        raise _untrusted(call, answer, "redirect", "it is a redirect, and WeChat Pay sends none")
    if is_success or signed:
        try:
            verify_origin(answer.headers, answer.body, settings.credentials.public_keys, now=settings.clock())
        except NotProven as problem:
            raise _untrusted(call, answer, problem.reason, call.fit(str(problem))) from None
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
    code, message, detail = read_error(answer.body)
    retryable = answer.status == 429 or answer.status >= 500
    outcome_unknown = answer.status >= 500 and not call.is_read
    said = ": ".join(call.fit(part) for part in (code, message) if part) or "without a readable body"
    parts = [f"{call.operation.name}: status {answer.status}, {said}"]
    if not signed:
        parts.append("unsigned, so not provably from WeChat Pay")
    if answer.request_id:
        parts.append(f"Request-ID {call.fit(answer.request_id)}")
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


def _decoded(call: Call, answer: Answer, settings: Settings) -> Any:
    replies = call.operation.replies
    for status in (str(answer.status), f"{answer.status // 100}XX", "default"):
        if status in replies:
            kind = replies[status]
            break
    else:
        declared = ", ".join(replies) or "none"
        raise UnreadableResponse(
            f"the answer to {call.operation.name} is verified, but the spec declares no status {answer.status} "
            f"(only {declared}). {_how_to_find_out(call)}",
            answer=answer,
            outcome_unknown=not call.is_read,
            request_number=call.request_number,
        )
    if kind is None:
        return NoContent()
    if kind is Content:
        return Content(body=answer.body, media_type=answer.headers.get("Content-Type") or "")
    try:
        return opened(kind, read_reply(kind, answer.body), settings.credentials.private_key)
    except Unreadable as problem:
        raise UnreadableResponse(
            f"the answer to {call.operation.name} is verified, but its body is not what the spec describes: "
            f"{call.fit(str(problem))}. The request was carried out; the body stands in .answer.",
            answer=answer,
            outcome_unknown=False,
            request_number=call.request_number,
        ) from None
