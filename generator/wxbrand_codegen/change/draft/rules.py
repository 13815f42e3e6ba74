"""Draft the rules of an object from the conditions of its fields and of the fields in objects below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from wxbrand_codegen.change.draft.keywords import innermost, value_of
from wxbrand_codegen.change.draft.notes import ReviewNotes
from wxbrand_codegen.pages import Condition, Field

Enclosing = Sequence[Sequence[Field]]
"""The fields of the objects around something, the outermost first."""

_PARAMETERS = ("header", "path", "query")


def rules_of(fields: Sequence[Field], enclosing: Enclosing, notes: ReviewNotes) -> Iterator[dict[str, Any]]:
    """Yield the rules of an object.

    A condition names a member of the same object, or else of the nearest one around it: the rule stands there. What no
    rule can say becomes a TODO.
    """
    for field in fields:
        for condition in field.conditions:
            if not any(_member(condition.field, object_) for object_ in (*enclosing, fields)):
                dependency = f"{field.name} depends on {condition.field}, which is not in the same object"
                notes.todo(f"{dependency} or around it; write the rule by hand", field)
    for path, field, between in _below(fields):
        for condition in field.conditions:
            other = _member(condition.field, fields)
            if other is not None and not any(_member(condition.field, object_) for object_ in between):
                yield from _rule(path, field, condition, other, notes)


def note_conditions(field: Field, notes: ReviewNotes) -> None:
    """Add a TODO for each condition of a parameter: OpenAPI has no rules between parameters."""
    for condition in field.conditions:
        notes.todo(f"{_sentence(field, condition)}; no rule can say so of a parameter, so say it in the text", field)


def _member(name: str, fields: Sequence[Field]) -> Field | None:
    return next((field for field in fields if field.name == name), None)


def _below(
    fields: Sequence[Field], path: tuple[str, ...] = (), between: Enclosing = ()
) -> Iterator[tuple[tuple[str, ...], Field, Enclosing]]:
    """Yield each field of an object and of the objects in it, with its path and the objects between."""
    for field in fields:
        yield path, field, between
        if field.type.name == "object":
            yield from _below(field.fields, (*path, field.name), (*between, field.fields))


def _rule(
    path: tuple[str, ...], field: Field, condition: Condition, other: Field, notes: ReviewNotes
) -> Iterator[dict[str, Any]]:
    dependency = f"{field.name} depends on {condition.field}, which"
    type_ = innermost(other.type)
    values = [value_of(text, type_.name) for text in condition.values]
    if other is field:
        notes.todo(f"the page says that {field.name} depends on itself; write the rule by hand", field)
    elif None in values or (condition.values and other.enum and not set(condition.values) <= set(other.enum)):
        notes.todo(f"{dependency} has no value {'/'.join(condition.values)}; write the rule by hand", field)
    elif not condition.required and not condition.only:
        notes.todo(f"{_sentence(field, condition)}; the page does not forbid it otherwise", field)
    else:
        rule: dict[str, Any] = {"if": condition_on(condition.field, values, is_array=other.type.name == "array")}
        if condition.required:
            rule["then"] = within(path, {"required": [field.name]})
        if condition.only:
            rule["else"] = within(path, {"properties": {field.name: False}})
        yield rule


def condition_on(name: str, values: Sequence[Any], *, is_array: bool) -> dict[str, Any]:
    """Return the condition that a member has one of the values; that it is there, if there are none."""
    if not values:
        return {"required": [name]}
    one_of = {"const": values[0]} if len(values) == 1 else {"enum": list(values)}
    return {"properties": {name: {"contains": one_of} if is_array else one_of}, "required": [name]}


def within(path: Sequence[str], schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema of an object that says something of a member deeper in it."""
    for name in reversed(path):
        schema = {"properties": {name: schema}}
    return schema


def _sentence(field: Field, condition: Condition) -> str:
    verb = "is required" if condition.required else "may be given"
    only = "only " if condition.only else ""
    value = f"is {'/'.join(condition.values)}" if condition.values else "is there"
    return f"{field.name} {verb} {only}if {condition.field} {value}"
