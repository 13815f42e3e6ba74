"""Limits of values: lengths, ranges, patterns, numbers of items. A limit of another type has no effect, and is said so."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.document.nodes import MappingNode, is_true, plain
from wxbrand_codegen.ir.types import Limits, is_contradictory
from wxbrand_codegen.patterns.backtracking import UnsafePattern, refuse_unsafe
from wxbrand_codegen.patterns.translation import UntranslatablePattern, python_pattern
from wxbrand_codegen.suggestions import did_you_mean

_TEXT = {"minLength": "min_length", "maxLength": "max_length", "pattern": "pattern"}
_NUMBER = {
    "minimum": "minimum", "maximum": "maximum", "exclusiveMinimum": "exclusive_minimum",
    "exclusiveMaximum": "exclusive_maximum", "multipleOf": "multiple_of",
}  # fmt: skip
_LIST = {"minItems": "min_items", "maxItems": "max_items", "uniqueItems": "unique_items"}
_MAP = {"minProperties": "min_properties", "maxProperties": "max_properties"}
_ATTRIBUTES: Mapping[str, Mapping[str, str]] = {
    "string": _TEXT, "integer": _NUMBER, "number": _NUMBER, "array": _LIST, "object": _MAP,
}  # fmt: skip
"""By type: each keyword, and the attribute of `Limits` for it."""

_OF_ARRAYS = frozenset({*_LIST, "items", "prefixItems", "contains", "minContains", "maxContains", "unevaluatedItems"})
_OF_OBJECTS = frozenset(
    {*_MAP, "properties", "required", "additionalProperties", "patternProperties", "propertyNames",
     "unevaluatedProperties", "dependentRequired", "dependentSchemas"}
)  # fmt: skip
_TYPES: Mapping[str, frozenset[str]] = (
    dict.fromkeys(_TEXT, frozenset({"string"}))
    | dict.fromkeys(_NUMBER, frozenset({"integer", "number"}))
    | dict.fromkeys(_OF_ARRAYS, frozenset({"array"}))
    | dict.fromkeys(_OF_OBJECTS, frozenset({"object"}))
)
"""Keywords that concern values of some types only, and these types."""

LIMITS = frozenset({*_TEXT, *_NUMBER, *_LIST, *_MAP})

_TEXT_FORMATS = frozenset(
    {
        "date-time", "date", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6", "uri",
        "uri-reference", "iri", "iri-reference", "uuid", "uri-template", "json-pointer", "relative-json-pointer", "regex",
        "byte", "base64url", "binary", "password", "char", "commonmark", "html", "media-range", "http-date", "decimal",
        "decimal128", "time-local", "date-time-local",
    }
)  # fmt: skip
_NUMBER_FORMATS = frozenset(
    {"int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float", "double", "double-int"}
)
_FORMATS = tuple(sorted(_TEXT_FORMATS | _NUMBER_FORMATS))
_EITHER = frozenset({"decimal", "decimal128", "int64", "uint64", "double-int"})
"""Formats of numbers that are also written as text."""

_ARTICLES = {"string": "a string", "integer": "an integer", "number": "a number", "boolean": "true or false",
             "array": "an array", "object": "an object"}  # fmt: skip


def check_effect(schema: MappingNode, types: Collection[str], context: Context) -> None:
    """Report keywords and a format that have no effect on any of the types; without types, those that need one."""
    is_listed = "enum" in schema.members or "const" in schema.members
    for key in schema.members:
        concerned = _TYPES.get(key)
        if concerned is None or concerned & set(types) or (is_listed and not types):
            continue
        if types and schema.mark_of(key) in context.shared:
            continue  # it concerns another schema of the union
        if types:
            message = f"{key} has no effect on {_listed(types)}; remove it, or correct the type"
            context.advise(schema.mark_of(key), "keyword-without-effect", message)
        else:
            what = " or ".join(_ARTICLES[name] for name in sorted(concerned))
            message = f"{key} concerns {what}, but no type is stated, so any JSON value is accepted; add the type"
            context.ignore(schema, key, message)
    _check_format(schema, types, context)


def _check_format(schema: MappingNode, types: Collection[str], context: Context) -> None:
    format_ = schema.text("format")
    if format_ is None:
        return
    mark = schema.mark_of("format")
    if format_ not in _FORMATS:
        hint = did_you_mean(format_, _FORMATS)
        context.advise(mark, "unknown-format", f"the format {format_} is not known, and has no effect{hint}")
        return
    concerned = {"string"} if format_ in _TEXT_FORMATS else {"integer", "number"}
    if format_ in _EITHER:
        concerned = {"string", "integer", "number"}
    if types and not concerned & set(types):
        message = f"the format {format_} has no effect on {_listed(types)}; remove it, or correct the type"
        context.advise(mark, "keyword-without-effect", message)


def _listed(types: Collection[str]) -> str:
    return " or ".join(_ARTICLES[name] for name in types)


def limits_of(schema: MappingNode, type_name: str, context: Context) -> Limits:
    """Return the limits of a schema for values of a type. Report limits that exclude each other, and unusable patterns."""
    stated = {
        attribute: value
        for key, attribute in _ATTRIBUTES[type_name].items()
        if (value := _limit(schema, key, context)) is not None
    }
    limits = Limits(**stated)
    if is_contradictory(limits):
        message = "the limits exclude each other, so no value is possible; correct them"
        context.advise(schema.mark, "impossible-limits", message)
    return limits


def _limit(schema: MappingNode, key: str, context: Context) -> Any:
    if key not in schema.members:
        return None
    if key == "pattern":
        return _pattern(schema, context)
    if key == "uniqueItems":
        return is_true(schema, key)
    value = plain(schema.members[key])
    if type(value) not in {int, float}:
        return None
    return value if key in _NUMBER else int(value)  # JSON may write 5 as 5.0


def _pattern(schema: MappingNode, context: Context) -> str | None:
    pattern = schema.text("pattern")
    if pattern is None:
        return None
    try:
        translated = python_pattern(pattern)
        refuse_unsafe(translated)
    except (UnsafePattern, UntranslatablePattern) as reason:
        message = f"the pattern is not checked: it {reason}"
        context.ignore(schema, "pattern", message, code="unchecked-pattern")
        return None
    return translated
