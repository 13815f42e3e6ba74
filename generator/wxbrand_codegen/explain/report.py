"""Report what a signature covers, line by line, whether it verifies, and the most likely reason if it does not."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from wxbrand_runtime import InvalidSignature
from wxbrand_runtime.auth.signing import PROBE_PREFIX, verify
from wxbrand_runtime.http import Headers
from wxbrand_runtime.testing.authorization import Authorization, RequestRefused, parse_authorization
from wxbrand_runtime.testing.diagnosis import SignedAnswer, SignedRequest, likely_cause

from wxbrand_codegen.explain.captures import Capture
from wxbrand_codegen.explain.keys import AccountKeys
from wxbrand_codegen.sandbox.requests.multipart import signed_body

_MAX_CLOCK_DIFFERENCE = 300
"""Seconds by which a timestamp may differ from WeChat Pay's clock."""


@dataclass(slots=True)
class Report:
    """The lines of the report, and whether anything is wrong."""

    lines: list[str] = field(default_factory=list[str])
    is_wrong: bool = False

    def say(self, line: str) -> None:
        """Add a heading or a fact."""
        self.lines.append(line)

    def ok(self, line: str) -> None:
        """Add a check that passed."""
        self.lines.append(f"  ok     {line}")

    def wrong(self, line: str) -> None:
        """Add a check that failed, and what to do."""
        self.lines.append(f"  WRONG  {line}")
        self.is_wrong = True

    def note(self, line: str) -> None:
        """Add what cannot be checked, or may be wrong."""
        self.lines.append(f"  note   {line}")


def explain(capture: Capture, keys: AccountKeys, *, now: float) -> Report:
    """Explain the signature of a message. `now` is in Unix seconds."""
    report = Report()
    if capture.is_request:
        _explain_request(capture, keys, report, now)
    else:
        _explain_response(capture, keys, report, now)
    return report


def _explain_request(capture: Capture, keys: AccountKeys, report: Report, now: float) -> None:
    report.say(f"This is a request. The {keys.scheme.caller} signs it.")
    authorization: Authorization | None = None
    try:
        authorization = parse_authorization(capture.headers, keys.scheme)
    except RequestRefused as refusal:
        report.wrong(refusal.message)
    if capture.method is None or capture.target is None:
        report.wrong(
            "the request line is missing; put it before the header fields, such as `POST /brand/...` or `POST /v3/...`"
        )
    if authorization is None or capture.method is None or capture.target is None:
        return
    if not authorization.timestamp.isdecimal():
        report.wrong("timestamp is not Unix time in seconds, in decimal digits")
        return
    covered = signed_body(capture.headers, capture.body)
    signed = SignedRequest(
        method=capture.method,
        target=capture.target,
        timestamp=int(authorization.timestamp),
        nonce=authorization.nonce_str,
        body=covered,
    )
    report.say("The signature covers five lines. Each ends with LF, also the last one:")
    report.lines += [f"    {line}" for line in signed.describe().split("\n")]
    if covered != capture.body:
        report.say("For an upload, the text of its part meta is signed, not the whole body.")
    report.say("Checks:")
    for name, value, wanted in (
        (keys.scheme.id_parameter, authorization.account_id, keys.account_id),
        ("serial_no", authorization.serial_no, keys.serial_no),
    ):
        if value == wanted:
            report.ok(f"{name} is the {keys.scheme.caller}'s")
        elif wanted is not None:
            report.wrong(f"{name} is {value[:64]!a}, but the {keys.scheme.caller}'s is {wanted!a}")
    _check_form(capture, report)
    _check_clock(int(authorization.timestamp), now, report)
    _check_key_id(capture.headers, keys, report)
    _check_signature(authorization.signature, keys.account_key, signed, capture.host, report)


def _explain_response(capture: Capture, keys: AccountKeys, report: Report, now: float) -> None:
    report.say("This is a response or a notification. WeChat Pay signs it.")
    parts: dict[str, str] = {}
    for name in ("Wechatpay-Signature", "Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Serial"):
        values = capture.headers.all(name)
        if len(values) == 1 and values[0]:
            parts[name] = values[0]
        else:
            report.wrong(f"the header {name} is {'repeated or empty' if values else 'missing'}")
    if len(parts) < 4:
        report.note(
            "an error response (4xx, 5xx) may be unsigned; reject a success or a notification without a signature"
        )
        return
    signed = SignedAnswer(timestamp=parts["Wechatpay-Timestamp"], nonce=parts["Wechatpay-Nonce"], body=capture.body)
    report.say("The signature covers three lines. Each ends with LF, also the last one:")
    report.lines += [f"    {line}" for line in signed.describe().split("\n")]
    report.say("Checks:")
    signature, key_id = parts["Wechatpay-Signature"], parts["Wechatpay-Serial"]
    if signature.startswith(PROBE_PREFIX):
        report.wrong(
            "the signature is a probe by WeChat Pay (WECHATPAY/SIGNTEST/), wrong on purpose; clients must reject it"
        )
        return
    if signed.timestamp.isdecimal():
        _check_clock(int(signed.timestamp), now, report)
    else:
        report.wrong("Wechatpay-Timestamp is not a number of seconds")
    known = keys.wechat_pay_keys
    key = known.get(key_id) or known.get("")
    if known and key is None:
        report.wrong(f"it is signed with the key {key_id[:64]!a}; the known keys are {', '.join(known)}")
        return
    _check_signature(signature, key, signed, None, report)


def _check_form(capture: Capture, report: Report) -> None:
    target = capture.target or ""
    if "#" in target:
        report.wrong("the target has a fragment (#...), which clients do not send")
    if not target.isascii() or " " in target:
        report.wrong("the target is not percent-encoded, as the request line requires")
    if capture.body.startswith(b"\xef\xbb\xbf"):
        report.note("the body begins with a byte order mark, which is part of the signed text")
    if capture.body.endswith(b"\n"):
        report.note("the body ends with a line feed; remove it if only the file has it, and not the request")


def _check_clock(timestamp: int, now: float, report: Report) -> None:
    ahead = timestamp - int(now)
    if abs(ahead) <= _MAX_CLOCK_DIFFERENCE:
        report.ok("the timestamp is within 5 minutes of this machine's clock")
    else:
        direction = "ahead of" if ahead > 0 else "behind"
        report.note(
            f"the timestamp is {abs(ahead)} seconds {direction} this machine's clock; WeChat Pay rejects requests that "
            f"differ by more than {_MAX_CLOCK_DIFFERENCE} seconds when they are sent"
        )


def _check_key_id(headers: Headers, keys: AccountKeys, report: Report) -> None:
    ids = headers.all("Wechatpay-Serial")
    wanted = [key_id for key_id in keys.wechat_pay_keys if key_id]
    if len(ids) != 1:
        report.wrong(
            f"the request has {len(ids)} Wechatpay-Serial headers; it needs one, with the id of WeChat Pay's public key"
        )
    elif wanted and ids[0] not in wanted:
        report.wrong(f"Wechatpay-Serial is {ids[0][:64]!a}, but the key id is {wanted[0]!a}")
    elif wanted:
        report.ok("Wechatpay-Serial is the id of WeChat Pay's public key")


def _check_signature(
    signature: str, key: RSAPublicKey | None, signed: SignedRequest | SignedAnswer, host: str | None, report: Report
) -> None:
    problem = _malformed(signature)
    if problem is not None:
        report.wrong(problem)
        return
    if key is None:
        required = "the caller's private key" if isinstance(signed, SignedRequest) else "WeChat Pay's public key"
        report.note(
            f"the signature cannot be verified without {required}; use --dir or the WXBRAND_ or WXPAY_ variables"
        )
        return
    try:
        verify(key, signed.message(), signature)
    except InvalidSignature:
        report.wrong(f"the signature does not verify. Most likely: {likely_cause(key, signature, signed, host)}")
    else:
        report.ok("the signature verifies")


def _malformed(signature: str) -> str | None:
    if not signature:
        return "the signature is empty"
    try:
        raw = base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError):
        return "the signature is not standard base64 (letters, digits, + / and = at the end)"
    return None if len(raw) == 256 else f"the signature has {len(raw)} bytes; an RSA key of 2048 bits makes 256"
