"""Validate JSON values, such as the examples of a spec, against a type."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, assert_never

from wxbrand_codegen.ir.models import Enum, Model, Models, Record, Union
from wxbrand_codegen.ir.rule_evaluation import applies, holds
from wxbrand_codegen.ir.rules import Rule
from wxbrand_codegen.ir.timestamps import is_timestamp
from wxbrand_codegen.ir.types import (
    MAX_SENSITIVE_BYTES,
    Anything,
    Boolean,
    File,
    Integer,
    Limits,
    ListOf,
    MapOf,
    Nullable,
    Number,
    Ref,
    Text,
    Timestamp,
    Type,
)
from wxbrand_codegen.patterns.backtracking import matches


def mismatch(value: Any, type_: Type, models: Models) -> str | None:
    """Say why a JSON value does not fit, or None if it does."""
    match type_:
        case Anything():
            return None
        case Nullable(item=item):
            return None if value is None else mismatch(value, item, models)
        case Text(limits=limits, sensitive=sensitive):
            if not isinstance(value, str):
                return "is not text"
            return _text_mismatch(value, limits) or (_sensitive_mismatch(value) if sensitive else None)
        case Integer(limits=limits):
            if type(value) is not int:
                return "is not a whole number"
            return _number_mismatch(value, limits) if -(2**63) <= value < 2**63 else "does not fit into 64 bits"
        case Number(limits=limits):
            return "is not a number" if type(value) not in {int, float} else _number_mismatch(value, limits)
        case Boolean():
            return None if type(value) is bool else "is not true or false"
        case File():
            return None if isinstance(value, str) and value else "is not a file's name"
        case Timestamp():
            return None if isinstance(value, str) and is_timestamp(value) else "is not a time with an offset"
        case ListOf(item=item, limits=limits):
            if not isinstance(value, list):
                return "is not a list"
            if limits.unique_items and any(entry in value[:position] for position, entry in enumerate(value)):
                return "holds the same item twice"
            return _size_mismatch(len(value), limits.min_items, limits.max_items, "items") or next(
                (reason for entry in value if (reason := mismatch(entry, item, models))), None
            )
        case MapOf(value=member, limits=limits):
            if not isinstance(value, dict):
                return "is not an object"
            return _size_mismatch(len(value), limits.min_properties, limits.max_properties, "members") or next(
                (reason for entry in value.values() if (reason := mismatch(entry, member, models))), None
            )
        case Ref(name=name):
            return _model_mismatch(value, models.get(name), models)
        case _:
            assert_never(type_)


def _model_mismatch(value: Any, model: Model | None, models: Models) -> str | None:
    match model:
        case None:
            return None  # still being built: a record that holds itself
        case Enum(members=members):
            known = any(value == member.value and type(value) is type(member.value) for member in members)
            return None if known else f"is not among the values of {model.name.pascal}"
        case Record(fields=fields):
            if not isinstance(value, dict):
                return "is not an object"
            by_wire = {field.wire: field for field in fields}
            for wire in value:
                if wire not in by_wire:
                    return f"has {wire}, which {model.name.pascal} does not have"
            for field in fields:
                if field.wire not in value:
                    if field.required:
                        return f"lacks {field.wire}"
                elif reason := mismatch(value[field.wire], field.type, models):
                    return f"has {field.wire}, which {reason}"
            broken = violated_rule(value, model.rules)
            return None if broken is None else f"breaks the rule at {broken.mark}"
        case Union(variants=variants):
            fitting = any(mismatch(value, variant, models) is None for variant in variants)
            return None if fitting else f"is none of the kinds of {model.name.pascal}"
        case _:
            assert_never(model)


def violated_rule(value: dict[str, Any], rules: tuple[Rule, ...]) -> Rule | None:
    """Give the first rule on members that an object breaks itself."""
    return next((r for r in rules if applies(r, value) and not all(holds(fact, value) for fact in r.then)), None)


def _text_mismatch(value: str, limits: Limits) -> str | None:
    if reason := _size_mismatch(len(value), limits.min_length, limits.max_length, "characters"):
        return reason
    if limits.pattern is None:
        return None
    accepted = matches(limits.pattern, value)
    return None if accepted else "breaks its pattern" if accepted is False else "is too long for its pattern"


def _sensitive_mismatch(value: str) -> str | None:
    return _size_mismatch(len(value.encode()), None, MAX_SENSITIVE_BYTES, "bytes in UTF-8, since it is sensitive")


def _size_mismatch(size: int, least: int | None, most: int | None, unit: str) -> str | None:
    if least is not None and size < least:
        return f"has {size} {unit}, under {least}"
    if most is not None and size > most:
        return f"has {size} {unit}, over {most}"
    return None


def _number_mismatch(value: float, limits: Limits) -> str | None:
    if limits.minimum is not None and value < limits.minimum:
        return f"is under {limits.minimum}"
    if limits.maximum is not None and value > limits.maximum:
        return f"is over {limits.maximum}"
    if limits.exclusive_minimum is not None and value <= limits.exclusive_minimum:
        return f"is not above {limits.exclusive_minimum}"
    if limits.exclusive_maximum is not None and value >= limits.exclusive_maximum:
        return f"is not below {limits.exclusive_maximum}"
    if limits.multiple_of is not None and Decimal(str(value)) % Decimal(str(limits.multiple_of)):
        return f"is not a multiple of {limits.multiple_of}"
    return None
