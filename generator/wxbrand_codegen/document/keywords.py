"""The keywords of schema objects, in OpenAPI 3.1 (JSON Schema 2020-12) and 3.0, and the values that each can have."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode, plain

TYPES = ("string", "integer", "number", "boolean", "object", "array", "null")

IN_PLACE_LISTS = ("allOf", "anyOf", "oneOf")
"""Keywords with a list of schemas for the same value."""

SCHEMAS = frozenset(
    {"items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames", "unevaluatedItems",
     "unevaluatedProperties"}
)  # fmt: skip
"""Keywords with one schema."""

SCHEMA_LISTS = frozenset({*IN_PLACE_LISTS, "prefixItems"})
SCHEMA_MAPS = frozenset({"properties", "patternProperties", "$defs", "definitions", "dependentSchemas"})

METADATA = frozenset({"$schema", "$anchor", "$vocabulary", "$dynamicAnchor", "$recursiveAnchor", "contentSchema"})
"""Keywords without effect here, which are passed over in silence."""

NOT_FOLLOWED = {
    "$id": "the references in it are read as if it were not there",
    "id": "it is not a keyword of OpenAPI",
    "$dynamicRef": "any value is accepted in its place; use $ref",
    "$recursiveRef": "any value is accepted in its place; use $ref",
    "dependencies": "use dependentRequired",
}
"""Keywords of JSON Schema that are not followed, and what that means."""

ONLY_TEXT_BESIDE_REF = frozenset({"title", "description", "summary", "$comment", "example", "examples", "deprecated"})
"""What may stand beside `$ref` in OpenAPI 3.0 without restricting values."""


def _value(node: Node) -> Any:
    return node.value if isinstance(node, ScalarNode) else None


def _is_text(node: Node) -> bool:
    return isinstance(_value(node), str)


def _is_flag(node: Node) -> bool:
    return isinstance(_value(node), bool)


def _is_number(node: Node) -> bool:
    return type(_value(node)) in {int, float} and math.isfinite(_value(node))


def _is_count(node: Node) -> bool:
    return _is_number(node) and _value(node) >= 0 and float(_value(node)).is_integer()


def _is_step(node: Node) -> bool:
    return _is_number(node) and _value(node) > 0


def _is_bound_or_flag(node: Node) -> bool:
    return _is_number(node) or _is_flag(node)


def _is_list(node: Node) -> bool:
    return isinstance(node, SequenceNode)


def _is_full_list(node: Node) -> bool:
    return isinstance(node, SequenceNode) and len(node.items) > 0


def _is_list_of_texts(node: Node) -> bool:
    return isinstance(node, SequenceNode) and all(map(_is_text, node.items))


def _is_map(node: Node) -> bool:
    return isinstance(node, MappingNode)


def _is_map_of_lists(node: Node) -> bool:
    return isinstance(node, MappingNode) and all(map(_is_list_of_texts, node.members.values()))


def _is_discriminator(node: Node) -> bool:
    return isinstance(node, MappingNode) and node.text("propertyName") is not None


def is_schema(node: Node) -> bool:
    """Whether a node can be a schema: an object, true or false."""
    return isinstance(node, MappingNode) or _is_flag(node)


_Check = tuple[str, Callable[[Node], bool]]


def _each(names: str, expected: str, is_valid: Callable[[Node], bool]) -> dict[str, _Check]:
    return dict.fromkeys(names.split(), (expected, is_valid))


_CHECKS: dict[str, _Check] = (
    _each("title description $comment format pattern contentEncoding contentMediaType", "a text", _is_text)
    | _each("deprecated readOnly writeOnly nullable uniqueItems", "true or false", _is_flag)
    | _each(
        "minLength maxLength minItems maxItems minProperties maxProperties minContains maxContains",
        "a whole number, 0 or more", _is_count,
    )
    | _each("minimum maximum", "a number", _is_number)
    | _each("exclusiveMinimum exclusiveMaximum", "a number", _is_bound_or_flag)
    | _each("multipleOf", "a number above 0", _is_step)
    | _each("enum", "a list with at least one value", _is_full_list)
    | _each("required", "a list of names of properties", _is_list_of_texts)
    | _each("examples", "a list", _is_list)
    | _each("discriminator", "an object with propertyName", _is_discriminator)
    | _each("dependentRequired", "an object of lists of names", _is_map_of_lists)
    | _each("xml externalDocs", "an object", _is_map)
    | _each(" ".join(SCHEMA_MAPS), "an object of schemas", _is_map)
    | _each(" ".join(SCHEMA_LISTS), "a list of schemas", _is_full_list)
    | _each(" ".join(SCHEMAS), "a schema", is_schema)
)  # fmt: skip

KEYWORDS = frozenset({*_CHECKS, "$ref", "type", "const", "default", "example", *METADATA, *NOT_FOLLOWED})
"""Every keyword that a schema object can have."""


def expected_value(key: str, node: Node) -> str | None:
    """Return what the value of a keyword must be, or None if it is that."""
    expected, is_valid = _CHECKS.get(key, ("", None))
    return None if is_valid is None or is_valid(node) else expected


def short(node: Node, limit: int = 40) -> str:
    """Return a value as it is written, cut to a length that fits a message."""
    match node:
        case ScalarNode(value=value, text=text):
            text = f'"{text}"' if isinstance(value, str) else text or str(plain(node)).lower()
        case SequenceNode():
            text = "a list" if node.items else "an empty list"
        case MappingNode():
            text = "an object"
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
