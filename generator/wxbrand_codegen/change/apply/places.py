"""Where the parts of an operation stand in the files of a spec."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wxbrand_codegen.build.declarations import path_shape
from wxbrand_codegen.change.apply.workspace import CannotApply, Place, Workspace
from wxbrand_codegen.document.structure import HTTP_METHODS

PARAMETERS = ("header", "path", "query", "cookie")

_DEEPEST = 20
"""Combinations that are followed from one schema."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """An operation or a webhook."""

    entry: Place
    """Its path, or its name among the webhooks."""

    item: Place
    """The path item, references followed."""

    place: Place
    """The operation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of an operation."""

    entry: Place
    """Its item in a list of parameters, perhaps a reference."""

    place: Place
    """The parameter, references followed."""


def described(space: Workspace, operation: str) -> Described:
    """Return where an operation stands, such as `POST /brand/…` or `webhook NAME`. Raises CannotApply."""
    kind, _, name = operation.partition(" ")
    is_webhook = kind == "webhook"
    group = space.root.at("webhooks" if is_webhook else "paths")
    names = [key for key in space.mapping(group) if key == name]
    names += [key for key in space.mapping(group) if not is_webhook and path_shape(key) == path_shape(name)]
    for found in names:
        item = space.follow(group.at(found))
        methods = HTTP_METHODS if is_webhook else (kind.lower(),)
        for method in methods:
            if method in space.mapping(item):
                return Described(entry=group.at(found), item=item, place=item.at(method))
    if is_webhook:
        for found in space.mapping(group):
            item = space.follow(group.at(found))
            for method in HTTP_METHODS:
                extension = space.mapping(item.at(method, "x-wxbrand-notification"))
                if extension.get("event-type") == name:
                    return Described(entry=group.at(found), item=item, place=item.at(method))
    raise CannotApply(f"{operation} does not stand among the {group.steps[0]} of {group.file}")


def operations(space: Workspace) -> Iterator[tuple[str, Place]]:
    """Yield every operation and webhook with its key: `POST /brand/…` or `webhook NAME`."""
    for group in ("paths", "webhooks"):
        for key in space.mapping(space.root.at(group)):
            item = space.follow(space.root.at(group, key))
            for method in HTTP_METHODS:
                if method in space.mapping(item):
                    yield f"{method.upper()} {key}" if group == "paths" else f"webhook {key}", item.at(method)


def parameters(space: Workspace, operation: Described) -> Iterator[Parameter]:
    """Yield the parameters of an operation, then those of all operations of its path."""
    for holder in (operation.place, operation.item):
        for number in range(len(space.items(holder.at("parameters")))):
            entry = holder.at("parameters", number)
            yield Parameter(entry=entry, place=space.follow(entry))


def parameter(space: Workspace, operation: Described, place: str, name: str) -> Parameter:
    """Return a parameter by its place and name. Raises CannotApply."""
    for found in parameters(space, operation):
        value = space.mapping(found.place)
        own = str(value.get("name"))
        if value.get("in") == place and (own == name or (place == "header" and own.lower() == name.lower())):
            return found
    raise CannotApply(f"{operation.place} has no {place} parameter {name}")


def media(space: Workspace, operation: Described, place: str) -> Place | None:
    """Return the media type object of the body or of the first success; None if there is none."""
    holder = operation.place.at("requestBody")
    if place == "response":
        statuses = sorted(key for key in space.mapping(operation.place.at("responses")) if key.startswith("2"))
        if not statuses:
            return None
        holder = operation.place.at("responses", statuses[0])
    content = space.follow(holder).at("content")
    types = sorted(space.mapping(content), key=lambda type_: "json" not in type_)
    return content.at(types[0]) if types else None


def schema(space: Workspace, operation: Described, place: str) -> Place:
    """Return the schema of a body, a response or a resource. Raises CannotApply."""
    if place == "resource":
        found = operation.place.at("x-wxbrand-notification", "resource")
    elif (content := media(space, operation, place)) is not None:
        found = content.at("schema")
    else:
        raise CannotApply(f"{operation.place} describes no {place}")
    if space.value(found) is None:
        raise CannotApply(f"{found.parent} has no {found.steps[-1]}")
    return found


def member(space: Workspace, operation: Described, where: tuple[str, ...]) -> Place:
    """Return the schema of a parameter or member, before its own references. Raises CannotApply."""
    place, *names = where
    if place in PARAMETERS and names:
        found = parameter(space, operation, place, names.pop(0)).place.at("schema")
    else:
        found = schema(space, operation, place)
    for name in names:
        found = inner(space, found, name)
    return found


def inner(space: Workspace, place: Place, name: str) -> Place:
    """Return the schema of one member of a schema, or of its items. Raises CannotApply."""
    if name == "[]":
        found = next((part.at("items") for part in parts(space, place, ()) if "items" in space.mapping(part)), None)
    else:
        owners = owners_of(space, place)
        found = next(
            (own.at("properties", name) for own in owners if name in space.mapping(own.at("properties"))), None
        )
    if found is None:
        raise CannotApply(f"{place} has no member {name} that can be found by its path")
    return found


def parts(space: Workspace, place: Place, groups: tuple[str, ...] = ("allOf",), depth: int = 0) -> Iterator[Place]:
    """Yield a schema, what its references lead to, and the parts of its combinations, and theirs."""
    for link in space.chain(place):
        yield link
        for group in groups if depth < _DEEPEST else ():
            for number in range(len(space.items(link.at(group)))):
                yield from parts(space, link.at(group, number), groups, depth + 1)


def object_parts(space: Workspace, place: Place, groups: tuple[str, ...] = ("allOf",)) -> Iterator[Place]:
    """Yield the parts of the schema of an object, of the objects in a list, or of the values of a map."""
    waiting, seen = [place], set[Place]()
    while waiting:
        for part in parts(space, waiting.pop(0), groups):
            if part not in seen:
                seen.add(part)
                yield part
                below = (part.at("items"), part.at("additionalProperties"))
                waiting.extend(each for each in below if isinstance(space.value(each), dict))


def owners_of(space: Workspace, place: Place) -> Iterator[Place]:
    """Yield the schemas that say what members an object has, or the objects of a list."""
    for part in object_parts(space, place, ("allOf", "oneOf", "anyOf")):
        if "properties" in space.mapping(part):
            yield part


def owner(space: Workspace, place: Place) -> Place:
    """Return the schema that has, or can have, the members of an object. Raises CannotApply."""
    found = next(owners_of(space, place), None)
    if found is not None:
        return found
    last = space.follow(place)
    if isinstance(space.value(last), dict):
        return last
    raise CannotApply(f"{place} is no object that can have members")
