"""Find the schemas that apply to a value and to each of its members, through references and combined schemas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wxbrand_codegen.sandbox.schemas.nodes import Node

_COMBINATIONS = ("allOf", "anyOf", "oneOf")
_CONDITIONS = ("if", "then", "else")
_OPEN = ("additionalProperties", "unevaluatedProperties", "patternProperties")


def applicable_schemas(schemas: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return the schemas and all schemas that they include: references, combinations and conditions, each once."""
    queue, found = list(schemas), dict[str, Node]()
    while queue:
        schema = queue.pop(0)
        if schema.pointer in found:
            continue
        found[schema.pointer] = schema
        target = schema.reference()
        queue += [target] if target is not None else []
        for key in _COMBINATIONS:
            queue += schema.get_elements(key)
        queue += [branch for key in _CONDITIONS if (branch := schema.get(key)) is not None]
        queue += [branch for _, branch in schema.get_members("dependentSchemas")]
    return tuple(found.values())


def child_schemas(schemas: tuple[Node, ...], value: Any) -> Iterator[tuple[str | int, Any, tuple[Node, ...]]]:
    """Iterate over the members of an object or the items of a list: name or index, value, and the schemas for it.

    `schemas` are all that apply to the value, as `applicable_schemas` returns them.
    """
    if isinstance(value, dict):
        declared, others = _declared(schemas), _members_named(schemas, "additionalProperties")
        for name, member in value.items():
            yield name, member, declared.get(name, others)
    elif isinstance(value, list):
        items = _members_named(schemas, "items")
        for index, item in enumerate(value):
            yield index, item, items


def find_undeclared(schemas: tuple[Node, ...], value: Any) -> tuple[str | int, ...] | None:
    """Return the path of the first field that no schema declares, or None.

    JSON Schema allows undeclared fields; a sandbox must report a misspelled one. Objects whose schema declares no
    properties, or that allows others, may have any.
    """
    applicable = applicable_schemas(schemas)
    if isinstance(value, dict) and _is_closed(applicable):
        declared = _declared(applicable)
        for name in value:
            if name not in declared:
                return (name,)
    for step, child, inner in child_schemas(applicable, value):
        path = find_undeclared(inner, child)
        if path is not None:
            return (step, *path)
    return None


def properties_of(schema: Node | None) -> dict[str, Node]:
    """Return the properties that a schema, if there is one, declares itself or through the schemas it includes."""
    applicable = applicable_schemas((schema,)) if schema is not None else ()
    return {name: schemas[0] for name, schemas in _declared(applicable).items()}


def types_of(schema: Node | None) -> set[str]:
    """Return the types that a schema allows; `string` if it names none, as untyped parameters arrive as text."""
    if schema is None:
        return {"string"}
    node = schema.resolved()
    types = node.get_value("type")
    if types is not None:
        return {types} if isinstance(types, str) else set(types)
    found: set[str] = set()
    for key in _COMBINATIONS:
        for branch in node.get_elements(key):
            found |= types_of(branch)
    return found or {"string"}


def items_of(schema: Node | None) -> Node | None:
    """Return the schema of an array's items, or None if there is none."""
    applicable = applicable_schemas((schema,)) if schema is not None else ()
    return next(iter(_members_named(applicable, "items")), None)


def _is_closed(schemas: tuple[Node, ...]) -> bool:
    if any(schema.get_value(key, False) is not False for schema in schemas for key in _OPEN):
        return False
    return bool(_declared(schemas)) or any(schema.get_value("additionalProperties") is False for schema in schemas)


def _declared(schemas: tuple[Node, ...]) -> dict[str, tuple[Node, ...]]:
    declared: dict[str, tuple[Node, ...]] = {}
    for schema in schemas:
        for name, property_ in schema.get_members("properties"):
            declared[name] = (*declared.get(name, ()), property_)
    return declared


def _members_named(schemas: tuple[Node, ...], key: str) -> tuple[Node, ...]:
    return tuple(node for schema in schemas if (node := schema.get(key)) is not None)
