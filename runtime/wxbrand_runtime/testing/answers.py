"""Scripted answers: built from the values that a test passes, and checked to be readable by the client."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wxbrand_runtime.auth.decryption import encrypt_text
from wxbrand_runtime.models import Content, NoContent
from wxbrand_runtime.models.codec import DecodeError, decode_body, encode_json
from wxbrand_runtime.models.sensitive import replace_texts
from wxbrand_runtime.testing.authorization import RequestRefused
from wxbrand_runtime.testing.faults import Fault
from wxbrand_runtime.testing.recorded import RecordedRequest
from wxbrand_runtime.testing.unreadable import with_an_unreadable_member, with_unreadable
from wxbrand_runtime.type_guards import is_dict, is_list

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    from wxbrand_runtime.testing.decoding import RequestClass


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedAnswer:
    """An answer that is complete except for its signature."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = field(repr=False)
    signed: bool = True

    number: int = 0
    """Ends the Request-ID."""


Compute = Callable[[RecordedRequest[Any]], PreparedAnswer]
"""Computes an answer from the request."""

Script = PreparedAnswer | Compute | Fault


def success_answer(
    class_: RequestClass,
    reply: Any,
    status: int | None,
    headers: Mapping[str, str],
    account_key: RSAPublicKey,
    unreadable: Mapping[str, Any],
) -> PreparedAnswer:
    """Return the answer that the client decodes to a reply. Raise ValueError if it could not.

    unreadable: places and values that the client cannot read all the same.
    """
    status = success_status(class_) if status is None else status
    replies = class_.operation.replies
    for key in (str(status), f"{status // 100}XX", "default"):
        if key in replies and 200 <= status < 300:
            type_ = replies[key]
            break
    else:
        raise ValueError(
            f"{class_.__name__} has no success with status {status}, only {', '.join(replies) or 'none'}; "
            "for an error use refuse(...)"
        )
    body, media_type = _body(class_, type_, reply, account_key)
    if unreadable and (type_ is None or type_ is Content):
        raise ValueError(f"the answer to {class_.__name__} is not JSON, so it has no members")
    body = with_unreadable(type_, body, "body", unreadable)
    content_type = {} if media_type is None else {"Content-Type": media_type}
    return PreparedAnswer(status=status, headers=tuple({**content_type, **headers}.items()), body=body)


def success_status(class_: RequestClass) -> int:
    """Return the status of the first success that the spec declares."""
    first = next(iter(class_.operation.replies), "200")
    return int(first) if first.isdigit() else 200


def success_type(class_: RequestClass) -> Any:
    """Return the type of the first success that the spec declares: a type, Content, or None for no body."""
    return next(iter(class_.operation.replies.values()), None)


def error_answer(refused: RequestRefused, headers: Mapping[str, str], *, signed: bool) -> PreparedAnswer:
    """Return the answer to a refused request."""
    fields = {"Content-Type": "application/json", **headers}
    return PreparedAnswer(
        status=refused.status,
        headers=tuple(fields.items()),
        body=refused.body(),
        signed=signed,
        number=refused.number,
    )


def not_scripted_answer(message: str) -> PreparedAnswer:
    """Return the answer to a call that nothing is scripted for. Clients do not retry status 400."""
    return error_answer(RequestRefused(400, "NOT_SCRIPTED", message), {}, signed=True)


def check_fault(class_: RequestClass, fault: object) -> None:
    """Raise TypeError for a value that is not a fault, and ValueError for one that the answer to this operation cannot have."""
    if not isinstance(fault, Fault):
        raise TypeError(f"fault must be a Fault, such as Fault.CLOSED, not {type(fault).__name__}")
    if fault is Fault.WRONG_API_KEY:
        raise ValueError("only notifications are encrypted with the API key; see notification(..., fault=...)")
    type_ = success_type(class_)
    if fault is Fault.NOT_JSON and (type_ is None or type_ is Content):
        raise ValueError(f"the answer to {class_.__name__} is never JSON, so it cannot have {fault}")
    if fault is Fault.UNREADABLE_MEMBER and with_an_unreadable_member(type_, None, "body") is None:
        raise ValueError(
            f"the answer to {class_.__name__} has no member that could be unreadable, so it cannot have {fault}"
        )


def encode_for_account(type_: Any, value: Any, account_key: RSAPublicKey) -> bytes:
    """Encode a model or plain value as JSON of a type, with its sensitive texts encrypted for the account.

    Members that the type does not have are kept. Raise DecodeError if the client could not decode the result as the type, and
    TypeError for a value that JSON cannot represent.
    """
    body = value if isinstance(value, bytes) else encode_json(value)
    decoded = decode_body(type_, body)
    encrypted = replace_texts(type_, decoded, lambda text, _: encrypt_text(account_key, text))
    if encrypted is decoded:
        return body
    return json.dumps(_merge(json.loads(body), json.loads(encode_json(encrypted)))).encode()


def _merge(original: Any, encrypted: Any) -> Any:
    """Return the original value with everything that the encrypted value contains replaced by it."""
    if is_dict(original) and is_dict(encrypted):
        return {name: _merge(old, encrypted[name]) if name in encrypted else old for name, old in original.items()}
    if is_list(original) and is_list(encrypted):
        return [_merge(old, new) for old, new in zip(original, encrypted, strict=True)]
    return encrypted


def _body(class_: RequestClass, type_: Any, reply: Any, account_key: RSAPublicKey) -> tuple[bytes, str | None]:
    if type_ is None:
        if reply is not None and not isinstance(reply, NoContent):
            raise ValueError(f"the answer to {class_.__name__} has no body; leave the reply out")
        return b"", None
    if type_ is Content:
        return _content(class_, reply)
    try:
        return encode_for_account(type_, reply, account_key), "application/json"
    except DecodeError as problem:
        name = getattr(type_, "__name__", str(type_))
        raise ValueError(
            f"the client could not read this answer to {class_.__name__} as {name}: {problem}; "
            "to test just that use unreadable={...} for a member, or fail(..., Fault.NOT_JSON)"
        ) from None


def _content(class_: RequestClass, reply: Any) -> tuple[bytes, str | None]:
    match reply:
        case Content():
            return reply.body, reply.media_type
        case bytes():
            return reply, None
        case str():
            return reply.encode(), "text/plain; charset=utf-8"
        case _:
            raise ValueError(f"the answer to {class_.__name__} is not JSON; pass bytes, text or a Content")
