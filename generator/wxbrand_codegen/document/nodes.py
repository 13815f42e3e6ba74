"""A loaded document: plain values that know where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from wxbrand_codegen.problems import Mark

JsonValue = Any
"""What JSON can say: dict, list, str, int, float, bool or None."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ScalarNode:
    """Text, number, boolean or null."""

    value: str | int | float | bool | None
    mark: Mark
    text: str = ""
    """As written, without quotes."""

    quoted: bool = False
    """Written in quotes or as a block, so certainly meant as text."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SequenceNode:
    """A list."""

    items: tuple[Node, ...]
    mark: Mark

    def __iter__(self) -> Iterator[Node]:
        return iter(self.items)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MappingNode:
    """An object; keys are always text."""

    members: dict[str, Node]
    mark: Mark
    key_marks: dict[str, Mark] = field(default_factory=dict)

    def get(self, key: str) -> Node | None:
        """Give a member or None."""
        return self.members.get(key)

    def text(self, key: str) -> str | None:
        """Give a member if it is text."""
        node = self.members.get(key)
        return node.value if isinstance(node, ScalarNode) and isinstance(node.value, str) else None

    def mapping(self, key: str) -> MappingNode | None:
        """Give a member if it is an object."""
        node = self.members.get(key)
        return node if isinstance(node, MappingNode) else None

    def sequence(self, key: str) -> tuple[Node, ...]:
        """Give the items of a member if it is a list, else none."""
        node = self.members.get(key)
        return node.items if isinstance(node, SequenceNode) else ()

    def mark_of(self, key: str) -> Mark:
        """Give the place of a member's key, or of the object if it has no such member."""
        return self.key_marks.get(key, self.mark)


Node = ScalarNode | SequenceNode | MappingNode


def plain(node: Node) -> JsonValue:
    """Give the value without places."""
    match node:
        case ScalarNode(value=value):
            return value
        case SequenceNode(items=items):
            return [plain(item) for item in items]
        case MappingNode(members=members):
            return {key: plain(member) for key, member in members.items()}


def is_true(node: MappingNode, key: str) -> bool:
    """Whether a member is there and says true."""
    member = node.get(key)
    return isinstance(member, ScalarNode) and member.value is True


def mark_at(node: Node, path: list[str | int]) -> Mark:
    """Give the place that a path of keys and positions leads to, or of the deepest node on the way that exists."""
    mark = node.mark
    for step in path:
        match node:
            case MappingNode(members=members) if isinstance(step, str) and step in members:
                mark = node.mark_of(step)
                node = members[step]
            case SequenceNode(items=items) if isinstance(step, int) and step < len(items):
                node = items[step]
                mark = node.mark
            case _:
                break
    return mark
