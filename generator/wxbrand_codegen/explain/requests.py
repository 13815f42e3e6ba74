"""Explain the signature of a request: what it covers, line by line, and the most likely reason if it does not verify."""

from __future__ import annotations

import json
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from wxbrand_runtime import InvalidSignature
from wxbrand_runtime.auth.signing import verify
from wxbrand_runtime.http import Headers
from wxbrand_runtime.testing.authorization import Authorization, RequestRefused, parse_authorization
from wxbrand_runtime.testing.diagnosis import ENCODED_TWICE, SignedRequest, diagnose

from wxbrand_codegen.explain.captures import Capture
from wxbrand_codegen.explain.checks import check_clock, find_malformation, read_number
from wxbrand_codegen.explain.findings import Report
from wxbrand_codegen.explain.keys import AccountKeys
from wxbrand_codegen.sandbox.requests.multipart import signed_body


@dataclass(frozen=True, slots=True)
class ExplainedRequest:
    """What the signature of a request covers."""

    covered: SignedRequest
    """The message of the request as it was sent."""

    is_signed: bool | None
    """Whether the signature is one of this message; None if that cannot be checked without a key."""


def explain_request(capture: Capture, keys: AccountKeys, report: Report, now: float) -> ExplainedRequest | None:
    """Explain a request. Return what its signature covers; None if that is not known."""
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
        return None
    timestamp = read_number(authorization.timestamp)
    if timestamp is None:
        report.wrong("timestamp is not Unix time in seconds, in decimal digits")
        return None
    length = read_number(capture.headers.get("Content-Length") or "")
    if length is not None and length != len(capture.body):
        size = f"Content-Length is {length}, but the captured body has {len(capture.body)} bytes"
        report.note(
            f"{size}: it is not complete, or was altered (curl -v prints no body; add it after the header fields)"
        )
        if not capture.body:
            return None
    covered = signed_body(capture.headers, capture.body)
    signed = SignedRequest(
        method=capture.method,
        target=capture.target,
        timestamp=timestamp,
        nonce=authorization.nonce_str,
        body=covered,
    )
    report.say("The signature covers five lines. Each ends with LF, also the last one:")
    report.show(signed.describe())
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
    check_clock(timestamp, now, report, is_request=True)
    _check_key_id(capture.headers, keys, report)
    is_signed = _check_signature(authorization.signature, keys.account_key, signed, capture.host, report)
    return ExplainedRequest(signed, is_signed)


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
    if _is_json_text(capture.body):
        report.wrong(f"{ENCODED_TWICE}: serialise the object once, and sign and send the result")
    if _is_utf8_twice(capture.body):
        report.wrong("the body's UTF-8 was encoded twice, so its characters arrive garbled: encode the text once")


def _is_json_text(body: bytes) -> bool:
    """Whether a body is a JSON text that holds an object or array as JSON."""
    try:
        value: object = json.loads(body)
        return isinstance(value, str) and isinstance(json.loads(value), dict | list)
    except (ValueError, RecursionError):
        return False


def _is_utf8_twice(body: bytes) -> bool:
    if body.isascii():
        return False
    try:
        return not body.decode().encode("latin-1").decode().isascii()
    except UnicodeError:
        return False


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
    signature: str, key: RSAPublicKey | None, signed: SignedRequest, host: str | None, report: Report
) -> bool | None:
    problem = find_malformation(signature)
    if problem is not None:
        report.wrong(problem)
        return False
    if key is None:
        report.note(
            "the signature cannot be verified without the caller's private key; use --dir or the WXBRAND_ or WXPAY_ variables"
        )
        return None
    try:
        verify(key, signed.message(), signature)
    except InvalidSignature:
        report.wrong(f"the signature does not verify. Most likely: {diagnose(key, signature, signed, host).cause}")
        return False
    report.ok("the signature verifies")
    return True
