"""Nodes of a parsed document: JSON values with their marks (file, line, column)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from wxbrand_codegen.problems import Mark, Problem

JsonValue = Any
"""dict, list, str, int, float, bool or None."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ScalarNode:
    """A string, number, boolean or null."""

    value: str | int | float | bool | None
    mark: Mark
    text: str = ""
    """Source text, without quotes."""

    quoted: bool = False
    """Whether it is quoted or a block, and so certainly a string."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SequenceNode:
    """A list."""

    items: tuple[Node, ...]
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MappingNode:
    """An object; its keys are strings."""

    members: dict[str, Node]
    mark: Mark
    key_marks: dict[str, Mark] = field(default_factory=dict)
    quoted_keys: frozenset[str] = frozenset()
    """Keys in quotes, which are text to every YAML reader."""

    fault: Problem | None = None
    """Why its content cannot be used and was removed."""

    def get(self, key: str) -> Node | None:
        """Return a member, or None if there is none."""
        return self.members.get(key)

    def text(self, key: str) -> str | None:
        """Return a member if it is a string."""
        node = self.members.get(key)
        return node.value if isinstance(node, ScalarNode) and isinstance(node.value, str) else None

    def mapping(self, key: str) -> MappingNode | None:
        """Return a member if it is an object."""
        node = self.members.get(key)
        return node if isinstance(node, MappingNode) else None

    def sequence(self, key: str) -> tuple[Node, ...]:
        """Return the items of a member if it is a list, else nothing."""
        node = self.members.get(key)
        return node.items if isinstance(node, SequenceNode) else ()

    def entries(self, key: str) -> dict[str, Node]:
        """Return the members of a member if it is an object, else nothing."""
        node = self.members.get(key)
        return node.members if isinstance(node, MappingNode) else {}

    def mark_of(self, key: str) -> Mark:
        """Return the mark of a member's key, or of the object if it has no such member."""
        return self.key_marks.get(key, self.mark)


Node = ScalarNode | SequenceNode | MappingNode


def plain(node: Node) -> JsonValue:
    """Return the value without marks."""
    match node:
        case ScalarNode(value=value):
            return value
        case SequenceNode(items=items):
            return [plain(item) for item in items]
        case MappingNode(members=members):
            return {key: plain(member) for key, member in members.items()}


def is_true(node: MappingNode, key: str) -> bool:
    """Whether a member exists and is true."""
    member = node.get(key)
    return isinstance(member, ScalarNode) and member.value is True


def mark_at(node: Node, path: Iterable[str | int]) -> Mark:
    """Return the mark at a path of keys and indexes, or that of the deepest node on the way that exists."""
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
