"""The headers that speak of the body, and the body: JSON, a form, an upload, a text or a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, assert_never

from wxbrand_runtime.http import Headers
from wxbrand_runtime.testing import RequestRefused

from wxbrand_codegen.ir.media_types import (
    FORM,
    JSON,
    MULTIPART,
    Kind,
    charset,
    kind_of,
    matches,
    preferred,
    without_parameters,
)
from wxbrand_codegen.sandbox.refusals import param_error
from wxbrand_codegen.sandbox.requests.json_reader import UnreadableJson, read_json
from wxbrand_codegen.sandbox.requests.multipart import check_size, read_parts, value_of
from wxbrand_codegen.sandbox.requests.parameters import read_form
from wxbrand_codegen.sandbox.requests.routes import Operation
from wxbrand_codegen.sandbox.schemas.nodes import Node
from wxbrand_codegen.sandbox.schemas.validation import Schemas


def offer_of(declared: Node, content_type: str = "") -> tuple[Kind, str, Node] | None:
    """Give the media type that a body has: of those that the spec offers the one that is sent, else the first choice."""
    offered = dict(declared.get_members("content"))
    described = {key: _is_described(node) for key, node in offered.items()}
    sent = {key: value for key, value in described.items() if content_type and matches(key, content_type)}
    chosen = preferred(sent) or preferred(described)
    return (*chosen, offered[chosen[1]]) if chosen else None


def _is_described(media: Node) -> bool:
    schema = media.get("schema")
    return schema is not None and schema.resolved().plain("format") != "binary"


def check_accept(operation: Operation, headers: Headers) -> None:
    """Raise RequestRefused, 400, unless the caller says that it takes JSON, as WeChat Pay wants, or what the spec offers."""
    values = headers.all("Accept")
    if not values:
        raise param_error("header", "Accept", f"is required; send {JSON}")
    kinds = {without_parameters(piece) for value in values for piece in value.split(",")}
    answers = [node.resolved() for key, node in operation.node.get_members("responses") if key.startswith("2")]
    offered = {
        without_parameters(key) for answer in answers for key, _ in answer.get_members("content") if kind_of(key)
    }
    if not kinds & {JSON, "application/*", "*/*", *offered}:
        raise param_error("header", "Accept", f"must allow {JSON}", ", ".join(values))


def body_schema(operation: Operation) -> Node | None:
    """Give the schema of an operation's body; None if the spec has none."""
    place = operation.node.get("requestBody")
    offer = offer_of(place.resolved()) if place is not None else None
    return offer[2].get("schema") if offer is not None else None


def check_body(
    operation: Operation, headers: Headers, body: bytes, schemas: Schemas, opened: Callable[[Node, Any], Any]
) -> Any:
    """Check a request's body and give its value, decrypted by `opened`; None when it has none. Raises RequestRefused."""
    place = operation.node.get("requestBody")
    declared = place.resolved() if place is not None else None
    if declared is None:
        if body:
            raise param_error("body", "body", "this request has no body")
        return None
    offer = offer_of(declared, headers.get("Content-Type") or "")
    if offer is None:
        raise RequestRefused(501, "NOT_IMPLEMENTED", "the spec offers no media type for this request's body")
    if not body:
        if declared.plain("required"):
            raise param_error("body", "body", "is required")
        return None
    kind, media_type, media = offer
    schema = media.get("schema")
    _check_content_type(headers, media_type, kind)
    value = _value(kind, headers, body, schema)
    if schema is not None and (kind not in {"text", "file"} or schema.resolved().plain("type") == "string"):
        value = opened(schema, value)
        schemas.check(schema, value, "body")  # what XML says is not looked into
    return value


def _value(kind: Kind, headers: Headers, body: bytes, schema: Node | None) -> Any:
    match kind:
        case "json":
            return _json(body)
        case "form":
            return read_form(body, schema)
        case "multipart":
            return value_of(read_parts(headers, body), schema)
        case "text":
            return _text(body)
        case "file":
            check_size(schema, body, "body")
            return body.decode("latin-1")
        case _:
            assert_never(kind)


def _json(body: bytes) -> Any:
    try:
        return read_json(body)
    except UnreadableJson as problem:
        raise param_error("body", "body", str(problem)) from None


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as problem:
        raise param_error("body", "body", f"is not UTF-8 at byte {problem.start}") from None


def _check_content_type(headers: Headers, media_type: str, kind: Kind) -> None:
    wanted = {"form": FORM, "multipart": MULTIPART}.get(kind, without_parameters(media_type))
    wanted = JSON if wanted == "*/*" and kind == "json" else wanted
    values = headers.all("Content-Type")
    if len(values) != 1:
        raise param_error("header", "Content-Type", f"is required once; send {wanted}")
    if not matches(wanted, values[0]):
        raise param_error("header", "Content-Type", f"must be {wanted}", values[0])
    if kind in {"json", "form", "text"} and charset(values[0]) not in {"", "utf-8", "utf8", "us-ascii"}:
        raise param_error("header", "Content-Type", f"must be {wanted}, in UTF-8", values[0])
