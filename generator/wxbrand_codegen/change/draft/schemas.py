"""Draft the schemas of fields and bodies. `field_schema` says how each fact about a field is written in OpenAPI."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wxbrand_codegen.change.draft.keywords import (
    array_keywords,
    default_of,
    file_keywords,
    innermost,
    note_misfits,
    plain_keywords,
)
from wxbrand_codegen.change.draft.notes import Placed, ReviewNotes
from wxbrand_codegen.change.draft.rules import Enclosing, rules_of
from wxbrand_codegen.pages import Field, FieldType

_FROM_FILE = {"filename": "name", "file_name": "name", "sha256": "sha256"}
"""Members of an upload that the client fills in from the file."""


def object_schema(
    fields: Sequence[Field], example: Any, notes: ReviewNotes, enclosing: Enclosing = ()
) -> dict[str, Any]:
    """Return the schema of an object; examples of its members are taken from its own."""
    schema: dict[str, Any] = {"type": "object"}
    if required := [field.name for field in fields if field.required]:
        schema["required"] = required
    values = example if isinstance(example, dict) else {}
    schema["properties"] = {
        field.name: field_schema(field, values.get(field.name), notes, (*enclosing, fields)) for field in fields
    }
    if rules := list(rules_of(fields, enclosing, notes)):
        schema["allOf"] = rules
    return schema


def upload_schema(fields: Sequence[Field], example: Any, notes: ReviewNotes) -> dict[str, Any]:
    """Return the schema of a multipart body. Name and digest of its one file need not be given by callers."""
    schema = object_schema(fields, example, notes)
    if sum(field.type.name == "file" for field in fields) != 1:
        return schema
    meta = schema["properties"].get("meta", {})
    for properties in (schema["properties"], meta.get("properties", {})):
        for name in properties.keys() & _FROM_FILE:
            if properties[name].get("type") == "string":
                properties[name]["x-wxbrand-from-file"] = _FROM_FILE[name]
    return schema


def field_schema(field: Field, example: Any, notes: ReviewNotes, enclosing: Enclosing = ()) -> Placed:
    """Return the schema of a field: type, title, description, then everything else.

    `enclosing` are the members of the objects around the field, the outermost first; its own object is the last.
    """
    keywords = _keywords(field, field.type, example, notes, enclosing)
    note_misfits(field, notes)
    schema = {"type": keywords.pop("type")} if "type" in keywords else {}
    if field.title:
        schema["title"] = field.title
    schema |= notes.description(field) | keywords | default_of(field, notes)
    if not field.fields and field.type.name not in {"object", "array"} and example is not None:
        schema["example"] = example
    return Placed(schema, field.line)


def _keywords(field: Field, type_: FieldType, example: Any, notes: ReviewNotes, enclosing: Enclosing) -> dict[str, Any]:
    match type_.name:
        case "array":
            limits = array_keywords(field, notes) if type_ is field.type else {}
            return {"type": "array"} | limits | {"items": _items(field, type_.item, example, notes)}
        case "object" if field.fields:
            return object_schema(field.fields, example, notes, enclosing if type_ is field.type else ())
        case "object":
            notes.todo(f"the page lists no members of {field.name}", field)
            return {"type": "object", "properties": {}} if field.place == "body" else {"type": "object"}
        case "file":
            return file_keywords(field)
        case _:
            return plain_keywords(field, type_, notes)


def _items(field: Field, type_: FieldType | None, example: Any, notes: ReviewNotes) -> dict[str, Any]:
    first = example[0] if isinstance(example, list) and example else None
    if type_ is None and field.fields:
        return object_schema(field.fields, first, notes)
    if type_ is None:
        notes.todo(f"the page does not give the type of the items of {field.name}", field)
        return {}
    schema = _keywords(field, type_, first, notes, ())
    is_plain = type_.name not in {"object", "array"} and not isinstance(first, dict | list) and first is not None
    return schema | {"example": first} if is_plain else schema


def unlisted_members(fields: Sequence[Field], example: Any, where: str = "") -> Iterator[str]:
    """Yield the members of an example that no field describes, such as `goods.price`."""
    match example:
        case list():
            for item in example:
                yield from unlisted_members(fields, item, where)
        case dict():
            known: Mapping[str, Field] = {field.name: field for field in fields}
            for name, value in example.items():
                place = f"{where}.{name}" if where else name
                if name not in known:
                    yield place
                elif known[name].fields or innermost(known[name].type).name not in {"object", "array"}:
                    yield from unlisted_members(known[name].fields, value, place)
