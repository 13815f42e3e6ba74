"""Names of members that the spec has, which tell where a field belongs on a page that lost the frames of its objects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wxbrand_codegen.ir.api import Api
from wxbrand_codegen.ir.models import Field, Models, Record, Union
from wxbrand_codegen.ir.operations import Notification, Operation
from wxbrand_codegen.ir.types import Ref, Type, innermost
from wxbrand_codegen.pages import KnownNames, Page, Place, read_page


def names_of(part: Operation | Notification, models: Models) -> KnownNames:
    """Return the members of objects of an operation or notification."""

    def names(place: Place, path: tuple[str, ...]) -> frozenset[str]:
        members = list(_top_level(part, place, models))
        for name in path:
            members = [m for member in members if member.wire == name for m in members_of(member.type, models)]
        return frozenset(member.wire for member in members)

    return names


def names_by_object(api: Api) -> KnownNames:
    """Return the members that objects of the same name have anywhere in a spec, for an operation that it lacks."""
    by_name: dict[str, set[str]] = {}
    owners = [model.fields for model in api.models.values() if isinstance(model, Record)]
    owners += [tuple(p.field for p in operation.parameters) for operation in api.operations]
    for field in (field for fields in owners for field in fields):
        if members := list(members_of(field.type, api.models)):
            by_name.setdefault(field.wire, set()).update(member.wire for member in members)
    return lambda _, path: frozenset(by_name.get(path[-1], ())) if path else frozenset()


def _top_level(part: Operation | Notification, place: Place, models: Models) -> Iterator[Field]:
    if isinstance(part, Notification):
        yield from members_of(part.resource, models) if place == "resource" else ()
    elif place == "response":
        for response in part.success_responses:
            yield from members_of(response.type, models) if response.type else ()
    else:
        yield from (parameter.field for parameter in part.parameters if parameter.location == place)


def members_of(type_: Type, models: Models) -> Iterator[Field]:
    """Yield the members of an object, of the objects of a list, and of the objects that a union allows."""
    inner = innermost(type_)
    model = models.get(inner.name) if isinstance(inner, Ref) else None
    if isinstance(model, Record):
        yield from model.fields
    elif isinstance(model, Union):
        for variant in model.variants:
            yield from members_of(variant, models)


def place_fields(content: bytes, page: Page, key: str | None, api: Api) -> Page:
    """Read a page again with the help of a spec. Doubts that it settles stay, with that reason.

    key: of the operation or notification of the spec that the page describes; None if the spec lacks it.
    """
    part = api.parts.get(key or "")
    again = read_page(content, names_of(part, api.models) if part else names_by_object(api))
    settled = [
        replace(doubt, text=f"{doubt.text.partition(';')[0]}; it is placed as in the existing spec")
        for doubt in page.doubts
        if doubt.misplaced and doubt not in again.doubts
    ]
    return replace(again, doubts=tuple(sorted([*again.doubts, *settled], key=lambda doubt: doubt.line)))
