"""What is sent in one direction only: requests need no `readOnly` member, answers have no `writeOnly` one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wxbrand_codegen.sandbox.schemas.nodes import Node, applicable_schemas, child_schemas, declared_members

_MAPS = frozenset(
    {
        "properties", "patternProperties", "dependentSchemas", "$defs", "definitions", "schemas", "responses", "parameters",
        "requestBodies", "headers", "pathItems", "paths", "webhooks", "callbacks", "content", "encoding", "links",
    }
)  # fmt: skip
"""Keys whose value has names that the author chose as its keys."""

_ACCESS = ("readOnly", "writeOnly")
_VALUES = frozenset({"example", "examples", "default", "enum", "const"})
"""Keys whose value is data."""


def as_requests_need(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a document whose schemas do not require `readOnly` members. A request may have them: they are ignored."""
    unneeded: dict[str, set[str]] = {}
    for node in _schemas(Node(document, "", document)):
        if isinstance(node.get_value("properties"), Mapping) or isinstance(node.get_value("allOf"), list):
            schemas = applicable_schemas((node,))
            names = {name for name, inner in declared_members(schemas).items() if _is_only("readOnly", inner)}
            for schema in schemas if names else ():
                unneeded.setdefault(schema.pointer, set()).update(names)
    return _without_required(Node(document, "", document), unneeded) if unneeded else document


def as_answers_are(schemas: tuple[Node, ...], value: Any) -> Any:
    """Return a value that the schemas describe without its `writeOnly` members."""
    applicable = applicable_schemas(schemas)
    if isinstance(value, dict):
        members = [child for child in child_schemas(applicable, value) if not _is_only("writeOnly", child[2])]
        return {name: as_answers_are(inner, member) for name, member, inner in members}
    if isinstance(value, list):
        return [as_answers_are(inner, item) for _, item, inner in child_schemas(applicable, value)]
    return value


def _is_only(access: str, schemas: tuple[Node, ...]) -> bool:
    """Whether a member is `readOnly` or `writeOnly`, as `access` says. One that claims to be both is neither."""
    said = {key for schema in applicable_schemas(schemas) for key in _ACCESS if schema.get_value(key) is True}
    return said == {access}


def _schemas(node: Node, *, is_map: bool = False) -> Iterator[Node]:
    """Yield every object of a document that can be a schema. `is_map` says that the keys of the node are names."""
    for item in node.elements():
        yield from _schemas(item)
    if isinstance(node.value, Mapping) and not is_map:
        yield node
    for key, member in node.members():
        if is_map or not (key in _VALUES or key.startswith("x-")):
            yield from _schemas(member, is_map=not is_map and key in _MAPS)


def _without_required(node: Node, unneeded: Mapping[str, set[str]]) -> Any:
    """Copy a node; leave names out of `required` and `dependentRequired`, by the pointer of its schema."""
    if isinstance(node.value, list | tuple):
        return [_without_required(item, unneeded) for item in node.elements()]
    if not isinstance(node.value, Mapping):
        return node.value
    copy = {key: _without_required(member, unneeded) for key, member in node.members()}
    names = unneeded.get(node.pointer, set())
    if names and isinstance(required := copy.get("required"), list):
        copy["required"] = [name for name in required if name not in names]
    if names and isinstance(dependent := copy.get("dependentRequired"), dict):
        copy["dependentRequired"] = {key: [n for n in listed if n not in names] for key, listed in dependent.items()}
    return copy
