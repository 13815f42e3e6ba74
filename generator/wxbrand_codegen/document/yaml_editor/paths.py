"""Paths lead to the parts of a text by keys and indexes."""

from __future__ import annotations

from wxbrand_codegen.document.yaml_editor.positions import Collection, Entry, Item, Mapping, Scalar, Sequence, Value

Path = tuple[str | int, ...]
"""Keys and indexes that lead to a value."""


class CannotEdit(Exception):
    """The edit cannot be made without a change to something else; the message says why."""


def value_at(root: Value, path: Path) -> Value:
    """Return the value at a path. Raises CannotEdit."""
    for step in path:
        root = _inner(root, step).value
    return root


def entry_at(root: Value, path: Path) -> tuple[Collection, int]:
    """Return the mapping or list around a path, and the index of the member or item. Raises CannotEdit."""
    parent = value_at(root, path[:-1])
    _inner(parent, path[-1])
    number = path[-1] if isinstance(path[-1], int) else None
    if isinstance(parent, Mapping):
        number = parent.find(str(path[-1]))
    if not isinstance(parent, Mapping | Sequence) or number is None:
        raise CannotEdit("there is nothing at this place")
    return parent, number


def _inner(value: Value, step: str | int) -> Entry | Item:
    """Return a member or an item. Raises CannotEdit if there is none."""
    match value:
        case Mapping(entries=entries) if (number := value.find(str(step))) is not None:
            if entries[number].explicit:
                raise CannotEdit("the key is written with a question mark")
            return entries[number]
        case Sequence(entries=items) if isinstance(step, int) and 0 <= step < len(items):
            return items[step]
        case Scalar(style="*"):
            raise CannotEdit("the value is an alias of another one")
        case _:
            raise CannotEdit(f"there is no {step} at this place, or it comes from a merge key")
