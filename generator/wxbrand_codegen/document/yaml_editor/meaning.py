"""What an edit does to a JSON value. The value that is given stays as it is.

Raises CannotEdit for a path that leads to nothing.
"""

from __future__ import annotations

import copy
from collections.abc import Callable

from wxbrand_codegen.document.nodes import JsonValue
from wxbrand_codegen.document.yaml_editor.paths import CannotEdit, Path


def replaced(root: JsonValue, path: Path, value: JsonValue) -> JsonValue:
    """Return a value with another one at a path."""
    if not path:
        return value

    def change(parent: JsonValue) -> None:
        parent[path[-1]] = value

    return _changed(root, path[:-1], change)


def renamed(root: JsonValue, path: Path, key: str) -> JsonValue:
    """Return a value with another key for one member."""

    def change(parent: JsonValue) -> None:
        members = list(parent.items())
        parent.clear()
        parent.update((key if name == path[-1] else name, member) for name, member in members)

    return _changed(root, path[:-1], change)


def inserted(root: JsonValue, path: Path, value: JsonValue, at: int | None) -> JsonValue:
    """Return a value with a member or an item more."""

    def change(parent: JsonValue) -> None:
        if isinstance(parent, list):
            parent.insert(len(parent) if at is None else at, value)
            return
        members = list(parent.items())
        members.insert(len(members) if at is None else at, (path[-1], value))
        parent.clear()
        parent.update(members)

    return _changed(root, path[:-1], change)


def removed(root: JsonValue, path: Path) -> JsonValue:
    """Return a value without one member or item."""

    def change(parent: JsonValue) -> None:
        del parent[path[-1]]

    return _changed(root, path[:-1], change)


def _changed(root: JsonValue, path: Path, change: Callable[[JsonValue], None]) -> JsonValue:
    """Return a value with a change to what a path leads to; only what is around it is copied."""
    copied: JsonValue = copy.copy(root)
    try:
        if path:
            copied[path[0]] = _changed(copied[path[0]], path[1:], change)
        else:
            change(copied)
    except (KeyError, IndexError, TypeError, AttributeError):
        raise CannotEdit("there is nothing at this place") from None
    return copied
