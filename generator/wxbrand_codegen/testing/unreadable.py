"""Members of an answer or a notification that the tests make unreadable: every time, enum and sensitive text."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from itertools import cycle
from typing import Any

from wxbrand_runtime import UnreadableResponse, unreadable_members
from wxbrand_runtime.models import Record
from wxbrand_runtime.models.annotations import is_sensitive, is_union, is_unproven, model_fields
from wxbrand_runtime.models.codec import plain_value
from wxbrand_runtime.models.unreadable import required_attributes
from wxbrand_runtime.sanitise import sanitise

Path = tuple[str | int, ...]

_ODD_TIMES = ("", "2025-01-01T24:00:00+08:00", 1735689600, "2025-01-01T00:00:00")
_NO_CIPHERTEXT = "AAAA"


@dataclass(frozen=True, slots=True, kw_only=True)
class OddMember:
    """A member, and a value in its place that cannot be read."""

    path: Path
    places: tuple[str, ...]
    """How errors write each step of the path."""

    value: Any
    is_needed: bool
    """Whether an answer without it cannot be used."""


def odd_members(expected: Any, type_: Any, root: str) -> list[OddMember]:
    """Return every time, member of an enum and sensitive text in a value of a type, each with a value that cannot be read.

    Values of unions are left out: one with such a member may be a value of another type.
    """
    if _has_union(type_):
        return []
    times = cycle(_ODD_TIMES)
    whole = OddMember(path=(), places=(root,), value=None, is_needed=True)
    found = _walk(expected, whole, sensitive=is_sensitive(type_))
    return [replace(odd, value=next(times)) if odd.value is datetime else odd for odd in found if odd.path]


def _walk(value: Any, here: OddMember, *, sensitive: bool) -> Iterator[OddMember]:
    match value:
        case Record():
            yield from _walk_record(value, here)
        case list():
            for index, item in enumerate(value):
                yield from _walk(item, _below(here, index, f"[{index}]"), sensitive=sensitive)
        case dict():
            for name, member in value.items():
                yield from _walk(member, _below(here, name, f".{sanitise(name, max_length=60)}"), sensitive=sensitive)
        case datetime():
            yield replace(here, value=datetime)
        case Enum():
            yield replace(here, value=5 if isinstance(value, str) else "five")
        case str() if sensitive:
            yield replace(here, value=_NO_CIPHERTEXT)
        case _:
            pass


def _walk_record(record: Record, here: OddMember) -> Iterator[OddMember]:
    required, present = required_attributes(type(record)), plain_value(record)
    for attribute, wire, annotation in model_fields(type(record)):
        if wire not in present or _has_union(annotation):
            continue
        # an object is put aside as a whole if nothing else of it can be read
        is_needed = attribute in required and (not is_unproven(annotation) or len(present) == 1)
        below = _below(here, wire, f".{wire}", is_needed=here.is_needed and is_needed)
        yield from _walk(getattr(record, attribute), below, sensitive=is_sensitive(annotation))


def _below(here: OddMember, step: str | int, text: str, *, is_needed: bool = False) -> OddMember:
    return OddMember(
        path=(*here.path, step), places=(*here.places, here.places[-1] + text), value=None, is_needed=is_needed
    )


def _has_union(annotation: Any) -> bool:
    return is_union(annotation) or any(map(_has_union, typing.get_args(annotation)))


def with_odd_member(content: Any, odd: OddMember) -> Any:
    """Return JSON in which the member has its odd value."""
    changed = parent = deepcopy(content)
    for step in odd.path[:-1]:
        parent = parent[step]
    parent[odd.path[-1]] = odd.value
    return changed


def assert_nothing_else_is_lost(received: object, value: Any, expected: Any, odd: OddMember) -> None:
    """Assert that the member was put aside, or with it the object in which it is alone, and that all others were read.

    received: the answer or notification. value, expected: what was read of its JSON, and what is read of it with all members.
    """
    (member,) = unreadable_members(received)
    assert member.place in odd.places
    depth = odd.places.index(member.place)
    assert depth == len(odd.path) or "no member that can be read" in member.reason
    rest = parent = plain_value(expected)
    for step in odd.path[: depth - 1]:
        parent = parent[step]
    del parent[odd.path[depth - 1]]
    assert plain_value(value) == rest


def assert_needed(error: UnreadableResponse, odd: OddMember) -> None:
    """Assert that an answer was refused because it cannot be used without the member."""
    (member,) = error.members
    assert member.place in odd.places
    assert odd.is_needed, f"{member}, and the answer can be used without it"
