"""Look up in a joined spec what a page describes: operations, their parameters, and the members of objects.

The document is read rather than an `Api` built from it, so that the places of all its values are known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode, plain
from wxbrand_codegen.pages import Place
from wxbrand_codegen.problems import Mark

_METHODS = ("get", "post", "put", "patch", "delete")
_DEEPEST = 20
"""References and combinations that are followed from one schema."""

Recorded = tuple[dict[str, Any], ...]
"""Entries of `x-wxbrand-unproven`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation of the spec."""

    method: str
    path: str
    node: MappingNode
    shared: tuple[Node, ...]
    """Parameters of all operations of the path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A parameter, or a member of an object."""

    name: str
    required: bool
    schema: dict[str, Node]
    """Keywords, with references followed and combinations merged."""

    recorded: Recorded
    mark: Mark
    example: Any = None
    """Of a parameter only."""


class SpecLookup:
    """Looks things up in a joined document."""

    def __init__(self, root: MappingNode) -> None:
        self._root = root

    def operations(self) -> Iterator[Operation]:
        """Yield every operation."""
        paths = self._root.mapping("paths")
        for path, item in paths.members.items() if paths else ():
            if not isinstance(item, MappingNode):
                continue
            for method in _METHODS:
                if node := item.mapping(method):
                    yield Operation(method=method.upper(), path=path, node=node, shared=item.sequence("parameters"))

    def parameters(self, operation: Operation, place: Place) -> list[Member]:
        """Return the parameters in this place."""
        found: dict[str, Member] = {}
        for node in (*operation.shared, *operation.node.sequence("parameters")):
            members = self.resolve(node)
            if _value(members.get("in")) != place:
                continue
            name = str(_value(members.get("name")))
            schema = self.flatten(members.get("schema"))
            found[name] = Member(
                name=name,
                required=_value(members.get("required")) is True,
                schema=schema,
                recorded=(*recorded_in(members), *recorded_in(schema)),
                mark=node.mark,
                example=plain(members["example"]) if "example" in members else None,
            )
        return list(found.values())

    def media(self, operation: Operation, place: Place) -> MappingNode | None:
        """Return the media type object of the request body, or of the first successful response."""
        if place == "body":
            return self._media(operation.node.get("requestBody"))
        responses = operation.node.mapping("responses") if place == "response" else None
        for status, node in sorted(responses.members.items()) if responses else ():
            if status.startswith("2"):
                return self._media(node)
        return None

    def _media(self, node: Node | None) -> MappingNode | None:
        content = self.resolve(node).get("content") if node else None
        if not isinstance(content, MappingNode):
            return None
        return next((media for media in content.members.values() if isinstance(media, MappingNode)), None)

    def body_schema(self, operation: Operation, place: Place) -> dict[str, Node]:
        """Return the keywords of a body's schema; none if there is no body."""
        media = self.media(operation, place)
        return self.flatten(media.get("schema")) if media else {}

    def members(self, schema: dict[str, Node]) -> list[Member]:
        """Return the members of an object, given the keywords of its schema."""
        properties = schema.get("properties")
        required = plain(schema["required"]) if "required" in schema else []
        if not isinstance(properties, MappingNode):
            return []
        schemas = {name: self.flatten(node) for name, node in properties.members.items()}
        return [
            Member(
                name=name,
                required=name in required,
                schema=schema,
                recorded=recorded_in(schema),
                mark=properties.mark_of(name),
            )
            for name, schema in schemas.items()
        ]

    def resolve(self, node: Node | None, depth: int = 0) -> dict[str, Node]:
        """Return the members of a mapping, together with those that its `$ref` refers to."""
        if not isinstance(node, MappingNode):
            return {}
        reference = node.text("$ref")
        if reference is None or depth > _DEEPEST:
            return dict(node.members)
        target: Node | None = self._root
        for step in reference.removeprefix("#/").split("/"):
            target = target.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(target, MappingNode) else None
        siblings = {key: value for key, value in node.members.items() if key != "$ref"}
        referred = self.resolve(target, depth + 1)
        recorded = [*_items(referred.get("x-wxbrand-unproven")), *_items(siblings.get("x-wxbrand-unproven"))]
        merged = referred | siblings
        if recorded:
            merged["x-wxbrand-unproven"] = SequenceNode(items=tuple(recorded), mark=node.mark)
        return merged

    def flatten(self, node: Node | None, depth: int = 0) -> dict[str, Node]:
        """Return the keywords of a schema, merged with those of its allOf, oneOf and anyOf."""
        schema = self.resolve(node)
        if depth > _DEEPEST:
            return schema
        for key in ("allOf", "oneOf", "anyOf"):
            for item in _items(schema.get(key)):
                part = self.flatten(item, depth + 1)
                if "if" not in part and ("properties" in part or "type" in part):
                    schema = _merge(schema, part, with_required=key == "allOf")
        return schema

    def item_schema(self, schema: dict[str, Node]) -> dict[str, Node]:
        """Return the keywords of an array's items; none for other types."""
        return self.flatten(schema.get("items"))


def _merge(schema: dict[str, Node], part: dict[str, Node], *, with_required: bool) -> dict[str, Node]:
    merged = {key: value for key, value in part.items() if key not in {"required", "allOf", "oneOf", "anyOf"}} | schema
    ours, theirs = schema.get("properties"), part.get("properties")
    if isinstance(ours, MappingNode) and isinstance(theirs, MappingNode):
        merged["properties"] = MappingNode(
            members=theirs.members | ours.members, mark=ours.mark, key_marks=theirs.key_marks | ours.key_marks
        )
    names = (*_items(schema.get("required")), *(_items(part.get("required")) if with_required else ()))
    if names:
        merged["required"] = SequenceNode(items=names, mark=names[0].mark)
    return merged


def keyword(schema: dict[str, Node], key: str) -> Any:
    """Return the plain value of a keyword; None if the schema does not have it."""
    return plain(schema[key]) if key in schema else None


def recorded_in(members: dict[str, Node]) -> Recorded:
    """Return the entries of `x-wxbrand-unproven` among the members of a mapping."""
    return tuple(plain(item) for item in _items(members.get("x-wxbrand-unproven")))


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, SequenceNode) else ()


def _value(node: Node | None) -> Any:
    return node.value if isinstance(node, ScalarNode) else None
