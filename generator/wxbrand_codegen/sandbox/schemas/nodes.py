"""Nodes of a joined OpenAPI document: a value with its JSON pointer, and the references between nodes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote


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

    def members(self) -> Iterator[tuple[str, Node]]:
        """Iterate over the names and nodes of an object's members. Other values have none."""
        if isinstance(self.value, Mapping):
            for key, value in self.value.items():
                yield key, Node(self.root, f"{self.pointer}/{_escape(key)}", value)

    def elements(self) -> Iterator[Node]:
        """Iterate over the elements of an array. Other values have none."""
        if isinstance(self.value, list | tuple):
            for index, value in enumerate(self.value):
                yield Node(self.root, f"{self.pointer}/{index}", value)

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


def _escape(key: str) -> str:
    return str(key).replace("~", "~0").replace("/", "~1")
