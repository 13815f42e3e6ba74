"""Changes that ask for different things at one place: of a schema that several members, operations or pages share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wxbrand_codegen.change.apply.workspace import Place
from wxbrand_codegen.change.comparison import Change

_ABOUT_NAMES = frozenset({"member-added", "member-required", "member-gone", "member-renamed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A change, and where it is written."""

    change: Change
    place: Place


def contradict(one: Written, other: Written) -> bool:
    """Whether one change takes back what the other one writes, or overwrites it."""
    return (
        _fact(one.change) == _fact(other.change)
        and _holder(one) == _holder(other)
        and not _subjects(one.change).isdisjoint(_subjects(other.change))
        and (one.change.code, one.change.after) != (other.change.code, other.change.after)
    )


def _fact(change: Change) -> str:
    return "name" if change.code in _ABOUT_NAMES else change.fact


def _holder(written: Written) -> Place:
    """Return the object of a member that came, went or has another name; otherwise the place itself."""
    place = written.place
    is_member = written.change.code in _ABOUT_NAMES and place.steps[-2:-1] == ("properties",)
    return place.parent.parent if is_member else place


def _subjects(change: Change) -> frozenset[str]:
    """Return what the fact is about at its place: names of members, values of an enum; the empty text for the place itself."""
    values = [value for value in (change.before, change.after) if value is not None]
    if change.code in _ABOUT_NAMES or change.fact in {"required", "allOf"}:
        names = values if change.code == "member-renamed" else []
        return frozenset({*change.where[-1:], *map(str, names)})
    if change.fact == "example":
        return frozenset({".".join(change.where)})
    if change.fact == "x-wxbrand-enum-meanings":
        return frozenset(key for value in values if isinstance(value, Mapping) for key in value)
    if change.code in {"value-added", "value-gone"} or change.fact == "responses":
        return frozenset(map(str, values))
    return frozenset({""})
