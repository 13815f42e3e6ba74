"""Path, query and header parameters: decode, convert to their types and validate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wxbrand_runtime.http import Headers
from wxbrand_runtime.testing.styles import Shape, read_expanded, read_query

from wxbrand_codegen.ir.media_types import is_json as is_json_type
from wxbrand_codegen.ir.styles import DEFAULTS, STYLES, Words, style_words
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


def read_form(text: str, properties: Mapping[str, Node], encoding: Mapping[str, Node]) -> dict[str, Any]:
    """Return the fields of a form by name, converted to the types of their schemas. Raises RequestRefused, 400.

    Fields that are not declared stay texts.
    """
    pairs = [(name, value) for name, values in split_form(text, "body").items() for value in values]
    fields = [_form_field(name, schema, encoding.get(name)) for name, schema in properties.items()]
    names = set(properties)
    members: dict[str, Any] = {}
    for field in fields:
        if (value := _from_query(field, pairs, names - {field.name})) is not None:
            members[field.name] = _converted(field, value)
    known, prefixes = _known_names(fields)
    for name, value in pairs:
        if known is not None and name not in known and not name.startswith(prefixes):
            members[name] = percent_decode(value, "body", name)
    return members


def _form_field(name: str, schema: Node, encoding: Node | None) -> _Declared:
    """Objects, and lists of them, are JSON unless a style is stated (OpenAPI 3.1, section 4.8.15)."""
    style, explode, reserved, media_type = (
        encoding.get_value(key) if encoding else None for key in ("style", "explode", "allowReserved", "contentType")
    )
    shape, words = _shape(schema), DEFAULTS["body"]
    is_styled = not (style is None and explode is None and reserved is None)
    if is_styled:
        words = style_words("query", style=style, explode=explode, reserved=bool(reserved))
    elif shape == "object" or (media_type and is_json_type(media_type)):
        words, shape = ("json",), "text"
    elif shape == "list" and _shape(items_of(schema)) != "text":
        words = (*words, "json")
    return _Declared(name=name, location="body", required=False, schema=schema, words=words, shape=shape)


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
    known, prefixes = _known_names([parameter for parameter in declared if parameter.location == "query"])
    for name in names:
        if known is not None and name not in known and not name.startswith(prefixes):
            raise param_error("query", name, "is not a parameter of this request" if name else "has an empty name")


def _known_names(declared: Sequence[_Declared]) -> tuple[set[str] | None, tuple[str, ...]]:
    """Return the names that parameters of a query or fields of a form have (None for any), and their beginnings."""
    known = {parameter.name for parameter in declared}
    for parameter in declared:
        if parameter.shape == "object" and "explode" in parameter.words:
            if not properties_of(parameter.schema):
                return None, ()
            known |= properties_of(parameter.schema).keys()
    return known, tuple(f"{parameter.name}[" for parameter in declared if parameter.words[0] == "deepObject")


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
    if parameter.shape == "list" and words[:2] == ("form",) and value and len(value) == 1:
        return value[0].split(",")  # many clients also encode the commas between items
    return value


def _validated(parameter: _Declared, value: Any, validator: SchemaValidator) -> Any:
    if parameter.schema is None:
        return value
    converted = _converted(parameter, value)
    validator.validate(parameter.schema, converted, parameter.location, parameter.name)
    return converted


def _converted(parameter: _Declared, value: Any) -> Any:
    """Convert the texts of a parameter or a field to the types of its schema."""
    schema, name, location = parameter.schema, parameter.name, parameter.location

    def value_of(text: str, schema: Node | None, field: str) -> Any:
        if "json" in parameter.words:
            return read_json(text.encode(), location, field, text)
        return convert(text, schema, field, location)

    if isinstance(value, list):
        items = items_of(schema)
        return [value_of(text, items, f"{name}[{index}]") for index, text in enumerate(value)]
    if isinstance(value, dict):
        properties, others = properties_of(schema), _others(schema)
        return {key: value_of(text, properties.get(key, others), f"{name}.{key}") for key, text in value.items()}
    return value_of(value, schema, name)


def _others(schema: Node | None) -> Node | None:
    """Return the schema of members that are not declared."""
    return schema.resolved().get("additionalProperties") if schema else None
