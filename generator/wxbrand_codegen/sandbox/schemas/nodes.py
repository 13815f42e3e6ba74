"""Walking an OpenAPI document that is one piece: places in it, and the references between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote


@dataclass(frozen=True, slots=True)
class Node:
    """A value in the document and its JSON pointer (RFC 6901), by which the validator finds it again."""

    root: Mapping[str, Any] = field(repr=False)
    pointer: str
    value: Any = field(repr=False)

    def get(self, key: str) -> Node | None:
        """Give the member of this name; None if there is none. References are not followed."""
        if isinstance(self.value, Mapping) and key in self.value:
            return Node(self.root, f"{self.pointer}/{_escaped(key)}", self.value[key])
        return None

    def plain(self, key: str, default: Any = None) -> Any:
        """Give the bare value of a member, or the default."""
        member = self.get(key)
        return default if member is None else member.value

    def get_members(self, key: str) -> Iterator[tuple[str, Node]]:
        """Give the members of a member; nothing if it is absent."""
        member = self.get(key)
        return iter(()) if member is None else member.members()

    def get_elements(self, key: str) -> Iterator[Node]:
        """Give the elements of a member; nothing if it is absent."""
        member = self.get(key)
        return iter(()) if member is None else member.elements()

    def members(self) -> Iterator[tuple[str, Node]]:
        """Give name and place of each member of an object; nothing for anything else."""
        if isinstance(self.value, Mapping):
            for key, value in self.value.items():
                yield key, Node(self.root, f"{self.pointer}/{_escaped(key)}", value)

    def elements(self) -> Iterator[Node]:
        """Give the place of each element of an array; nothing for anything else."""
        if isinstance(self.value, list | tuple):
            for index, value in enumerate(self.value):
                yield Node(self.root, f"{self.pointer}/{index}", value)

    def reference(self) -> Node | None:
        """Give the place that `$ref` names; None without one."""
        ref = self.plain("$ref")
        return None if ref is None else at(self.root, ref)

    def resolved(self) -> Node:
        """Follow references to the first place that is none."""
        seen = {self.pointer}
        node = self
        while (target := node.reference()) is not None:
            if target.pointer in seen:
                raise ValueError(f"{self.pointer}: the references only lead back to each other")
            seen.add(target.pointer)
            node = target
        return node


def at(root: Mapping[str, Any], ref: str) -> Node:
    """Give the place that a reference such as `#/components/schemas/Store` names; ValueError if there is none."""
    if ref != "#" and not ref.startswith("#/"):
        raise ValueError(f"{ref} leads out of the document; join its files first")
    value: Any = root
    for part in unquote(ref[1:]).split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        try:
            value = value[int(key)] if isinstance(value, list | tuple) else value[key]
        except (KeyError, IndexError, TypeError, ValueError):
            raise ValueError(f"{ref} leads nowhere") from None
    return Node(root, unquote(ref[1:]), value)


def _escaped(key: str) -> str:
    return str(key).replace("~", "~0").replace("/", "~1")
