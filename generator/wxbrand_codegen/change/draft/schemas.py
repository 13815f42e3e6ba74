"""Draft the schemas of fields and bodies, and note what the reviewer has to settle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from wxbrand_codegen.document.yaml_writer import Comment
from wxbrand_codegen.pages import Condition, Field, FieldType, lifetime_in

ERROR_SCHEMA = {
    "type": "object",
    "title": "错误信息",
    "required": ["code", "message"],
    "properties": {
        "code": {"type": "string", "title": "错误码", "example": "PARAM_ERROR"},
        "message": {"type": "string", "title": "错误描述", "example": "参数错误"},
        "detail": {"title": "错误详情", "description": "出错的字段、位置和原因；不一定有"},
    },
}


PLACEHOLDER = "TODO：用自己的话说明"
"""Description that the reviewer replaces."""


class Placed(dict[Any, Any]):
    """A mapping that is read from one line of a page."""

    def __init__(self, members: dict[Any, Any], line: int) -> None:
        super().__init__(members)
        self.line = line


class ReviewNotes:
    """What a draft tells its reviewer: TODOs and, if wanted, the page's own words as comments."""

    def __init__(self, *, with_source: bool) -> None:
        self.with_source = with_source
        self.todos: list[str] = []

    def todo(self, text: str, about: Field | None = None) -> None:
        """Add a TODO, perhaps about a field of the page."""
        self.todos.append(f"page line {about.line}: {text}" if about else text)

    def description(self, of: Field) -> dict[str, Any]:
        """Return the placeholder of a field's description, with the page's words above it if they are wanted."""
        entry: dict[Any, Any] = {}
        if self.with_source and of.prose:
            entry[Comment(f"原文（第 {of.line} 行，{of.name}）：{of.prose}")] = None
        return entry | {"description": PLACEHOLDER}


def object_schema(fields: Sequence[Field], example: Any, notes: ReviewNotes) -> dict[str, Any]:
    """Return the schema of an object; examples of its members are taken from its own."""
    schema: dict[str, Any] = {"type": "object"}
    if required := [field.name for field in fields if field.required]:
        schema["required"] = required
    values = example if isinstance(example, dict) else {}
    schema["properties"] = {field.name: field_schema(field, values.get(field.name), notes) for field in fields}
    if rules := list(_rules(fields, notes)):
        schema["allOf"] = rules
    return schema


def field_schema(field: Field, example: Any, notes: ReviewNotes) -> Placed:
    """Return the schema of a field: type, title, description, then everything else."""
    keywords = _keywords(field, example, notes)
    schema = {"type": keywords.pop("type")} if "type" in keywords else {}
    if field.title:
        schema["title"] = field.title
    schema |= notes.description(field) | keywords
    if not field.fields and field.type.name not in {"object", "array"} and example is not None:
        schema["example"] = example
    return Placed(schema, field.line)


def _keywords(field: Field, example: Any, notes: ReviewNotes) -> dict[str, Any]:
    match field.type.name:
        case "object":
            if field.fields:
                return object_schema(field.fields, example, notes)
            notes.todo(f"the page lists no members of {field.name}", field)
            return {"type": "object", "properties": {}} if field.place == "body" else {"type": "object"}
        case "array":
            limits = _present(minItems=field.limits.min_items, maxItems=field.limits.max_items)
            return {"type": "array"} | limits | {"items": _item_schema(field, example, notes)}
        case "file":
            return {"type": "string", "format": "binary"}
        case _:
            return _value_schema(field, field.type) | _limits(field, notes)


def _item_schema(field: Field, example: Any, notes: ReviewNotes) -> dict[str, Any]:
    first = example[0] if isinstance(example, list) and example else None
    if field.fields:
        return object_schema(field.fields, first, notes)
    if field.type.item is None:
        return {}
    if field.type.item.name == "object":
        notes.todo(f"the page lists no members of {field.name}", field)
        return {"type": "object"}
    schema = _value_schema(field, field.type.item)
    return schema if first is None or isinstance(first, dict | list) else schema | {"example": first}


def _value_schema(field: Field, type_: FieldType) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": type_.name}
    if field.enum:
        schema["enum"] = list(field.enum)
        if meanings := {value: meaning for value, meaning in field.enum.items() if meaning}:
            schema["x-wxbrand-enum-meanings"] = meanings
    elif type_.name == "string" and re.search(r"rfc\s?3339", field.prose, re.IGNORECASE):
        schema["format"] = "date-time"
    elif type_.length is not None:
        schema |= {"maxLength": type_.length, "x-wxbrand-unit": "characters"}
    return schema


def _limits(field: Field, notes: ReviewNotes) -> dict[str, Any]:
    """Return the limits, unit and lifetime that the prose states for a plain value."""
    type_, limits = field.type, field.limits
    keywords: dict[str, Any] = {}
    if type_.name == "string" and not field.enum:
        keywords = _present(minLength=limits.min_length, maxLength=limits.max_length, pattern=limits.pattern)
    if type_.length is not None and keywords.get("maxLength", type_.length) != type_.length:
        in_prose = keywords["maxLength"]
        notes.todo(f"{field.name} is {type_}, but its description says {in_prose}; decide which", field)
        keywords["maxLength"] = type_.length
    if keywords.get("minLength", 0) > keywords.get("maxLength", type_.length or 10**9):
        del keywords["minLength"]
    if "maxLength" in keywords:
        keywords["x-wxbrand-unit"] = "characters"
    if type_.name in {"integer", "number"}:
        keywords |= _present(minimum=limits.minimum, maximum=limits.maximum)
        if re.search(r"单位(?:为|是|[:：])?\s*[“\"]?分", field.prose):
            keywords["x-wxbrand-unit"] = "fen"
    return keywords | _present(**{"x-wxbrand-lifetime-seconds": lifetime_in(field.prose) or None})


def _present(**keywords: int | str | None) -> dict[str, Any]:
    """Return the keywords that have a value."""
    return {key: value for key, value in keywords.items() if value is not None}


def _rules(fields: Sequence[Field], notes: ReviewNotes) -> Iterator[dict[str, Any]]:
    """Yield rules for the conditions of the request's fields."""
    siblings = {field.name: field for field in fields}
    for field in fields:
        for condition in field.conditions if field.place == "body" else ():
            other = siblings.get(condition.field)
            dependency = f"{field.name} depends on {condition.field}, which"
            if other is None:
                notes.todo(f"{dependency} is not in the same object; write the rule by hand", field)
            elif other.enum and not set(condition.values) <= set(other.enum):
                values = "/".join(condition.values)
                notes.todo(f"{dependency} has no value {values}; write the rule by hand", field)
            elif rule := _rule(field.name, condition, other):
                yield rule


def _rule(name: str, condition: Condition, other: Field) -> dict[str, Any] | None:
    value = {"const": condition.values[0]} if len(condition.values) == 1 else {"enum": list(condition.values)}
    test = {"contains": value} if other.type.name == "array" else value
    rule: dict[str, Any] = {"if": {"properties": {condition.field: test}, "required": [condition.field]}}
    if condition.required:
        rule["then"] = {"required": [name]}
    if condition.only:
        rule["else"] = {"properties": {name: False}}
    return rule if len(rule) > 1 else None
