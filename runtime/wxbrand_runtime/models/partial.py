"""Read a value some of whose members do not have the form that the spec describes: put those aside and keep all others.

Used when decoding the value as a whole fails. What is put aside is as small as possible:

- A member that may be left out reads as not given.
- A required member leaves a hole: its object is kept, and reading the attribute raises UnreadableMember. An object of which
  nothing at all can be read is put aside itself.
- An item of a list and a value of a map are left out.

A value is incomplete if it has a hole that the spec proves to be required, itself or in an object that it requires. A hole
elsewhere, such as in an item of a list, does not make it so.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Annotated, Any, Union

import msgspec
from msgspec import UNSET, UnsetType

from wxbrand_runtime.errors import UnreadableMember
from wxbrand_runtime.models.annotations import is_marked, is_union, is_unproven, model_fields
from wxbrand_runtime.models.codec import DecodeError, parse_body
from wxbrand_runtime.models.conversion import alternatives_of, convert_leniently, union_candidates
from wxbrand_runtime.models.enums import plain_kind
from wxbrand_runtime.models.records import is_model
from wxbrand_runtime.models.sensitive import may_contain_sensitive
from wxbrand_runtime.models.times import Time, moment
from wxbrand_runtime.models.unreadable import Part, make_partly, required_attributes
from wxbrand_runtime.sanitise import sanitise
from wxbrand_runtime.type_guards import is_dict, is_list

_SURROGATE = re.compile("[\ud800-\udfff]")

Members = tuple[UnreadableMember, ...]

Decrypt = Callable[[str], str]
"""Takes a ciphertext and returns its text, or raises ValueError."""


class _Unreadable(Exception):
    """Nothing of a value can be read. The message says what the value is, and never contains it."""

    def __init__(self, reason: str, members: Members = ()) -> None:
        super().__init__(reason)
        self.members = members
        """The members of it that cannot be read."""


def read_partly(type_: Any, body: bytes, place: str, decrypt: Decrypt | None = None) -> Part:
    """Read a JSON body as a type, as far as it can be read. The value is UNSET if nothing of it can.

    place: what places begin with, such as `body`. decrypt: without it, sensitive texts stay encrypted.

    Raise DecodeError for a body that is not JSON, or is nested too deeply.
    """
    value, is_plain = parse_body(body)
    try:
        return _Reader(decrypt, is_plain=is_plain).read(value, type_, place)
    except _Unreadable as problem:
        members = problem.members or (UnreadableMember(place, str(problem), value),)
        return Part(UNSET, members, is_complete=False)
    except RecursionError:
        pass
    raise DecodeError("it is nested too deeply")


class _Reader:
    def __init__(self, decrypt: Decrypt | None, *, is_plain: bool) -> None:
        self._decrypt = decrypt
        self._is_plain = is_plain

    def read(self, value: Any, annotation: Any, place: str) -> Part:
        """Read a value at a place. Raise _Unreadable if nothing of it can be read."""
        if self._decrypt is None or not may_contain_sensitive(annotation):
            try:
                return Part(self._converted(value, annotation))
            except msgspec.ValidationError:
                pass
        kinds = _kinds(annotation)
        for kind in kinds:
            if is_union(kind):
                return self._union(value, kind, place)
            if is_model(kind) and is_dict(value):
                return self._record(value, kind, place)
            origin, arguments = typing.get_origin(kind), typing.get_args(kind)
            if origin is list and is_list(value):
                return self._list(value, arguments[0], place)
            if origin is dict and is_dict(value):
                return self._map(value, arguments[1], place)
            if is_marked(kind) and isinstance(value, str) and self._decrypt is not None:
                return Part(_decrypted(value, self._decrypt))
        raise _Unreadable(_mismatch(value, kinds))

    def _converted(self, value: Any, annotation: Any) -> Any:
        if not self._is_plain and not _is_plain(value):
            raise msgspec.ValidationError
        return convert_leniently(value, _without_unset(annotation))

    def _record(self, value: Mapping[str, Any], model: Any, place: str) -> Part:
        required = required_attributes(model)
        values: dict[str, Any] = {}
        put_aside: dict[str, Members] = {}
        is_complete = True
        for attribute, wire, annotation in model_fields(model):
            is_needed = attribute in required
            member = value.get(wire, UNSET)
            if not is_needed and (member is UNSET or (member is None and type(None) not in _kinds(annotation))):
                continue
            part = self._member(member, annotation, _join(place, wire))
            if part.value is not UNSET:
                values[attribute] = part.value
            if part.members:
                put_aside[attribute] = part.members
            if is_needed and not part.is_complete and not is_unproven(annotation):
                is_complete = False
        members = tuple(member for each in put_aside.values() for member in each)
        if not values and members and any(name in required for name in put_aside):
            raise _Unreadable(f"has no member that can be read: {members[0]}", members)
        return Part(make_partly(model, values, put_aside), members, is_complete)

    def _member(self, value: Any, annotation: Any, place: str) -> Part:
        """Read a member. The value is UNSET if it is put aside."""
        if value is UNSET:
            return Part(UNSET, (UnreadableMember(place, "is missing", UNSET),), is_complete=False)
        try:
            return self.read(value, annotation, place)
        except _Unreadable as problem:
            return Part(UNSET, (UnreadableMember(place, str(problem), value),), is_complete=False)

    def _list(self, items: list[Any], annotation: Any, place: str) -> Part:
        parts = [self._member(item, annotation, f"{place}[{index}]") for index, item in enumerate(items)]
        return Part([part.value for part in parts if part.value is not UNSET], _members_of(parts))

    def _map(self, members: dict[str, Any], annotation: Any, place: str) -> Part:
        parts = {
            name: self._member(member, annotation, _join(place, sanitise(name, max_length=60)))
            for name, member in members.items()
        }
        values = {name: part.value for name, part in parts.items() if part.value is not UNSET}
        return Part(values, _members_of(parts.values()))

    def _union(self, value: Any, union: Any, place: str) -> Part:
        """Read a value as the type of which nothing must be put aside, or else as the likeliest."""
        best: Part | None = None
        reasons: list[str] = []
        for kind in union_candidates(union, value):
            try:
                part = self.read(value, kind, place)
            except _Unreadable as problem:
                reasons.append(str(problem))
                continue
            if not part.members:
                return part
            best = best or part
        if best is None:
            raise _Unreadable(reasons[0] if len(reasons) == 1 else f"fits none of the types of {union.__name__}")
        return best


def _join(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _members_of(parts: Iterable[Part]) -> Members:
    return tuple(member for part in parts for member in part.members)


def _decrypted(ciphertext: str, decrypt: Decrypt) -> str:
    try:
        return decrypt(ciphertext) if ciphertext else ""
    except ValueError as error:
        reason = f"cannot be decrypted: {error}"
    raise _Unreadable(reason)


@cache
def _kinds(annotation: Any) -> tuple[Any, ...]:
    """Return the types that an annotation allows, without limits, but with the mark of sensitive texts."""
    if typing.get_origin(annotation) is Annotated and not is_marked(annotation):
        return _kinds(typing.get_args(annotation)[0])
    if typing.get_origin(annotation) in {Union, types.UnionType}:
        return tuple(kind for alternative in typing.get_args(annotation) for kind in _kinds(alternative))
    return (annotation,)


@cache
def _without_unset(annotation: Any) -> Any:
    """Return an annotation for a value that is there, as msgspec takes it alone."""
    first, *others = (kind for kind in alternatives_of(annotation) if kind is not UnsetType)
    for other in others:
        first = first | other
    return first


def _is_plain(value: Any) -> bool:
    """Whether msgspec can represent a JSON value."""
    if is_dict(value):
        return all(_is_plain(name) and _is_plain(member) for name, member in value.items())
    if is_list(value):
        return all(map(_is_plain, value))
    return not isinstance(value, Decimal) and not (isinstance(value, str) and _SURROGATE.search(value))


def _mismatch(value: Any, kinds: tuple[Any, ...]) -> str:
    """Say what a value is and what it should be, without the value itself."""
    if isinstance(value, Decimal):
        return "is a number that is out of range"
    if not _is_plain(value):
        return "has a number that is out of range, or text with an unpaired surrogate"
    if Time in kinds and isinstance(value, str):
        try:
            moment(value)
        except ValueError as problem:
            return str(problem)
    expected = dict.fromkeys(_expected(kind) for kind in kinds if kind is not UnsetType)
    return f"is {_what_it_is(value)}, not {' or '.join(expected)}"


def _what_it_is(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int():
            return "a whole number"
        case float():
            return "a number with a fraction"
        case str():
            return "text"
        case list():
            return "a list"
        case _:
            return "an object"


_EXPECTED: dict[Any, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    Time: "a time",
    type(None): "null",
}


def _expected(kind: Any) -> str:
    if typing.get_origin(kind) is Annotated:
        return _expected(typing.get_args(kind)[0])
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _EXPECTED[plain_kind(kind)]
    if is_union(kind):
        return f"any of the types of {kind.__name__}"
    return _EXPECTED.get(kind, "a list" if typing.get_origin(kind) is list else "an object")
