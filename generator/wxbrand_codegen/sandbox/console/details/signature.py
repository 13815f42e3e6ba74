"""The signatures of an exchange: the lines that were signed, beside those that the server built."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from wxbrand_runtime import InvalidSignature
from wxbrand_runtime.auth.signing import verify
from wxbrand_runtime.auth.verification import ReceivedSignature
from wxbrand_runtime.testing import RequestRefused, WeChatPay
from wxbrand_runtime.testing.authorization import parse_authorization
from wxbrand_runtime.testing.diagnosis import Diagnosis, SignedRequest, diagnose

from wxbrand_codegen.sandbox.console.details.differences import Side, compare, show
from wxbrand_codegen.sandbox.recording import Exchange
from wxbrand_codegen.sandbox.requests.multipart import signed_body

REQUEST_LINES = ("method", "target", "timestamp", "nonce", "body")
ANSWER_LINES = ("timestamp", "nonce", "body")
_MOST_DIGITS = 15
_MOST_COMPARED = 1024 * 1024
"""Bytes of the largest signed text for which mistakes are tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the two messages."""

    name: str
    """What the server puts into this line; empty for a line that only was signed."""

    signed: Side | None
    """None if the signed message lacks the line, or is not known."""

    built: Side | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """The signature of a request."""

    problem: str = ""
    """Why there is nothing to verify, such as a header that is missing; empty if there is."""

    lines: Sequence[Line] = ()
    """What the server built, beside what was signed if that is known."""

    diagnosis: Diagnosis | None = None
    """Why the signature does not verify; None if it does, or if there is nothing to verify."""

    is_left: bool = False
    """Whether the signature is not looked at again, since the body was cut, or is large and refused."""

    is_part: bool = False
    """Whether only a part of the body is signed, as for uploads."""

    @property
    def verifies(self) -> bool:
        """Whether the signature belongs to the lines."""
        return not self.problem and not self.is_left and self.diagnosis is None

    @property
    def is_compared(self) -> bool:
        """Whether it is known what was signed."""
        return self.diagnosis is not None and self.diagnosis.signed is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSignature:
    """The signature of an answer."""

    lines: Sequence[Line] = ()
    """Empty if the answer is not signed."""

    verifies: bool = False


def check_request(exchange: Exchange, wechat_pay: WeChatPay) -> Signature:
    """Verify the signature of a request again, and find out what was signed."""
    if exchange.is_cut:
        return Signature(is_left=True)
    try:
        authorization = parse_authorization(exchange.headers, wechat_pay.scheme)
    except RequestRefused as refusal:
        return Signature(problem=refusal.message)
    timestamp = authorization.timestamp
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= _MOST_DIGITS):
        return Signature(problem="timestamp is not Unix time in seconds, in decimal digits")
    covered = signed_body(exchange.headers, exchange.body)
    target = exchange.target
    for candidate in (target, f"{target}?"):  # ASGI does not tell `/a?` from `/a`
        request = SignedRequest(
            method=exchange.method,
            target=candidate,
            timestamp=int(timestamp),
            nonce=authorization.nonce_str,
            body=covered,
        )
        try:
            verify(wechat_pay.account_key, request.message(), authorization.signature)
        except InvalidSignature:
            if candidate == target:
                refused = request
            continue
        return Signature(lines=_alone(REQUEST_LINES, request.message()), is_part=covered is not exchange.body)
    if len(covered) > _MOST_COMPARED:
        return Signature(is_left=True)
    diagnosis = diagnose(wechat_pay.account_key, authorization.signature, refused, exchange.headers.get("Host"))
    if diagnosis.signed is None:
        lines = _alone(REQUEST_LINES, refused.message())
    else:
        lines = list(_beside(diagnosis.signed, refused.message()))
    return Signature(lines=lines, diagnosis=diagnosis, is_part=covered is not exchange.body)


def check_answer(exchange: Exchange, wechat_pay: WeChatPay) -> AnswerSignature:
    """Verify the signature of the answer, as a client does."""
    headers, body = exchange.answer.headers, exchange.answer.body
    signature = headers.get("Wechatpay-Signature")
    if signature is None or exchange.is_cut:
        return AnswerSignature()
    received = ReceivedSignature(
        signature,
        headers.get("Wechatpay-Timestamp") or "",
        headers.get("Wechatpay-Nonce") or "",
        headers.get("Wechatpay-Serial") or "",
    )
    message = received.message(body)
    try:
        verify(wechat_pay.private_key.public_key(), message, signature)
    except InvalidSignature:
        return AnswerSignature(lines=_alone(ANSWER_LINES, message))
    return AnswerSignature(lines=_alone(ANSWER_LINES, message), verifies=True)


def _split(message: bytes, count: int) -> list[bytes]:
    """Return the lines of a message, each with its end. The last one is the body, which may have lines of its own."""
    *lines, rest = message.split(b"\n", count - 1)
    return [line + b"\n" for line in lines] + ([rest] if rest else [])


def _alone(names: Sequence[str], message: bytes) -> list[Line]:
    parts = _split(message, len(names))
    return [Line(name=name, signed=None, built=show(part)) for name, part in zip(names, parts, strict=True)]


def _beside(signed: bytes, built: bytes) -> Iterator[Line]:
    ours, theirs = _split(built, len(REQUEST_LINES)), _split(signed, len(REQUEST_LINES))
    names = dict(enumerate(REQUEST_LINES))
    for tag, a, b, c, d in SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes():
        pairs = zip_longest(range(a, b), range(c, d))
        for their, our in pairs:
            if tag == "equal" or (their is not None and our is not None):
                one, other = compare(theirs[their], ours[our])
                yield Line(name=names[our], signed=one, built=other)
            elif our is not None:
                yield Line(name=names[our], signed=None, built=compare(b"", ours[our])[1])
            else:
                yield Line(name="", signed=compare(theirs[their], b"")[0], built=None)
