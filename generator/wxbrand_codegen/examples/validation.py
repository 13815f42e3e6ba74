"""Validate JSON values, such as the examples of a spec, against a type."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, assert_never

from wxbrand_codegen.ir import types
from wxbrand_codegen.ir.ids import is_id, is_valid_id
from wxbrand_codegen.ir.models import Enum, Field, Members, Model, Models, Record, Union
from wxbrand_codegen.ir.rule_evaluation import violations
from wxbrand_codegen.patterns.backtracking import matches


def mismatch(value: Any, type_: types.Type, models: Models) -> str | None:
    """Return why a JSON value does not fit a type, or None if it does. The text completes a sentence that begins with "it"."""
    match type_:
        case types.Anything(impossible=impossible):
            return "can have no value" if impossible else None
        case types.Nullable(item=item):
            return None if value is None else mismatch(value, item, models)
        case types.Text(limits=limits, sensitive=sensitive):
            if not isinstance(value, str):
                return "is not a string"
            most_bytes = types.MAX_SENSITIVE_BYTES if sensitive else None
            return _text_mismatch(value, limits) or _size_mismatch(
                len(value.encode()), None, most_bytes, "bytes of UTF-8 and is sensitive"
            )
        case types.Integer(limits=limits):
            if type(value) is not int:
                return "is not an integer"
            return _number_mismatch(value, limits) if -(2**63) <= value < 2**63 else "does not fit into 64 bits"
        case types.Number(limits=limits):
            return "is not a number" if type(value) not in {int, float} else _number_mismatch(value, limits)
        case types.Constant(is_only=False):
            return None if isinstance(value, str) else "is not a string"
        case types.Constant(value=only):
            is_same = value == only and isinstance(value, bool) is isinstance(only, bool)
            return None if is_same else f"is not {type_.text}"
        case types.Boolean():
            return None if type(value) is bool else "is not a boolean"
        case types.File():
            return None if isinstance(value, str) and value else "is not a file name"
        case types.Timestamp():
            is_valid = isinstance(value, str) and types.is_timestamp(value)
            return None if is_valid else "is not an RFC 3339 date-time with an offset"
        case types.ListOf(item=item, limits=limits):
            if not isinstance(value, list):
                return "is not an array"
            if limits.unique_items and any(entry in value[:position] for position, entry in enumerate(value)):
                return "has a duplicate item"
            return _size_mismatch(len(value), limits.min_items, limits.max_items, "items") or next(
                (reason for entry in value if (reason := mismatch(entry, item, models))), None
            )
        case types.MapOf(value=member, limits=limits):
            if not isinstance(value, dict):
                return "is not an object"
            return _size_mismatch(len(value), limits.min_properties, limits.max_properties, "members") or next(
                (reason for entry in value.values() if (reason := mismatch(entry, member, models))), None
            )
        case types.Ref(name=name):
            return _model_mismatch(value, models.get(name), models)
        case _:
            assert_never(type_)


def field_mismatch(value: Any, field: Field, models: Models, *, in_path: bool = False) -> str | None:
    """Return why a JSON value does not fit a member or parameter, in the words of `mismatch`."""
    reason = mismatch(value, field.type, models)
    if reason is None and (in_path or is_id(field.wire)) and not is_valid_id(value, field.type):
        return "has a line end or an invisible character, or is blank, which no id may be"
    return reason


def _model_mismatch(value: Any, model: Model | None, models: Models) -> str | None:
    match model:
        case None:
            return None  # a recursive record that is still being built
        case Enum(members=members):
            known = any(value == member.value and type(value) is type(member.value) for member in members)
            return None if known else f"is not a value of {model.name.pascal}"
        case Record(fields=fields):
            if not isinstance(value, dict):
                return "is not an object"
            by_wire = {field.wire: field for field in fields}
            for wire in value:
                if wire not in by_wire:
                    return f"has a member {wire}, which {model.name.pascal} does not have"
            for field in fields:
                if field.wire not in value:
                    if field.required:
                        return f"lacks the member {field.wire}"
                elif reason := field_mismatch(value[field.wire], field, models):
                    return f"has a member {field.wire} that {reason}"
            violation = next(violations(value, Members((), model.rules), models), None)
            return None if violation is None else f"violates the rule at {violation.rule.mark}"
        case Union(variants=variants):
            fits = any(mismatch(value, variant, models) is None for variant in variants)
            return None if fits else f"fits no variant of {model.name.pascal}"
        case _:
            assert_never(model)


def _text_mismatch(value: str, limits: types.Limits) -> str | None:
    if reason := _size_mismatch(len(value), limits.min_length, limits.max_length, "characters"):
        return reason
    if limits.pattern is None:
        return None
    matched = matches(limits.pattern, value)
    if matched is None:
        return "is too long to be matched against its pattern"
    return None if matched else "does not match its pattern"


def _size_mismatch(size: int, least: int | None, most: int | None, unit: str) -> str | None:
    if least is not None and size < least:
        return f"has {size} {unit}; the minimum is {least}"
    if most is not None and size > most:
        return f"has {size} {unit}; the maximum is {most}"
    return None


def _number_mismatch(value: float, limits: types.Limits) -> str | None:
    if limits.minimum is not None and value < limits.minimum:
        return f"is less than {limits.minimum}"
    if limits.maximum is not None and value > limits.maximum:
        return f"is greater than {limits.maximum}"
    if limits.exclusive_minimum is not None and value <= limits.exclusive_minimum:
        return f"is not greater than {limits.exclusive_minimum}"
    if limits.exclusive_maximum is not None and value >= limits.exclusive_maximum:
        return f"is not less than {limits.exclusive_maximum}"
    if limits.multiple_of is not None and Decimal(str(value)) % Decimal(str(limits.multiple_of)):
        return f"is not a multiple of {limits.multiple_of}"
    return None
