"""Path, query and header parameters: from text to typed, checked values."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

from wxbrand_runtime.http import Headers

from wxbrand_codegen.sandbox.refusals import Location, param_error
from wxbrand_codegen.sandbox.requests.json_reader import UnreadableJson, read_json
from wxbrand_codegen.sandbox.requests.routes import Match, percent_decoded
from wxbrand_codegen.sandbox.schemas.nodes import Node
from wxbrand_codegen.sandbox.schemas.validation import Schemas

_CHECKED_ELSEWHERE = {"authorization", "accept", "content-type", "user-agent", "wechatpay-serial"}
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,30})")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,30})(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,3})?")
_BRANCHES = ("allOf", "anyOf", "oneOf")
_BOOLEANS = {"true": True, "false": False}


def check_parameters(match: Match, query: str, headers: Headers, schemas: Schemas) -> dict[str, Any]:
    """Check all parameters of a request and give their values by location and name. Raises RequestRefused, 400."""
    in_query = _query_texts(query)
    declared = {node.plain("name") for node in match.operation.parameters if node.plain("in") == "query"}
    for name in in_query:
        if name not in declared:
            raise param_error("query", name, "is not a parameter of this request")
    values: dict[str, Any] = {}
    for parameter in match.operation.parameters:
        name = parameter.plain("name")
        location: Location = parameter.plain("in")
        texts: Sequence[str]
        match location:
            case "path":
                texts = (match.path_values[name],)
            case "query":
                texts = in_query.get(name, ())
            case "header" if name.lower() not in _CHECKED_ELSEWHERE:
                texts = headers.all(name)
            case _:
                continue
        if texts:
            values[f"{location} {name}"] = _value(parameter, location, name, texts, schemas)
        elif parameter.plain("required"):
            raise param_error(location, name, "is required")
    return values


def _query_texts(query: str) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {}
    for piece in query.split("&") if query else ():
        name, _, value = (part.replace("+", " ") for part in piece.partition("="))  # form encoding, as Java writes
        decoded = percent_decoded(name, "query", name)
        texts.setdefault(decoded, []).append(value)  # a comma between items is told from one inside before decoding
    return texts


def _value(parameter: Node, location: Location, name: str, texts: Sequence[str], schemas: Schemas) -> Any:
    holds_json = parameter.get("content") is not None
    schema = _schema(parameter)
    if schema is None:
        return [_decoded(text, location, name) for text in texts]
    types = types_of(schema)
    if not holds_json and "array" in types:
        exploded = parameter.plain("explode", location == "query")
        pieces = [_decoded(piece, location, name) for piece in (texts if exploded else _parted(texts))]
        if not exploded and len(pieces) == 1:
            pieces = pieces[0].split(",")  # many clients encode the commas between items too
        items = items_of(schema)
        kinds = types_of(items) if items is not None else {"string"}
        value: Any = [typed(piece, kinds, location, f"{name}[{index}]") for index, piece in enumerate(pieces)]
    elif len(texts) > 1:
        raise param_error(location, name, f"is given {len(texts)} times; once is allowed")
    elif holds_json:
        try:
            value = read_json(_decoded(texts[0], location, name).encode())
        except UnreadableJson as problem:
            raise param_error(location, name, str(problem), texts[0]) from None
    else:
        value = typed(_decoded(texts[0], location, name), types, location, name)
    schemas.check(schema, value, location, name)
    return value


def _parted(texts: Sequence[str]) -> list[str]:
    return [piece.strip() for text in texts for piece in text.split(",")]


def _decoded(text: str, location: Location, name: str) -> str:
    return percent_decoded(text, "query", name) if location == "query" else text


def read_form(body: bytes, schema: Node | None) -> dict[str, Any]:
    """Read a form's names and values, each typed as the schema's property of that name. Raises RequestRefused, 400."""
    try:
        text = body.decode("ascii")
    except UnicodeDecodeError:
        raise param_error("body", "body", "is not percent-encoded UTF-8") from None
    properties = dict(properties_of(schema)) if schema is not None else {}
    values: dict[str, Any] = {}
    for name, texts in _query_texts(text).items():
        decoded = [percent_decoded(value, "body", name) for value in texts]
        kinds = types_of(properties[name]) if name in properties else {"string"}
        if "array" in kinds:
            items = items_of(properties[name])
            kinds = types_of(items) if items is not None else {"string"}
            values[name] = [typed(value, kinds, "body", f"{name}[{n}]") for n, value in enumerate(decoded)]
        elif len(decoded) > 1:
            raise param_error("body", name, f"is given {len(decoded)} times; once is allowed")
        else:
            values[name] = typed(decoded[0], kinds, "body", name)
    return values


def properties_of(schema: Node) -> Iterator[tuple[str, Node]]:
    """Give the properties of an object's schema, also those of the parts of its `allOf`."""
    node = schema.resolved()
    yield from node.get_members("properties")
    for part in node.get_elements("allOf"):
        yield from properties_of(part)


def _schema(parameter: Node) -> Node | None:
    media = next((media for _, media in parameter.get_members("content")), None)
    return parameter.get("schema") if media is None else media.get("schema")


def typed(text: str, types: set[str], location: Location, field: str) -> Any:
    """Read a text as one of the types. Raises RequestRefused, 400."""
    if "string" in types:
        return text
    if "integer" in types and _INTEGER.fullmatch(text):
        return int(text)
    if "number" in types and _NUMBER.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    if "boolean" in types and text in _BOOLEANS:
        return _BOOLEANS[text]
    wanted = " or ".join(sorted(types - {"null", "array"})) or "string"
    raise param_error(location, field, f"must be {wanted}", text)


def types_of(schema: Node) -> set[str]:
    """Give the types a schema allows, `string` when it names none: that is how an untyped parameter arrives."""
    node = schema.resolved()
    named = node.plain("type")
    if named is not None:
        return {named} if isinstance(named, str) else set(named)
    found: set[str] = set()
    for key in _BRANCHES:
        for branch in node.get_elements(key):
            found |= types_of(branch)
    return found or {"string"}


def items_of(schema: Node) -> Node | None:
    """Give the schema of an array's items; None if it says nothing of them."""
    node = schema.resolved()
    own = node.get("items")
    if own is not None:
        return own
    found = (items_of(branch) for key in _BRANCHES for branch in node.get_elements(key))
    return next((items for items in found if items is not None), None)
