"""What is sent in one direction only: requests need no `readOnly` member, answers have no `writeOnly` one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wxbrand_codegen.sandbox.schemas.nodes import Node, applicable_schemas, child_schemas, declared_members


def as_requests_need(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a document whose schemas do not require `readOnly` members. A request may have them: they are ignored."""
    unneeded: dict[str, set[str]] = {}
    for node in _objects(Node(document, "", document)):
        if isinstance(node.get_value("properties"), Mapping) or isinstance(node.get_value("allOf"), list):
            schemas = applicable_schemas((node,))
            names = {name for name, inner in declared_members(schemas).items() if _says(inner, "readOnly")}
            for schema in schemas if names else ():
                unneeded.setdefault(schema.pointer, set()).update(names)
    return _without_required(Node(document, "", document), unneeded) if unneeded else document


def as_answers_are(schemas: tuple[Node, ...], value: Any) -> Any:
    """Return a value that the schemas describe without its `writeOnly` members."""
    applicable = applicable_schemas(schemas)
    if isinstance(value, dict):
        members = [child for child in child_schemas(applicable, value) if not _says(child[2], "writeOnly")]
        return {name: as_answers_are(inner, member) for name, member, inner in members}
    if isinstance(value, list):
        return [as_answers_are(inner, item) for _, item, inner in child_schemas(applicable, value)]
    return value


def _says(schemas: tuple[Node, ...], key: str) -> bool:
    return any(schema.get_value(key) is True for schema in applicable_schemas(schemas))


def _objects(node: Node) -> Iterator[Node]:
    """Yield every object of a document."""
    if isinstance(node.value, list | tuple):
        for item in node.elements():
            yield from _objects(item)
    elif isinstance(node.value, Mapping):
        yield node
        for _, member in node.members():
            yield from _objects(member)


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
