"""An example of a command: placeholders for what an operation needs, of the right kind and length."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from typing import Annotated, Any, get_args, get_origin

from wxbrand_runtime import InvalidRequest
from wxbrand_runtime.models import Limits
from wxbrand_runtime.models.validation import validate

from wxbrand_codegen.calls.answers import compact
from wxbrand_codegen.calls.fields import Field, fields_of, item_annotation, members_below, object_model, own_fields
from wxbrand_codegen.calls.package import CallableOperation
from wxbrand_codegen.calls.request import make_request, put

_MAX_DEPTH = 8
_TIME = "2026-01-01T00:00:00+08:00"
_TEXTS = ("https://example.com/notify", "110000", "1")
"""Texts for patterns that a name in capital letters does not match."""


def example_command(operation: CallableOperation, options: Mapping[str, str]) -> str:
    """Return a command line, to be copied. options: field -> its option."""
    words = ["wxbrand", "call", operation.id]
    for field, value in example_values(operation):
        words += [options[field.name], _text_of(field, value)]
    return shlex.join(words)


def example_values(operation: CallableOperation) -> list[tuple[Field, Any]]:
    """Return values for the fields that an operation needs, and for those that its rules ask for then."""
    fields = fields_of(operation.request)
    known = {each.name: each for field in fields for each in (field, *members_below(field))}
    values = {field.name: example_value(field) for field in fields if field.is_required}
    added = set[str]()
    while True:
        given = [(field, values[field.name]) for field in fields if field.name in values]
        try:
            validate(make_request(operation.request, None, given))
        except InvalidRequest as problem:
            if problem.field in known and problem.field not in added:
                added.add(problem.field)
                put(values, known[problem.field].path, example_value(known[problem.field]))
                continue
        return given


def _text_of(field: Field, value: Any) -> str:
    if field.is_list:
        value = value[0]
    return value if isinstance(value, str) and field.kind != "json" else compact(value)


def example_value(field: Field, depth: int = 0) -> Any:
    """Return a value of a field, as JSON."""
    item = item_annotation(field.annotation)
    if item is None:
        return _single(field, field.annotation, depth)
    return [_single(field, item, depth)]


def _single(field: Field, annotation: Any, depth: int) -> Any:
    limits = _limits(annotation)
    match field.kind:
        case "choice":
            return field.choices[0]
        case "integer" | "number":
            return int(limits.minimum or (limits.exclusive_minimum or 0) + 1)
        case "boolean":
            return True
        case "time":
            return _TIME
        case "file":
            return "picture.png"
        case "text":
            return _text(field.attribute, limits)
        case "json":
            return _object(annotation, depth)


def _object(annotation: Any, depth: int) -> Any:
    model = object_model(annotation)
    if model is None or depth == _MAX_DEPTH:
        return {}
    return {each.path[-1]: example_value(each, depth + 1) for each in own_fields(model) if each.is_required}


def _limits(annotation: Any) -> Limits:
    """Return the limits of a type. Those of its alternatives count too, as one of them is `UnsetType`."""
    if get_origin(annotation) is Annotated:
        return next((each for each in get_args(annotation) if isinstance(each, Limits)), Limits())
    return next((found for each in get_args(annotation) if (found := _limits(each)) != Limits()), Limits())


def _text(name: str, limits: Limits) -> str:
    """Return the name in capital letters, as a placeholder, lengthened or cut to fit."""
    minimum, maximum = limits.min_length or 0, limits.max_length or 1000
    texts = [f"{text:0<{minimum}}"[:maximum] for text in (name.upper().strip("_"), *_TEXTS)]
    matching = (text for text in texts if limits.pattern is None or re.search(limits.pattern, text, re.ASCII))
    return next(matching, texts[0])
