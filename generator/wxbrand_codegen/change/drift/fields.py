"""Compare the fields of a page with the members of an object of the spec, or with its parameters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wxbrand_codegen.change.drift.constraints import compare_conditions, compare_enum, compare_limits
from wxbrand_codegen.change.drift.differences import Difference, Pair, Scope, text_of
from wxbrand_codegen.change.spec_lookup import Member, Recorded, SpecLookup, keyword, recorded_in
from wxbrand_codegen.document.nodes import Node
from wxbrand_codegen.pages import Field, lifetime_in


def compare_object(
    fields: Sequence[Field], schema: dict[str, Node], scope: Scope, spec: SpecLookup
) -> Iterator[Difference]:
    """Compare the members of an object and the conditions on them."""
    scope, members = replace(scope, recorded=(*scope.recorded, *recorded_in(schema))), spec.members(schema)
    yield from compare_members(fields, members, scope, spec)
    if scope.where.startswith("body"):
        yield from compare_conditions(fields, members, schema, scope)


def compare_members(
    fields: Sequence[Field], members: Sequence[Member], scope: Scope, spec: SpecLookup
) -> Iterator[Difference]:
    """Compare fields that were added, removed or renamed, then those that both sides have."""
    pairs = [(field, member) for field in fields for member in members if is_same_name(field.name, member.name)]
    added = [f for f in fields if all(f is not field for field, _ in pairs) and f.name not in scope.moved]
    removed = [m for m in members if all(m is not member for _, member in pairs) and m.name not in scope.moved]
    for field in list(added) if scope.complete else ():
        if member := _renamed(field, removed, fields, members):
            added.remove(field)
            removed.remove(member)
            pairs.append((field, member))
            note = "a guess: one field was removed here and another one added"
            subject = scope.part(member.name, member, line=field.line)
            yield from subject.difference("renamed", spec=member.name, page=field.name, note=note)
    for field in added:
        page = f"{field.type}, {_requirement(field.required)}"
        yield from scope.part(field.name, line=field.line).difference("added", spec="", page=page)
    for member in removed if scope.complete else ():
        yield from scope.part(member.name, member).difference("removed", spec=_type(member.schema), page="")
    for field, member in pairs:
        pair = Pair.of(field, member, f"{scope.where}.{member.name}")
        yield from compare_field(pair, scope.recorded, spec)


def _renamed(
    field: Field, removed: Sequence[Member], fields: Sequence[Field], members: Sequence[Member]
) -> Member | None:
    """Guess which member the page has renamed to this field: the same title, or the same position and type."""
    for member in removed:
        if field.title and keyword(member.schema, "title") == field.title:
            return member
        same_position = [f is field for f in fields].index(True) == [m is member for m in members].index(True)
        if same_position and len(fields) == len(members) and _type(member.schema) == field.type.name:
            return member
    return None


def compare_field(pair: Pair, of_object: Recorded, spec: SpecLookup) -> Iterator[Difference]:
    """Compare a field with its member. `of_object` is recorded at the object around, and may name the field."""
    field, member = pair.field, pair.member
    item = spec.item_schema(member.schema)
    with_item = replace(pair, recorded=(*pair.recorded, *recorded_in(item)))
    ours, theirs = _type(member.schema), field.type.name
    if ours != theirs:
        yield from pair.difference("type", spec=ours or "any", page=theirs)
    elif field.type.item and _type(item) != field.type.item.name:
        yield from with_item.difference("type", spec=f"{ours}[{_type(item) or 'any'}]", page=field.type)
    if field.required != member.required:
        about_field = (entry for entry in of_object if field.name in text_of(entry.get("says", "")))
        yield from replace(pair, recorded=(*pair.recorded, *about_field)).difference(
            "required", spec=_requirement(member.required), page=_requirement(field.required)
        )
    if ours != theirs:
        return
    is_list_of_values = ours == "array" and _type(item) != "object"
    schema = item if is_list_of_values else member.schema
    yield from compare_limits(with_item, schema, (is_list_of_values and field.type.item) or field.type)
    yield from compare_enum(with_item, schema)
    seconds, recorded_seconds = lifetime_in(field.prose), keyword(schema, "x-wxbrand-lifetime-seconds")
    if seconds is not None and seconds != recorded_seconds:
        stated = None if recorded_seconds is None else f"{recorded_seconds} s"
        yield from pair.difference("lifetime", spec=stated, page=f"{seconds} s")
    if field.fields:
        scope = Scope(where=pair.where, complete=field.complete, mark=member.mark, recorded=member.recorded)
        yield from compare_object(field.fields, item if ours == "array" else member.schema, scope, spec)


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are the same; case does not matter in names of headers."""
    return one == other or ("-" in one and one.lower() == other.lower())


def _requirement(required: bool) -> str:
    return "required" if required else "optional"


def _type(schema: dict[str, Node]) -> str:
    """Return the type of a schema as pages name it; empty if it has none."""
    type_ = keyword(schema, "type")
    if isinstance(type_, list):
        type_ = next((each for each in type_ if each != "null"), None)
    if type_ is None:
        type_ = "object" if "properties" in schema else "string" if "enum" in schema else ""
    return "file" if type_ == "string" and keyword(schema, "format") == "binary" else str(type_)
