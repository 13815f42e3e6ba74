"""Test cases for limits: the last value that each limit allows, and the first that it refuses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from wxbrand_codegen.examples.repair import NoExample
from wxbrand_codegen.examples.validation import mismatch
from wxbrand_codegen.examples.values import text_of_length
from wxbrand_codegen.ir.ids import is_id, is_valid_id
from wxbrand_codegen.ir.models import Models
from wxbrand_codegen.ir.operations import Parameter
from wxbrand_codegen.ir.types import MAX_SENSITIVE_BYTES, Constant, Integer, Limits, ListOf, MapOf, Number, Text, Type
from wxbrand_codegen.patterns.backtracking import matches
from wxbrand_codegen.render.code import Code, code, literal
from wxbrand_codegen.render.tests.example_requests import values_within
from wxbrand_codegen.render.tests.parameter_styles import can_express

_UNUSUAL_CHARACTERS = ("券", "!", " ", "\n", "é", "a", "0")
"""Candidates for a character that a pattern refuses."""

_MAX_CHARACTERS = 100_000
_MAX_ITEMS = 10_000
"""Longer texts and larger lists would make the tests slow."""


def limit_cases(parameter: Parameter, value: Any, models: Models) -> Iterator[tuple[Code, bool]]:
    """Yield cases for every limit of a parameter and of the values within its example.

    A case is a row of a table (the path in the request, and the value to put there), and whether that is allowed.
    """
    for path, type_, inner in values_within(value, parameter.field.type, models, (parameter.field.name.snake,)):
        names = [parameter.field.wire, *(step for step in path[1:] if not step.isdecimal())]
        may_be_odd = parameter.location != "path" and not is_id(names[-1])
        for candidate in _candidates(type_, inner):
            is_allowed = mismatch(candidate, type_, models) is None and (may_be_odd or is_valid_id(candidate, type_))
            if parameter.location == "path" and candidate == "":
                continue  # an empty path segment would be another path
            if parameter.location != "body" and not can_express(parameter, _replaced(value, path[1:], candidate)):
                continue
            if parameter.from_file == "sha256" and is_allowed:
                continue  # it would not be the digest of the file
            yield literal((path, _compact(candidate))), is_allowed


def _replaced(value: Any, path: Sequence[str], candidate: Any) -> Any:
    if not path:
        return candidate
    step, rest = path[0], path[1:]
    if isinstance(value, list):
        return [_replaced(item, rest, candidate) if str(n) == step else item for n, item in enumerate(value)]
    return {**value, step: _replaced(value[step], rest, candidate)}


def _candidates(type_: Type, value: Any) -> Iterator[Any]:
    """Yield values on both sides of each limit."""
    match type_:
        case Text(limits=limits, sensitive=sensitive):
            yield from _texts(limits, value)
            if sensitive and value and (limits.max_length or MAX_SENSITIVE_BYTES + 1) > MAX_SENSITIVE_BYTES:
                yield (value * (MAX_SENSITIVE_BYTES + 1))[: MAX_SENSITIVE_BYTES + 1]
        case Constant(value=only, is_only=True) if not type_.is_structure:
            yield from (only, _other_than(only))
        case Integer(limits=limits):
            yield from map(int, _numbers(limits, 1))
        case Number(limits=limits):
            yield from _numbers(limits, 0.5)
        case ListOf(limits=limits) if value:
            yield from (value[:1] * size for size in _sizes(limits.min_items, limits.max_items, _MAX_ITEMS))
            if limits.unique_items:
                yield value[:1] * 2
        case MapOf(limits=limits) if value:
            member = next(iter(value.values()))
            for size in _sizes(limits.min_properties, limits.max_properties, _MAX_ITEMS):
                yield {f"key_{n + 1}": member for n in range(size)}
        case _:
            return


def _other_than(only: Any) -> Any:
    """Return another value of the same type."""
    match only:
        case bool():
            return not only
        case int() | float():
            return only + 1 if only < 0 else only - 1
        case str():
            return f"{only}x"
        case _:
            return "x"


def _sizes(least: int | None, most: int | None, bound: int) -> Iterator[int]:
    """Yield the sizes at both limits and just outside them, up to a bound."""
    inside = [size for size in (least, most) if size is not None]
    outside = [least - 1] if least else []
    if most is not None:
        outside.append(most + 1)
    yield from (size for size in dict.fromkeys([*inside, *outside]) if size <= bound)


def _texts(limits: Limits, value: str) -> Iterator[str]:
    pattern_only = replace(limits, min_length=None, max_length=None)
    for length in _sizes(limits.min_length, limits.max_length, _MAX_CHARACTERS):
        for sample in (value[:1], value):
            try:
                yield text_of_length(length, pattern_only, sample)
            except NoExample:
                continue
            break
    if limits.pattern is not None:
        yield from _mismatching(limits.pattern, value)


def _mismatching(pattern: str, value: str) -> Iterator[str]:
    """Yield texts that end with a character the pattern refuses, or with a line feed. Their length is right."""
    endings = [value[:-1] + last for last in _UNUSUAL_CHARACTERS]
    refused = next((text for text in endings if matches(pattern, text) is False), None)
    line_feed = value[:-1] + "\n"
    found = [refused, line_feed if matches(pattern, line_feed) is False else None]
    yield from dict.fromkeys(text for text in found if text is not None)


def _numbers(limits: Limits, default_step: float) -> Iterator[float]:
    step = limits.multiple_of or default_step
    for bound, other in (
        (limits.minimum, -step),
        (limits.exclusive_minimum, step),
        (limits.maximum, step),
        (limits.exclusive_maximum, -step),
    ):
        if bound is not None:
            yield from (bound, bound + other)
    if limits.multiple_of is not None:
        yield limits.multiple_of * 1.5 if default_step < 1 or limits.multiple_of % 2 == 0 else limits.multiple_of + 1


def _compact(value: Any) -> Code:
    """Write a value, a repeated character or item as a product."""
    if isinstance(value, str) and len(value) > 20 and len(set(value)) == 1:
        return code("{} * {}", literal(value[0]), literal(len(value)))
    if isinstance(value, list) and len(value) > 1 and all(item == value[0] for item in value):
        return code("[{}] * {}", literal(value[0]), literal(len(value)))
    return literal(value)
