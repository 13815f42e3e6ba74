"""Path, query and header parameters: decode, convert to their types and validate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wxbrand_runtime.http import Headers
from wxbrand_runtime.testing.styles import Shape, read_expanded, read_query

from wxbrand_codegen.ir.media_types import is_json as is_json_type
from wxbrand_codegen.ir.styles import STYLES, Words, style_words
from wxbrand_codegen.sandbox.refusals import Location, param_error
from wxbrand_codegen.sandbox.requests.decoding import convert, only, percent_decode, read_json, split_form
from wxbrand_codegen.sandbox.requests.routes import Operation
from wxbrand_codegen.sandbox.schemas.nodes import Node, items_of, properties_of, types_of
from wxbrand_codegen.sandbox.schemas.validation import SchemaValidator

_CHECKED_ELSEWHERE = {"authorization", "accept", "content-type", "user-agent", "wechatpay-serial"}


def read_parameters(
    operation: Operation, path_values: Mapping[str, str], query: str, headers: Headers, validator: SchemaValidator
) -> dict[Location, dict[str, Any]]:
    """Return the validated parameters of a request by location and name. Raises RequestRefused, 400."""
    pairs = [(name, value) for name, values in split_form(query, "query").items() for value in values]
    declared = [_declared(node) for node in operation.parameters]
    names = {parameter.name for parameter in declared if parameter.location == "query"}
    _refuse_unknown([name for name, _ in pairs], declared)
    values: dict[Location, dict[str, Any]] = {"path": {}, "query": {}, "header": {}}
    for parameter in declared:
        match parameter.location:
            case "path":
                value = _expanded(parameter, path_values[parameter.name]) if parameter.name in path_values else None
            case "query":
                value = _from_query(parameter, pairs, names - {parameter.name})
            case "header" if parameter.name.lower() not in _CHECKED_ELSEWHERE:
                texts = headers.all(parameter.name)
                value = _expanded(parameter, _only(parameter, texts)) if texts else None
            case _:
                continue
        if value is not None:
            location: Location = parameter.location
            values[location][parameter.name] = _validated(parameter, value, validator)
        elif parameter.required:
            raise param_error(parameter.location, parameter.name, "is required")
    return values


@dataclass(frozen=True, slots=True, kw_only=True)
class _Declared:
    """A parameter of the spec."""

    name: str
    location: Location
    required: bool
    schema: Node | None
    words: Words
    shape: Shape


def _declared(node: Node) -> _Declared:
    location = node.get_value("in")
    media = next((media for key, media in node.get_members("content")), None)
    is_json = media is not None and is_json_type(next(key for key, _ in node.get_members("content")))
    schema = (node if media is None else media).get("schema")
    words: Words = ("simple",)
    if location in STYLES:
        style, explode, reserved = (node.get_value(key) for key in ("style", "explode", "allowReserved"))
        words = style_words(location, style=style, explode=explode, reserved=bool(reserved), is_json=is_json)
    return _Declared(
        name=node.get_value("name"),
        location=location,
        required=node.get_value("required") is True,
        schema=schema,
        words=words,
        shape="text" if is_json else _shape(schema),
    )


def _shape(schema: Node | None) -> Shape:
    types = types_of(schema)
    if "array" in types:
        return "list"
    return "object" if "object" in types or (schema and properties_of(schema) and "string" not in types) else "text"


def _refuse_unknown(names: Sequence[str], declared: Sequence[_Declared]) -> None:
    in_query = [parameter for parameter in declared if parameter.location == "query"]
    known = {parameter.name for parameter in in_query}
    for parameter in in_query:
        if parameter.shape == "object" and "explode" in parameter.words:
            if not properties_of(parameter.schema):
                return  # any name may be a member of it
            known |= properties_of(parameter.schema).keys()
    deep = tuple(f"{parameter.name}[" for parameter in in_query if parameter.words[0] == "deepObject")
    for name in names:
        if name not in known and not name.startswith(deep or ("\0",)):
            raise param_error("query", name, "is not a parameter of this request" if name else "has an empty name")


def _only(parameter: _Declared, texts: Sequence[str]) -> str:
    """Return the text of a header field; a list may have several fields (RFC 9110, section 5.3)."""
    return ",".join(texts) if parameter.shape == "list" else only(texts, parameter.location, parameter.name)


def _decode(parameter: _Declared) -> Callable[[str], str]:
    if parameter.location == "header":
        return str
    return lambda text: percent_decode(text, parameter.location, parameter.name)


def _expanded(parameter: _Declared, text: str) -> Any:
    return read_expanded(parameter.words, parameter.name, text, parameter.shape, _decode(parameter))


def _from_query(parameter: _Declared, pairs: Sequence[tuple[str, str]], others: set[str]) -> Any:
    name, words = parameter.name, parameter.words
    given = [value for key, value in pairs if key == name]
    if parameter.shape == "text" or ("explode" not in words and words[0] != "deepObject"):
        only(given or [""], "query", name)
    value = read_query(words, name, pairs, parameter.shape, _decode(parameter), others)
    if parameter.shape == "list" and words[0] == "form" and "explode" not in words and value and len(value) == 1:
        return value[0].split(",")  # many clients also encode the commas between items
    return value


def _validated(parameter: _Declared, value: Any, validator: SchemaValidator) -> Any:
    schema, name, location = parameter.schema, parameter.name, parameter.location
    if schema is None:
        return value
    converted: Any
    if parameter.words[0] == "json":
        converted = read_json(value.encode(), location, name, value)
    elif isinstance(value, list):
        items = items_of(schema)
        converted = [convert(text, items, f"{name}[{index}]", location) for index, text in enumerate(value)]
    elif isinstance(value, dict):
        properties = properties_of(schema)
        converted = {
            key: convert(text, properties.get(key, _others(schema)), f"{name}.{key}", location)
            for key, text in value.items()
        }
    else:
        converted = convert(value, schema, name, location)
    validator.validate(schema, converted, location, name)
    return converted


def _others(schema: Node) -> Node | None:
    """Return the schema of members that are not declared."""
    return schema.resolved().get("additionalProperties")
