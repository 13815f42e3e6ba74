"""Keywords of schemas: limits, titles, defaults, types. Each is changed where it stands, or added where it belongs."""

from __future__ import annotations

from typing import Any

from wxbrand_codegen.change.apply import places
from wxbrand_codegen.change.apply.workspace import Place, Workspace

ORDER = (
    "$ref", "type", "format", "title", "description", "deprecated", "readOnly", "writeOnly", "const", "enum",
    "x-wxbrand-enum-meanings", "default", "minLength", "maxLength", "minimum", "exclusiveMinimum", "maximum",
    "exclusiveMaximum", "minItems", "maxItems", "pattern", "x-wxbrand-unit", "x-wxbrand-lifetime-seconds",
    "x-wxbrand-max-bytes", "required", "properties", "items",
)  # fmt: skip
"""Where a new keyword goes: after the last of those before it in this order."""

_BESIDE_A_REFERENCE = frozenset({"title", "description", "default"})
"""Keywords that are about the member rather than about all values of its type."""

_LIMITS = frozenset({"minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems"})
"""Keywords that narrow the type of a member if they stand beside its reference."""

_KEPT = frozenset(
    {"title", "description", "deprecated", "readOnly", "writeOnly", "x-wxbrand-unproven", "x-wxbrand-name"}
)
"""Keywords that a member keeps when its type changes."""

_OF_A_TYPE = frozenset(
    {"minLength", "maxLength", "pattern", "format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
     "multipleOf", "items", "minItems", "maxItems", "uniqueItems", "required", "properties", "additionalProperties",
     "allOf", "enum", "const", "default", "example", "examples"}
)  # fmt: skip
_LENGTHS = frozenset({"minLength", "maxLength"})
_UNITS_OF_TEXT = frozenset({"characters", "bytes"})


def holder(space: Workspace, member: Place, keyword: str, before: Any = None) -> Place:
    """Return the schema that has a keyword; else the one where it belongs."""
    parts = list(places.parts(space, member))
    having = [part for part in parts if keyword in space.mapping(part)]
    same = [part for part in having if space.value(part.at(keyword)) == before]
    if having:
        return (same or having)[0]
    if keyword in _BESIDE_A_REFERENCE and "allOf" not in space.mapping(parts[0]):
        return parts[0] if "$ref" not in space.mapping(parts[0]) else parts[-1]
    return next((part for part in parts if "type" in space.mapping(part) or "enum" in space.mapping(part)), parts[-1])


def put(space: Workspace, schema: Place, keyword: str, value: Any) -> None:
    """Set, add or remove (None) a keyword of a schema."""
    if value is None:
        if keyword in space.mapping(schema):
            space.remove(schema.at(keyword))
    elif keyword in space.mapping(schema):
        space.replace(schema.at(keyword), value)
    else:
        before = ORDER[: ORDER.index(keyword)] if keyword in ORDER else ()
        space.insert(schema.at(keyword), value, after=before or ORDER)


def change(space: Workspace, member: Place, keyword: str, before: Any, after: Any) -> Place:
    """Change one keyword of a member. The unit of a length goes with its last limit. Return the schema that has it."""
    schema = holder(space, member, keyword, before)
    put(space, schema, keyword, after)
    value = space.mapping(schema)
    if keyword in _LENGTHS and not _LENGTHS & value.keys() and value.get("x-wxbrand-unit") in _UNITS_OF_TEXT:
        put(space, schema, "x-wxbrand-unit", None)
    return schema


def put_beside(space: Workspace, member: Place, keyword: str, after: Any) -> bool:
    """Write a keyword beside the reference of a member, because others share what it refers to; return whether it may be."""
    may_stand = keyword in _BESIDE_A_REFERENCE or (keyword in _LIMITS and after is not None)
    if not may_stand or "$ref" not in space.mapping(member):
        return False
    put(space, member, keyword, after)
    return True


def add_unit(space: Workspace, schema: Place, unit: str | None) -> None:
    """Say what a length counts, if the schema has just got one."""
    if unit is not None and "x-wxbrand-unit" not in space.mapping(schema):
        put(space, schema, "x-wxbrand-unit", unit)


TWO_VALUES = "文档同一处写了两个值"
"""Note on a value that a page states beside another one."""


def record(space: Workspace, member: Place, fact: str, says: Any, source: str, note: str = TWO_VALUES) -> None:
    """Record what the page says and the spec does not follow, so that this is not reported again."""
    schema = holder(space, member, "x-wxbrand-unproven")
    if any(
        entry.get("fact") == fact and entry.get("says") == says
        for entry in space.items(schema.at("x-wxbrand-unproven"))
    ):
        return
    entry = {"fact": fact, "says": says, "sources": [source], "note": note}
    if space.items(schema.at("x-wxbrand-unproven")):
        space.insert_item(schema.at("x-wxbrand-unproven"), entry)
    else:
        put(space, schema, "x-wxbrand-unproven", [entry])


def retype(space: Workspace, member: Place, drafted: dict[str, Any]) -> Place:
    """Give a member the type of a drafted schema, with what belongs to that type. Title and description stay."""
    schema = holder(space, member, "type")
    old = space.mapping(schema)
    if not {old.get("type"), drafted.get("type")}.isdisjoint({"object", "array"}) and schema != member:
        wanted = drafted | {key: value for key, value in old.items() if key in {"title", "description"}}
        space.replace(member, {key: wanted[key] for key in _sorted(wanted)})
        return member
    for key in [key for key in old if key not in drafted and _goes_with_type(key)]:
        space.remove(schema.at(key))
    for key in _sorted(drafted):
        if key not in _KEPT:
            put(space, schema, key, drafted[key])
    return schema


def _goes_with_type(key: str) -> bool:
    return key in _OF_A_TYPE or (key.startswith("x-wxbrand-") and key not in _KEPT)


def _sorted(keys: dict[str, Any]) -> list[str]:
    return sorted(keys, key=lambda key: ORDER.index(key) if key in ORDER else len(ORDER))
