"""Plain values in place of members of enums and of times: a text or number that the spec lists, an RFC 3339 text, a datetime.

A model that is made with plain values holds the members and times. Decoding makes these itself and does not come here.
"""

from __future__ import annotations

import operator
import types
import typing
from collections.abc import Callable
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Annotated, Any, Union

from msgspec import UNSET, Struct

from wxbrand_runtime.models.annotations import is_union, model_fields, union_kinds
from wxbrand_runtime.models.enums import known_member
from wxbrand_runtime.models.times import Time, moment, sent_time
from wxbrand_runtime.type_guards import is_dict, is_list, is_mapping, is_sequence

Convert = Callable[[Any], Any]
"""Takes a value and returns what a model holds in its place; the value itself if it is not a plain one."""


def convert_fields(model: type[Struct], fields: dict[str, Any]) -> None:
    """Replace the plain values among the fields that a model is made with, in place."""
    try:
        for attribute, convert in _converted_fields(model):
            value = fields.get(attribute, UNSET)
            if value is not UNSET:
                fields[attribute] = convert(value)
    except (NameError, RecursionError):
        # A class made in a function may name types that cannot be resolved. A list may contain itself: validation refuses it.
        return


@cache
def _converted_fields(model: type[Struct]) -> tuple[tuple[str, Convert], ...]:
    converts = ((attribute, _convert_for(annotation)) for attribute, _, annotation in model_fields(model))
    return tuple((attribute, convert) for attribute, convert in converts if convert is not None)


def _convert_for(annotation: Any) -> Convert | None:
    """Return the conversion to a type; None if its values have no plain form, or are models, which convert their own."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated:
        return _convert_for(arguments[0])
    if origin in {Union, types.UnionType}:
        return _first_that_converts([convert for kind in arguments if (convert := _convert_for(kind))])
    if origin is list:
        return _convert_items(_convert_for(arguments[0]))
    if origin is dict:
        return _convert_members(_convert_for(arguments[1]))
    if is_union(annotation):
        return lambda value: _convert_in_union(annotation, value)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return _convert_to_member(annotation)
    return _convert_to_time if annotation is Time else None


def _first_that_converts(converts: list[Convert]) -> Convert | None:
    if len(converts) < 2:
        return converts[0] if converts else None

    def convert(value: Any) -> Any:
        return next((new for convert in converts if (new := convert(value)) is not value), value)

    return convert


def _convert_in_union(union: Any, value: Any) -> Any:
    convert = _union_convert(union)  # not looked up earlier: a union may contain itself
    return convert(value) if convert else value


@cache
def _union_convert(union: Any) -> Convert | None:
    return _convert_for(union_kinds(union))


def _convert_items(convert: Convert | None) -> Convert | None:
    if convert is None:
        return None

    def convert_list(value: Any) -> Any:
        if not is_list(value):
            return list(map(convert, value)) if is_sequence(value) else value
        for item in value:
            if convert(item) is not item:
                return list(map(convert, value))
        return value

    return convert_list


def _convert_members(convert: Convert | None) -> Convert | None:
    if convert is None:
        return None

    def convert_dict(value: Any) -> Any:
        if not is_mapping(value):
            return value
        members = {key: convert(member) for key, member in value.items()}
        is_same = is_dict(value) and all(map(operator.is_, members.values(), value.values()))
        return value if is_same else members

    return convert_dict


def _convert_to_member(enum: type[Enum]) -> Convert:
    def convert(value: Any) -> Any:
        if value.__class__ is enum:
            return value
        member = known_member(enum, value)
        return value if member is None else member

    return convert


def _convert_to_time(value: Any) -> Any:
    try:
        if isinstance(value, str):
            return moment(value)
        return sent_time(value) if isinstance(value, datetime) else value
    except ValueError:
        return value  # validation refuses it, and names the field
