"""Compare the fields of a page with the members of an object of the spec, or with its parameters.

A page that is silent on a limit of the spec differs from it only if the field is complete and its prose does not
mention the limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from wxbrand_codegen.change.drift.differences import Difference, Pair, Scope, text_of
from wxbrand_codegen.change.spec_lookup import Member, Recorded, SpecLookup, keyword, recorded_in
from wxbrand_codegen.document.nodes import Node
from wxbrand_codegen.pages import Field, FieldType, lifetime_in

_Rule = tuple[str, str, frozenset[str], bool]
"""A member, the field it depends on, that field's values, and whether the member is required then."""


def compare_object(
    fields: Sequence[Field], schema: dict[str, Node], scope: Scope, spec: SpecLookup
) -> Iterator[Difference]:
    """Compare the members of an object and the conditions on them."""
    scope, members = replace(scope, recorded=(*scope.recorded, *recorded_in(schema))), spec.members(schema)
    yield from compare_members(fields, members, scope, spec)
    if scope.where.startswith("body"):
        yield from _compare_conditions(fields, members, schema, scope)


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
    yield from _compare_limits(with_item, schema, (is_list_of_values and field.type.item) or field.type)
    yield from _compare_enum(with_item, schema)
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


def _compare_limits(pair: Pair, schema: dict[str, Node], type_: FieldType) -> Iterator[Difference]:
    """Compare the limits of a value; `schema` and `type_` are those of the items, for a list of plain values."""
    field, limits = pair.field, pair.field.limits
    if type_.name == "string" and not field.enum and keyword(schema, "format") != "date-time":
        in_prose = limits.max_length if field.type.name == "string" else None
        yield from _compare_limit(pair, "length", "maxLength", schema, type_.length, in_prose)
        yield from _compare_limit(pair, "length", "minLength", schema, limits.min_length)
        yield from _compare_pattern(pair, schema)
    if type_.name in {"integer", "number"}:
        yield from _compare_limit(pair, "range", "minimum", schema, limits.minimum)
        yield from _compare_limit(pair, "range", "maximum", schema, limits.maximum)
    if field.type.name == "array":
        yield from _compare_limit(pair, "items", "minItems", pair.member.schema, limits.min_items)
        yield from _compare_limit(pair, "items", "maxItems", pair.member.schema, limits.max_items)


def _compare_limit(
    pair: Pair, fact: str, key: str, schema: dict[str, Node], *stated: int | None
) -> Iterator[Difference]:
    """Compare one limit with what the page states of it, perhaps twice."""
    ours, theirs = keyword(schema, key), [number for number in stated if number is not None]
    if not theirs:
        is_mentioned = ours is None or re.search(rf"(?<!\d){ours}(?!\d)", pair.field.prose)
        if pair.field.complete and not is_mentioned:
            yield from pair.difference(fact, spec=f"{key} {ours}", page="")
        return
    other = next((number for number in theirs if number != ours), None)
    if other is not None:
        yield from pair.difference(fact, spec="" if ours is None else f"{key} {ours}", page=f"{key} {other}")


def _compare_pattern(pair: Pair, schema: dict[str, Node]) -> Iterator[Difference]:
    field = pair.field
    ours, theirs = keyword(schema, "pattern"), field.limits.pattern
    if theirs is None:
        is_silent = field.complete and not re.search(r"数字|字母|组成|格式|英文", field.prose)
        if ours is not None and is_silent:
            yield from pair.difference("pattern", spec=ours, page="")
        return
    allowed = _allowed_characters(ours) if ours is not None else None
    if ours is None or (allowed is not None and allowed != _allowed_characters(theirs)):
        yield from pair.difference("pattern", spec=ours, page=theirs)


def _allowed_characters(pattern: str) -> frozenset[str] | None:
    """Return the printable ASCII characters that `^[...]+$` allows; None for patterns of another form."""
    found = re.fullmatch(r"\^?\[((?:[^\]\\]|\\[\\\-_])+)\](?:[+*]|\{\d+(?:,\d*)?\})(?:\$|\\Z)?", pattern)
    if found is None or found[1].startswith("^"):
        return None
    accepts = re.compile(f"[{found[1]}]")
    return frozenset(c for c in map(chr, range(32, 127)) if accepts.match(c))


def _compare_enum(pair: Pair, schema: dict[str, Node]) -> Iterator[Difference]:
    field = pair.field
    ours = keyword(schema, "enum") or ([keyword(schema, "const")] if "const" in schema else [])
    spec = "/".join(map(str, ours))
    if not field.enum:
        is_mentioned = "取值" in field.prose or any(str(value) in field.prose for value in ours)
        if ours and field.complete and field.type.name == "string" and not is_mentioned:
            yield from pair.difference("enum", spec=spec, page="")
        return
    added = [f"{value} added" for value in field.enum if value not in ours]
    removed = [f"{value} removed" for value in ours if value not in field.enum] if field.complete else []
    if added or removed:
        yield from pair.difference("enum", spec=spec, page="/".join(field.enum), note=", ".join([*removed, *added]))


def _compare_conditions(
    fields: Sequence[Field], members: Sequence[Member], schema: dict[str, Node], scope: Scope
) -> Iterator[Difference]:
    """Compare the conditions on the fields of an object with the simple rules of its schema."""
    rules = list(_rules(schema))
    by_name = {member.name: member for member in members}
    for field in fields:
        stated = {(other, values): required for name, other, values, required in rules if name == field.name}
        subject = scope.part(field.name, by_name.get(field.name), line=field.line)
        for spec, page in _disagreements(field, stated):
            yield from subject.difference("condition", spec=spec, page=page)


def _disagreements(field: Field, stated: Mapping[tuple[str, frozenset[str]], bool]) -> Iterator[tuple[str, str]]:
    """Yield what the spec and the page say of the conditions on a field."""
    for condition in field.conditions:
        key = (condition.field, frozenset(condition.values))
        if key not in stated or (condition.required and not stated[key]):
            verb = "required" if condition.required else "allowed"
            page = f"{verb} if {condition.field} is {'/'.join(condition.values)}"
            yield "optional in that case" if key in stated else "", page
    for other, values in stated if not field.conditions and field.complete else ():
        if other not in field.prose:
            yield f"depends on {other} being {'/'.join(sorted(map(str, values)))}", ""


def _rules(schema: dict[str, Node]) -> Iterator[_Rule]:
    """Yield the rules that depend on one other field."""
    top_level = {key: keyword(schema, key) for key in ("if", "then", "else") if key in schema}
    for rule in (*(keyword(schema, "allOf") or ()), top_level):
        condition = _member(rule, "if")
        tested = _member(condition, "properties")
        if len(tested) != 1:
            continue
        ((other, test),) = tested.items()
        test = test.get("contains", test) if isinstance(test, dict) else {}
        values = frozenset([test["const"]] if "const" in test else test.get("enum", []))
        required = _member(rule, "then").get("required", [])
        forbidden = [name for name, value in _member(_member(rule, "else"), "properties").items() if value is False]
        for name in dict.fromkeys([*required, *forbidden]):
            yield name, other, values, name in required


def _member(value: Any, key: str) -> dict[str, Any]:
    """Return an object within another one; empty if either is missing or of another type."""
    member = value.get(key) if isinstance(value, dict) else None
    return member if isinstance(member, dict) else {}
