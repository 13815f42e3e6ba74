"""Which operations share a component, so that a change to it is a change to all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from wxbrand_codegen.change.apply import places
from wxbrand_codegen.change.apply.workspace import CannotApply, Place, Workspace

_COMPONENT = 3
"""Steps that lead to a component: components, the section and the name."""


class Sharing:
    """Finds the operations and webhooks that use a component."""

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self._users: dict[Place, set[str]] | None = None

    def note(self, place: Place | None, operation: str) -> str:
        """Return a sentence about the other operations that share what was changed; nothing if none does."""
        if place is None or place.steps[:1] != ("components",) or len(place.steps) < _COMPONENT:
            return ""
        component = _component(place)
        others = sorted(self.users([place]) - {operation})
        if not others:
            return ""
        number = f"{len(others)} other operation{'s' if len(others) > 1 else ''}"
        return f"{component} is shared with {number}, such as {others[0]}"

    def users(self, among: Iterable[Place]) -> set[str]:
        """Return the operations and webhooks that use a place: all of them, if it is of the whole API."""
        if self._users is None:
            try:
                self._users = self._find()
            except CannotApply:  # a reference by an anchor: nobody knows who else shares it
                self._users = {}
        found: set[str] = set()
        for place in among:
            if place.steps[:1] in {("components",), ("servers",)}:
                found |= self._users.get(_component(place), set())
        return found

    def _find(self) -> dict[Place, set[str]]:
        users: dict[Place, set[str]] = {}
        servers = users.setdefault(self._space.root.at("servers"), set())
        for name, place in places.operations(self._space):
            servers.add(name)
            users.setdefault(place, set()).add(name)  # two paths may refer to one path item
            waiting, seen = [place], set[Place]()
            while waiting:
                for found in self._references(waiting.pop()):
                    if found not in seen:
                        seen.add(found)
                        users.setdefault(found, set()).add(name)
                        waiting.append(found)
        return users

    def _references(self, place: Place) -> Iterator[Place]:
        """Yield the components that a value refers to."""
        waiting: list[tuple[Place, Any]] = [(place, self._space.value(place))]
        while waiting:
            at, value = waiting.pop()
            if isinstance(value, dict):
                if isinstance(value.get("$ref"), str):
                    try:
                        target = self._space.target(at)
                    except CannotApply:
                        target = None  # loading has said what is wrong with it
                    if target is not None and target.steps[:1] == ("components",):
                        yield Place(target.file, target.steps[:_COMPONENT])
                waiting += [(at.at(key), member) for key, member in value.items()]
            elif isinstance(value, list):
                waiting += [(at.at(number), item) for number, item in enumerate(value)]


def _component(place: Place) -> Place:
    """Return the component that a place is in; of a path item, the operation."""
    is_path_item = place.steps[1:2] == ("pathItems",)
    return Place(place.file, place.steps[: _COMPONENT + is_path_item])
