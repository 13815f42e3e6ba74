"""The limits that a schema sets for values: lengths, ranges, patterns, numbers of items."""

from __future__ import annotations

from typing import Any

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.document.nodes import MappingNode, is_true, plain
from wxbrand_codegen.ir.types import Limits
from wxbrand_codegen.patterns.backtracking import UnsafePattern, refuse_unsafe
from wxbrand_codegen.patterns.translation import UntranslatablePattern, python_pattern

_COUNTS = {
    "minLength": "min_length", "maxLength": "max_length", "minItems": "min_items", "maxItems": "max_items",
    "minProperties": "min_properties", "maxProperties": "max_properties",
}  # fmt: skip
_BOUNDS = {"minimum": "minimum", "maximum": "maximum", "multipleOf": "multiple_of"}
_EXCLUSIVE_BOUNDS = {
    "exclusiveMinimum": ("minimum", "exclusive_minimum"),
    "exclusiveMaximum": ("maximum", "exclusive_maximum"),
}


def limits_of(schema: MappingNode, context: Context) -> Limits:
    """Return the limits of a schema. Report limits that no value can meet, and patterns that Python cannot check."""
    limits = Limits(
        **_counts(schema),
        **_bounds(schema),
        unique_items=is_true(schema, "uniqueItems"),
        pattern=_pattern(schema, context),
    )
    for low, high, message in (
        (limits.min_length, limits.max_length, "minLength is above maxLength"),
        (limits.minimum, limits.maximum, "minimum is above maximum"),
        (limits.min_items, limits.max_items, "minItems is above maxItems"),
        (limits.min_properties, limits.max_properties, "minProperties is above maxProperties"),
    ):
        if low is not None and high is not None and low > high:
            context.problem(schema.mark, "impossible-limits", message)
    return limits


def _pattern(schema: MappingNode, context: Context) -> str | None:
    """Return the pattern in the syntax of Python; None if it cannot be used."""
    pattern = schema.text("pattern")
    if pattern is None:
        return None
    try:
        translated = python_pattern(pattern)
        refuse_unsafe(translated)
    except UnsafePattern as reason:
        context.problem(schema.mark_of("pattern"), "endless-pattern", f"the pattern {reason}")
    except UntranslatablePattern as reason:
        context.problem(schema.mark_of("pattern"), "unusable-pattern", f"the pattern {reason}")
    else:
        return translated
    return None


def _counts(schema: MappingNode) -> dict[str, Any]:
    """Return the limits that are counts. JSON may write 5 as 5.0."""
    return {attribute: int(value) for key, attribute in _COUNTS.items() if (value := _number(schema, key)) is not None}


def _bounds(schema: MappingNode) -> dict[str, Any]:
    limits: dict[str, Any] = {
        attribute: value for key, attribute in _BOUNDS.items() if (value := _number(schema, key)) is not None
    }
    for key, (inclusive, exclusive) in _EXCLUSIVE_BOUNDS.items():
        if is_true(schema, key):  # OpenAPI 3.0: a flag that makes the other bound exclusive
            limits[exclusive] = limits.pop(inclusive, None)
        elif (value := _number(schema, key)) is not None:
            limits[exclusive] = value
    return limits


def _number(schema: MappingNode, key: str) -> int | float | None:
    value = plain(schema.members[key]) if key in schema.members else None
    return value if type(value) in {int, float} else None
