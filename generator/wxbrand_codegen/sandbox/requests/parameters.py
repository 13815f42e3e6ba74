"""Path, query and header parameters: decode, convert to their types and validate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wxbrand_runtime.http import Headers

from wxbrand_codegen.sandbox.refusals import Location, param_error
from wxbrand_codegen.sandbox.requests.encoding import convert, percent_decode, split_form
from wxbrand_codegen.sandbox.requests.json_reader import UnreadableJson, read_json
from wxbrand_codegen.sandbox.requests.routes import Match
from wxbrand_codegen.sandbox.schemas.nodes import Node
from wxbrand_codegen.sandbox.schemas.traversal import items_of, types_of
from wxbrand_codegen.sandbox.schemas.validation import SchemaValidator

_CHECKED_ELSEWHERE = {"authorization", "accept", "content-type", "user-agent", "wechatpay-serial"}


def read_parameters(match: Match, query: str, headers: Headers, validator: SchemaValidator) -> dict[str, Any]:
    """Return the validated parameters of a request by location and name, such as `path openid`. Raises RequestRefused, 400."""
    in_query = split_form(query, "query")
    declared = {node.get_value("name") for node in match.operation.parameters if node.get_value("in") == "query"}
    for name in in_query:
        if name not in declared:
            raise param_error("query", name, "is not a parameter of this request" if name else "has an empty name")
    values: dict[str, Any] = {}
    for parameter in match.operation.parameters:
        name = parameter.get_value("name")
        location: Location = parameter.get_value("in")
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
            values[f"{location} {name}"] = _value(parameter, location, name, texts, validator)
        elif parameter.get_value("required"):
            raise param_error(location, name, "is required")
    return values


def _value(parameter: Node, location: Location, name: str, texts: Sequence[str], validator: SchemaValidator) -> Any:
    is_json = parameter.get("content") is not None
    schema = _schema(parameter)
    if schema is None:
        return [_decoded(text, location, name) for text in texts]
    types = types_of(schema)
    if not is_json and "array" in types:
        exploded = parameter.get_value("explode", location == "query")
        pieces = [_decoded(piece, location, name) for piece in (texts if exploded else _split_commas(texts))]
        if not exploded and len(pieces) == 1:
            pieces = pieces[0].split(",")  # many clients also encode the commas between items
        items = items_of(schema)
        item_types = types_of(items) if items is not None else {"string"}
        value: Any = [convert(piece, item_types, location, f"{name}[{index}]") for index, piece in enumerate(pieces)]
    elif len(texts) > 1:
        raise param_error(location, name, f"is given {len(texts)} times; once is allowed")
    elif is_json:
        try:
            value = read_json(_decoded(texts[0], location, name).encode())
        except UnreadableJson as problem:
            raise param_error(location, name, str(problem), texts[0]) from None
    else:
        value = convert(_decoded(texts[0], location, name), types, location, name)
    validator.validate(schema, value, location, name)
    return value


def _split_commas(texts: Sequence[str]) -> list[str]:
    return [piece.strip() for text in texts for piece in text.split(",")]


def _decoded(text: str, location: Location, name: str) -> str:
    return percent_decode(text, "query", name) if location == "query" else text


def _schema(parameter: Node) -> Node | None:
    media = next((media for _, media in parameter.get_members("content")), None)
    return parameter.get("schema") if media is None else media.get("schema")
