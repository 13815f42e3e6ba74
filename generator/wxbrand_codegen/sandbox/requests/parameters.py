"""Path, query and header parameters: decode, convert to their types and validate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wxbrand_runtime.http import Headers

from wxbrand_codegen.sandbox.refusals import Location, param_error
from wxbrand_codegen.sandbox.requests.decoding import convert, only, percent_decode, read_json, split_form
from wxbrand_codegen.sandbox.requests.routes import Operation
from wxbrand_codegen.sandbox.schemas.nodes import Node, items_of, types_of
from wxbrand_codegen.sandbox.schemas.validation import SchemaValidator

_CHECKED_ELSEWHERE = {"authorization", "accept", "content-type", "user-agent", "wechatpay-serial"}


def read_parameters(
    operation: Operation, path_values: Mapping[str, str], query: str, headers: Headers, validator: SchemaValidator
) -> dict[Location, dict[str, Any]]:
    """Return the validated parameters of a request by location and name. Raises RequestRefused, 400."""
    in_query = split_form(query, "query")
    declared = {node.get_value("name") for node in operation.parameters if node.get_value("in") == "query"}
    for name in in_query:
        if name not in declared:
            raise param_error("query", name, "is not a parameter of this request" if name else "has an empty name")
    values: dict[Location, dict[str, Any]] = {"path": {}, "query": {}, "header": {}}
    for parameter in operation.parameters:
        name = parameter.get_value("name")
        location: Location = parameter.get_value("in")
        texts: Sequence[str]
        match location:
            case "path":
                texts = (path_values[name],)
            case "query":
                texts = in_query.get(name, ())
            case "header" if name.lower() not in _CHECKED_ELSEWHERE:
                texts = headers.all(name)
            case _:
                continue
        if texts:
            values[location][name] = _value(parameter, location, name, texts, validator)
        elif parameter.get_value("required"):
            raise param_error(location, name, "is required")
    return values


def _value(parameter: Node, location: Location, name: str, texts: Sequence[str], validator: SchemaValidator) -> Any:
    media = next((media for _, media in parameter.get_members("content")), None)
    is_json = media is not None
    schema = (parameter if media is None else media).get("schema")
    if schema is None:
        return [_decoded(text, location, name) for text in texts]
    if not is_json and "array" in types_of(schema):
        exploded = parameter.get_value("explode", location == "query")
        if not exploded:
            texts = [piece.strip() for text in texts for piece in text.split(",")]
        pieces = [_decoded(piece, location, name) for piece in texts]
        if not exploded and len(pieces) == 1:
            pieces = pieces[0].split(",")  # many clients also encode the commas between items
        items = items_of(schema)
        value: Any = [convert(piece, items, f"{name}[{index}]", location) for index, piece in enumerate(pieces)]
    else:
        text = only(texts, location, name)
        decoded = _decoded(text, location, name)
        value = (
            read_json(decoded.encode(), location, name, text) if is_json else convert(decoded, schema, name, location)
        )
    validator.validate(schema, value, location, name)
    return value


def _decoded(text: str, location: Location, name: str) -> str:
    return percent_decode(text, "query", name) if location == "query" else text
