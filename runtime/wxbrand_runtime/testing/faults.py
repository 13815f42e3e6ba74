"""Faults of answers and notifications, and the responses that have them."""

from __future__ import annotations

import secrets
from enum import Enum

from wxbrand_runtime.auth.signing import PROBE_PREFIX
from wxbrand_runtime.testing.loopback import RawResponse, encode_response
from wxbrand_runtime.testing.unreadable import with_an_unreadable_member
from wxbrand_runtime.testing.wechat_pay import WeChatPay, other_private_key

Pairs = tuple[tuple[str, str], ...]

_CLOCK_ERROR = 600
"""Seconds by which a clock is wrong: twice what is allowed."""

_BODY = b'{"code":"FAULT"}'
_HTML = b"<html><head><title>502 Bad Gateway</title></head><body>Error page of a proxy</body></html>"


class Fault(Enum):
    """A fault, and the error that it causes if an answer has it. A notification with a fault causes InvalidNotification, except for
    an UNREADABLE_MEMBER."""

    NOT_SIGNED = "not signed"
    """No signature headers: UntrustedResponse, `signature-missing`."""

    WRONG_KEY = "signed with another key"
    """Signed with another private key than WeChat Pay's: UntrustedResponse, `signature-wrong`."""

    TAMPERED_BODY = "tampered body"
    """The body is changed after it was signed: UntrustedResponse, `signature-wrong`."""

    PROBE = "probe signature"
    """One of WeChat Pay's signatures that are wrong on purpose: UntrustedResponse, `signature-probe`."""

    CLOCK_BEHIND = "clock behind"
    """Signed ten minutes ago: UntrustedResponse, `clock-difference`."""

    CLOCK_AHEAD = "clock ahead"
    """Signed ten minutes in the future: UntrustedResponse, `clock-difference`."""

    UNKNOWN_KEY_ID = "unknown key id"
    """Signed with a key whose id the credentials do not have: UntrustedResponse, `unknown-public-key`."""

    CLOSED = "closed without an answer"
    """The connection is closed once the request has been read: OutcomeUnknown. Not for notifications."""

    HALF_ANSWER = "half an answer"
    """The connection is closed in the middle of the body: OutcomeUnknown. Not for notifications."""

    SILENCE = "silence"
    """Nothing is sent until the `timeout=` of the client has passed: OutcomeUnknown. Not for notifications."""

    PROXY_ERROR = "error page of a proxy"
    """Status 502, HTML, not signed: ApiError without a code. Not for notifications."""

    REDIRECT = "redirect"
    """Status 302, not signed: UntrustedResponse, `redirect`. Not for notifications."""

    RATE_LIMITED = "rate limited"
    """Status 429, RATELIMIT_EXCEEDED, `Retry-After: 1`, cause 270924289, signed: ApiError. Not for notifications."""

    SYSTEM_ERROR = "system error"
    """Status 500, SYSTEM_ERROR, signed: ApiError, with `outcome_unknown` if the call is a write. Not for notifications."""

    NOT_JSON = "not JSON"
    """A signed success whose body is not JSON: UnreadableResponse. Only for operations that answer with JSON."""

    UNREADABLE_MEMBER = "unreadable member"
    """A signed success with one member that cannot be read: the reply, which has put it aside; UnreadableResponse if no member of
    the answer may be left out. A notification that has it is delivered. For values of your own see `unreadable=`."""

    WRONG_API_KEY = "wrong API key"
    """Encrypted with another API key: reason `undecryptable`. Only for notifications."""


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
"""Faults that both answers and notifications can have."""


def sign_with_fault(fault: Fault, wechat_pay: WeChatPay, body: bytes) -> tuple[Pairs, bytes]:
    """Return signature headers and body with one of the signature faults."""
    match fault:
        case Fault.NOT_SIGNED:
            return (), body
        case Fault.WRONG_KEY:
            return wechat_pay.sign_answer(body, private_key=other_private_key()), body
        case Fault.TAMPERED_BODY:
            return wechat_pay.sign_answer(body), body + b" "  # still the same JSON value
        case Fault.PROBE:
            overrides = {"Wechatpay-Signature": PROBE_PREFIX + secrets.token_hex(16)}
        case Fault.CLOCK_BEHIND | Fault.CLOCK_AHEAD:
            error = -_CLOCK_ERROR if fault is Fault.CLOCK_BEHIND else _CLOCK_ERROR
            return wechat_pay.sign_answer(body, timestamp=int(wechat_pay.clock()) + error), body
        case Fault.UNKNOWN_KEY_ID:
            overrides = {"Wechatpay-Serial": "PUB_KEY_ID_99999999999999999999999999999999"}
        case _:
            raise ValueError(f"{fault} is not a fault of the signature")
    return tuple((name, overrides.get(name, value)) for name, value in wechat_pay.sign_answer(body)), body


def faulty_response(fault: Fault, wechat_pay: WeChatPay, success: int, type_: object) -> tuple[int | None, RawResponse]:
    """Return the status, None if there is none, and the response with a fault.

    success: status of a success. type_: type of its body.
    """
    match fault:
        case Fault.CLOSED:
            return None, RawResponse()
        case Fault.SILENCE:
            return None, RawResponse(wait_for_client=True)
        case Fault.HALF_ANSWER:
            response = encode_response(200, wechat_pay.sign_answer(_BODY), _BODY)
            return None, RawResponse(content=response[: -len(_BODY) // 2])
        case Fault.PROXY_ERROR:
            return _response(502, (("Content-Type", "text/html"),), _HTML)
        case Fault.REDIRECT:
            return _response(302, (("Location", "https://login.example/"),), b"")
        case Fault.RATE_LIMITED:
            fields = (("Retry-After", "1"), ("Request-ID", "FAKE-270924289"))
            return _error(wechat_pay, 429, b'{"code":"RATELIMIT_EXCEEDED","message":"scripted"}', *fields)
        case Fault.SYSTEM_ERROR:
            return _error(wechat_pay, 500, b'{"code":"SYSTEM_ERROR","message":"scripted"}')
        case Fault.NOT_JSON:
            return _response(success, wechat_pay.sign_answer(b"not JSON"), b"not JSON")
        case Fault.UNREADABLE_MEMBER:
            body = with_an_unreadable_member(type_, None, "body") or b""
            return _response(success, (*wechat_pay.sign_answer(body), ("Content-Type", "application/json")), body)
        case _:
            headers, body = sign_with_fault(fault, wechat_pay, b"" if success == 204 else _BODY)
            return _response(200 if fault is Fault.TAMPERED_BODY else success, headers, body)


def _response(status: int, headers: Pairs, body: bytes) -> tuple[int, RawResponse]:
    return status, RawResponse(content=encode_response(status, headers, body))


def _error(wechat_pay: WeChatPay, status: int, body: bytes, *headers: tuple[str, str]) -> tuple[int, RawResponse]:
    return _response(status, (*wechat_pay.sign_answer(body), ("Content-Type", "application/json"), *headers), body)
