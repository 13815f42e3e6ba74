"""The side of the spec that a page is held against: one operation, its parameters and its members."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode, plain
from wxbrand_codegen.problems import Mark

_METHODS = ("get", "post", "put", "patch", "delete")
_DEEPEST = 20
"""References and combinations followed from one schema."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation of the spec."""

    method: str
    path: str
    node: MappingNode
    shared: tuple[Node, ...]
    """Parameters of the whole path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A parameter, or a member of an object."""

    name: str
    required: bool
    schema: dict[str, Node]
    """With references followed and combinations joined."""

    unproven: tuple[dict[str, Any], ...]
    mark: Mark
    example: Any = None
    """Only of a parameter."""


class Spec:
    """A joined document, to look things up in."""

    def __init__(self, root: MappingNode) -> None:
        self._root = root

    def operations(self) -> Iterator[Operation]:
        """Give every operation."""
        paths = self._root.mapping("paths")
        for path, item in paths.members.items() if paths else ():
            if not isinstance(item, MappingNode):
                continue
            for method in _METHODS:
                if node := item.mapping(method):
                    yield Operation(method=method.upper(), path=path, node=node, shared=item.sequence("parameters"))

    def parameters(self, operation: Operation, place: str) -> list[Member]:
        """Give the parameters that stand in this place."""
        found: dict[str, Member] = {}
        for node in (*operation.shared, *operation.node.sequence("parameters")):
            members = self.followed(node)
            if _value(members.get("in")) != place:
                continue
            name = str(_value(members.get("name")))
            schema = self.flat(members.get("schema"))
            found[name] = Member(
                name=name,
                required=_value(members.get("required")) is True,
                schema=schema,
                unproven=(*facts_at(members), *facts_at(schema)),
                mark=node.mark,
                example=plain(members["example"]) if "example" in members else None,
            )
        return list(found.values())

    def body(self, operation: Operation) -> MappingNode | None:
        """Give the media type of the request's body."""
        return self._media(operation.node.get("requestBody"))

    def answer(self, operation: Operation) -> MappingNode | None:
        """Give the media type of the first answer that is a success."""
        answers = operation.node.mapping("responses")
        for status, node in sorted(answers.members.items()) if answers else ():
            if status.startswith("2"):
                return self._media(node)
        return None

    def _media(self, node: Node | None) -> MappingNode | None:
        content = self.followed(node).get("content") if node else None
        if not isinstance(content, MappingNode):
            return None
        return next((media for media in content.members.values() if isinstance(media, MappingNode)), None)

    def members(self, schema: dict[str, Node]) -> list[Member]:
        """Give the members of an object's schema."""
        properties = schema.get("properties")
        required = plain(schema["required"]) if "required" in schema else []
        if not isinstance(properties, MappingNode):
            return []
        found = []
        for name, node in properties.members.items():
            flat = self.flat(node)
            found.append(
                Member(
                    name=name,
                    required=name in required,
                    schema=flat,
                    unproven=facts_at(flat),
                    mark=properties.mark_of(name),
                )
            )
        return found

    def followed(self, node: Node | None, depth: int = 0) -> dict[str, Node]:
        """Give an object's members, those behind its reference too."""
        if not isinstance(node, MappingNode):
            return {}
        reference = node.text("$ref")
        if reference is None or depth > _DEEPEST:
            return dict(node.members)
        target: Node | None = self._root
        for step in reference.removeprefix("#/").split("/"):
            target = target.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(target, MappingNode) else None
        beside = {key: value for key, value in node.members.items() if key != "$ref"}
        behind = self.followed(target, depth + 1)
        both = [*_items(behind.get("x-wxbrand-unproven")), *_items(beside.get("x-wxbrand-unproven"))]
        joined = behind | beside
        if both:
            joined["x-wxbrand-unproven"] = SequenceNode(items=tuple(both), mark=node.mark)
        return joined

    def flat(self, node: Node | None, depth: int = 0) -> dict[str, Node]:
        """Give a schema's keywords with those of its allOf, and the properties that oneOf and anyOf bring."""
        schema = self.followed(node)
        if depth > _DEEPEST:
            return schema
        for key in ("allOf", "oneOf", "anyOf"):
            for part in _items(schema.get(key)):
                found = self.flat(part, depth + 1)
                if "if" not in found and ("properties" in found or "type" in found):
                    schema = _joined(schema, found, required=key == "allOf")
        return schema


def _joined(schema: dict[str, Node], part: dict[str, Node], *, required: bool) -> dict[str, Node]:
    joined = {key: value for key, value in part.items() if key not in {"required", "allOf", "oneOf", "anyOf"}} | schema
    ours, theirs = schema.get("properties"), part.get("properties")
    if isinstance(ours, MappingNode) and isinstance(theirs, MappingNode):
        joined["properties"] = MappingNode(
            members=theirs.members | ours.members, mark=ours.mark, key_marks=theirs.key_marks | ours.key_marks
        )
    names = (*_items(schema.get("required")), *(_items(part.get("required")) if required else ()))
    if names:
        joined["required"] = SequenceNode(items=names, mark=names[0].mark)
    return joined


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, SequenceNode) else ()


def _value(node: Node | None) -> Any:
    return node.value if isinstance(node, ScalarNode) else None


def facts_at(members: dict[str, Node]) -> tuple[dict[str, Any], ...]:
    """Give what `x-wxbrand-unproven` says at this place."""
    return tuple(plain(item) for item in _items(members.get("x-wxbrand-unproven")))
