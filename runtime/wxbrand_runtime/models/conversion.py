"""Convert plain values, as from JSON, to the types of models: times, unions, nulls, whole numbers, names that msgspec cannot write."""

from __future__ import annotations

import types
import typing
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Annotated, Any, Union

import msgspec
from msgspec import UNSET, UnsetType

from wxbrand_runtime.models.annotations import OneOf, constants_of, is_union, model_fields, union_kinds
from wxbrand_runtime.models.files import FileSource
from wxbrand_runtime.models.records import Model, is_model
from wxbrand_runtime.models.times import Time, moment
from wxbrand_runtime.models.wire_names import stand_in, text_with_real_names, wire_names
from wxbrand_runtime.type_guards import is_dict, is_list

if TYPE_CHECKING:
    from collections.abc import Callable

_MAX_EXACT = 2**53
"""Every integer up to this one is a float of its own."""


def _dec_hook(type_: type, value: Any) -> Any:
    """Decode the types that msgspec does not know: times and unions; a file of an upload stays as it is."""
    if type_ is _FILE:
        return value
    if is_union(type_):
        return _decode_union(type_, value)
    if type_ is not Time:
        raise NotImplementedError  # msgspec's protocol for unsupported types
    if not isinstance(value, str):
        raise ValueError("is not a time, which is text")  # noqa: TRY004  (msgspec adds the path)
    return moment(value)


def _decode_union(union: type[OneOf], value: Any) -> Any:
    """Decode a value as the type that its tag names, or its members with one value; else as that with fewest members unused."""
    reason = ""
    for type_ in union_candidates(union, value):
        try:
            return convert_leniently(value, type_)
        except msgspec.ValidationError as problem:
            reason = reason or (_reason(type_, problem) if is_model(type_) and is_dict(value) else "")
    raise ValueError(reason or f"fits none of the types of {union.__name__}")


def union_candidates(union: type[OneOf], value: Any) -> list[Any]:
    """Return the types that a value of a union may have, the likeliest first."""
    candidates = _union_alternatives(union)
    tag = value.get(union.tag) if union.tag and is_dict(value) else None
    if isinstance(tag, str):
        name = union.tags.get(tag)
        candidates = tuple(type_ for type_ in candidates if is_model(type_) and type_.__name__ == name) or candidates
    misfits = [(*_misfit(type_, value, union.tag), type_) for type_ in candidates]
    least = min(others for others, _, _ in misfits)
    likely = [(unused, type_) for others, unused, type_ in misfits if others == least]
    return [type_ for _, type_ in sorted(likely, key=lambda pair: pair[0])]


@cache
def _union_alternatives(union: Any) -> tuple[Any, ...]:
    return alternatives_of(union_kinds(union))


def _misfit(type_: Any, value: Any, tag: str) -> tuple[int, int]:
    """Return how many members, besides the tag, have another value than their only one, and how many the type does not have."""
    if not is_model(type_) or not is_dict(value):
        return 0, 0
    constants = [(wire, only, always) for wire, only, always in constants_of(type_) if wire != tag]
    others = sum(value.get(wire, UNSET if always else only) != only for wire, only, always in constants)
    return others, len(value.keys() - {*wire_names(type_).values()})


def _reason(type_: Any, problem: msgspec.ValidationError) -> str:
    """Say which member of an object is wrong. msgspec adds the path of the object."""
    text, _, path = text_with_real_names(str(problem)).partition(" - at ")
    return f"{path.strip('`').removeprefix('$.')} of {type_.__name__}: {text}" if path else f"{type_.__name__}: {text}"


_building = Lock()
_FILE: Any = FileSource  # a union to type checkers, a class to msgspec


@cache
def decoder(type_: Any) -> msgspec.json.Decoder[Any]:
    """Return the decoder of JSON to a type."""
    # msgspec collects the facts of a class when it first decodes to it, and keeps them in the class.
    # It crashes (0.22) if another thread uses them half collected: each class is prepared here, under the lock.
    with _building:
        return msgspec.json.Decoder(type_, dec_hook=_dec_hook)


def convert(value: Any, type_: Any, *, strict: bool = True) -> Any:
    """Return plain values, as from JSON, as a type; if not strict, numbers and booleans may be text. Raise msgspec.ValidationError."""
    decoder(type_)
    if needs_stand_ins(type_):
        value = _rebuilt(value, alternatives_of(type_), _stand_in_of_known)
    return msgspec.convert(value, type_, strict=strict, dec_hook=_dec_hook)


def convert_leniently(value: Any, type_: Any) -> Any:
    """Return plain values as a type, adjusted if need be: see `convert_adjusted`. Raise msgspec.ValidationError."""
    try:
        return convert(value, type_)
    except msgspec.ValidationError:
        return convert_adjusted(value, type_)


def convert_adjusted(value: Any, type_: Any) -> Any:
    """Decode without members that are null, which WeChat Pay may send for absent ones, and with 1.0 as the integer 1."""
    return convert(_rebuilt(value, alternatives_of(type_), _name_unless_left_out, _adjusted), type_)


def alternatives_of(annotation: Any) -> tuple[Any, ...]:
    """Return the types that an annotation allows, without their limits."""
    if typing.get_origin(annotation) is Annotated:
        return alternatives_of(typing.get_args(annotation)[0])
    if typing.get_origin(annotation) in {Union, types.UnionType}:
        return tuple(type_ for member in typing.get_args(annotation) for type_ in alternatives_of(member))
    return (annotation,)


@cache
def _member_alternatives(record: type[Model]) -> dict[str, tuple[Any, ...]]:
    return {wire: alternatives_of(annotation) for _, wire, annotation in model_fields(record)}


@cache
def needs_stand_ins(type_: Any) -> bool:
    """Whether a type has members, itself or below, that have another name within msgspec. Unions are converted on their own."""
    seen: set[Any] = set()
    waiting = [type_]
    while waiting:
        for alternative in alternatives_of(waiting.pop()):
            if not is_model(alternative):
                waiting.extend(typing.get_args(alternative))
            elif alternative not in seen:
                seen.add(alternative)
                waiting.extend(annotation for _, _, annotation in model_fields(alternative))
    return any(wire != stand_in(wire) for model in seen for wire in wire_names(model).values())


def _rebuilt(
    value: Any,
    alternatives: tuple[Any, ...],
    name_of: Callable[[str, Any, tuple[Any, ...] | None], str | None],
    change: Callable[[Any, tuple[Any, ...]], Any] = lambda value, _: value,
) -> Any:
    """Return a JSON value with changes, as far as the types are known.

    name_of: takes name, value and types of a model's member (None if it is not described), and returns the name to use;
    None to leave it out. change: takes a value that is no object or list, and its types.
    """
    if is_dict(value):
        for type_ in alternatives:
            if is_model(type_):
                known = _member_alternatives(type_)
                named = {name: name_of(name, member, known.get(name)) for name, member in value.items()}
                return {
                    new_name: _rebuilt(value[name], known.get(name, ()), name_of, change)
                    for name, new_name in named.items()
                    if new_name is not None
                }
            if typing.get_origin(type_) is dict:
                of_member = alternatives_of(typing.get_args(type_)[1])
                return {name: _rebuilt(member, of_member, name_of, change) for name, member in value.items()}
        return value
    if is_list(value):
        for type_ in alternatives:
            if typing.get_origin(type_) is list:
                of_item = alternatives_of(typing.get_args(type_)[0])
                return [_rebuilt(item, of_item, name_of, change) for item in value]
        return value
    return change(value, alternatives)


def _stand_in_of_known(name: str, _value: Any, types_: tuple[Any, ...] | None) -> str:
    """Return the name within msgspec of a member that is described."""
    return name if types_ is None else stand_in(name)


def _name_unless_left_out(name: str, value: Any, types_: tuple[Any, ...] | None) -> str | None:
    """Leave out a member that is null although the spec only lets it be absent; every other null stays."""
    left_out = value is None and types_ is not None and UnsetType in types_ and type(None) not in types_
    return None if left_out else name


def _adjusted(value: Any, alternatives: tuple[Any, ...]) -> Any:
    """Return 1.0 as 1, an integer to JSON Schema (2020-12, section 4.2.1). Larger ones may have lost digits."""
    is_exact = isinstance(value, float) and value.is_integer() and abs(value) <= _MAX_EXACT
    return int(value) if is_exact and int in alternatives and float not in alternatives else value
