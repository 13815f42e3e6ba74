"""Operations and notifications that the spec lacks: drafted into the file of their area, and joined in the root file."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wxbrand_codegen.change.apply.errors import moved
from wxbrand_codegen.change.apply.workspace import CannotApply, Place, Workspace
from wxbrand_codegen.change.draft.spec_names import common_words, is_near
from wxbrand_codegen.document.references import component_reference
from wxbrand_codegen.document.structure import HTTP_METHODS

_ERROR_BODY = "ErrorBody"
"""Schema of errors in drafts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Neighbour:
    """The operation of the spec that is nearest to a new one."""

    key: str
    entry: Place
    """Its path, or its name among the webhooks."""

    item: Place
    """Its path item, references followed."""

    operation: Place
    is_near: bool
    """Whether it is of the same area."""


def add(space: Workspace, key: str, drafted: Mapping[str, Any]) -> Place:
    """Add the operation or the notification that a drafted document describes. Raises CannotApply.

    key: method and path, or `webhook` and the event.
    """
    group, key = ("webhooks" if key.startswith("webhook ") else "paths"), key.partition(" ")[2]
    if key not in drafted.get(group, {}):
        raise CannotApply(f"the draft of the page has no {key}")
    ((method, operation),) = drafted[group][key].items()
    entry = space.root.at(group, key)
    neighbour = _nearest(space, group, key)
    existing = space.follow(entry) if space.value(entry) is not None else None
    if existing is not None and method in space.mapping(existing):
        raise CannotApply(f"{existing} has this operation already")
    holder = existing or (neighbour.item if neighbour else space.root)
    operation = _as_neighbours(space, operation, neighbour, holder.file)
    for name, schema in _schemas_of(operation, drafted).items():
        if name == _ERROR_BODY and space.value(Place(holder.file).at("components", "schemas", name)) is not None:
            continue  # all operations share it
        _add_component(space, holder.file, "schemas", name, schema)
    _declare_tag(space, operation, drafted)
    if existing is not None:
        space.insert(existing.at(method), operation)
        return existing.at(method)
    return _join(space, entry, neighbour, {method: operation})


def _join(space: Workspace, entry: Place, neighbour: _Neighbour | None, item: dict[str, Any]) -> Place:
    """Add a path item, as its neighbour is: in the root file, or as a component that the root file refers to."""
    place, value = entry, item
    if neighbour is not None and space.target(neighbour.entry) is not None:
        name = str(next(iter(item.values()))["operationId"])
        place = neighbour.item.parent.at(name)
        if space.value(place) is not None:
            raise CannotApply(f"{place} exists already")
        space.insert(place, item, after=(str(neighbour.item.steps[-1]),))
        file = posixpath.relpath(place.file, posixpath.dirname(entry.file) or ".")
        pointer = "#/" + "/".join(str(step).replace("~", "~0").replace("/", "~1") for step in place.steps)
        value = {"$ref": f"{'' if place.file == entry.file else file}{pointer}"}
    if space.value(entry.parent) is None:
        space.insert(entry.parent, {entry.steps[-1]: value}, after=("paths", "tags", "security", "servers", "info"))
    else:
        space.insert(entry, value, after=(neighbour.key,) if neighbour else ())
    return place


def _nearest(space: Workspace, group: str, key: str) -> _Neighbour | None:
    """Return the operation whose path, or event, has most parts in common at the beginning; the last of several."""
    best: _Neighbour | None = None
    most = 0
    for each in space.mapping(space.root.at(group)):
        entry = space.root.at(group, each)
        item = space.follow(entry)
        method = next((method for method in HTTP_METHODS if method in space.mapping(item)), None)
        common = len(common_words(each, key))
        if method is not None and common >= most:
            best = _Neighbour(key=each, entry=entry, item=item, operation=item.at(method), is_near=is_near(each, key))
            most = common
    return best


def _as_neighbours(
    space: Workspace, operation: Mapping[str, Any], neighbour: _Neighbour | None, file: str
) -> dict[str, Any]:
    """Refer to the shared parameters, error responses and envelope of notifications that the neighbour refers to."""
    if neighbour is None:
        return dict(operation)
    own = dict(operation)
    envelope = neighbour.operation.at("requestBody")
    if "x-wxbrand-notification" in own and space.value(envelope) is not None:
        own["requestBody"] = moved(space.value(envelope), envelope.file, file)
    tags = space.value(neighbour.operation.at("tags"))
    if neighbour.is_near and tags:
        own["tags"] = tags
    shared = {}
    for number in range(len(space.items(neighbour.operation.at("parameters")))):
        entry = neighbour.operation.at("parameters", number)
        if space.target(entry) is not None:
            value = space.mapping(space.follow(entry))
            shared[value.get("in"), str(value.get("name")).lower()] = moved(space.value(entry), entry.file, file)
    if "parameters" in own:
        own["parameters"] = [shared.get((p["in"], p["name"].lower()), p) for p in own["parameters"]]
    own["responses"] = {
        status: _response_as_neighbours(space, status, response, neighbour, file)
        for status, response in own["responses"].items()
    }
    return own


def _response_as_neighbours(
    space: Workspace, status: str, response: Mapping[str, Any], neighbour: _Neighbour, file: str
) -> Any:
    place = neighbour.operation.at("responses", status)
    if not status.startswith(("4", "5")):
        return response
    media: Mapping[str, Any] = next(iter(response.get("content", {}).values()), {})
    code = media.get("example", {}).get("code")
    if space.target(place) is not None and code is not None:
        content = space.follow(place).at("content")
        theirs = [space.mapping(content.at(each, "example")).get("code") for each in space.mapping(content)]
        if code in theirs:
            return moved(space.value(place), place.file, file)
    for other in space.mapping(neighbour.operation.at("responses")):
        target = space.follow(neighbour.operation.at("responses", other))
        for theirs_media in space.mapping(target.at("content")).values():
            if other.startswith(("4", "5")) and isinstance(theirs_media, dict) and "schema" in theirs_media:
                schema = moved(theirs_media["schema"], target.file, file)
                own = {each: {**value, "schema": schema} for each, value in response.get("content", {}).items()}
                return {**response, "content": own}
    return response


def _schemas_of(operation: Mapping[str, Any], drafted: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schemas of the draft that the operation refers to, and those that they refer to."""
    schemas: Mapping[str, Any] = drafted.get("components", {}).get("schemas", {})
    found: dict[str, Any] = {}
    waiting: list[Any] = [operation]
    while waiting:
        text = repr(waiting.pop())
        for name, schema in schemas.items():
            if name not in found and repr(component_reference("schemas", name)) in text:
                found[name] = schema
                waiting.append(schema)
    return {name: found[name] for name in schemas if name in found}


def _add_component(space: Workspace, file: str, section: str, name: str, value: Any) -> None:
    components = Place(file).at("components")
    place = components.at(section, name)
    if space.value(place) is not None:
        raise CannotApply(f"{place} exists already")
    if space.value(components) is None:
        space.insert(components, {section: {name: value}})
    elif not space.mapping(components.at(section)):
        if space.value(components.at(section)) is not None:
            space.remove(components.at(section))
        space.insert(components.at(section), {name: value})
    else:
        space.insert(place, value)


def _declare_tag(space: Workspace, operation: Mapping[str, Any], drafted: Mapping[str, Any]) -> None:
    tags = space.root.at("tags")
    known = [tag.get("name") for tag in space.items(tags) if isinstance(tag, dict)]
    for tag in drafted.get("tags", ()):
        if known and tag["name"] in operation.get("tags", ()) and tag["name"] not in known:
            space.insert_item(tags, dict(tag))
