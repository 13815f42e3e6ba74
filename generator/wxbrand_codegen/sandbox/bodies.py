"""The headers that speak of the body, and the body: JSON or a form."""

from __future__ import annotations

from typing import Any

from wxbrand_runtime.http import Headers
from wxbrand_runtime.testing import RequestRefused

from wxbrand_codegen.media import FORM, JSON, is_form, is_json
from wxbrand_codegen.sandbox.json_text import UnreadableJson, read_json
from wxbrand_codegen.sandbox.parameters import read_form
from wxbrand_codegen.sandbox.refusals import param_error
from wxbrand_codegen.sandbox.routes import Operation
from wxbrand_codegen.sandbox.schemas import Schemas


def check_accept(headers: Headers) -> None:
    """Raise RequestRefused, 400, unless the caller says that it takes JSON: WeChat Pay wants it said."""
    values = headers.all("Accept")
    if not values:
        raise param_error("header", "Accept", f"is required; send {JSON}")
    kinds = {piece.partition(";")[0].strip().lower() for value in values for piece in value.split(",")}
    if not kinds & {JSON, "application/*", "*/*"}:
        raise param_error("header", "Accept", f"must allow {JSON}", ", ".join(values))


def check_body(operation: Operation, headers: Headers, body: bytes, schemas: Schemas) -> Any:
    """Check a request's body and give its value; None when it has none. Raises RequestRefused."""
    place = operation.node.get("requestBody")
    declared = place.resolved() if place is not None else None
    if declared is None:
        if body:
            raise param_error("body", "body", "this request has no body")
        return None
    offered = list(declared.get_members("content"))
    media = next((node for key, node in offered if is_json(key)), None)
    form = next((node for key, node in offered if is_form(key)), None)
    if media is None and form is None:
        raise RequestRefused(
            501, "NOT_IMPLEMENTED", f"this sandbox knows no other request bodies than {JSON} and {FORM}"
        )
    if not body:
        if declared.plain("required"):
            raise param_error("body", "body", "is required")
        return None
    schema = (media or form or declared).get("schema")
    if media is not None:
        _check_content_type(headers, JSON)
        value = _json(body)
    else:
        _check_content_type(headers, FORM)
        value = read_form(body, schema)
    if schema is not None:
        schemas.check(schema, value, "body")
    return value


def _json(body: bytes) -> Any:
    try:
        return read_json(body)
    except UnreadableJson as problem:
        raise param_error("body", "body", str(problem)) from None


def _check_content_type(headers: Headers, wanted: str) -> None:
    values = headers.all("Content-Type")
    if len(values) != 1:
        raise param_error("header", "Content-Type", f"is required once; send {wanted}")
    kind, *parameters = (piece.strip().lower() for piece in values[0].split(";"))
    charsets = {piece.partition("=")[2].strip('"') for piece in parameters if piece.startswith("charset=")}
    if kind != wanted or not charsets <= {"utf-8", "utf8"}:
        raise param_error("header", "Content-Type", f"must be {wanted}, in UTF-8", values[0])
