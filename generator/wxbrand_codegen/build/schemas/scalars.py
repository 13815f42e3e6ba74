"""Types of strings and enums, and the limits of values: lengths, ranges, patterns, numbers of items."""

from __future__ import annotations

import json
from typing import Any

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.build.descriptions import doc_of
from wxbrand_codegen.build.schemas.keywords import SENSITIVE
from wxbrand_codegen.document.nodes import MappingNode, Node, is_true, plain
from wxbrand_codegen.ir.distinct_names import Wanted
from wxbrand_codegen.ir.models import Enum, EnumMember
from wxbrand_codegen.ir.names import Name
from wxbrand_codegen.ir.types import MAX_SENSITIVE_BYTES, Limits, Text, Timestamp
from wxbrand_codegen.patterns.backtracking import UnsafePattern, refuse_unsafe
from wxbrand_codegen.patterns.translation import UntranslatablePattern, python_pattern

_NAMES = "x-wxbrand-enum-names"

_COUNTS = {
    "minLength": "min_length", "maxLength": "max_length", "minItems": "min_items", "maxItems": "max_items",
    "minProperties": "min_properties", "maxProperties": "max_properties",
}  # fmt: skip
_BOUNDS = {"minimum": "minimum", "maximum": "maximum", "multipleOf": "multiple_of"}
_EXCLUSIVE_BOUNDS = {
    "exclusiveMinimum": ("minimum", "exclusive_minimum"),
    "exclusiveMaximum": ("maximum", "exclusive_maximum"),
}


def string_type(schema: MappingNode, context: Context) -> Text | Timestamp:
    """Return the type of a string."""
    format_ = schema.text("format")
    if format_ == "date-time":
        return Timestamp()
    if format_ == "binary":
        message = "a binary value cannot be sent in JSON; use multipart/form-data"
        context.problem(schema.mark_of("format"), "unsupported-type", message)
    limits = limits_of(schema, context)
    sensitive = is_true(schema, SENSITIVE)
    if sensitive and (limits.min_length or 0) > MAX_SENSITIVE_BYTES:
        message = f"minLength is above {MAX_SENSITIVE_BYTES}, the number of bytes that can be encrypted"
        context.problem(schema.mark_of("minLength"), "impossible-limits", message)
    return Text(limits=limits, sensitive=sensitive)


def enum_of(schema: MappingNode, class_name: Name, types: list[str], context: Context) -> tuple[Enum | None, bool]:
    """Return the enum of a schema with `enum`, or None if it cannot be one, and whether null is allowed."""
    items = schema.sequence("enum")
    values = [item for item in items if plain(item) is not None]
    are_strings = all(isinstance(plain(item), str) for item in values)
    are_integers = all(type(plain(item)) is int for item in values)
    if not values or not (are_strings or are_integers):
        context.problem(schema.mark, "unsupported-type", "an enum must list strings only, or integers only")
        return None, False
    if types and types != ["string" if are_strings else "integer"] and not (are_integers and types == ["number"]):
        message = f"the values are not of type {', '.join(types)}"
        context.problem(schema.mark_of("enum"), "enum-of-other-type", message)
    members = _enum_members(schema, values, context)
    enum = Enum(name=class_name, doc=doc_of(schema, context), members=members, mark=schema.mark)
    return enum, len(values) < len(items)


def _enum_members(schema: MappingNode, values: list[Node], context: Context) -> tuple[EnumMember, ...]:
    meanings, chosen = schema.mapping("x-wxbrand-enum-meanings"), schema.mapping(_NAMES)
    known = {(type(plain(item)), plain(item)): item for item in values}
    texts = {str(value) for _, value in known}
    for text in sorted((chosen.members if chosen else {}).keys() - texts):
        context.advise(
            schema.mark_of(_NAMES), "unknown-value", f"{_NAMES} names {text}, which is not a value; correct it"
        )
    wanted = []
    for key, item in known.items():
        text = str(plain(item))
        choice = chosen.text(text) if chosen else None
        mark = chosen.mark_of(text) if chosen and choice else item.mark
        name = context.usable_name(choice, "value", mark) if choice else None
        identity = json.dumps(plain(item))
        wanted.append(Wanted(key=key, text=text, role="value", identity=identity, chosen=name, mark=mark))
    names = context.distinct_names(wanted, lambda name: (name.constant,))
    return tuple(
        EnumMember(
            name=names[key].constant,
            value=plain(item),
            meaning=(meanings.text(str(plain(item))) if meanings else None) or "",
        )
        for key, item in known.items()
    )


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
