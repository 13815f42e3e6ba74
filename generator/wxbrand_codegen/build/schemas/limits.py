"""Part of build: what a schema says a value must keep to."""

from __future__ import annotations

from typing import Any

from wxbrand_codegen.document.nodes import MappingNode, is_true, plain
from wxbrand_codegen.ir.types import Limits
from wxbrand_codegen.patterns.backtracking import UnsafePattern, refuse_unsafe
from wxbrand_codegen.patterns.translate import UntranslatablePattern, python_pattern
from wxbrand_codegen.problems import Problem, Report

_COUNTS = {
    "minLength": "min_length", "maxLength": "max_length", "minItems": "min_items", "maxItems": "max_items",
    "minProperties": "min_properties", "maxProperties": "max_properties",
}  # fmt: skip
_BOUNDS = {"minimum": "minimum", "maximum": "maximum", "multipleOf": "multiple_of"}
_EXCLUSIVE = {
    "exclusiveMinimum": ("minimum", "exclusive_minimum"),
    "exclusiveMaximum": ("maximum", "exclusive_maximum"),
}


def limits_of(node: MappingNode, report: Report) -> Limits:
    """Gather the limits; one that nothing can meet, or that Python cannot check, is a problem."""
    stated = _counts(node) | _bounds(node)
    if is_true(node, "uniqueItems"):
        stated["unique_items"] = True
    pattern = node.text("pattern")
    if pattern is not None:
        try:
            translated = python_pattern(pattern)
            refuse_unsafe(translated)
            stated["pattern"] = translated
        except UnsafePattern as reason:
            report(Problem(mark=node.mark_of("pattern"), code="endless-pattern", message=f"the pattern {reason}"))
        except UntranslatablePattern as reason:
            report(Problem(mark=node.mark_of("pattern"), code="unusable-pattern", message=f"the pattern {reason}"))
    limits = Limits(**stated)
    for low, high, words in (
        (limits.min_length, limits.max_length, "minLength is above maxLength"),
        (limits.minimum, limits.maximum, "minimum is above maximum"),
        (limits.min_items, limits.max_items, "minItems is above maxItems"),
        (limits.min_properties, limits.max_properties, "minProperties is above maxProperties"),
    ):
        if low is not None and high is not None and low > high:
            report(Problem(mark=node.mark, code="impossible-limits", message=words))
    return limits


def _counts(node: MappingNode) -> dict[str, Any]:
    """Give the limits that count something; JSON may write 5 as 5.0."""
    return {attribute: int(value) for key, attribute in _COUNTS.items() if (value := _number(node, key)) is not None}


def _bounds(node: MappingNode) -> dict[str, Any]:
    stated: dict[str, Any] = {
        attribute: value for key, attribute in _BOUNDS.items() if (value := _number(node, key)) is not None
    }
    for key, (inclusive, exclusive) in _EXCLUSIVE.items():
        if is_true(node, key):  # OpenAPI 3.0 writes it as a remark on the other bound
            stated[exclusive] = stated.pop(inclusive, None)
        elif (value := _number(node, key)) is not None:
            stated[exclusive] = value
    return stated


def _number(node: MappingNode, key: str) -> int | float | None:
    value = plain(node.members[key]) if key in node.members else None
    return value if type(value) in {int, float} else None
