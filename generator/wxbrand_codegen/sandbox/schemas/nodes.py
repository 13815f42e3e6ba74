"""Nodes of a joined OpenAPI document: values with JSON pointers, references, and the schemas that apply to a value and its members."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

_COMBINATIONS = ("allOf", "anyOf", "oneOf")
_CONDITIONS = ("if", "then", "else")
JSON_TYPES: Mapping[type, str] = {
    dict: "object", list: "array", str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null",
}  # fmt: skip
_OPEN = ("additionalProperties", "unevaluatedProperties", "patternProperties")


@dataclass(frozen=True, slots=True)
class Node:
    """A value in the document and its JSON pointer (RFC 6901), which the validator uses to find the same value."""

    root: Mapping[str, Any] = field(repr=False)
    pointer: str
    value: Any = field(repr=False)

    def get(self, key: str) -> Node | None:
        """Return a member of an object, or None if there is none. References are not followed."""
        if isinstance(self.value, Mapping) and key in self.value:
            return Node(self.root, f"{self.pointer}/{_escape(key)}", self.value[key])
        return None

    def get_value(self, key: str, default: Any = None) -> Any:
        """Return the plain value of a member, or the default."""
        member = self.get(key)
        return default if member is None else member.value

    def get_members(self, key: str) -> Iterator[tuple[str, Node]]:
        """Iterate over the members of a member that is an object."""
        member = self.get(key)
        return iter(()) if member is None else member.members()

    def get_elements(self, key: str) -> Iterator[Node]:
        """Iterate over the elements of a member that is an array."""
        member = self.get(key)
        return iter(()) if member is None else member.elements()

    def elements(self) -> Iterator[Node]:
        """Iterate over the elements of an array. Other values have none."""
        for index, value in enumerate(self.value if isinstance(self.value, list | tuple) else ()):
            yield Node(self.root, f"{self.pointer}/{index}", value)

    def members(self) -> Iterator[tuple[str, Node]]:
        """Iterate over the names and nodes of an object's members. Other values have none."""
        if isinstance(self.value, Mapping):
            for key, value in self.value.items():
                yield key, Node(self.root, f"{self.pointer}/{_escape(key)}", value)

    def reference(self) -> Node | None:
        """Return the node that `$ref` points to, or None if there is no `$ref`."""
        ref = self.get_value("$ref")
        return None if ref is None else node_at(self.root, ref)

    def resolved(self) -> Node:
        """Follow references and return the first node that is not a reference. Raises ValueError for a cycle."""
        seen = {self.pointer}
        node = self
        while (target := node.reference()) is not None:
            if target.pointer in seen:
                raise ValueError(f"{self.pointer}: its references form a cycle")
            seen.add(target.pointer)
            node = target
        return node


def node_at(root: Mapping[str, Any], ref: str) -> Node:
    """Return the node for a reference such as `#/components/schemas/Store`. Raises ValueError if there is none."""
    if ref != "#" and not ref.startswith("#/"):
        raise ValueError(f"{ref} points outside the document; join its files first")
    value: Any = root
    for part in unquote(ref[1:]).split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        try:
            value = value[int(key)] if isinstance(value, list | tuple) else value[key]
        except (KeyError, IndexError, TypeError, ValueError):
            raise ValueError(f"{ref} does not exist in the document") from None
    return Node(root, unquote(ref[1:]), value)


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
        declared, others = declared_members(schemas), _members_named(schemas, "additionalProperties")
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
        declared = declared_members(applicable)
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
    applicable = applicable_schemas((schema,) if schema else ())
    return {name: schemas[0] for name, schemas in declared_members(applicable).items() if schemas}


def types_of(schema: Node | None) -> set[str]:
    """Return the types that a schema allows; `string` if it names none, as untyped parameters arrive as text."""
    if schema is None:
        return {"string"}
    node = schema.resolved()
    types = node.get_value("type")
    if types is not None:
        return {types} if isinstance(types, str) else set(types)
    found = {JSON_TYPES[type(value)] for value in (node.get_value("enum") or _values(node.get("const")))}
    for key in _COMBINATIONS:
        for branch in node.get_elements(key):
            found |= types_of(branch)
    return found or {"string"}


def _values(node: Node | None) -> list[Any]:
    return [] if node is None else [node.value]


def items_of(schema: Node | None) -> Node | None:
    """Return the schema of an array's items, or None if there is none."""
    applicable = applicable_schemas((schema,) if schema else ())
    return next(iter(_members_named(applicable, "items")), None)


def _is_closed(schemas: tuple[Node, ...]) -> bool:
    if any(schema.get_value(key, False) is not False for schema in schemas for key in _OPEN):
        return False
    return bool(declared_members(schemas)) or any(
        schema.get_value("additionalProperties") is False for schema in schemas
    )


def declared_members(schemas: tuple[Node, ...]) -> dict[str, tuple[Node, ...]]:
    """Return the schemas of each property that schemas declare themselves; none for one that they only require."""
    declared: dict[str, tuple[Node, ...]] = {}
    for schema in schemas:
        for name, property_ in schema.get_members("properties"):
            declared[name] = (*declared.get(name, ()), property_)
        for required in schema.get_elements("required"):
            declared.setdefault(required.value, ())
    return declared


def _members_named(schemas: tuple[Node, ...], key: str) -> tuple[Node, ...]:
    return tuple(node for schema in schemas if (node := schema.get(key)) is not None)


def _escape(key: str) -> str:
    return str(key).replace("~", "~0").replace("/", "~1")
