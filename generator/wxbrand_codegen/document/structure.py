"""The structure of an OpenAPI document: which kind of object each key contains.

Only in place of such an object is `$ref` a reference; elsewhere, as in an example, it is data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from wxbrand_codegen.document.nodes import MappingNode, Node, SequenceNode

Kind = Literal[
    "Document", "Components", "PathItem", "Operation", "Parameter", "Header", "RequestBody", "MediaType", "Encoding",
    "Response", "Callback", "Schema", "Example", "Link", "SecurityScheme", "Notification", "Tag",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Child:
    """The objects that a key contains: one object, or a list or a map of objects."""

    kind: Kind
    container: Literal["none", "list", "map"]


def _one(kind: Kind, *keys: str) -> dict[str, Child]:
    return dict.fromkeys(keys, Child(kind, "none"))


def _list(kind: Kind, *keys: str) -> dict[str, Child]:
    return dict.fromkeys(keys, Child(kind, "list"))


def _map(kind: Kind, *keys: str) -> dict[str, Child]:
    return dict.fromkeys(keys, Child(kind, "map"))


HTTP_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

COMPONENT_SECTIONS: dict[Kind, str] = {
    "Schema": "schemas",
    "Response": "responses",
    "Parameter": "parameters",
    "Example": "examples",
    "RequestBody": "requestBodies",
    "Header": "headers",
    "SecurityScheme": "securitySchemes",
    "Link": "links",
    "Callback": "callbacks",
    "PathItem": "pathItems",
}
"""Section of `components` for each kind of object. Other kinds cannot be referred to."""

CHILDREN: dict[Kind, dict[str, Child]] = {
    "Document": _map("PathItem", "paths", "webhooks") | _one("Components", "components") | _list("Tag", "tags"),
    "Components": {section: Child(kind, "map") for kind, section in COMPONENT_SECTIONS.items()},
    "PathItem": _one("Operation", *HTTP_METHODS) | _list("Parameter", "parameters"),
    "Operation": (
        _list("Parameter", "parameters")
        | _one("RequestBody", "requestBody")
        | _map("Response", "responses")
        | _map("Callback", "callbacks")
        | _one("Notification", "x-wxbrand-notification")
    ),
    "Notification": _one("Schema", "resource"),
    "Parameter": _one("Schema", "schema") | _map("MediaType", "content") | _map("Example", "examples"),
    "Header": _one("Schema", "schema") | _map("MediaType", "content") | _map("Example", "examples"),
    "RequestBody": _map("MediaType", "content"),
    "MediaType": _one("Schema", "schema") | _map("Example", "examples") | _map("Encoding", "encoding"),
    "Encoding": _map("Header", "headers"),
    "Response": _map("Header", "headers") | _map("MediaType", "content") | _map("Link", "links"),
    "Callback": {},
    "Schema": (
        _map("Schema", "properties", "patternProperties", "$defs", "definitions", "dependentSchemas")
        | _list("Schema", "allOf", "anyOf", "oneOf", "prefixItems")
        | _one(
            "Schema",
            "items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames",
            "unevaluatedItems", "unevaluatedProperties",
        )
    ),
    "Example": {},
    "Link": {},
    "SecurityScheme": {},
    "Tag": {},
}  # fmt: skip


def walk(root: MappingNode) -> Iterator[tuple[MappingNode, Kind, Kind | None]]:
    """Yield every object of a document with its kind and the kind of its parent."""
    waiting: list[tuple[Node, Kind, Kind | None]] = [(root, "Document", None)]
    while waiting:
        node, kind, parent = waiting.pop()
        if isinstance(node, MappingNode):
            yield node, kind, parent
            members = node.members
            for key, child in CHILDREN[kind].items():
                if key in members:
                    waiting += [(inner, child.kind, kind) for inner in objects(members[key], child)]


def objects(node: Node | None, child: Child) -> tuple[Node, ...]:
    """Return the objects that the value of a key contains."""
    match node, child.container:
        case SequenceNode(items=items), "list":
            return items
        case MappingNode(members=members), "map":
            return tuple(members.values())
        case MappingNode(), "none":
            return (node,)
        case _:
            return ()


def map_schemas(node: Node, change: Callable[[Node], Node], kind: Kind = "Document") -> Node:
    """Return a document with each outermost schema replaced by what `change` returns. Other objects are kept."""
    if kind == "Schema":
        return change(node)
    if not isinstance(node, MappingNode):
        return node
    if kind == "Callback":
        return replace(node, members={key: map_schemas(m, change, "PathItem") for key, m in node.members.items()})
    members = {
        key: _map_child(member, change, child) if (child := CHILDREN[kind].get(key)) else member
        for key, member in node.members.items()
    }
    return replace(node, members=members)


def _map_child(node: Node, change: Callable[[Node], Node], child: Child) -> Node:
    match node, child.container:
        case SequenceNode(items=items), "list":
            return replace(node, items=tuple(map_schemas(item, change, child.kind) for item in items))
        case MappingNode(members=members), "map":
            return replace(node, members={key: map_schemas(m, change, child.kind) for key, m in members.items()})
        case _, "none":
            return map_schemas(node, change, child.kind)
        case _:
            return node
