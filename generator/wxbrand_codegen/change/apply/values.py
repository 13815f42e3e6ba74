"""Values of an enum and their meanings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wxbrand_codegen.change.apply import places
from wxbrand_codegen.change.apply.keywords import put
from wxbrand_codegen.change.apply.workspace import CannotApply, Place, Workspace

_MEANINGS = "x-wxbrand-enum-meanings"


def add(space: Workspace, member: Place, value: Any, on_page: Mapping[str, str]) -> Place:
    """Add a value after the one before it on the page, and its meaning."""
    schema = _holder(space, member)
    before = list(on_page)
    before = before[: before.index(str(value))] if str(value) in before else before
    if "const" in space.mapping(schema):
        only = space.value(schema.at("const"))
        space.replace(schema.at("const"), [only, value] if str(only) in before else [value, only])
        space.rename(schema.at("const"), "enum")
    else:
        listed = [str(each) for each in space.items(schema.at("enum"))]
        if str(value) not in listed:
            nearest = next((listed.index(each) + 1 for each in reversed(before) if each in listed), None)
            space.insert_item(schema.at("enum"), value, nearest if before else 0)
    if meaning := on_page.get(str(value)):
        _put_meaning(space, schema, str(value), meaning, tuple(before))
    return schema


def remove(space: Workspace, member: Place, value: Any) -> Place:
    """Remove a value, its meaning, and what else names it."""
    schema = _holder(space, member)
    listed = space.items(schema.at("enum"))
    if value not in listed:
        raise CannotApply(f"{schema} does not list {value}")
    if len(listed) == 1:
        space.remove(schema.at("enum"))
    else:
        space.remove(schema.at("enum", listed.index(value)))
    for extension in (_MEANINGS, "x-wxbrand-enum-names"):
        members = space.mapping(schema.at(extension))
        if str(value) in members:
            space.remove(schema.at(extension) if len(members) == 1 else schema.at(extension, str(value)))
    deprecated = space.items(schema.at("x-wxbrand-deprecated-values"))
    if value in deprecated:
        at = schema.at("x-wxbrand-deprecated-values")
        space.remove(at if len(deprecated) == 1 else at.at(deprecated.index(value)))
    return schema


def change_meanings(space: Workspace, member: Place, before: Mapping[str, str], after: Mapping[str, str]) -> Place:
    """Change the meanings of some values."""
    schema = _holder(space, member)
    order = [str(value) for value in space.items(schema.at("enum"))]
    for value, meaning in after.items():
        if meaning:
            _put_meaning(space, schema, value, meaning, tuple(order[: order.index(value)] if value in order else order))
    for value in before:
        if not after.get(value) and value in space.mapping(schema.at(_MEANINGS)):
            space.remove(schema.at(_MEANINGS, value))
    return schema


def _holder(space: Workspace, member: Place) -> Place:
    for part in places.parts(space, member):
        if space.items(part.at("enum")) or "const" in space.mapping(part):
            return part
    for part in places.parts(space, member, ("allOf", "oneOf", "anyOf")):
        if space.items(part.at("enum")):
            return part
    raise CannotApply(f"{member} has no list of values in one place")


def _put_meaning(space: Workspace, schema: Place, value: str, meaning: str, before: tuple[str, ...]) -> None:
    members = space.mapping(schema.at(_MEANINGS))
    if not members:
        put(space, schema, _MEANINGS, {value: meaning})
    elif value in members:
        space.replace(schema.at(_MEANINGS, value), meaning)
    else:
        nearest = next((each for each in reversed(before) if each in members), None)
        place = schema.at(_MEANINGS, value)
        if nearest is None:
            space.insert_first(place, meaning)
        else:
            space.insert(place, meaning, after=(nearest,))
