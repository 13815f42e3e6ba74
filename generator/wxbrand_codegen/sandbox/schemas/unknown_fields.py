"""Finding a property that no schema declares. JSON Schema lets unknown names pass; a sandbox must show a misspelling."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wxbrand_codegen.sandbox.schemas.nodes import Node

_APPLIED = ("allOf", "anyOf", "oneOf")
_BRANCHES = ("if", "then", "else")
_OPENING = ("additionalProperties", "unevaluatedProperties", "patternProperties")


def unknown_name(schemas: tuple[Node, ...], value: Any) -> tuple[str | int, ...] | None:
    """Give the path of the first property that none of the schemas, which all apply to the value, declares."""
    every = tuple(applied(schemas))
    if isinstance(value, dict):
        return _in_object(every, value)
    if isinstance(value, list):
        items = tuple(node for schema in every if (node := schema.get("items")) is not None)
        return _first((index, unknown_name(items, item)) for index, item in enumerate(value))
    return None


def declared_members(schemas: tuple[Node, ...]) -> dict[str, tuple[Node, ...]]:
    """Give the schemas of each property that any of these schemas declares."""
    declared: dict[str, tuple[Node, ...]] = {}
    for place in schemas:
        for name, property_ in place.get_members("properties"):
            declared[name] = (*declared.get(name, ()), property_)
    return declared


def _in_object(every: tuple[Node, ...], value: dict[str, Any]) -> tuple[str | int, ...] | None:
    declared = declared_members(every)
    others = tuple(schema for schema in every if any(schema.plain(key, False) is not False for key in _OPENING))
    closed = not others and (declared or any(schema.plain("additionalProperties") is False for schema in every))
    if closed:
        for name in value:
            if name not in declared:
                return (name,)
    values_of_maps = tuple(node for schema in others if (node := schema.get("additionalProperties")) is not None)
    return _first((name, unknown_name(declared.get(name, values_of_maps), member)) for name, member in value.items())


def _first(
    found: Iterator[tuple[str | int, tuple[str | int, ...] | None]],
) -> tuple[str | int, ...] | None:
    return next(((step, *path) for step, path in found if path is not None), None)


def applied(schemas: tuple[Node, ...]) -> Iterator[Node]:
    """Give the schemas and all that they bring in, each place once."""
    waiting, seen = list(schemas), set[str]()
    while waiting:
        schema = waiting.pop(0)
        if schema.pointer in seen:
            continue
        seen.add(schema.pointer)
        yield schema
        target = schema.reference()
        waiting += [target] if target is not None else []
        for key in _APPLIED:
            waiting += schema.get_elements(key)
        waiting += [branch for key in _BRANCHES if (branch := schema.get(key)) is not None]
        waiting += [branch for _, branch in schema.get_members("dependentSchemas")]
