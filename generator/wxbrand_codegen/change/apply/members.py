"""Members and parameters that came, went, changed their name or place, or are required or no longer so."""

from __future__ import annotations

from typing import Any

from wxbrand_codegen.change.apply import examples, keywords, places, rules
from wxbrand_codegen.change.apply.drafts import Drafts, placeholder
from wxbrand_codegen.change.apply.keywords import ORDER, put
from wxbrand_codegen.change.apply.operations import put as put_in_operation
from wxbrand_codegen.change.apply.operations import put_path
from wxbrand_codegen.change.apply.places import PARAMETERS, Described
from wxbrand_codegen.change.apply.workspace import CannotApply, Place, Workspace


def add(space: Workspace, operation: Described, where: tuple[str, ...], drafts: Drafts) -> Place:
    """Add a member, or a parameter, of the page. Return where it stands now."""
    place, *path = where
    if place in PARAMETERS and len(path) == 1:
        return _add_parameter(space, operation, where, drafts.parameter(where), drafts)
    return _add_member(space, operation, where, drafts.new_schema(where), drafts)


def _add_parameter(
    space: Workspace, operation: Described, where: tuple[str, ...], entry: dict[str, Any], drafts: Drafts
) -> Place:
    listed = operation.place.at("parameters")
    if not space.items(listed):
        if space.value(listed) is not None:
            space.replace(listed, [entry])
        else:
            put_in_operation(space, operation.place, "parameters", [entry])
        return listed.at(0)
    own = [found for found in places.parameters(space, operation) if found.entry.parent == listed]
    names = [(space.value(found.place.at("in")), space.value(found.place.at("name"))) for found in own]
    at = len(own)
    for before in reversed(drafts.parameters_before(where)):
        if before in names:
            at = names.index(before) + 1
            break
    space.insert_item(listed, entry, at)
    return listed.at(at)


def _add_member(
    space: Workspace, operation: Described, where: tuple[str, ...], schema: dict[str, Any], drafts: Drafts
) -> Place:
    name = where[-1]
    around = places.member(space, operation, where[:-1])
    owner = places.owner(space, around)
    before = drafts.names_before(where)
    properties = owner.at("properties")
    if not space.mapping(properties):
        if space.value(properties) is not None:
            space.replace(properties, {name: schema})
        else:
            put(space, owner, "properties", {name: schema})
    else:
        _insert_after_nearest(space, properties.at(name), schema, before)
    if drafts.field(where).required:
        require(space, operation, where)
    usual = placeholder(schema) if drafts.field(where).required else None
    examples.add_member(space, operation, where, owner, drafts.sample(where[0]), usual, before)
    return properties.at(name)


def _insert_after_nearest(space: Workspace, place: Place, value: Any, before: tuple[str, ...]) -> None:
    present = space.mapping(place.parent)
    nearest = next((name for name in reversed(before) if name in present), None)
    if nearest is None and not before:
        space.insert_first(place, value)
    else:
        space.insert(place, value, after=(nearest,) if nearest else ())


def remove(space: Workspace, operation: Described, where: tuple[str, ...]) -> Place:
    """Remove a member, or a parameter, and what names it: examples, required members, rules about it alone."""
    place, name = where[0], where[-1]
    if place in PARAMETERS and len(where) == 2:
        entry = places.parameter(space, operation, place, name).entry
        space.remove(entry if len(space.items(entry.parent)) > 1 else entry.parent)
        return entry
    around = places.member(space, operation, where[:-1])
    owners = _having(space, around, name)
    for owner in owners:
        for example in examples.members_named(space, owner, name):
            space.remove(example)
    _remove_required(space, around, name)
    rules.forget(space, around, name)
    for owner in owners:
        space.remove(owner.at("properties", name))
    return owners[0]


def rename(space: Workspace, operation: Described, where: tuple[str, ...], after: str) -> Place:
    """Rename a member, or a parameter, and whatever names it in the operation."""
    place, before = where[0], where[-1]
    if place in PARAMETERS and len(where) == 2:
        path = str(operation.entry.steps[-1])
        if place == "path" and f"{{{before}}}" in path:
            return put_path(space, operation, path.replace(f"{{{before}}}", f"{{{after}}}"))
        found = places.parameter(space, operation, place, before).place
        space.replace(found.at("name"), after)
        return found
    around = places.member(space, operation, where[:-1])
    owners = _having(space, around, before)
    for owner in owners:
        for example in examples.members_named(space, owner, before):
            space.rename(example, after)
    for part in places.object_parts(space, around, ("allOf", "oneOf", "anyOf")):
        for number, name in enumerate(space.items(part.at("required"))):
            if name == before:
                space.replace(part.at("required", number), after)
    rules.rename(space, around, before, after)
    _rename_in_extensions(space, operation, where, after)
    for owner in owners:
        space.rename(owner.at("properties", before), after)
    return owners[0].at("properties", after)


def _rename_in_extensions(space: Workspace, operation: Described, where: tuple[str, ...], after: str) -> None:
    before = where[-1]
    for extension, keys in (
        ("x-wxbrand-idempotency", ("field",)),
        ("x-wxbrand-paging", ("items", "token", "next", "offset", "limit", "total")),
    ):
        for key in keys if len(where) == 2 else ():
            if space.mapping(operation.place.at(extension)).get(key) == before:
                space.replace(operation.place.at(extension, key), after)
    same = operation.place.at("x-wxbrand-notification", "same-if")
    for number, name in enumerate(space.items(same)):
        if where[0] == "resource" and name == before:
            space.replace(same.at(number), after)


def require(space: Workspace, operation: Described, where: tuple[str, ...]) -> Place:
    """Make a member, or a parameter, required."""
    place, name = where[0], where[-1]
    if place in PARAMETERS and len(where) == 2:
        found = places.parameter(space, operation, place, name).place
        if "required" in space.mapping(found):
            space.replace(found.at("required"), True)
        else:
            space.insert(found.at("required"), True, after=("name", "in"))
        return found
    around = places.member(space, operation, where[:-1])
    owner = _having(space, around, name)[0]
    required, order = owner.at("required"), list(space.mapping(owner.at("properties")))
    listed = space.items(required)
    if name in listed:
        return owner
    _complete_examples(space, operation, where, owner, tuple(order[: order.index(name)]))
    if space.value(required) is None:
        space.insert(required, [name], after=ORDER[: ORDER.index("required")])
        return owner
    earlier = [n for n, each in enumerate(listed) if each in order and order.index(each) < order.index(name)]
    space.insert_item(required, name, max(earlier, default=-1) + 1)
    return owner


def _complete_examples(
    space: Workspace, operation: Described, where: tuple[str, ...], owner: Place, before: tuple[str, ...]
) -> None:
    """Give the examples that lack a required member the example of its schema, or a placeholder."""
    schema: dict[str, Any] = {}
    for part in reversed(list(places.parts(space, owner.at("properties", where[-1])))):
        schema |= space.mapping(part)
    value = placeholder(schema)
    if value is not None:
        examples.add_member(space, operation, where, owner, None, value, before)


def _having(space: Workspace, around: Place, name: str) -> list[Place]:
    """Return the schemas that have a member among those that describe an object. Raises CannotApply if none does."""
    owners = [owner for owner in places.owners_of(space, around) if name in space.mapping(owner.at("properties"))]
    if not owners:
        raise CannotApply(f"{around} has no member {name}")
    return owners


def make_optional(space: Workspace, operation: Described, where: tuple[str, ...], source: str) -> Place:
    """Make a member, or a parameter, optional. Of a part of the path it is only recorded that a page calls it so."""
    place, name = where[0], where[-1]
    if place in PARAMETERS and len(where) == 2:
        found = places.parameter(space, operation, place, name).place
        if place == "path":
            keywords.record(space, found, "required", False, source, "路径里的参数总要填")
            return found
        if "required" in space.mapping(found):
            space.remove(found.at("required"))
        return found
    around = places.member(space, operation, where[:-1])
    changed = _remove_required(space, around, name)
    if changed is None:
        raise CannotApply(f"{around} has no list of required members with {name}")
    return changed


def _remove_required(space: Workspace, around: Place, name: str) -> Place | None:
    changed = None
    for part in places.object_parts(space, around):
        names = space.items(part.at("required"))
        if name in names:
            changed = part
            whole = names == [name]
            space.remove(part.at("required") if whole else part.at("required", names.index(name)))
    return changed


def move(space: Workspace, operation: Described, where: tuple[str, ...], after: str, drafts: Drafts) -> Place:
    """Move a parameter, or a member of the body, to another place."""
    before, name = where[0], where[-1]
    if len(where) != 2:
        raise CannotApply(f"{'.'.join(where)} is within an object, and cannot move to {after}")
    if before in PARAMETERS and after in PARAMETERS:
        found = places.parameter(space, operation, before, name).place
        space.replace(found.at("in"), after)
        if after == "path":
            require(space, operation, (after, name))
        return found
    new = (after, name)
    if before in PARAMETERS:
        old = space.mapping(places.parameter(space, operation, before, name).place)
        schema = drafts.schema(new) | ({"description": old["description"]} if "description" in old else {})
        remove(space, operation, where)
        return _add_member(space, operation, new, schema, drafts)
    member = places.member(space, operation, where)
    text = next(
        (space.mapping(p)["description"] for p in places.parts(space, member) if "description" in space.mapping(p)),
        None,
    )
    entry = drafts.parameter(new) | ({"description": text} if text else {})
    remove(space, operation, where)
    return _add_parameter(space, operation, new, entry, drafts)
