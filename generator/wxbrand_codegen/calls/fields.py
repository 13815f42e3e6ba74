"""What a request takes: its fields, and the members of its objects, each with the kind of value to give."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, Literal

from msgspec import UnsetType
from wxbrand_runtime.models import FileSource, Request, Time
from wxbrand_runtime.models.annotations import OtherValue, model_fields
from wxbrand_runtime.models.conversion import alternatives_of
from wxbrand_runtime.models.records import Model, is_model
from wxbrand_runtime.models.unreadable import required_attributes

Kind = Literal["text", "integer", "number", "boolean", "time", "choice", "file", "json"]
"""How a value is given. `json`: an object, a list of objects, or anything else without a form of its own."""

_KINDS: dict[Any, Kind] = {
    str: "text",
    int: "integer",
    float: "number",
    bool: "boolean",
    Time: "time",
    FileSource: "file",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a request, or a member of an object in it."""

    path: tuple[str, ...]
    """Attribute of the request, then names of members as in JSON."""

    kind: Kind
    choices: tuple[str | int, ...]
    """The known values of a `choice`."""

    is_list: bool
    """Whether it takes any number of values, each of this kind."""

    is_required: bool
    """Whether the object that it is in needs it."""

    annotation: Any

    owner: type[Model]
    """The model that it is a member of."""

    attribute: str
    """Its attribute in that model."""

    @property
    def name(self) -> str:
        """The path with dots, as an option is named."""
        return ".".join(self.path)

    @property
    def has_members(self) -> bool:
        """Whether it is an object whose members are known, or a list of such objects."""
        item = item_annotation(self.annotation)
        return object_model(self.annotation if item is None else item) is not None


def fields_of(request: type[Request[Any]]) -> list[Field]:
    """Return the fields of a request."""
    return [_field((attribute,), request, attribute, annotation) for attribute, _, annotation in model_fields(request)]


def own_fields(model: type[Model]) -> list[Field]:
    """Return the members of a model, with paths that begin at it."""
    return [_field((wire,), model, attribute, annotation) for attribute, wire, annotation in model_fields(model)]


def members_below(field: Field, *, in_lists: bool = False) -> Iterator[Field]:
    """Yield the members of an object, and of the objects in it. A model is not repeated within itself.

    in_lists: also yield those of the objects in lists, whose names have `[]`.
    """
    yield from _members_below(field, in_lists, frozenset())


def _members_below(field: Field, in_lists: bool, above: frozenset[type]) -> Iterator[Field]:
    path, model = field.path, object_model(field.annotation)
    if in_lists and model is None and (item := item_annotation(field.annotation)) is not None:
        path, model = (*path[:-1], f"{path[-1]}[]"), object_model(item)
    if model is None or model in above:
        return
    for attribute, wire, annotation in model_fields(model):
        member = _field((*path, wire), model, attribute, annotation)
        yield member
        yield from _members_below(member, in_lists, above | {model})


def object_model(annotation: Any) -> type[Model] | None:
    """Return the model of an object; None for all other values."""
    kinds = _given_kinds(annotation)
    return kinds[0] if len(kinds) == 1 and is_model(kinds[0]) else None


def item_annotation(annotation: Any) -> Any:
    """Return the type of the items of a list; None for all other values."""
    kinds = _given_kinds(annotation)
    return typing.get_args(kinds[0])[0] if len(kinds) == 1 and typing.get_origin(kinds[0]) is list else None


def _given_kinds(annotation: Any) -> list[Any]:
    """Return the types that a value may have, if one is given."""
    none = {UnsetType, type(None), *alternatives_of(OtherValue)}
    return [kind for kind in alternatives_of(annotation) if kind not in none]


def _field(path: tuple[str, ...], owner: type[Model], attribute: str, annotation: Any) -> Field:
    item = item_annotation(annotation)
    kind, choices = _kind(annotation if item is None else item)
    return Field(
        path=path,
        kind=kind,
        choices=choices,
        is_list=item is not None and kind != "json",
        is_required=attribute in required_attributes(owner),
        annotation=annotation,
        owner=owner,
        attribute=attribute,
    )


def _kind(annotation: Any) -> tuple[Kind, tuple[str | int, ...]]:
    kinds = _given_kinds(annotation)
    kind = kinds[0] if len(kinds) == 1 else None
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "choice", tuple(member.value for member in kind)
    if typing.get_origin(kind) is Literal and all(isinstance(each, str) for each in typing.get_args(kind)):
        return "choice", typing.get_args(kind)
    return _KINDS.get(kind, "json") if kind is not None else "json", ()
