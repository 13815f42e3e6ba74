"""Explain captured messages: a request, what WeChat Pay answered, or both together."""

from __future__ import annotations

from collections.abc import Sequence

from wxbrand_codegen.explain.answers import explain_answer
from wxbrand_codegen.explain.captures import Capture
from wxbrand_codegen.explain.findings import Report
from wxbrand_codegen.explain.keys import AccountKeys
from wxbrand_codegen.explain.refusals import explain_refusal, is_refusal
from wxbrand_codegen.explain.requests import explain_request


def explain(captures: Sequence[Capture], keys: AccountKeys, *, now: float) -> Report:
    """Explain messages. An error answer is compared with the request before it. `now` is in Unix seconds."""
    report = Report()
    request, has_request = None, False
    for capture in sorted(captures, key=lambda capture: not capture.is_request):
        if report.findings:
            report.say("")
        if capture.is_request:
            request, has_request = explain_request(capture, keys, report, now), True
        elif is_refusal(capture):
            explain_refusal(capture, request, report, has_request=has_request)
            if capture.headers.get("Wechatpay-Signature") is not None:
                explain_answer(capture, keys, report, now)
        else:
            explain_answer(capture, keys, report, now)
    return report
