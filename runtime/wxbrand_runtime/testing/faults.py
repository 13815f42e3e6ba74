"""What can go wrong with an answer or a notification, and the bytes that do it."""

from __future__ import annotations

import secrets
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

from wxbrand_runtime.auth.signing import PROBE_PREFIX
from wxbrand_runtime.testing.loopback import Outgoing, http_answer
from wxbrand_runtime.testing.wechat_pay import WeChatPay, new_private_key

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

Pairs = tuple[tuple[str, str], ...]

_WRONG_BY = 600
"""Seconds by which a clock is wrong: twice what is allowed."""

_BODY = b'{"code":"FAULT"}'
_HTML = b"<html><head><title>502 Bad Gateway</title></head><body>A proxy says so.</body></html>"


class Fault(Enum):
    """What goes wrong. The error that follows is that of an answer; a notification ends in InvalidNotification."""

    NOT_SIGNED = "not signed"
    """Without signature headers: UntrustedResponse, `signature-missing`."""

    WRONG_KEY = "signed with another key"
    """Signed with another private key than WeChat Pay's: UntrustedResponse, `signature-wrong`."""

    TAMPERED_BODY = "tampered body"
    """The body was changed after it was signed: UntrustedResponse, `signature-wrong`."""

    PROBE = "probe signature"
    """One of WeChat Pay's signatures that are wrong on purpose: UntrustedResponse, `signature-probe`."""

    CLOCK_BEHIND = "clock behind"
    """Signed ten minutes ago: UntrustedResponse, `clock-difference`."""

    CLOCK_AHEAD = "clock ahead"
    """Signed ten minutes in the future: UntrustedResponse, `clock-difference`."""

    UNKNOWN_KEY_ID = "unknown key id"
    """Signed with a key of an id that the credentials do not hold: UntrustedResponse, `unknown-public-key`."""

    CLOSED = "closed without an answer"
    """The connection is closed when the request has been read: OutcomeUnknown. Not for notifications."""

    HALF_ANSWER = "half an answer"
    """The connection is closed in the middle of the body: OutcomeUnknown. Not for notifications."""

    SILENCE = "silence"
    """Nothing is answered until the client gives up, by its `timeout=`: OutcomeUnknown. Not for notifications."""

    PROXY_ERROR = "error page of a proxy"
    """Status 502, HTML, not signed: ApiError without code. Not for notifications."""

    REDIRECT = "redirect"
    """Status 302, not signed: UntrustedResponse, `redirect`. Not for notifications."""

    RATE_LIMITED = "rate limited"
    """Status 429, RATELIMIT_EXCEEDED, `Retry-After: 1`, signed: ApiError. Not for notifications."""

    SYSTEM_ERROR = "system error"
    """Status 500, SYSTEM_ERROR, signed: ApiError; of a write with its outcome unknown. Not for notifications."""

    NOT_JSON = "not JSON"
    """A success, signed, whose body is not JSON: UnreadableResponse, unless the operation gives no JSON. Not for notifications."""

    WRONG_API_KEY = "wrong API key"
    """Encrypted with another brand API key: reason `undecryptable`. Only for notifications."""


SIGNATURE_FAULTS = frozenset(
    {
        Fault.NOT_SIGNED,
        Fault.WRONG_KEY,
        Fault.TAMPERED_BODY,
        Fault.PROBE,
        Fault.CLOCK_BEHIND,
        Fault.CLOCK_AHEAD,
        Fault.UNKNOWN_KEY_ID,
    }
)
"""Those that answers and notifications have in common."""


@cache
def _stranger() -> RSAPrivateKey:
    return new_private_key()


def another_api_key() -> str:
    """Make a brand API key that is nobody's."""
    return secrets.token_hex(16)


def wrongly_signed(fault: Fault, wechat_pay: WeChatPay, body: bytes) -> tuple[Pairs, bytes]:
    """Give signature headers and body with one of the signature faults."""
    match fault:
        case Fault.NOT_SIGNED:
            return (), body
        case Fault.WRONG_KEY:
            return wechat_pay.sign_answer(body, private_key=_stranger()), body
        case Fault.TAMPERED_BODY:
            return wechat_pay.sign_answer(body), body + b" "  # the JSON says the same
        case Fault.PROBE:
            changed = {"Wechatpay-Signature": PROBE_PREFIX + secrets.token_hex(16)}
        case Fault.CLOCK_BEHIND | Fault.CLOCK_AHEAD:
            wrong_by = -_WRONG_BY if fault is Fault.CLOCK_BEHIND else _WRONG_BY
            return wechat_pay.sign_answer(body, timestamp=int(wechat_pay.clock()) + wrong_by), body
        case Fault.UNKNOWN_KEY_ID:
            changed = {"Wechatpay-Serial": "PUB_KEY_ID_99999999999999999999999999999999"}
        case _:
            raise ValueError(f"{fault} is no fault of a signature")
    return tuple((name, changed.get(name, value)) for name, value in wechat_pay.sign_answer(body)), body


def faulty_answer(fault: Fault, wechat_pay: WeChatPay, success: int) -> tuple[int | None, Outgoing]:
    """Give the status, None if there is none, and the bytes of an answer with a fault; `success` is what it would have been."""
    match fault:
        case Fault.CLOSED:
            return None, Outgoing()
        case Fault.SILENCE:
            return None, Outgoing(silent=True)
        case Fault.HALF_ANSWER:
            whole = http_answer(200, wechat_pay.sign_answer(_BODY), _BODY)
            return None, Outgoing(content=whole[: -len(_BODY) // 2])
        case Fault.PROXY_ERROR:
            return _answer(502, (("Content-Type", "text/html"),), _HTML)
        case Fault.REDIRECT:
            return _answer(302, (("Location", "https://login.example/"),), b"")
        case Fault.RATE_LIMITED:
            return _error(wechat_pay, 429, b'{"code":"RATELIMIT_EXCEEDED","message":"scripted"}', ("Retry-After", "1"))
        case Fault.SYSTEM_ERROR:
            return _error(wechat_pay, 500, b'{"code":"SYSTEM_ERROR","message":"scripted"}')
        case Fault.NOT_JSON:
            return _answer(success, wechat_pay.sign_answer(b"not JSON"), b"not JSON")
        case _:
            headers, body = wrongly_signed(fault, wechat_pay, b"" if success == 204 else _BODY)
            return _answer(200 if fault is Fault.TAMPERED_BODY else success, headers, body)


def _answer(status: int, headers: Pairs, body: bytes) -> tuple[int, Outgoing]:
    return status, Outgoing(content=http_answer(status, headers, body))


def _error(wechat_pay: WeChatPay, status: int, body: bytes, *headers: tuple[str, str]) -> tuple[int, Outgoing]:
    return _answer(status, (*wechat_pay.sign_answer(body), ("Content-Type", "application/json"), *headers), body)
