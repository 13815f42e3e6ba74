"""Validate requests before they are sent: types, limits, enum values.

Responses are never validated here. The annotations of a model are compiled into check functions once, at its first use.
"""

from __future__ import annotations

import re
import types
import typing
from datetime import datetime, timedelta
from enum import Enum
from functools import cache
from typing import Annotated, Any, TypeGuard, Union

from msgspec import UNSET, UnsetType

from wxbrand_runtime.errors import InvalidRequest
from wxbrand_runtime.models.annotations import OtherValue, is_union, model_fields, union_kinds
from wxbrand_runtime.models.enums import is_plain, is_sendable, known_member, nearest_member, plain_kind
from wxbrand_runtime.models.files import FileSource, is_file_source
from wxbrand_runtime.models.limits import Check, Limits, limit_checks
from wxbrand_runtime.models.records import Model, Request, is_model
from wxbrand_runtime.models.rules import check_rules
from wxbrand_runtime.models.times import Time, moment
from wxbrand_runtime.sanitise import sanitise
from wxbrand_runtime.type_guards import is_dict, is_list

_SURROGATE = re.compile("[\ud800-\udfff]")
_MINUTE = timedelta(minutes=1)

_MAX_NAMED = 30
"""Known values of an enum that a message names."""


def validate(request: object) -> None:
    """Raise InvalidRequest, naming the field, for the first value that the spec does not allow."""
    if not _is_request(request):
        raise _wrong_type("", "one of the package's request models", request)
    for attribute, wire, check in _member_checks(type(request)):
        try:
            check(getattr(request, attribute), wire)
        except _WrongType as problem:
            raise InvalidRequest(str(problem), field=problem.field) from None
        except RecursionError:
            too_deep = wire
            break
    else:
        check_rules(request)
        return
    raise InvalidRequest(f"{too_deep} is nested too deeply, or contains itself", field=too_deep)


def _is_request(value: object) -> TypeGuard[Request[Any]]:
    return isinstance(value, Request)


@cache
def _member_checks(model: type[Model]) -> list[tuple[str, str, Check]]:
    return [(attribute, wire, _check_for(annotation)) for attribute, wire, annotation in model_fields(model)]


def _check_for(annotation: Any) -> Check:
    if typing.get_origin(annotation) is Annotated:
        type_, *extras = typing.get_args(annotation)
        limits = [extra for extra in extras if isinstance(extra, Limits)]
        return _all_checks(_check_for(type_), *(check for limit in limits for check in limit_checks(limit)))
    if typing.get_origin(annotation) in {Union, types.UnionType}:
        return _alternatives_check(typing.get_args(annotation))
    if typing.get_origin(annotation) is typing.Literal:
        return _constant_check(typing.get_args(annotation)[0])
    if typing.get_origin(annotation) is list:
        return _list_check(_check_for(typing.get_args(annotation)[0]))
    if typing.get_origin(annotation) is dict:
        return _map_check(_check_for(typing.get_args(annotation)[1]))
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return _enum_check(annotation)
    if is_model(annotation):
        return _model_check(annotation)
    if is_union(annotation):
        return _union_check(annotation)
    return _SIMPLE[annotation]


def _model_check(model: type[Model]) -> Check:
    def check_model(value: Any, path: str) -> None:
        if value.__class__ is not model:
            raise _wrong_type(path, f"a {model.__name__}", value)
        for attribute, wire, check in _member_checks(model):  # not looked up earlier: a model may contain itself
            check(getattr(value, attribute), f"{path}.{wire}")
        if model.rules:
            check_rules(value, f"{path}.")

    return check_model


def _union_check(union: Any) -> Check:
    def check_union(value: Any, path: str) -> None:
        _kinds_check(union)(value, path)  # not looked up earlier: a union may contain itself

    return check_union


@cache
def _kinds_check(union: Any) -> Check:
    return _check_for(union_kinds(union))


def _all_checks(first: Check, *rest: Check) -> Check:
    def check_all(value: Any, path: str) -> None:
        first(value, path)
        for check in rest:
            check(value, path)

    return check_all if rest else first


def _alternatives_check(annotations: tuple[Any, ...]) -> Check:
    """Check `X | UnsetType`, `X | None` and both. Of several types, try each."""
    may_be_unset, may_be_null = UnsetType in annotations, type(None) in annotations
    kinds = [annotation for annotation in annotations if annotation not in {UnsetType, type(None), OtherValue}]
    checks = [_check_for(annotation) for annotation in kinds]

    def check_alternatives(value: Any, path: str) -> None:
        if (value is UNSET and may_be_unset) or (value is None and may_be_null):
            return
        errors: list[InvalidRequest] = []
        for check in checks:
            try:
                check(value, path)
            except InvalidRequest as problem:
                errors.append(problem)
            else:
                return
        if errors:
            raise _most_telling(errors, value, path)

    return check_alternatives


def _constant_check(only: str | int | bool | None) -> Check:
    text = f'"{only}"' if isinstance(only, str) else "None" if only is None else repr(only)

    def check_constant(value: Any, path: str) -> None:
        if value != only or isinstance(value, bool) is not isinstance(only, bool):
            raise InvalidRequest(f"{path} can only be {text}", field=path)

    return check_constant


def _most_telling(errors: list[InvalidRequest], value: object, path: str) -> InvalidRequest:
    """Return the error of the alternative that the value was meant as: the one whose type it has."""
    if len(errors) == 1:
        return errors[0]
    of_its_type = [problem for problem in errors if not (isinstance(problem, _WrongType) and problem.field == path)]
    if of_its_type:
        return max(of_its_type, key=lambda problem: len(problem.field))
    expected = dict.fromkeys(problem.expected for problem in errors if isinstance(problem, _WrongType))
    return _wrong_type(path, " or ".join(expected), value)


def _list_check(check: Check) -> Check:
    def check_list(value: Any, path: str) -> None:
        if not is_list(value):
            raise _wrong_type(path, "a list", value)
        for position, item in enumerate(value):
            check(item, f"{path}[{position}]")

    return check_list


def _map_check(check: Check) -> Check:
    def check_map(value: Any, path: str) -> None:
        if not is_dict(value):
            raise _wrong_type(path, "a dict", value)
        for key, member in value.items():
            if type(key) is not str or not _is_encodable(key):
                raise InvalidRequest(f"{path} must have keys that are text (str)", field=path)
            check(member, f"{path}.{sanitise(key, max_length=60)}")

    return check_map


def _enum_check(enum: type[Enum]) -> Check:
    def check_enum(value: Any, path: str) -> None:
        if isinstance(value, enum):
            if is_sendable(value):
                return
        elif known_member(enum, value) is not None:  # put there after the model was made, as into a list
            return
        raise _not_listed(enum, value, path)

    return check_enum


def _not_listed(enum: type[Enum], value: object, path: str) -> InvalidRequest:
    """Name the nearest known value and never the value itself, which may be personal."""
    kind = plain_kind(enum)
    nearest = nearest_member(enum, value) if isinstance(value, enum) or is_plain(value) else None
    hint = "" if nearest is None else f" (did you mean {nearest.value}?)"
    if not isinstance(value, enum) and (not is_plain(value) or not isinstance(value, kind)):
        return _wrong_type(path, f"a member of {enum.__name__} or its value ({kind.__name__})", value, hint)
    known = [str(member.value) or '""' for member in enum]
    more = f" and {len(known) - _MAX_NAMED} more" if len(known) > _MAX_NAMED else ""
    return InvalidRequest(
        f"{path} has a value that {enum.__name__} does not list{hint}; known values are "
        f"{', '.join(known[:_MAX_NAMED])}{more}; use {enum.__name__}.unlisted(...) to send it all the same",
        field=path,
    )


def _check_text(value: Any, path: str) -> None:
    if not isinstance(value, str) or isinstance(value, Enum):
        raise _wrong_type(path, "text (str)", value)
    if not _is_encodable(value):
        raise InvalidRequest(f"{path} contains an unpaired surrogate, which UTF-8 cannot encode", field=path)


def _is_encodable(text: str) -> bool:
    return text.isascii() or not _SURROGATE.search(text)


def _check_integer(value: Any, path: str) -> None:
    if type(value) is not int:
        raise _wrong_type(path, "an integer (int)", value)
    if not -(2**63) <= value < 2**63:
        raise InvalidRequest(f"{path} must fit into 64 bits", field=path)


def _check_number(value: Any, path: str) -> None:
    if type(value) not in {int, float}:
        raise _wrong_type(path, "a number (int or float)", value)
    if type(value) is int:
        _check_integer(value, path)
    elif value != value or value in {float("inf"), float("-inf")}:  # noqa: PLR0124  (NaN is not itself)
        raise InvalidRequest(f"{path} must be a finite number", field=path)


def _check_boolean(value: Any, path: str) -> None:
    if type(value) is not bool:
        raise _wrong_type(path, "True or False", value)


def _check_time(value: Any, path: str) -> None:
    if isinstance(value, str):
        try:
            value = moment(value)
        except ValueError as reason:
            raise InvalidRequest(f"{path} {reason}", field=path) from None
    if not isinstance(value, datetime):
        raise _wrong_type(path, "a datetime or RFC 3339 text", value)
    offset = value.utcoffset()
    if offset is None:
        raise InvalidRequest(f"{path} has no time zone; pass a datetime with a tzinfo", field=path)
    if offset % _MINUTE:
        raise InvalidRequest(f"{path} has a time zone whose offset is not in whole minutes", field=path)


def _check_json(value: Any, path: str) -> None:
    """Check a value that the spec leaves open: any JSON value."""
    if value is None or type(value) is bool:
        return
    if isinstance(value, str):
        _check_text(value, path)
    elif isinstance(value, (int, float)):
        _check_number(value, path)
    elif is_dict(value):
        _map_check(_check_json)(value, path)
    elif is_list(value):
        _list_check(_check_json)(value, path)
    else:
        raise _wrong_type(path, "a JSON value (text, number, True, False, None, list or dict)", value)


def _check_file(value: Any, path: str) -> None:
    if not is_file_source(value):
        raise _wrong_type(path, "a file (a path, bytes or a binary file object)", value)


def _check_null(value: Any, path: str) -> None:
    if value is not None:
        raise _wrong_type(path, "None", value)


_SIMPLE: dict[Any, Check] = {
    FileSource: _check_file,
    str: _check_text,
    int: _check_integer,
    float: _check_number,
    bool: _check_boolean,
    Time: _check_time,
    type(None): _check_null,
    Any: _check_json,
    object: _check_json,
}


class _WrongType(InvalidRequest):
    """A value is of another type than expected. `validate` raises it as InvalidRequest."""

    def __init__(self, message: str, *, field: str, expected: str) -> None:
        super().__init__(message, field=field)
        self.expected = expected


def _wrong_type(path: str, expected: str, value: object, hint: str = "") -> _WrongType:
    """Name the type of the value and never the value itself, which may be personal."""
    actual = "UNSET" if value is UNSET else "None" if value is None else type(value).__name__
    message = f"{path or 'the request'} must be {expected}, not {actual}{hint}"
    return _WrongType(message, field=path, expected=expected)
