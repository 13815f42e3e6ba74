"""The shape of an OpenAPI document: which kind of object stands under which key. Only there is `$ref` a reference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from wxbrand_codegen.document.nodes import MappingNode, Node, SequenceNode

Kind = Literal[
    "Document", "Components", "PathItem", "Operation", "Parameter", "Header", "RequestBody", "MediaType", "Encoding",
    "Response", "Callback", "Schema", "Example", "Link", "SecurityScheme", "Notification",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Under:
    """What a key holds: one object of a kind, a list of them, or a map of them."""

    kind: Kind
    how: Literal["one", "list", "map"]


def _one(kind: Kind, *keys: str) -> dict[str, Under]:
    return dict.fromkeys(keys, Under(kind, "one"))


def _list(kind: Kind, *keys: str) -> dict[str, Under]:
    return dict.fromkeys(keys, Under(kind, "list"))


def _map(kind: Kind, *keys: str) -> dict[str, Under]:
    return dict.fromkeys(keys, Under(kind, "map"))


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
"""Where a reusable object of each kind stands under `components`; other kinds cannot be referred to."""

SHAPE: dict[Kind, dict[str, Under]] = {
    "Document": _map("PathItem", "paths", "webhooks") | _one("Components", "components"),
    "Components": {section: Under(kind, "map") for kind, section in COMPONENT_SECTIONS.items()},
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
}  # fmt: skip


def walk(root: MappingNode) -> Iterator[tuple[MappingNode, Kind, Kind | None]]:
    """Give every object of a document with its kind, and the kind of the object that holds it."""
    waiting: list[tuple[Node, Kind, Kind | None]] = [(root, "Document", None)]
    while waiting:
        node, kind, holder = waiting.pop()
        if isinstance(node, MappingNode):
            yield node, kind, holder
            for key, under in SHAPE[kind].items():
                waiting.extend((inner, under.kind, kind) for inner in _held(node.get(key), under))


def _held(node: Node | None, under: Under) -> tuple[Node, ...]:
    match node, under.how:
        case SequenceNode(items=items), "list":
            return items
        case MappingNode(members=members), "map":
            return tuple(members.values())
        case MappingNode(), "one":
            return (node,)
        case _:
            return ()
