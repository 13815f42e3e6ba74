"""Try an operation: fill in its example, and send what the form has as the brand."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from wxbrand_runtime.client.serialisation.multipart import Part
from wxbrand_runtime.models import moment
from wxbrand_runtime.testing import RequestRefused

from wxbrand_codegen.sandbox.console.masking import pretty
from wxbrand_codegen.sandbox.own_calls import CallResult, OwnCalls
from wxbrand_codegen.sandbox.product.snapshot import Snapshot
from wxbrand_codegen.sandbox.reference import OperationView
from wxbrand_codegen.sandbox.service import Sandbox

_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
"""A PNG of one pixel."""

BODY = "body"
_TIME = re.compile(r"2\d{3}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d[+-][01]\d:\d{2}")
"""A time in an example, to the second and with its zone. Those far in the future cannot overflow when they are moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What came of a try."""

    status: int | None = None
    """None if nothing was sent, or if there was no valid answer."""

    body: str = ""
    is_verified: bool = False
    problem: str = ""
    exchange: int | None = None
    """Number of the recorded request."""


def filled_in(sandbox: Sandbox, operation: OperationView) -> dict[str, str]:
    """Return the fields of the form: the documented example with a new request number, with ids of things that exist here, and
    with its times moved to today, because what has ended cannot be used.
    """
    known: dict[str, str] = {}
    today = datetime.now().astimezone().date()
    if sandbox.product is not None:
        snapshot = sandbox.look(lambda product: product.snapshot())
        known, today = _ids_of(snapshot), moment(snapshot.time).date()
    fields = {
        _field(each.where, each.field.name): known.get(each.field.name, each.example)
        for each in operation.parameters
        if each.field.is_required or each.where == "path"
    }
    if operation.body_example:
        value = moved_to(today, json.loads(operation.body_example))
        if isinstance(value, dict):
            value |= {name: known[name] for name in value if name in known}
            number = operation.idempotency.get("field")
            if number in value:
                value[number] = f"try_{secrets.token_hex(8)}"
        fields[BODY] = json.dumps(value, ensure_ascii=False, indent=2)
    return fields


def _ids_of(snapshot: Snapshot) -> dict[str, str]:
    """Return ids of the newest things of the product, by the names that requests have for them."""
    ids: dict[str, str] = {}
    if snapshot.coupons:
        coupon = snapshot.coupons[0]
        ids["product_coupon_id"] = coupon.id
        for stock in coupon.stocks[:1]:
            ids["stock_id"] = stock.id
            if stock.bundle_id is not None:
                ids["stock_bundle_id"] = stock.bundle_id
    if snapshot.cards:
        ids["card_id"] = snapshot.cards[0].id
    if snapshot.plans:
        ids["plan_id"] = snapshot.plans[0].id
    return ids


def moved_to(today: date, value: Any) -> Any:
    """Return a JSON value with all its times later by the same number of days, so that the earliest is today or later."""
    times = [time for time in _times_in(value) if time.date() < today]
    days = (today - min(times).date()).days if times else 0
    return _moved(value, timedelta(days=days))


def _times_in(value: Any) -> Iterator[datetime]:
    match value:
        case str() if _TIME.fullmatch(value):
            yield moment(value)
        case dict():
            for each in value.values():
                yield from _times_in(each)
        case list():
            for each in value:
                yield from _times_in(each)
        case _:
            pass


def _moved(value: Any, by: timedelta) -> Any:
    match value:
        case str() if _TIME.fullmatch(value):
            return (moment(value) + by).isoformat()
        case dict():
            return {name: _moved(each, by) for name, each in value.items()}
        case list():
            return [_moved(each, by) for each in value]
        case _:
            return value


def try_operation(sandbox: Sandbox, operation: OperationView, form: Mapping[str, str]) -> Trial:
    """Send the request. Blocking. Raises RequestRefused for a form that is no request."""
    if sandbox.credentials is None:
        raise RequestRefused(
            400, "NO_AUTH", "this sandbox does not have the brand's private key, so it cannot sign calls"
        )
    calls = OwnCalls(sandbox.credentials, sandbox.base_url, sandbox.wechat_pay.clock)
    target = _target(operation, form)
    match operation.body_kind:
        case None:
            result = calls.send_json(operation.summary.method, target)
        case "json":
            value = sandbox.encrypt_request(operation.summary.method, target, _json(form))
            result = calls.send_json(operation.summary.method, target, value)
        case "multipart":
            result = calls.send_parts(operation.summary.method, target, _parts(operation, _json(form)))
        case kind:
            raise RequestRefused(400, "NOT_IMPLEMENTED", f"a body of kind {kind} cannot be sent from here")
    return _trial(sandbox, result)


def _trial(sandbox: Sandbox, result: CallResult) -> Trial:
    value = result.value()
    return Trial(
        status=result.status,
        body=pretty(value) if value is not None else result.body.decode(errors="replace"),
        is_verified=result.is_verified,
        problem=result.problem,
        exchange=sandbox.recorder.find(result.request_id) if result.request_id else None,
    )


def _target(operation: OperationView, form: Mapping[str, str]) -> str:
    target = operation.summary.path
    query: list[tuple[str, str]] = []
    for each in operation.parameters:
        value = form.get(_field(each.where, each.field.name), "")
        if each.where == "path":
            if not value:
                raise RequestRefused(400, "PARAM_ERROR", f"{each.field.name} is part of the path and must not be empty")
            target = target.replace(f"{{{each.field.name}}}", quote(value, safe=""))
        elif each.where == "query" and value:
            query.append((each.field.name, value))
    return f"{target}?{urlencode(query, quote_via=quote)}" if query else target


def _json(form: Mapping[str, str]) -> Any:
    text = form.get(BODY, "").strip()
    if not text:
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise RequestRefused(400, "PARAM_ERROR", f"the body is not JSON: {problem}") from None


def _parts(operation: OperationView, value: Any) -> list[Part]:
    """Return the parts of an upload, with a picture for each file and its digest in `meta`."""
    fields = dict(value) if isinstance(value, dict) else {}
    meta = fields.get("meta")
    if isinstance(meta, dict):
        fields["meta"] = {**meta, "sha256": hashlib.sha256(_PIXEL).hexdigest(), "filename": "pixel.png"}
    parts = [
        Part(name=name, content=json.dumps(each, ensure_ascii=False).encode(), content_type="application/json")
        for name, each in fields.items()
    ]
    files = [
        Part(name=name, content=_PIXEL, content_type="image/png", filename="pixel.png")
        for name in operation.file_fields
    ]
    return parts + files


def _field(where: str, name: str) -> str:
    return f"{where}.{name}"
