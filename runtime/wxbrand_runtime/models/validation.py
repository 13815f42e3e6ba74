"""Holding a request against its model before anything leaves: types, limits, known enum values.

Answers are never measured here. A model's annotations are turned into check functions once, at its first use.
"""

from __future__ import annotations

import operator
import re
import types
import typing
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Annotated, Any, TypeGuard, Union, cast

from msgspec import UNSET, UnsetType

from wxbrand_runtime.errors import InvalidRequest
from wxbrand_runtime.models.files import FileSource, is_file
from wxbrand_runtime.models.records import Limits, OneOf, Record, Request, Time, may_be_sent
from wxbrand_runtime.models.rules import keep_rules
from wxbrand_runtime.sanitise import sanitise
from wxbrand_runtime.type_guards import is_dict, is_list

_SURROGATE = re.compile("[\ud800-\udfff]")
_MINUTE = timedelta(minutes=1)

Check = Callable[[Any, str], None]
"""Takes a value and the place it stands at; returns, or raises InvalidRequest."""

_Model = Record | Request[Any]


def check(request: object) -> None:
    """Raise InvalidRequest, naming the field, for the first value that the spec does not allow."""
    if not _is_request(request):
        raise _wrong("", "must be one of the package's request models", request)
    for attribute, wire, check_member in _members(type(request)):
        try:
            check_member(getattr(request, attribute), wire)
        except RecursionError:
            too_deep = wire
            break
    else:
        keep_rules(request)
        return
    raise InvalidRequest(f"{too_deep} is nested too deeply, or holds itself", field=too_deep)


def _is_request(value: object) -> TypeGuard[Request[Any]]:
    return isinstance(value, Request)


@cache
def _members(model: type[_Model]) -> list[tuple[str, str, Check]]:
    hints = typing.get_type_hints(model, include_extras=True)
    wires = zip(model.__struct_fields__, model.__struct_encode_fields__, strict=True)
    return [(attribute, wire, _compiled(hints[attribute])) for attribute, wire in wires]


def _compiled(annotation: Any) -> Check:
    if typing.get_origin(annotation) is Annotated:
        kind, *extras = typing.get_args(annotation)
        limits = [extra for extra in extras if isinstance(extra, Limits)]
        return _all(_compiled(kind), *(step for limit in limits for step in _steps(limit)))
    if typing.get_origin(annotation) in {Union, types.UnionType}:
        return _one_of(typing.get_args(annotation))
    if typing.get_origin(annotation) is list:
        return _list_of(_compiled(typing.get_args(annotation)[0]))
    if typing.get_origin(annotation) is dict:
        return _map_of(_compiled(typing.get_args(annotation)[1]))
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return _choice(annotation)
    if _is_model(annotation):
        return _model(annotation)
    if isinstance(annotation, type) and issubclass(annotation, OneOf):
        return _variants(annotation)
    return _SIMPLE[annotation]


def _is_model(annotation: Any) -> TypeGuard[type[_Model]]:
    return isinstance(annotation, type) and issubclass(annotation, (Record, Request))


def _model(kind: type[_Model]) -> Check:
    def members(value: Any, place: str) -> None:
        if value.__class__ is not kind:
            raise _wrong(place, f"must be a {kind.__name__}", value)
        for attribute, wire, check_member in _members(kind):  # looked up this late because a model may hold itself
            check_member(getattr(value, attribute), f"{place}.{wire}")
        if kind.rules:
            keep_rules(value, f"{place}.")

    return members


@cache
def _kinds(variants: type) -> Check:
    return _compiled(typing.get_type_hints(variants, include_extras=True)["kinds"])


def _variants(variants: type[OneOf]) -> Check:
    def kinds(value: Any, place: str) -> None:
        _kinds(cast(type, variants))(value, place)  # looked up this late because a kind may hold the whole again

    return kinds


def _all(first: Check, *rest: Check) -> Check:
    def every(value: Any, place: str) -> None:
        first(value, place)
        for step in rest:
            step(value, place)

    return every if rest else first


def _one_of(members: tuple[Any, ...]) -> Check:
    """Check `X | UnsetType`, `X | None` and both; unions of several kinds try each."""
    may_be_unset, may_be_null = UnsetType in members, type(None) in members
    checks = [_compiled(member) for member in members if member not in {UnsetType, type(None)}]

    def either(value: Any, place: str) -> None:
        if (value is UNSET and may_be_unset) or (value is None and may_be_null):
            return
        refusal = None
        for member in checks:
            try:
                member(value, place)
            except InvalidRequest as problem:
                refusal = problem
            else:
                return
        if refusal is not None:
            raise refusal

    return either


def _list_of(item: Check) -> Check:
    def items(value: Any, place: str) -> None:
        if not is_list(value):
            raise _wrong(place, "must be a list", value)
        for position, entry in enumerate(value):
            item(entry, f"{place}[{position}]")

    return items


def _map_of(member: Check) -> Check:
    def members(value: Any, place: str) -> None:
        if not is_dict(value):
            raise _wrong(place, "must be a dict", value)
        for key, entry in value.items():
            if type(key) is not str or not _is_unicode(key):
                raise InvalidRequest(f"{place} must have keys that are text (str)", field=place)
            member(entry, f"{place}.{sanitise(key, max_length=60)}")

    return members


def _choice(kind: type[Enum]) -> Check:
    known = ", ".join(str(member.value) for member in kind)

    def choice(value: Any, place: str) -> None:
        if not isinstance(value, kind):
            raise _wrong(place, f"must be a member of {kind.__name__}", value)
        if not may_be_sent(value):
            raise InvalidRequest(
                f"{place} has a value that {kind.__name__} does not list; known are {known}; "
                f"{kind.__name__}.unlisted(...) makes one that is sent all the same",
                field=place,
            )

    return choice


def _text(value: Any, place: str) -> None:
    if not isinstance(value, str) or isinstance(value, Enum):
        raise _wrong(place, "must be text (str)", value)
    if not _is_unicode(value):
        raise InvalidRequest(f"{place} holds half of a surrogate pair, which UTF-8 cannot carry", field=place)


def _is_unicode(text: str) -> bool:
    return text.isascii() or not _SURROGATE.search(text)


def _integer(value: Any, place: str) -> None:
    if type(value) is not int:
        raise _wrong(place, "must be a whole number (int)", value)
    if not -(2**63) <= value < 2**63:
        raise InvalidRequest(f"{place} must fit into 64 bits", field=place)


def _number(value: Any, place: str) -> None:
    if type(value) not in {int, float}:
        raise _wrong(place, "must be a number (int or float)", value)
    if type(value) is int:
        _integer(value, place)
    elif value != value or value in {float("inf"), float("-inf")}:  # noqa: PLR0124  (NaN is not itself)
        raise InvalidRequest(f"{place} must be a finite number", field=place)


def _boolean(value: Any, place: str) -> None:
    if type(value) is not bool:
        raise _wrong(place, "must be True or False", value)


def _moment(value: Any, place: str) -> None:
    if not isinstance(value, datetime):
        raise _wrong(place, "must be a datetime", value)
    offset = value.utcoffset()
    if offset is None:
        raise InvalidRequest(f"{place} has no time zone; give the datetime a tzinfo", field=place)
    if offset % _MINUTE:
        raise InvalidRequest(f"{place} has a time zone whose offset is not whole minutes", field=place)


def _json(value: Any, place: str) -> None:
    """Check what the spec leaves open: anything that JSON can say."""
    if value is None or type(value) is bool:
        return
    if isinstance(value, str):
        _text(value, place)
    elif isinstance(value, (int, float)):
        _number(value, place)
    elif is_dict(value):
        _map_of(_json)(value, place)
    elif is_list(value):
        _list_of(_json)(value, place)
    else:
        raise _wrong(place, "must be what JSON can say (text, number, True, False, None, list, dict)", value)


def _file(value: Any, place: str) -> None:
    if not is_file(value):
        raise _wrong(place, "must be a file (a path, bytes or a binary file object)", value)


_SIMPLE: dict[Any, Check] = {
    FileSource: _file,
    str: _text,
    int: _integer,
    float: _number,
    bool: _boolean,
    Time: _moment,
    type(None): lambda value, place: None if value is None else _raise(_wrong(place, "must be None", value)),
    Any: _json,
    object: _json,
}


def _raise(error: InvalidRequest) -> None:
    raise error


def _wrong(place: str, rule: str, value: object) -> InvalidRequest:
    """Name the type that came, never the value: it may be a person's."""
    came = "nothing (UNSET)" if value is UNSET else "None" if value is None else type(value).__name__
    return InvalidRequest(f"{place or 'the request'} {rule}, not {came}", field=place)


def _steps(limits: Limits) -> Iterator[Check]:
    """Turn each stated limit into a check on a value whose type is already right."""
    yield from _sizes(limits.min_length, limits.max_length, "character")
    yield from _sizes(limits.min_items, limits.max_items, "item")
    yield from _sizes(limits.min_members, limits.max_members, "member")
    if limits.pattern is not None:
        yield _pattern(limits.pattern)
    if limits.unique_items:
        yield _unique
    for bound, holds, words in (
        (limits.minimum, operator.ge, "at least"),
        (limits.maximum, operator.le, "at most"),
        (limits.above, operator.gt, "greater than"),
        (limits.below, operator.lt, "less than"),
        (limits.multiple_of, _divides, "a multiple of"),
    ):
        if bound is not None:
            yield _bound(bound, holds, words)


def _divides(value: float, step: float) -> bool:
    return Decimal(str(value)) % Decimal(str(step)) == 0  # 0.3 is a multiple of 0.1 to people, not to binary floats


def _sizes(least: int | None, most: int | None, unit: str) -> Iterator[Check]:
    def at_least(value: Any, place: str) -> None:
        if len(value) < cast(int, least):
            raise InvalidRequest(f"{place} has {_count(len(value), unit)}; at least {least} must be given", field=place)

    def at_most(value: Any, place: str) -> None:
        if len(value) > cast(int, most):
            raise InvalidRequest(f"{place} has {_count(len(value), unit)}; at most {most} may be given", field=place)

    if least is not None:
        yield at_least
    if most is not None:
        yield at_most


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _pattern(pattern: str) -> Check:
    compiled = re.compile(pattern, re.ASCII)

    def matches(value: Any, place: str) -> None:
        if not compiled.search(value):
            raise InvalidRequest(
                f"{place} has characters or a form that the pattern {pattern} does not allow", field=place
            )

    return matches


def _unique(value: Any, place: str) -> None:
    seen: list[Any] = []
    for entry in value:
        if entry in seen:
            raise InvalidRequest(f"{place} holds the same item twice", field=place)
        seen.append(entry)


def _bound(bound: float, holds: Callable[[Any, Any], bool], words: str) -> Check:
    def within(value: Any, place: str) -> None:
        if not holds(value, bound):
            raise InvalidRequest(f"{place} must be {words} {bound}, not {value}", field=place)

    return within
