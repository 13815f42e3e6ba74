"""Request bodies and their headers: JSON, a form, an upload, text or a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, assert_never

from wxbrand_runtime.http import Headers
from wxbrand_runtime.testing import RequestRefused

from wxbrand_codegen.ir import media_types
from wxbrand_codegen.ir.media_types import FORM, JSON, MULTIPART, Kind, without_parameters
from wxbrand_codegen.sandbox.refusals import param_error
from wxbrand_codegen.sandbox.requests.decoding import (
    decode_text,
    read_json,
)
from wxbrand_codegen.sandbox.requests.multipart import check_size, parts_to_object, read_parts
from wxbrand_codegen.sandbox.requests.parameters import read_form
from wxbrand_codegen.sandbox.requests.routes import Operation
from wxbrand_codegen.sandbox.schemas.nodes import Node, properties_of
from wxbrand_codegen.sandbox.schemas.validation import SchemaValidator


def choose_media(declared: Node, content_type: str = "") -> tuple[Kind, str, Node] | None:
    """Return kind, media type and node of the media type that was sent; if the spec does not offer it, of the preferred one.

    `declared` is a request body or a response of the spec. Return None if it offers no media type.
    """
    offered = dict(declared.get_members("content"))
    described = {key: _is_described(node) for key, node in offered.items()}
    sent = {key: value for key, value in described.items() if content_type and media_types.matches(key, content_type)}
    chosen = media_types.preferred(sent) or media_types.preferred(described)
    return (*chosen, offered[chosen[1]]) if chosen else None


def _is_described(media: Node) -> bool:
    schema = media.get("schema")
    return schema is not None and schema.resolved().get_value("format") != "binary"


def check_accept(operation: Operation, headers: Headers) -> None:
    """Raise RequestRefused, 400, unless the Accept header allows JSON, as WeChat Pay requires, or a type that the spec offers."""
    values = headers.all("Accept")
    if not values:
        raise param_error("header", "Accept", f"is required; send {JSON}")
    accepted = {without_parameters(piece) for value in values for piece in value.split(",")}
    responses = [node.resolved() for key, node in operation.node.get_members("responses") if key.startswith("2")]
    offered = {
        without_parameters(key)
        for response in responses
        for key, _ in response.get_members("content")
        if media_types.kind_of(key)
    }
    if not accepted & {JSON, "application/*", "*/*", *offered}:
        raise param_error("header", "Accept", f"must allow {JSON}", ", ".join(values))


def body_schema(operation: Operation) -> Node | None:
    """Return the schema of an operation's request body, or None if the spec has none."""
    body = operation.node.get("requestBody")
    media = choose_media(body.resolved()) if body is not None else None
    return media[2].get("schema") if media is not None else None


def read_body(
    operation: Operation,
    headers: Headers,
    body: bytes,
    validator: SchemaValidator,
    decrypt: Callable[[Node, Any], Any],
) -> Any:
    """Return the validated body of a request as a value, None if there is no body. Raises RequestRefused.

    `decrypt` takes schema and value and returns the value with its sensitive texts decrypted.
    """
    node = operation.node.get("requestBody")
    declared = node.resolved() if node is not None else None
    if declared is None or not (declared.get_value("content") or declared.get_value("required")):
        if body:
            raise param_error("body", "body", "this request has no body")
        return None
    chosen = choose_media(declared, headers.get("Content-Type") or "")
    if chosen is None:
        raise RequestRefused(501, "NOT_IMPLEMENTED", "the spec has no media type for this request's body")
    kind, media_type, media = chosen
    schema = media.get("schema")
    if not body and not (kind == "form" and declared.get_value("required")):  # a form without fields has no bytes
        if declared.get_value("required"):
            raise param_error("body", "body", "is required")
        return None
    if body:
        _check_content_type(headers, media_type, kind)
    value = _value(kind, headers, body, schema, media)
    if schema is not None and kind != "file" and (kind != "text" or schema.resolved().get_value("type") == "string"):
        value = decrypt(schema, value)
        validator.validate(schema, value, "body")  # XML is not parsed, so only text is validated
    return value


def _value(kind: Kind, headers: Headers, body: bytes, schema: Node | None, media: Node) -> Any:
    match kind:
        case "json":
            return read_json(body, "body", "body")
        case "form":
            return _form(body, schema, media)
        case "multipart":
            return parts_to_object(read_parts(headers, body), schema)
        case "text":
            return decode_text(body, "body")
        case "file":
            check_size(schema, body, "body")
            return body.decode("latin-1")
        case _:
            assert_never(kind)


def _form(body: bytes, schema: Node | None, media: Node) -> dict[str, Any]:
    try:
        text = body.decode("ascii")
    except UnicodeDecodeError:
        raise param_error("body", "body", "is not percent-encoded UTF-8") from None
    return read_form(text, properties_of(schema), dict(media.get_members("encoding")))


def _check_content_type(headers: Headers, media_type: str, kind: Kind) -> None:
    wanted = {"form": FORM, "multipart": MULTIPART}.get(kind, without_parameters(media_type))
    wanted = JSON if wanted == "*/*" and kind == "json" else wanted
    values = headers.all("Content-Type")
    if len(values) != 1:
        raise param_error("header", "Content-Type", f"is required once; send {wanted}")
    if not media_types.matches(wanted, values[0]):
        raise param_error("header", "Content-Type", f"must be {wanted}", values[0])
    if kind in {"json", "form", "text"} and not media_types.is_utf8(values[0]):
        raise param_error("header", "Content-Type", f"must be {wanted}, in UTF-8", values[0])
