"""Validate requests before they are sent: types, limits, enum values.

Responses are never validated here. The annotations of a model are compiled into check functions once, at its first use.
"""

from __future__ import annotations

import types
import typing
from enum import Enum
from functools import cache
from typing import Annotated, Any, TypeGuard, Union

from msgspec import UNSET, UnsetType

from wxbrand_runtime.errors import InvalidRequest
from wxbrand_runtime.models.annotations import OtherValue, is_union, model_fields, union_kinds
from wxbrand_runtime.models.ids import check_id, is_id
from wxbrand_runtime.models.limits import Check, Limits, limit_checks
from wxbrand_runtime.models.operations import Operation
from wxbrand_runtime.models.records import Model, Request, is_model
from wxbrand_runtime.models.rules import check_rules
from wxbrand_runtime.models.type_checks import SIMPLE_CHECKS, WrongType, enum_check, list_check, map_check, wrong_type
from wxbrand_runtime.models.unreadable import complete_class, required_attributes


def validate(request: object) -> None:
    """Raise InvalidRequest, naming the field, for the first value that the spec does not allow."""
    if not _is_request(request):
        raise wrong_type("", "one of the package's request models", request)
    for attribute, wire, check in _member_checks(type(request)):
        try:
            check(getattr(request, attribute), wire)
        except WrongType as problem:
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
    operation: Operation | None = getattr(model, "operation", None)
    in_path = () if operation is None else operation.in_path
    return [
        (attribute, wire, _check_for(annotation, is_id=attribute in in_path or is_id(wire)))
        for attribute, wire, annotation in model_fields(model)
    ]


def _check_for(annotation: Any, *, is_id: bool = False) -> Check:
    """Return the check of a type. In an id, and in a list of ids, texts are checked as ids."""
    if typing.get_origin(annotation) is Annotated:
        type_, *extras = typing.get_args(annotation)
        limits = [extra for extra in extras if isinstance(extra, Limits)]
        return _all_checks(
            _check_for(type_, is_id=is_id), *(check for limit in limits for check in limit_checks(limit))
        )
    if typing.get_origin(annotation) in {Union, types.UnionType}:
        return _alternatives_check(typing.get_args(annotation), is_id=is_id)
    if typing.get_origin(annotation) is typing.Literal:
        return _constant_check(typing.get_args(annotation)[0])
    if typing.get_origin(annotation) is list:
        return list_check(_check_for(typing.get_args(annotation)[0], is_id=is_id))
    if typing.get_origin(annotation) is dict:
        return map_check(_check_for(typing.get_args(annotation)[1]))
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return enum_check(annotation)
    if is_model(annotation):
        return _model_check(annotation)
    if is_union(annotation):
        return _union_check(annotation)
    return check_id if is_id and annotation is str else SIMPLE_CHECKS[annotation]


def _model_check(model: type[Model]) -> Check:
    def check_model(value: Any, path: str) -> None:
        if value.__class__ is not model:
            _check_received(model, value, path)
        for attribute, wire, check in _member_checks(model):  # not looked up earlier: a model may contain itself
            check(getattr(value, attribute), f"{path}.{wire}")
        if model.rules:
            check_rules(value, f"{path}.")

    return check_model


def _check_received(model: type[Model], value: Any, path: str) -> None:
    """Check that a value is an object of the model that was received without a required member, and that has them all now."""
    if complete_class(value.__class__) is not model:
        raise wrong_type(path, f"a {model.__name__}", value)
    for attribute, wire, _ in _member_checks(model):
        if attribute in required_attributes(model) and getattr(value, attribute, UNSET) is UNSET:
            raise InvalidRequest(
                f"{path}.{wire} could not be read in what was received; give it a value", field=f"{path}.{wire}"
            )


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


def _alternatives_check(annotations: tuple[Any, ...], *, is_id: bool) -> Check:
    """Check `X | UnsetType`, `X | None` and both. Of several types, try each."""
    may_be_unset, may_be_null = UnsetType in annotations, type(None) in annotations
    kinds = [annotation for annotation in annotations if annotation not in {UnsetType, type(None), OtherValue}]
    checks = [_check_for(annotation, is_id=is_id) for annotation in kinds]

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
    of_its_type = [problem for problem in errors if not (isinstance(problem, WrongType) and problem.field == path)]
    if of_its_type:
        return max(of_its_type, key=lambda problem: len(problem.field))
    expected = dict.fromkeys(problem.expected for problem in errors if isinstance(problem, WrongType))
    return wrong_type(path, " or ".join(expected), value)
