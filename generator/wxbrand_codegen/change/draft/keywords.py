"""Keywords of plain values: listed values, limits, default, unit, lifetime. What does not fit the type becomes a TODO."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from wxbrand_codegen.change.draft.notes import ReviewNotes
from wxbrand_codegen.pages import Field, FieldType, lifetime_in, unit_of_length, unit_of_number

_LENGTHS = {"min_length": "minLength", "max_length": "maxLength", "pattern": "pattern"}
_RANGE = {"minimum": "minimum", "maximum": "maximum"}
_ITEMS = {"min_items": "minItems", "max_items": "maxItems"}
_SIZE = {"max_bytes": "x-wxbrand-max-bytes"}
_LIMITS_OF_TYPE = {"string": _LENGTHS, "integer": _RANGE, "number": _RANGE, "file": _SIZE}
_SHORTEST_TIME = 25
"""Characters of a time as WeChat Pay writes it, such as 2015-05-20T13:29:35+08:00. A greater limit says nothing."""


def innermost(type_: FieldType) -> FieldType:
    """Return the type of an array's items, of theirs if they are arrays, and so on; of anything else the type itself."""
    while type_.name == "array" and type_.item is not None:
        type_ = type_.item
    return type_


def value_of(text: str, type_name: str) -> Any:
    """Parse a value of a plain type, written as text; return None if it is not of the type."""
    match type_name:
        case "string":
            return text
        case "integer" if re.fullmatch(r"-?\d{1,18}", text):
            return int(text)
        case "number" if re.fullmatch(r"-?\d{1,18}(?:\.\d{1,18})?", text):
            return float(text) if "." in text else int(text)
        case "boolean":
            return {"true": True, "false": False}.get(text)
        case _:
            return None


def array_keywords(field: Field, notes: ReviewNotes) -> dict[str, Any]:
    """Return the limits of an array's length."""
    return _consistent(field, _stated(field, _ITEMS), notes)


def file_keywords(field: Field) -> dict[str, Any]:
    """Return the keywords of a file."""
    size = field.limits.max_bytes
    return {"type": "string", "format": "binary"} | ({} if size is None else {"x-wxbrand-max-bytes": size})


def plain_keywords(field: Field, type_: FieldType, notes: ReviewNotes) -> dict[str, Any]:
    """Return the keywords of a plain value: of the field, or of the items if it is an array."""
    keywords: dict[str, Any] = {"type": type_.name}
    limits = _limits(field, type_, notes)
    if field.enum:
        keywords |= _listed(field, type_, limits, notes)
    elif type_.name == "string" and re.search(r"rfc\s?3339", field.prose, re.IGNORECASE):
        keywords["format"] = "date-time"
        if limits.pop("maxLength", _SHORTEST_TIME) < _SHORTEST_TIME or limits:
            notes.todo(f"{field.name} is a time, but the page limits its length", field)
    else:
        keywords |= limits
        if limits.keys() & {"minLength", "maxLength"}:
            keywords["x-wxbrand-unit"] = unit_of_length(field.prose)
        if (
            type_.name == "string"
            and None not in (lengths := {type_.length, field.limits.max_length})
            and len(lengths) > 1
        ):
            keywords |= notes.record("maxLength", min(filter(None, lengths)))
    if type_.name in {"integer", "number"} and (unit := unit_of_number(field.prose)):
        keywords["x-wxbrand-unit"] = unit
    if seconds := lifetime_in(field.prose):
        keywords["x-wxbrand-lifetime-seconds"] = seconds
    return keywords


def _limits(field: Field, type_: FieldType, notes: ReviewNotes) -> dict[str, Any]:
    """Return what limits the length or the range of a value, from its type and from its prose."""
    stated = _stated(field, _LIMITS_OF_TYPE.get(type_.name, {}))
    if type_.length is not None and type_.name == "string":
        in_prose = stated.setdefault("maxLength", type_.length)
        if in_prose != type_.length:
            notes.todo(f"{field.name} is {type_}, but its description says {in_prose}; decide which", field)
            stated["maxLength"] = max(in_prose, type_.length)  # a client must not be stricter than is proven
    elif type_.length is not None:
        notes.todo(f"{field.name} is {type_}; say what its length means", field)
    return _consistent(field, stated, notes)


def _stated(field: Field, keywords: Mapping[str, str]) -> dict[str, Any]:
    found = {key: getattr(field.limits, attribute) for attribute, key in keywords.items()}
    return {key: value for key, value in found.items() if value is not None}


def _consistent(field: Field, limits: dict[str, Any], notes: ReviewNotes) -> dict[str, Any]:
    """Return limits that a value can keep: without the lower one of two that exclude each other."""
    for least, most in (("minLength", "maxLength"), ("minimum", "maximum"), ("minItems", "maxItems")):
        if limits.get(least, -math.inf) > limits.get(most, math.inf):
            notes.todo(f"{field.name}: {least} {limits.pop(least)} exceeds {most} {limits[most]}; decide which", field)
    return limits


def _listed(field: Field, type_: FieldType, limits: dict[str, Any], notes: ReviewNotes) -> dict[str, Any]:
    values = {text: value_of(text, type_.name) for text in field.enum}
    if wrong := [text for text, value in values.items() if value is None]:
        notes.todo(f"{field.name} is {type_}, but the page lists {'/'.join(wrong)}; add them by hand", field)
    listed = [value for value in values.values() if value is not None]
    if not listed:
        return limits
    if broken := [f"{key} {limit}" for key, limit in limits.items() if any(_breaks(v, key, limit) for v in listed)]:
        notes.todo(f"{field.name}: not all listed values are within {' and '.join(broken)}", field)
    meanings = {text: meaning for text, meaning in field.enum.items() if meaning and values[text] is not None}
    return {"enum": listed} | ({"x-wxbrand-enum-meanings": meanings} if meanings else {})


def _breaks(value: Any, key: str, limit: Any) -> bool:
    match key:
        case "minLength":
            return len(value) < int(limit)
        case "maxLength":
            return len(value) > int(limit)
        case "minimum":
            return bool(value < limit)
        case "maximum":
            return bool(value > limit)
        case _:
            return re.search(limit, value) is None


def default_of(field: Field, notes: ReviewNotes) -> dict[str, Any]:
    """Return the default, if there is one and it is of the field's type."""
    default = field.default
    if default is None:
        return {}
    if not _is_of(default, field.type):
        notes.todo(f"the default of {field.name}, {default!r}, is not of type {field.type}", field)
        return {}
    text = default if isinstance(default, str) else json.dumps(default)
    if field.enum and field.type.name != "array" and text not in field.enum:
        notes.todo(f"the default of {field.name}, {default!r}, is not among the listed values", field)
    return {"default": default}


def _is_of(value: Any, type_: FieldType) -> bool:
    if type_.name == "file" or not is_of_type(value, type_.name):
        return False
    return type_.name != "array" or type_.item is None or all(_is_of(item, type_.item) for item in value)


def is_of_type(value: Any, type_: str) -> bool:
    """Whether a JSON value is of a type of OpenAPI; any value is of a type that is not known."""
    match type_:
        case "string":
            return isinstance(value, str)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "boolean":
            return isinstance(value, bool)
        case "array":
            return isinstance(value, list)
        case "object":
            return isinstance(value, dict)
        case _:
            return True


def note_misfits(field: Field, notes: ReviewNotes) -> None:
    """Add a TODO for each fact that a value of the field's type cannot have."""
    type_ = innermost(field.type)
    fitting = {*_LIMITS_OF_TYPE.get(type_.name, {}), *(_ITEMS if field.type.name == "array" else {})}
    for attribute, key in (_LENGTHS | _RANGE | _ITEMS | _SIZE).items():
        value = getattr(field.limits, attribute)
        if value is not None and attribute not in fitting:
            notes.todo(f"{field.name} is {field.type}, which cannot have {key} {value}", field)
    if field.enum and type_.name not in {"string", "integer", "number", "boolean"}:
        notes.todo(f"{field.name} is {field.type}, but the page lists {'/'.join(field.enum)}", field)
    if field.fields and type_.name not in {"object", "array"}:
        names = ", ".join(member.name for member in field.fields)
        notes.todo(f"{field.name} is {field.type}, but the page lists members: {names}", field)
    if not field.complete:
        notes.todo(f"the page is cut short within {field.name}; there may be more", field)
