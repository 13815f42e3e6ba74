"""The sentence at the top of the page: what happened to the request, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from wxbrand_codegen.sandbox.console.details.differences import decode
from wxbrand_codegen.sandbox.console.details.signature import Signature
from wxbrand_codegen.sandbox.recording import Exchange


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A sentence and an advice, as keys of texts with the values for their placeholders."""

    kind: Literal["good", "bad", "warn"]
    key: str
    """The sentence is the text `verdict.KEY`."""

    values: Mapping[str, str] = field(default_factory=dict)
    mistake: str = ""
    """The cause is the text `mistake.MISTAKE`, if the signature is refused."""

    advice: str = ""
    """The advice is the text `advice.ADVICE`; empty if there is none."""


def judge(exchange: Exchange, signature: Signature) -> Verdict:
    """Say what happened to a request."""
    refusal = exchange.refusal
    if refusal is None:
        return _answered(exchange)
    detail = refusal.detail or {}
    values = {
        "message": refusal.message.partition("\n")[0],
        "code": refusal.code,
        "field": str(detail.get("field", "")),
        "issue": str(detail.get("issue", "")),
    }
    if signature.diagnosis is not None and refusal.status == 401:
        code, signed = signature.diagnosis.code, signature.diagnosis.signed or b""
        methods = {"signed_method": decode(signed.partition(b"\n")[0])[:20], "sent_method": exchange.method}
        return Verdict(
            kind="bad",
            key="signature",
            values=values | methods,
            mistake=code,
            advice=f"signature.{code.partition('-')[0]}",
        )
    if refusal.status == 401:
        return Verdict(kind="bad", key="unproven", values=values)
    location = detail.get("location")
    if refusal.code == "PARAM_ERROR" and location in {"body", "query", "path", "header"}:
        return Verdict(kind="bad", key=f"invalid.{location}", values=values, advice="invalid")
    match refusal.status, refusal.code:
        case 404, "NOT_FOUND":
            return Verdict(kind="bad", key="no-operation", values=values)
        case 405, _:
            return Verdict(kind="bad", key="method", values=values)
        case 404, _:
            return Verdict(kind="bad", key="unknown-id", values=values, advice="unknown-id")
        case 429, _:
            return Verdict(kind="warn", key="too-frequent", values=values, advice="too-frequent")
        case _:
            return Verdict(kind="bad", key="refused", values=values)


def _answered(exchange: Exchange) -> Verdict:
    if exchange.fault:
        return Verdict(kind="warn", key="faulty", advice="altered")
    if exchange.is_altered:
        return Verdict(kind="warn", key="altered", advice="altered")
    return Verdict(kind="good" if exchange.status < 400 else "bad", key="accepted")
