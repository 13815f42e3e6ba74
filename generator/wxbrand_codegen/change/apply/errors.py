"""Error codes that the page lists: examples of error responses, by status."""

from __future__ import annotations

import posixpath
from typing import Any

from wxbrand_codegen.change.apply.places import Described
from wxbrand_codegen.change.apply.workspace import CannotApply, Place, Workspace


def add(space: Workspace, operation: Described, error: dict[str, str]) -> Place:
    """Add an error code to the response with its status. A response that others share is copied first."""
    status, value = str(error["status"]), {"code": error["code"], "message": error.get("message") or "TODO"}
    responses = operation.place.at("responses")
    response = responses.at(status)
    if status not in space.mapping(responses):
        described = {"description": f"{value['code']}（页面所列）"}
        media = {"schema": _schema(space, responses), "example": value}
        later = [key for key in space.mapping(responses) if key < status]
        space.insert(response, described | {"content": {"application/json": media}}, after=tuple(later))
        return response
    _own(space, response)
    holder = _media(space, response)
    examples = holder.at("examples")
    if "example" in space.mapping(holder):
        example = space.value(holder.at("example"))
        first = str(example.get("code")) if isinstance(example, dict) else "usual"
        if first == value["code"]:
            space.replace(holder.at("example"), value)
            return response
        space.replace(holder.at("example"), {first: {"value": example}, value["code"]: {"value": value}})
        space.rename(holder.at("example"), "examples")
    elif space.mapping(examples):
        name, number = value["code"], 1
        while name in space.mapping(examples):
            number += 1
            name = f"{value['code']}-{number}"
        space.insert(examples.at(name), {"value": value})
    else:
        space.insert(holder.at("example"), value, after=("schema",))
    return response


def remove(space: Workspace, operation: Described, error: dict[str, str]) -> Place:
    """Remove an error code; its response, if it has no other. Raises CannotApply if others share the response."""
    response = operation.place.at("responses", str(error["status"]))
    if space.target(response) is not None:
        raise CannotApply(f"{space.follow(response)}, which other operations share, lists {error['code']}")
    holder = _media(space, response)
    examples = space.mapping(holder.at("examples"))
    if (space.mapping(holder.at("example"))).get("code") == error["code"]:
        space.remove(response)
        return response.parent
    named = [
        name
        for name in examples
        if space.mapping(space.follow(holder.at("examples", name)).at("value")).get("code") == error["code"]
    ]
    if not named:
        raise CannotApply(f"{response} does not list {error['code']} in an example of its own")
    if len(named) == len(examples):
        space.remove(response)
        return response.parent
    for name in named:
        space.remove(holder.at("examples", name))
    return response


def _media(space: Workspace, response: Place) -> Place:
    content = response.at("content")
    types = sorted(space.mapping(content), key=lambda type_: "json" not in type_)
    if not types:
        raise CannotApply(f"{response} has no body that could list error codes")
    return content.at(types[0])


def _own(space: Workspace, response: Place) -> None:
    """Put a copy in place of the reference to a shared response."""
    shared = space.follow(response)
    if shared != response:
        space.replace(response, moved(space.value(shared), shared.file, response.file))


def _schema(space: Workspace, responses: Place) -> Any:
    """Return the schema of the error responses beside a new one."""
    for status in space.mapping(responses):
        found = space.follow(responses.at(status))
        for media in space.mapping(found.at("content")).values():
            if status[:1] in {"4", "5"} and isinstance(media, dict) and "schema" in media:
                return moved(media["schema"], found.file, responses.file)
    raise CannotApply(f"{responses} has no error response whose schema a new one could have")


def moved(value: Any, before: str, after: str) -> Any:
    """Return a value with its references as they must be in another file."""
    if isinstance(value, list):
        return [moved(item, before, after) for item in value]
    if not isinstance(value, dict):
        return value
    result = {key: moved(member, before, after) for key, member in value.items()}
    if isinstance(reference := value.get("$ref"), str):
        location, _, fragment = reference.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(before), location)) if location else before
        relative = "" if target == after else posixpath.relpath(target, posixpath.dirname(after) or ".")
        result["$ref"] = f"{relative}#{fragment}" if fragment or not relative else relative
    return result
