"""Examples of bodies, responses and parameters."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from wxbrand_codegen.change.apply import places
from wxbrand_codegen.change.apply.instances import instances, of_media
from wxbrand_codegen.change.apply.places import Described
from wxbrand_codegen.change.apply.workspace import CannotApply, Place, Workspace
from wxbrand_codegen.change.draft.keywords import is_of_type


def examples(space: Workspace, operation: Described, place: str) -> Iterator[Place]:
    """Yield the examples of a body, a response or a resource."""
    if place != "resource":
        holder = places.media(space, operation, place)
        yield from of_media(space, holder) if holder else ()
        return
    for part in places.parts(space, operation.place.at("x-wxbrand-notification", "resource")):
        if "example" in space.mapping(part):
            yield part.at("example")


def change(space: Workspace, operation: Described, where: tuple[str, ...], before: Any, after: Any) -> None:
    """Change one value of an example; the whole example if `where` names the body itself. Raises CannotApply."""
    place, *path = where
    if place in places.PARAMETERS:
        _change_of_parameter(space, operation, where, before, after)
        return
    changed = False
    for example in list(examples(space, operation, place)):
        found = example
        for step in path[:-1]:
            found = found.at(int(step) if isinstance(space.value(found), list) and step.isdigit() else step)
        target = found.at(_step(space, found, path[-1])) if path else example
        if space.value(target) == after:
            changed = True  # by another change, such as that of a name
            break
        if space.value(target) == before or (before is None and isinstance(space.value(found), dict)):
            _put(space, target, after)
            changed = True
            break
    if not changed and not path and before is None and (holder := places.media(space, operation, place)):
        space.insert(holder.at("example"), after, after=("schema",))
        changed = True
    if path:
        changed = _change_of_member(space, operation, where, before, after) or changed
    if not changed:
        raise CannotApply(f"{operation.place} has no example of the {place} with this value")


def _step(space: Workspace, place: Place, step: str) -> str | int:
    return int(step) if isinstance(space.value(place), list) and step.isdigit() else step


def _put(space: Workspace, place: Place, value: Any) -> None:
    if value is None:
        space.remove(place)
    elif space.value(place) is None and isinstance(place.steps[-1], str):
        space.insert(place, value)
    else:
        space.replace(place, value)


def _change_of_member(space: Workspace, operation: Described, where: tuple[str, ...], before: Any, after: Any) -> bool:
    """Change the example of the member's own schema, if it is the same value."""
    names = tuple(step for step in where[:-1] if not step.isdigit())
    names += ("[]",) if where[-1].isdigit() else where[-1:]
    try:
        member = places.member(space, operation, names)
    except CannotApply:
        return False
    for part in places.parts(space, member):
        if before is not None and space.mapping(part).get("example") == before and after is not None:
            space.replace(part.at("example"), after)
            return True
    return False


def _change_of_parameter(
    space: Workspace, operation: Described, where: tuple[str, ...], before: Any, after: Any
) -> None:
    found = places.parameter(space, operation, where[0], where[1]).place
    for holder in (found, *places.parts(space, found.at("schema"))):
        if "example" in space.mapping(holder) and space.value(holder.at("example")) == before:
            _put(space, holder.at("example"), after)
            return
    named = space.mapping(found.at("examples"))
    for name, example in named.items():
        if isinstance(example, dict) and example.get("value") == before and before is not None:
            _put(space, found.at("examples", name, "value"), after)
            return
    if after is None:
        raise CannotApply(f"{found} has no such example")
    space.insert(found.at("example"), after, after=("schema",))


def add_member(
    space: Workspace, operation: Described, where: tuple[str, ...], owner: Place, sample: Any, usual: Any,
    before: tuple[str, ...],
) -> None:  # fmt: skip
    """Add a new member to the examples that lack it.

    owner: its object's schema. sample: the whole sample of the page. usual: the value where the sample has none; None to
    leave the member out there. before: the members that come before it.
    """
    shown = dict(_in_sample(space, operation, where, sample))
    for place in instances(space, owner):
        value = usual if shown.get(place) is None else shown[place]
        if value is not None and where[-1] not in space.mapping(place):
            present = [name for name in before if name in space.mapping(place)]
            if present or not before:
                space.insert(place.at(where[-1]), value, after=tuple(present[-1:]))
            else:
                space.insert_first(place.at(where[-1]), value)


def _in_sample(
    space: Workspace, operation: Described, where: tuple[str, ...], sample: Any
) -> Iterator[tuple[Place, Any]]:
    """Yield the objects of the operation's examples that a member belongs to, with its value there in the sample."""
    for example in examples(space, operation, where[0]):
        pairs = list(_spread(space, example, sample))
        for step in where[1:-1]:
            pairs = [found for p, v in pairs for found in _spread(space, p.at(step), _get(v, step))]
        yield from ((place, _get(value, where[-1])) for place, value in pairs)


def _spread(space: Workspace, place: Place, sample: Any) -> Iterator[tuple[Place, Any]]:
    """Yield the items of a list, each with its partner in the sample; anything else as it is."""
    value = space.value(place)
    if not isinstance(value, list):
        yield place, sample
        return
    for number in range(len(value)):
        partner = sample[min(number, len(sample) - 1)] if isinstance(sample, list) and sample else None
        yield from _spread(space, place.at(number), partner)


def _get(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def members_named(space: Workspace, owner: Place, name: str) -> list[Place]:
    """Return the values of a member of an object in all examples."""
    return [place.at(name) for place in instances(space, owner) if name in space.mapping(place)]


_SIMPLEST: dict[str, Any] = {"integer": 1, "number": 1, "boolean": True, "object": {}}
"""Values for required members whose value in an example is of no use any more."""


def retype(space: Workspace, operation: Described, where: tuple[str, ...], type_: str, *, is_required: bool) -> None:
    """Let the values of a member in examples fit its new type: converted, else left out, if it may be."""
    names = tuple(step for step in where if step != "[]")
    if where[0] in places.PARAMETERS and len(names) == 2:
        found = [places.parameter(space, operation, where[0], where[1]).place.at("example")]
    else:
        found = members_named(space, places.member(space, operation, names).parent.parent, names[-1])
    if where[-1] == "[]":
        found = [place.at(number) for place in found for number in reversed(range(len(space.items(place))))]
    for place in found:
        value = space.value(place)
        if value is None or is_of_type(value, type_):
            continue
        converted = _converted(value, type_)
        if converted is not None:
            space.replace(place, converted)
        elif not is_required or where[0] in places.PARAMETERS or where[-1] == "[]":
            space.remove(place)
        elif type_ in _SIMPLEST:
            space.replace(place, _SIMPLEST[type_])


def _converted(value: Any, type_: str) -> Any:
    """Return a plain value as another type; None if it is none of that type."""
    text = value if isinstance(value, str) else json.dumps(value)
    match type_:
        case "string" if not isinstance(value, dict | list):
            return text
        case "integer" if re.fullmatch(r"-?\d{1,18}", text):
            return int(text)
        case "number" if re.fullmatch(r"-?\d{1,18}(\.\d{1,18})?", text):
            return float(text)
        case "boolean" if text in {"true", "false"}:
            return text == "true"
        case "array":
            return [value]
        case _:
            return None
