"""The whole conversation of one call, without I/O: check, sign, (the driver sends), verify, decode.

A generator yields what to send and receives what came; `client.py` has the two short drivers.
"""

from __future__ import annotations

import platform
import secrets
import string
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from wxbrand_runtime.checking import check
from wxbrand_runtime.errors import (
    ApiError,
    InvalidRequest,
    NotSent,
    OutcomeUnknown,
    UnreadableResponse,
    UntrustedReason,
    UntrustedResponse,
)
from wxbrand_runtime.http import Answer, ConnectFailed, ExchangeFailed, HttpRequest, Origin
from wxbrand_runtime.models import UNSET, NoContent, Operation, Request, Time, moment, original_text, remember
from wxbrand_runtime.signing import authorization
from wxbrand_runtime.targets import UnsafePathValue, expand_path, query_string
from wxbrand_runtime.verification import NotProven, verify_origin

if TYPE_CHECKING:
    from wxbrand_runtime.credentials import Credentials

Reply = TypeVar("Reply")

_NONCE_CHARACTERS = string.ascii_letters + string.digits
_READS = frozenset({"GET", "HEAD"})


def random_nonce() -> str:
    """Give 32 random letters and digits, as the official utilities do."""
    return "".join(secrets.choice(_NONCE_CHARACTERS) for _ in range(32))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a client knows beside the request."""

    credentials: Credentials
    origin: Origin
    timeout: float
    """Seconds for the whole exchange."""

    connect_timeout: float
    """Seconds for connecting."""

    max_answer: int
    """Bytes of an answer's body at most."""

    clock: Callable[[], float]
    """Unix seconds."""

    nonce: Callable[[], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A checked request, taken apart into what goes on the wire."""

    operation: Operation
    target: str
    """Path and query, percent-encoded, without the base URL's prefix."""

    headers: tuple[tuple[str, str], ...]
    """Header parameters of the operation itself."""

    body: bytes | None
    """None where the method has none; `b""` where it could have one."""

    is_json: bool
    request_number: str | None
    private: tuple[str, ...]
    """Path values (openid, coupon codes), to be kept out of messages."""

    @property
    def is_read(self) -> bool:
        """Whether repeating changes nothing."""
        return self.operation.method in _READS


def converse(request: Request[Reply], settings: Settings) -> Generator[HttpRequest, Answer, Reply]:
    """Yield the one request to send, take its answer, return the typed reply. Drivers throw transport errors in."""
    call = prepare(request)
    try:
        answer = yield _signed(call, settings)
    except ConnectFailed as failure:
        raise NotSent(f"{call.operation.name} was not sent: {failure}. Repeating is safe.") from None
    except ExchangeFailed as failure:
        raise OutcomeUnknown(
            f"{call.operation.name} was sent, but {failure}. {_how_to_find_out(call)}",
            request_number=call.request_number,
        ) from None
    _believe(call, answer, settings)
    reply: Reply = remember(_decoded(call, answer), answer)
    return reply


def prepare(request: Request[Any]) -> Call:
    """Check a request and serialise it, once. Raises InvalidRequest."""
    check(request)
    operation = request.operation
    return Call(
        operation=operation,
        target=_target(request),
        headers=_header_parameters(request),
        body=_body(request),
        is_json=operation.body is not None,
        request_number=_given(getattr(request, operation.request_number)) if operation.request_number else None,
        private=tuple(_text(getattr(request, attribute)) for attribute in operation.in_path),
    )


def _given(value: Any) -> str | None:
    return None if value is UNSET else _text(value)


def _target(request: Request[Any]) -> str:
    operation = request.operation
    try:
        path = expand_path(
            operation.path, {operation.wire(name): _text(getattr(request, name)) for name in operation.in_path}
        )
    except UnsafePathValue as problem:
        field = next(name for name in operation.in_path if operation.wire(name) == str(problem))
        raise InvalidRequest(
            f"{field} stands in the path and must not be empty, '.' or '..': another resource would be addressed",
            field=field,
        ) from None
    query = query_string(_query_pairs(request))
    return f"{path}?{query}" if query else path


def _query_pairs(request: Request[Any]) -> Generator[tuple[str, str]]:
    operation = request.operation
    for attribute in operation.in_query:
        name, value = operation.wire(attribute), getattr(request, attribute)
        if value is UNSET:
            continue
        if not isinstance(value, (list, tuple)):
            yield name, _text(value)
        elif attribute in operation.joined:
            yield name, ",".join(_text(item) for item in value)
        else:
            for item in value:
                yield name, _text(item)


def _header_parameters(request: Request[Any]) -> tuple[tuple[str, str], ...]:
    pairs = []
    for attribute in request.operation.in_header:
        name, value = request.operation.wire(attribute), getattr(request, attribute)
        if value is UNSET:
            continue
        text = _text(value)
        if not (text.isascii() and text.isprintable()) or text != text.strip():
            raise InvalidRequest(
                f"{attribute} goes into a header and must be printable ASCII without outer spaces", field=attribute
            )
        pairs.append((name, text))
    return tuple(pairs)


def _text(value: Any) -> str:
    """Write a value into a path, query or header, as JSON would without quotes."""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return original_text(value)
    return msgspec.json.encode(value).decode("ascii")


def _encodable(value: Any) -> Any:
    if isinstance(value, datetime):
        return original_text(value)
    raise NotImplementedError  # msgspec's protocol for "not mine"


_encoder = msgspec.json.Encoder(enc_hook=_encodable)


def _body(request: Request[Any]) -> bytes | None:
    """Serialise the body, the only time: these very bytes are signed and sent."""
    operation = request.operation
    if operation.body is None:
        return b"" if operation.method in {"POST", "PUT", "PATCH"} else None
    elsewhere = {*operation.in_path, *operation.in_query, *operation.in_header}
    members = {
        operation.wire(attribute): value
        for attribute in request.__struct_fields__
        if attribute not in elsewhere and (value := getattr(request, attribute)) is not UNSET
    }
    if not members and not operation.body_required:
        return b""
    return _encoder.encode(members if operation.body == "members" else next(iter(members.values())))


@cache
def user_agent() -> str:
    """Name this client and its Python."""
    return f"wxbrand/{version('wxbrand')} Python/{platform.python_version()}"


def _signed(call: Call, settings: Settings) -> HttpRequest:
    credentials = settings.credentials
    target = settings.origin.prefix + call.target
    headers = [
        (
            "Authorization",
            authorization(
                credentials,
                call.operation.method,
                target,
                call.body or b"",
                timestamp=int(settings.clock()),
                nonce=settings.nonce(),
            ),
        ),
        ("Accept", "application/json"),
        ("Accept-Encoding", "identity"),
        ("Wechatpay-Serial", credentials.public_key_id),
        ("User-Agent", user_agent()),
        *call.headers,
    ]
    if call.is_json and call.body:
        headers.append(("Content-Type", "application/json"))
    return HttpRequest(
        origin=settings.origin,
        method=call.operation.method,
        target=target,
        headers=tuple(headers),
        body=call.body,
        connect_timeout=settings.connect_timeout,
        timeout=settings.timeout,
        max_body=settings.max_answer,
    )


def _how_to_find_out(call: Call) -> str:
    if call.is_read:
        return "It is a read: repeating is safe."
    if call.request_number is not None:
        return (
            f"It may have been carried out: repeat with the same {call.operation.request_number} "
            f"({call.request_number}) and the same values, or query."
        )
    return "It may have been carried out: query before repeating."


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
            raise _untrusted(call, answer, problem.reason, str(problem)) from None
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
    code, message, detail = _error_body(answer.body)
    retryable = answer.status == 429 or answer.status >= 500
    outcome_unknown = answer.status >= 500 and not call.is_read
    said = ": ".join(part for part in (code, message) if part) or "without a readable body"
    for value in call.private:
        said = said.replace(value, "…") if len(value) > 3 else said
    parts = [f"{call.operation.name}: status {answer.status}, {said}"]
    if not signed:
        parts.append("unsigned, so not provably from WeChat Pay")
    if answer.request_id:
        parts.append(f"Request-ID {answer.request_id}")
    if retryable:
        parts.append("repeat later with the same request number and values" if call.request_number else "repeat later")
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


def _error_body(body: bytes) -> tuple[str | None, str | None, Any]:
    """Read code, message and detail from whatever came; proxies send HTML, and members come as null or numbers."""
    try:
        parsed = msgspec.json.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None, None, None
    if not isinstance(parsed, dict):
        return None, None, None
    code, message = (None if parsed.get(name) is None else str(parsed[name]) for name in ("code", "message"))
    return code, message, parsed.get("detail")


def _decoded(call: Call, answer: Answer) -> Any:
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
    try:
        return _read(kind, answer.body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as problem:
        raise UnreadableResponse(
            f"the answer to {call.operation.name} is verified, but its body is not what the spec describes: "
            f"{_reason(problem)}. The request was carried out; the body stands in .answer.",
            answer=answer,
            outcome_unknown=False,
            request_number=call.request_number,
        ) from None


def _reason(problem: Exception) -> str:
    if isinstance(problem, msgspec.ValidationError):
        return str(problem)
    if isinstance(problem, RecursionError):
        return "it is nested too deeply"
    return "it is not JSON in UTF-8"


def _time(kind: type, value: Any) -> Any:
    if kind is Time and isinstance(value, str):
        return moment(value)
    raise NotImplementedError


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind, dec_hook=_time)


def _read(kind: Any, body: bytes) -> Any:
    try:
        return _decoder(kind).decode(body)
    except msgspec.ValidationError:
        # WeChat Pay may write null for a member that is absent: read once more without such members.
        return msgspec.convert(_without_nulls(msgspec.json.decode(body)), kind, dec_hook=_time)


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(member) for key, member in value.items() if member is not None}
    if isinstance(value, list):
        return [_without_nulls(item) for item in value]
    return value
