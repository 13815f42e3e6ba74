"""Explain an error answer: the code, the field, the cause, and for a refused signature what WeChat Pay verified."""

from __future__ import annotations

import json

from wxbrand_runtime.causes import find_cause
from wxbrand_runtime.client.refusals.bodies import ErrorBody, read_error_body
from wxbrand_runtime.client.refusals.sign_information import VerifiedMessage, compare, read_sign_information
from wxbrand_runtime.sanitise import sanitise

from wxbrand_codegen.explain.captures import Capture
from wxbrand_codegen.explain.findings import Report
from wxbrand_codegen.explain.requests import ExplainedRequest

_NAMES = ("method", "URL", "timestamp", "nonce")


def is_refusal(capture: Capture) -> bool:
    """Whether a message is an error answer."""
    if capture.is_request:
        return False
    return capture.status >= 400 if capture.status is not None else read_error_body(capture.body).code is not None


def explain_refusal(capture: Capture, request: ExplainedRequest | None, report: Report, *, has_request: bool) -> None:
    """Explain an error answer. `request` is what the signature of its request covers, if that is known."""
    body = read_error_body(capture.body)
    private = [*body.values()]
    status = "" if capture.status is None else f"status {capture.status}, "
    said = ": ".join(sanitise(text, private=private) for text in (body.code, body.message) if text)
    report.say(f"This is an error answer: {status}{said or 'without a readable body'}")
    for problem in body.problems():
        report.wrong(problem)
    request_id = capture.headers.get("Request-ID")
    if cause := find_cause(request_id):
        report.wrong(f"the Request-ID ends with the cause {cause}")
    elif request_id:
        report.note(f"Request-ID {sanitise(request_id, max_length=100)}; quote it to WeChat Pay's support")
    if body.sign_information is not None:
        _explain_sign_information(body, request, report, has_request=has_request)
    elif body.code == "SIGN_ERROR":
        report.note(
            "it does not show the message that WeChat Pay verified. Check the private key, the serial number and the lines that "
            "are signed; give the request as well, in the same or a second file, to have them checked"
        )
    _explain_repeating(capture, report)
    report.is_wrong = True


def _explain_repeating(capture: Capture, report: Report) -> None:
    status, after = capture.status or 0, capture.headers.get("Retry-After")
    when = f"Retry-After is {sanitise(after, max_length=40)}" if after else "wait longer each time"
    if status == 429:
        report.note(
            f"this attempt was not carried out: repeat it later ({when}), with the same request number and values"
        )
    elif status >= 500:
        report.note(
            f"a read may be repeated ({when}). A write may have been carried out all the same: repeat it with the same "
            "request number and values, or query"
        )


def _explain_sign_information(
    body: ErrorBody, request: ExplainedRequest | None, report: Report, *, has_request: bool
) -> None:
    verified = read_sign_information(body.sign_information or {})
    comparison = None if request is None else compare(verified, request.covered.message())
    if comparison is not None and comparison.is_same and request is not None and request.is_signed is False:
        report.note(
            "WeChat Pay verified this same message, so it arrived as it was sent; the signature was made for another one, or with another key"
        )
        return
    if comparison is not None:
        report.wrong(comparison.sentence)
        return
    report.say("WeChat Pay verified this message. Each line ends with LF, also the last one:")
    report.show("\n".join(_describe(verified)))
    if has_request:
        report.note("the request is not complete, so the message cannot be compared with the one that was signed")
    else:
        report.note(
            "compare it with the message that your program signs. If they are the same, the private key is not that of the API "
            "certificate with this serial_no. To see where they differ, give the request as well, in the same or a second file"
        )


def _describe(verified: VerifiedMessage) -> list[str]:
    """Return what is shown of the message, with values that look personal masked, and no body."""
    lines = [
        f"line {number} {name}: {json.dumps(sanitise(text), ensure_ascii=False)}"
        for number, (name, text) in enumerate(zip(_NAMES, verified.lines, strict=False), start=1)
    ]
    if verified.length is not None:
        if len(verified.lines) == len(_NAMES):
            size = verified.length - sum(len(line.encode(errors="replace")) + 1 for line in verified.lines) - 1
            lines.append(f"line 5 body: {size} bytes")
        lines.append(f"{verified.length} bytes in all")
    return lines
