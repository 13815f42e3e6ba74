"""The examples of an object, wherever they stand: in bodies and responses of all operations that share its schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wxbrand_codegen.change.apply import places
from wxbrand_codegen.change.apply.workspace import Place, Workspace

_ALL = ("allOf", "oneOf", "anyOf")


def instances(space: Workspace, owner: Place) -> list[Place]:
    """Return the places of the mappings, within examples, that are described by one schema."""
    found: dict[Place, None] = {}
    for schema, example in _examples(space):
        waiting = [(schema, example, space.value(example))]
        while waiting:
            part_of, place, value = waiting.pop()
            for part in places.parts(space, part_of, _ALL) if isinstance(value, dict | list) else ():
                if part == owner and isinstance(value, dict):
                    found[place] = None
                waiting += _inner(space, part, place, value)
    return list(found)


def _inner(space: Workspace, schema: Place, place: Place, value: Any) -> Iterator[tuple[Place, Place, Any]]:
    """Yield the members or items of an example, with their schemas."""
    own = space.mapping(schema)
    if isinstance(value, list):
        if isinstance(own.get("items"), dict):
            yield from ((schema.at("items"), place.at(number), item) for number, item in enumerate(value))
        return
    properties = own.get("properties")
    others = isinstance(own.get("additionalProperties"), dict)
    for name, member in value.items():
        if isinstance(properties, dict) and name in properties:
            yield schema.at("properties", name), place.at(name), member
        elif others:
            yield schema.at("additionalProperties"), place.at(name), member


def _examples(space: Workspace) -> Iterator[tuple[Place, Place]]:
    """Yield every example of a body, a response or an object, with its schema."""
    for _, operation in places.operations(space):
        holders = [operation.at("requestBody")]
        holders += [operation.at("responses", status) for status in space.mapping(operation.at("responses"))]
        for holder in holders:
            content = space.follow(holder).at("content")
            for type_ in space.mapping(content):
                media = content.at(type_)
                yield from ((media.at("schema"), example) for example in of_media(space, media))
    for file in space.files:
        schemas = Place(file).at("components", "schemas")
        for name, schema in space.mapping(schemas).items():
            if isinstance(schema, dict) and isinstance(schema.get("example"), dict | list):
                yield schemas.at(name), schemas.at(name, "example")


def of_media(space: Workspace, media: Place) -> Iterator[Place]:
    """Yield the examples of a media type object."""
    if "example" in space.mapping(media):
        yield media.at("example")
    for name in space.mapping(media.at("examples")):
        found = space.follow(media.at("examples", name))
        if "value" in space.mapping(found):
            yield found.at("value")
