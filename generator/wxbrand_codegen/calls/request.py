"""The values that were given become a request model, which the client validates.

Values keep their types: what is wrong with one the client says, as it does in Python. Said here is only what it cannot see: a
member that does not exist, or one that is missing in an object.
"""

from __future__ import annotations

import typing
from collections.abc import Iterable, Mapping
from typing import Any

from wxbrand_runtime import InvalidRequest
from wxbrand_runtime.client.serialisation.bodies import body_attributes
from wxbrand_runtime.models import Request
from wxbrand_runtime.models.annotations import is_union, model_fields
from wxbrand_runtime.models.conversion import alternatives_of, union_candidates
from wxbrand_runtime.models.records import Model, is_model
from wxbrand_runtime.models.unreadable import required_attributes

from wxbrand_codegen.calls.fields import Field
from wxbrand_codegen.config import UsageError
from wxbrand_codegen.suggestions import did_you_mean

_NOTHING: Any = object()


def make_request(request: type[Request[Any]], body: Any, given: Iterable[tuple[Field, Any]]) -> Request[Any]:
    """Return a request with the members of a body, and the values of fields on top of them.

    body: a JSON value, None for none. Raises InvalidRequest, and UsageError if a field that is needed is missing.
    """
    values = {} if body is None else _fields_of_body(request, body)
    for field, value in sorted(given, key=lambda pair: len(pair[0].path)):  # an object first, then its members
        put(values, field.path, value)
    missing = [name for name in required_attributes(request) if name not in values]
    if missing:
        options = ", ".join(f"--{name}" for name in missing)
        raise UsageError(f"{request.operation.name} needs {options}; see wxbrand call {request.operation.name} --help")
    built = {
        name: _build(annotation, values[name], name) for name, _, annotation in model_fields(request) if name in values
    }
    return request(**built)


def _fields_of_body(request: type[Request[Any]], body: Any) -> dict[str, Any]:
    operation = request.operation
    attributes = {wire: attribute for attribute, wire in body_attributes(request)}
    if operation.body == "whole":
        return dict.fromkeys(attributes.values(), body)
    if not isinstance(body, dict):
        raise InvalidRequest("the body must be a JSON object", field="body")
    for name in body:
        if name not in attributes:
            raise InvalidRequest(
                f"the body of {operation.name} {_unknown(name, attributes)}{_option(request, name)}", field=name
            )
    return {attributes[name]: value for name, value in body.items()}


def _option(request: type[Request[Any]], name: str) -> str:
    """Say that a name is that of a field outside the body, if it is."""
    operation = request.operation
    outside = {operation.wire(each): each for each in (*operation.in_path, *operation.in_query, *operation.in_header)}
    return f"; it is not part of the body: give it as --{outside[name]}" if name in outside else ""


def _unknown(name: str, known: Iterable[str]) -> str:
    return f"has no member {name!r}{did_you_mean(name, known)}"


def put(values: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    """Set a value at a path within objects, and make those that are not there yet. Raises UsageError if one is no object."""
    *parents, name = path
    for count, parent in enumerate(parents, start=1):
        below = values.get(parent, {})
        if not isinstance(below, dict):
            shown = ".".join(path[:count])
            raise UsageError(f"--{'.'.join(path)} cannot be set: {shown} was given too, and is not an object")
        values[parent] = below = dict(below)  # a copy: the objects are the caller's
        values = below
    values[name] = value


def _build(annotation: Any, value: Any, path: str) -> Any:
    """Return a JSON value with models in place of the objects that are described. Raise InvalidRequest."""
    for kind in alternatives_of(annotation):
        if (built := _build_as(kind, value, path)) is not _NOTHING:
            return built
    return value


def _build_as(kind: Any, value: Any, path: str) -> Any:
    """Return a value as a type; _NOTHING if it is none of that type."""
    if isinstance(value, dict):
        if is_union(kind):
            return _build(union_candidates(kind, value)[0], value, path)
        if is_model(kind):
            return _build_model(kind, value, path)
        if typing.get_origin(kind) is dict:
            of_member = typing.get_args(kind)[1]
            return {name: _build(of_member, member, f"{path}.{name}") for name, member in value.items()}
    if isinstance(value, list) and typing.get_origin(kind) is list:
        of_item = typing.get_args(kind)[0]
        return [_build(of_item, item, f"{path}[{index}]") for index, item in enumerate(value)]
    return _NOTHING


def _build_model(model: type[Model], value: Mapping[str, Any], path: str) -> Model:
    known = {wire: (attribute, annotation) for attribute, wire, annotation in model_fields(model)}
    for name in value:
        if name not in known:
            raise InvalidRequest(f"{path} {_unknown(name, known)}", field=f"{path}.{name}")
    for wire, (attribute, _) in known.items():
        if wire not in value and attribute in required_attributes(model):
            raise InvalidRequest(f"{path}.{wire} is missing", field=f"{path}.{wire}")
    members = {known[name][0]: _build(known[name][1], member, f"{path}.{name}") for name, member in value.items()}
    return model(**members)
