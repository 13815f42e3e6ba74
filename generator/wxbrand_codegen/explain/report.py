"""What is signed, line by line, whether it verifies, and the most likely reason if it does not."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from wxbrand_runtime import InvalidSignature
from wxbrand_runtime.auth.signing import PROBE_PREFIX, verify
from wxbrand_runtime.http import Headers
from wxbrand_runtime.testing.authorization import Authorization, parse_authorization
from wxbrand_runtime.testing.diagnosis import SignedAnswer, SignedRequest, likely_cause
from wxbrand_runtime.testing.refusals import RequestRefused

from wxbrand_codegen.explain.captures import Capture
from wxbrand_codegen.sandbox.requests.multipart import signed_body

_CLOCK = 300
"""Seconds by which a timestamp may differ from WeChat Pay's clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What of the brand is known; each may be missing."""

    brand_key: RSAPublicKey | None = None
    """Public half of the brand API certificate's key."""

    wechat_pay_keys: dict[str, RSAPublicKey] = field(default_factory=dict[str, RSAPublicKey])
    """WeChat Pay's public keys by id; under an empty id, one whose id is not known."""

    brand_id: str | None = None
    serial_no: str | None = None


@dataclass(slots=True)
class Report:
    """What is said, and whether anything is wrong."""

    lines: list[str] = field(default_factory=list[str])
    is_wrong: bool = False

    def say(self, line: str) -> None:
        """Tell a fact."""
        self.lines.append(line)

    def fine(self, line: str) -> None:
        """Tell that something is as it must be."""
        self.lines.append(f"  ok     {line}")

    def wrong(self, line: str) -> None:
        """Tell what is not, and what to do."""
        self.lines.append(f"  WRONG  {line}")
        self.is_wrong = True

    def note(self, line: str) -> None:
        """Tell what cannot be judged, or may be wrong."""
        self.lines.append(f"  note   {line}")


def explain(given: Capture, known: Known, *, now: float) -> Report:
    """Explain one message; `now` is in Unix seconds."""
    report = Report()
    if given.is_request:
        _request(given, known, report, now)
    else:
        _answer(given, known, report, now)
    return report


def _request(given: Capture, known: Known, report: Report, now: float) -> None:
    report.say("A request; the brand signs it.")
    authorization = _authorization(given.headers, report)
    if given.method is None or given.target is None:
        report.wrong("the request line is missing: put `POST /brand/...` before the header fields, as it was sent")
    if authorization is None or given.method is None or given.target is None:
        return
    if not authorization.timestamp.isdecimal():
        report.wrong("timestamp is not Unix time in seconds, in decimal digits")
        return
    body, covered = given.body, signed_body(given.headers, given.body)
    signed = SignedRequest(
        method=given.method,
        target=given.target,
        timestamp=int(authorization.timestamp),
        nonce=authorization.nonce_str,
        body=covered,
    )
    report.say("Signed are five lines, each ended by LF, the last one too:")
    report.lines += [f"    {line}" for line in signed.describe().split("\n")]
    if covered != body:
        report.say("Of an upload the text of its part meta is signed, not the whole body.")
    report.say("What was found:")
    for name, value, wanted in (
        ("brand_id", authorization.brand_id, known.brand_id),
        ("serial_no", authorization.serial_no, known.serial_no),
    ):
        _compare(name, value, wanted, report)
    _stray(given, report)
    _clock(int(authorization.timestamp), now, report)
    _key_id(given.headers, known, report)
    _judge(authorization.signature, known.brand_key, signed, given.host, report)


def _authorization(headers: Headers, report: Report) -> Authorization | None:
    try:
        return parse_authorization(headers)
    except RequestRefused as refusal:
        report.wrong(f"{refusal.message}")
        return None


def _answer(given: Capture, known: Known, report: Report, now: float) -> None:
    report.say("An answer or a callback; WeChat Pay signs it.")
    parts: dict[str, str] = {}
    for name in ("Wechatpay-Signature", "Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Serial"):
        values = given.headers.all(name)
        if len(values) == 1 and values[0]:
            parts[name] = values[0]
        else:
            report.wrong(f"the header {name} {'is missing' if not values else 'came more than once or is empty'}")
    if len(parts) < 4:
        report.note("an error answer (4xx, 5xx) may be unsigned; a success or a callback without signature is forged")
        return
    signed = SignedAnswer(timestamp=parts["Wechatpay-Timestamp"], nonce=parts["Wechatpay-Nonce"], body=given.body)
    report.say("Signed are three lines, each ended by LF, the last one too:")
    report.lines += [f"    {line}" for line in signed.describe().split("\n")]
    report.say("What was found:")
    signature, key_id = parts["Wechatpay-Signature"], parts["Wechatpay-Serial"]
    if signature.startswith(PROBE_PREFIX):
        report.wrong(
            "the signature is one of WeChat Pay's probes (WECHATPAY/SIGNTEST/): wrong on purpose, and to be refused"
        )
        return
    if signed.timestamp.isdecimal():
        _clock(int(signed.timestamp), now, report)
    else:
        report.wrong("Wechatpay-Timestamp is not a number of seconds")
    keys = known.wechat_pay_keys
    key = keys.get(key_id) or keys.get("")
    if keys and key is None:
        report.wrong(f"it is signed with the key {key_id[:64]!a}; the keys given are {', '.join(keys)}")
        return
    _judge(signature, key, signed, None, report)


def _compare(name: str, value: str, wanted: str | None, report: Report) -> None:
    if wanted is None:
        return
    if value == wanted:
        report.fine(f"{name} is the brand's")
    else:
        report.wrong(f"{name} is {value[:64]!a}, but the brand's is {wanted!a}")


def _stray(given: Capture, report: Report) -> None:
    target = given.target or ""
    if "#" in target:
        report.wrong("the target holds a fragment (#...), which is never sent")
    if not target.isascii() or " " in target:
        report.wrong("the target is not percent-encoded as it must be on the request line")
    if given.body.startswith(b"\xef\xbb\xbf"):
        report.note("the body begins with a byte order mark, which is signed too")
    if given.body.endswith(b"\n"):
        report.note("the body ends with a line feed; if the file has it and the request had not, remove it")


def _clock(timestamp: int, now: float, report: Report) -> None:
    ahead = timestamp - int(now)
    if abs(ahead) <= _CLOCK:
        report.fine("the timestamp is within 5 minutes of this machine's clock")
    else:
        side = "ahead of" if ahead > 0 else "behind"
        report.note(
            f"the timestamp is {abs(ahead)} seconds {side} this machine's clock; WeChat Pay refuses more than {_CLOCK} "
            "at the time of sending"
        )


def _key_id(headers: Headers, known: Known, report: Report) -> None:
    ids = headers.all("Wechatpay-Serial")
    wanted = [key_id for key_id in known.wechat_pay_keys if key_id]
    if len(ids) != 1:
        report.wrong(
            f"the request has {len(ids)} Wechatpay-Serial headers; it must have one, the id of WeChat Pay's public key"
        )
    elif wanted and ids[0] not in wanted:
        report.wrong(f"Wechatpay-Serial is {ids[0][:64]!a}, but the key id is {wanted[0]!a}")
    elif wanted:
        report.fine("Wechatpay-Serial names WeChat Pay's public key")


def _judge(
    signature: str, key: RSAPublicKey | None, signed: SignedRequest | SignedAnswer, host: str | None, report: Report
) -> None:
    for problem in _form(signature):
        report.wrong(problem)
    if report.is_wrong and any(_form(signature)):
        return
    if key is None:
        whose = "the brand's private key" if isinstance(signed, SignedRequest) else "WeChat Pay's public key"
        report.note(
            f"whether the signature verifies cannot be said without {whose}; give --dir or the WXBRAND_ variables"
        )
        return
    try:
        verify(key, signed.message(), signature)
    except InvalidSignature:
        report.wrong(f"the signature does not verify. Most likely: {likely_cause(key, signature, signed, host)}")
    else:
        report.fine("the signature verifies")


def _form(signature: str) -> Iterator[str]:
    if not signature:
        yield "the signature is empty"
        return
    try:
        raw = base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError):
        yield "the signature is not standard base64 (letters, digits, + / and = at the end)"
        return
    if len(raw) != 256:
        yield f"the signature has {len(raw)} bytes; one by an RSA key of 2048 bits has 256"
