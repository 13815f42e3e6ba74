"""Conditions of the simple kinds, among the rules of an object: one member is required, or allowed, if another has a value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from wxbrand_codegen.change.apply import places
from wxbrand_codegen.change.apply.places import Described
from wxbrand_codegen.change.apply.workspace import CannotApply, Place, Workspace
from wxbrand_codegen.change.draft.rules import condition_on, within


def add(space: Workspace, operation: Described, where: tuple[str, ...], condition: dict[str, Any]) -> Place:
    """Add a rule to the nearest object that has the other member."""
    other = condition["field"].split(".")
    for depth in range(len(where) - 1, 0, -1):
        around = places.member(space, operation, where[:depth])
        owner = next(
            (o for o in places.owners_of(space, around) if other[0] in space.mapping(o.at("properties"))), None
        )
        if owner is None:
            continue
        rule = _rule(space, owner, other, where[depth:], condition)
        if rule in space.items(owner.at("allOf")):
            return owner  # by another change, such as that of a name
        if space.items(owner.at("allOf")):
            space.insert_item(owner.at("allOf"), rule)
        else:
            space.insert(owner.at("allOf"), [rule], after=("properties",))
        return owner
    raise CannotApply(f"{condition['field']} is in no object around {'.'.join(where)}")


def _rule(
    space: Workspace, owner: Place, other: Sequence[str], path: Sequence[str], condition: dict[str, Any]
) -> dict[str, Any]:
    member = owner
    for name in other:
        member = places.inner(space, member, name)
    is_list = any(space.mapping(part).get("type") == "array" for part in places.parts(space, member))
    when = condition_on(other[-1], condition["values"], is_array=is_list)
    for name in reversed(other[:-1]):
        when = {"properties": {name: when}, "required": [name]}
    rule: dict[str, Any] = {"if": when}
    if condition["required"]:
        rule["then"] = within(path[:-1], {"required": [path[-1]]})
    if condition["only"]:
        rule["else"] = within(path[:-1], {"properties": {path[-1]: False}})
    return rule


def remove(space: Workspace, operation: Described, where: tuple[str, ...], condition: dict[str, Any]) -> Place:
    """Remove what says that a member depends on another one. Raises CannotApply if no simple rule does."""
    other, wanted = condition["field"].split("."), {str(value) for value in condition["values"]}
    for depth in range(len(where) - 1, 0, -1):
        around = places.member(space, operation, where[:depth])
        found = [
            rule for rule in _rules_of(space, around)
            if _tested(space.mapping(rule.at("if"))) == (tuple(other), wanted)
            and _demanded(space, rule, where[depth:])
        ]  # fmt: skip
        for rule in reversed(found):
            _take_out(space, rule, where[depth:])
        if found:
            return found[0]
    raise CannotApply(f"no simple rule says so of {'.'.join(where)}")


def forget(space: Workspace, around: Place, name: str) -> None:
    """Remove the simple rules about a member that goes."""
    for rule in reversed(list(_rules_of(space, around))):
        if _demanded(space, rule, (name,)):
            _take_out(space, rule, (name,))
    for part in places.object_parts(space, around):
        dependent = space.mapping(part.at("dependentRequired"))
        if name in dependent:
            space.remove(part.at("dependentRequired") if len(dependent) == 1 else part.at("dependentRequired", name))


def rename(space: Workspace, around: Place, before: str, after: str) -> None:
    """Rename a member in the rules of its object."""
    for part in list(places.object_parts(space, around)):
        for rule in (part, *_items(space, part)):
            for keyword in ("if", "then", "else", "not"):
                _rename_within(space, rule.at(keyword), before, after)
            for keyword in ("oneOf", "anyOf"):
                for alternative in range(len(space.items(rule.at(keyword)))):
                    _rename_in_list(space, rule.at(keyword, alternative, "required"), before, after)
        dependent = part.at("dependentRequired")
        for name in space.mapping(dependent):
            _rename_in_list(space, dependent.at(name), before, after)
        if before in space.mapping(dependent):
            space.rename(dependent.at(before), after)


def _rename_within(space: Workspace, place: Place, before: str, after: str) -> None:
    _rename_in_list(space, place.at("required"), before, after)
    if before in space.mapping(place.at("properties")):
        space.rename(place.at("properties", before), after)


def _rename_in_list(space: Workspace, place: Place, before: str, after: str) -> None:
    for number, name in enumerate(space.items(place)):
        if name == before:
            space.replace(place.at(number), after)


def _items(space: Workspace, part: Place) -> Iterator[Place]:
    for number in range(len(space.items(part.at("allOf")))):
        yield part.at("allOf", number)


def _rules_of(space: Workspace, around: Place) -> Iterator[Place]:
    for part in places.object_parts(space, around):
        if "if" in space.mapping(part):
            yield part


def _tested(condition: dict[str, Any]) -> tuple[tuple[str, ...], set[str]] | None:
    """Return the one member that a condition tests, and the values; None for other conditions."""
    path: list[str] = []
    while isinstance(condition, dict):
        tested = condition.get("properties") or {}
        if not tested and len(condition.get("required") or []) == 1:
            return (*path, condition["required"][0]), set()
        if len(tested) != 1:
            return None
        ((name, condition),) = tested.items()
        path.append(name)
        test = condition.get("contains", condition) if isinstance(condition, dict) else {}
        if "const" in test or "enum" in test:
            return tuple(path), {str(value) for value in ([test["const"]] if "const" in test else test["enum"])}
    return None


def _demanded(space: Workspace, rule: Place, path: Sequence[str]) -> bool:
    return bool(_demands(space, rule, path))


def _demands(space: Workspace, rule: Place, path: Sequence[str]) -> list[Place]:
    """Return where a rule says that a member must be there, or must not be."""
    found = []
    steps = [step for name in path[:-1] for step in ("properties", name)]
    required = rule.at("then", *steps, "required")
    if path[-1] in space.items(required):
        found.append(required.at(space.items(required).index(path[-1])))
    forbidden = rule.at("else", *steps, "properties", path[-1])
    if space.value(forbidden) is False:
        found.append(forbidden)
    return found


def _take_out(space: Workspace, rule: Place, path: Sequence[str]) -> None:
    """Remove what a rule demands of a member, and whatever is empty then."""
    for demand in _demands(space, rule, path):
        whole = demand
        while whole.parent != rule and len(space.value(whole.parent)) == 1:
            whole = whole.parent
        space.remove(whole)
    if not {"then", "else"} & space.mapping(rule).keys():
        is_item = len(rule.steps) > 1 and rule.steps[-2] == "allOf"
        if is_item and len(space.items(rule.parent)) == 1:
            space.remove(rule.parent)
        elif is_item:
            space.remove(rule)
        else:
            space.remove(rule.at("if"))
