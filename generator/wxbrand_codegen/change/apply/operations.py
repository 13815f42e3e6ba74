"""Facts about an operation as a whole, and about the hosts."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Any

from wxbrand_codegen.change.apply import places
from wxbrand_codegen.change.apply.places import Described, Parameter
from wxbrand_codegen.change.apply.sharing import Sharing
from wxbrand_codegen.change.apply.workspace import CannotApply, Place, Workspace
from wxbrand_codegen.change.drift import digest
from wxbrand_codegen.document.structure import HTTP_METHODS

ORDER = (
    "operationId", "tags", "summary", "description", "deprecated", "x-wxbrand-page", "x-wxbrand-rate-limit",
    "x-wxbrand-idempotency", "x-wxbrand-preconditions", "x-wxbrand-paging", "parameters", "requestBody", "responses",
)  # fmt: skip


def put(space: Workspace, operation: Place, key: str, value: Any) -> Place:
    """Set, add or remove (None) a member of an operation. Of mappings and lists only what differs is touched."""
    place = operation.at(key)
    if value is None or value in ({}, []):
        if key in space.mapping(operation):
            space.remove(place)
    elif key not in space.mapping(operation):
        space.insert(place, value, after=ORDER[: ORDER.index(key)] if key in ORDER else ORDER)
    elif isinstance(value, dict):
        _put_members(space, place, value)
    elif isinstance(value, list):
        put_items(space, place, value)
    else:
        space.replace(place, value)
    return operation


def _put_members(space: Workspace, place: Place, value: dict[str, Any]) -> None:
    keys = list(value)
    for key in [key for key in space.mapping(place) if key not in value]:
        space.remove(place.at(key))
    for key in keys:
        if key in space.mapping(place):
            space.replace(place.at(key), value[key])
        elif not keys[: keys.index(key)]:
            space.insert_first(place.at(key), value[key])
        else:
            space.insert(place.at(key), value[key], after=tuple(keys[: keys.index(key)]))


def put_items(space: Workspace, place: Place, value: list[Any]) -> None:
    """Make a list of plain values another one, and touch only the items that differ."""
    for start, end, new in _differences(space.items(place), value):
        kept = min(end - start, len(new))
        for number in range(end - 1, start + kept - 1, -1):
            space.remove(place.at(number))
        for offset in range(kept):
            space.replace(place.at(start + offset), new[offset])
        for item in reversed(new[kept:]):
            space.insert_item(place, item, start + kept)


def put_page(space: Workspace, operation: Place, after: dict[str, str]) -> Place:
    """Change what the operation says of its page."""
    key = "x-wxbrand-page"
    wanted = {**space.mapping(operation.at(key)), **after}
    ordered = {name: wanted.pop(name) for name in ("id", "title", "updated") if name in wanted}
    return put(space, operation, key, ordered | wanted)


def put_preconditions(space: Workspace, operation: Place, after: list[str]) -> Place:
    """Change the preconditions, and what the spec keeps of the page's words to see when they change."""
    kept = operation.at("x-wxbrand-page", "preconditions")
    if space.value(kept) is not None:
        space.replace(kept, digest(after))
    return put(space, operation, "x-wxbrand-preconditions", after)


def put_servers(space: Workspace, after: list[str]) -> Place:
    """Change the hosts. They are those of the whole API."""
    place = space.root.at("servers")
    before = [str(server.get("url")) for server in space.items(place) if isinstance(server, dict)]
    if not before or len(before) != len(space.items(place)):
        raise CannotApply(f"{space.root.file} has no list of servers")
    for start, end, new in _differences(before, after):
        kept = min(end - start, len(new))
        for number in range(end - 1, start + kept - 1, -1):
            space.remove(place.at(number))
        for offset in range(kept):
            space.replace(place.at(start + offset, "url"), new[offset])
        for url in reversed(new[kept:]):
            space.insert_item(place, {"url": url}, start + kept)
    return place


def _differences(old: list[Any], new: list[Any]) -> list[tuple[int, int, list[Any]]]:
    """Return where two lists differ, the last place first: start and end in the old list, and what stands there now."""
    found = SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
    return [(start, end, new[first:last]) for kind, start, end, first, last in reversed(found) if kind != "equal"]


def put_method(space: Workspace, operation: Described, after: str) -> Place:
    """Change the HTTP method."""
    if after.lower() != operation.place.steps[-1]:
        space.rename(operation.place, after.lower())
    return operation.item.at(after.lower())


def put_path(space: Workspace, operation: Described, after: str) -> Place:
    """Change the path. Path parameters that are called differently get their new names."""
    before = str(operation.entry.steps[-1])
    methods = [key for key in space.mapping(operation.item) if key in HTTP_METHODS]
    if before == after:
        return operation.entry
    if len(methods) != 1:
        raise CannotApply(f"{before} has {len(methods)} operations; write a path of its own for the one that moved")
    if after in space.mapping(operation.entry.parent):
        raise CannotApply(f"{after} is a path already; write the operation there")
    old, new = (re.findall(r"\{([^{}]*)\}", path) for path in (before, after))
    if len(old) == len(new):
        for parameter in list(places.parameters(space, operation)):
            value = space.mapping(parameter.place)
            if value.get("in") == "path" and value.get("name") in old:
                _rename_parameter(space, parameter, new[old.index(value["name"])])
    space.rename(operation.entry, after)
    return operation.entry.parent.at(after)


def _rename_parameter(space: Workspace, found: Parameter, name: str) -> None:
    """Give a path parameter another name. If other operations share it, whose paths keep the name, this one gets a copy."""
    if space.mapping(found.place).get("name") == name:
        return
    if found.entry != found.place and len(Sharing(space).users([found.place])) > 1:
        if found.entry.file != found.place.file:  # whose references would lead elsewhere
            raise CannotApply(f"{found.place} is shared with other paths, which keep its name; write the path by hand")
        space.replace(found.entry, {**space.mapping(found.place), "name": name})
    else:
        space.replace(found.place.at("name"), name)


def put_content(space: Workspace, operation: Described, after: str) -> Place:
    """Change the media type of the body."""
    content = space.follow(operation.place.at("requestBody")).at("content")
    types = list(space.mapping(content))
    new = after.partition(" ")[0]
    if len(types) != 1 or "/" not in new:
        raise CannotApply(f"{content} has {len(types)} media types; write {after} by hand")
    if types[0] != new:
        space.rename(content.at(types[0]), new)
    return content.at(new)
