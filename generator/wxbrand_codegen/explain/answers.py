"""Explain what WeChat Pay signs: a response or a notification, and what was done to its body if it does not verify."""

from __future__ import annotations

from wxbrand_runtime import InvalidSignature
from wxbrand_runtime.auth.signing import PROBE_PREFIX, verify
from wxbrand_runtime.auth.verification import ReceivedSignature
from wxbrand_runtime.notifications.alterations import explain_body, explain_form
from wxbrand_runtime.testing.diagnosis import SignedAnswer

from wxbrand_codegen.explain.captures import Capture
from wxbrand_codegen.explain.checks import check_clock, find_malformation, read_number
from wxbrand_codegen.explain.findings import Report
from wxbrand_codegen.explain.keys import AccountKeys

_FIELDS = ("Wechatpay-Signature", "Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Serial")


def explain_answer(capture: Capture, keys: AccountKeys, report: Report, now: float) -> None:
    """Explain the signature of a response or a notification. `now` is in Unix seconds."""
    report.say("This is a response or a notification. WeChat Pay signs it.")
    if capture.note:
        report.note(capture.note)
    received = _read_signature(capture, report)
    if received is None:
        report.note(
            "an error response (4xx, 5xx) may be unsigned; reject a success or a notification without a signature"
        )
        return
    signed = SignedAnswer(timestamp=received.timestamp, nonce=received.nonce, body=capture.body)
    report.say("The signature covers three lines. Each ends with LF, also the last one:")
    report.show(signed.describe())
    report.say("Checks:")
    if received.signature.startswith(PROBE_PREFIX):
        report.wrong(
            "the signature is a probe by WeChat Pay (WECHATPAY/SIGNTEST/), wrong on purpose; clients must reject it"
        )
        return
    seconds = read_number(signed.timestamp)
    if seconds is None:
        report.wrong("Wechatpay-Timestamp is not a number of seconds")
    else:
        check_clock(seconds, now, report, is_request=False)
    _check_signature(received, capture.body, keys, report)


def _read_signature(capture: Capture, report: Report) -> ReceivedSignature | None:
    parts: list[str] = []
    for name in _FIELDS:
        values = capture.headers.all(name)
        if len(values) == 1 and values[0]:
            parts.append(values[0])
        else:
            report.wrong(f"the header {name} is {'repeated or empty' if values else 'missing'}")
    return ReceivedSignature(*parts) if len(parts) == len(_FIELDS) else None


def _check_signature(received: ReceivedSignature, body: bytes, keys: AccountKeys, report: Report) -> None:
    known, key_id = keys.wechat_pay_keys, received.key_id
    key = known.get(key_id) or known.get("")
    if known and key is None:
        report.wrong(f"it is signed with the key {key_id[:64]!a}; the known keys are {', '.join(known)}")
        return
    problem = find_malformation(received.signature)
    if problem is not None:
        report.wrong(problem)
        return
    if key is None:
        report.note(
            "the signature cannot be verified without WeChat Pay's public key; use --dir or the WXBRAND_ or WXPAY_ variables"
        )
        if form := explain_form(body):
            report.wrong(form)
        return
    try:
        verify(key, received.message(body), received.signature)
    except InvalidSignature:
        report.wrong(f"the signature does not verify. {explain_body(received, body, key)}")
    else:
        report.ok("the signature verifies")
