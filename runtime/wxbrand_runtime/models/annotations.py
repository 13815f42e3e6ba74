"""Annotations of model fields: what a model says of its fields, the mark of sensitive texts, and unions."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Never, TypeAlias, TypeGuard

from msgspec import Struct, UnsetType

from wxbrand_runtime.models.wire_names import wire_names


class Sensitive(Struct, frozen=True):
    """Marks a sensitive text, as an extra of `Annotated`: encrypted on the wire, masked in reprs."""


SENSITIVE = Sensitive()


class Unproven(Struct, frozen=True):
    """Marks a required member, as an extra of `Annotated`, of which no page of the documentation proves that it is always there.

    A response without it can be used all the same; see `unreadable`.
    """


UNPROVEN = Unproven()


class _Other(Struct, frozen=True):
    """Marks what a member of one value may hold in an answer."""


if TYPE_CHECKING:
    OtherValue: TypeAlias = Never
else:
    OtherValue = Annotated[Any, _Other()]
"""What a member of one value (`const` in the spec) may hold in an answer all the same: `Literal["a"] | OtherValue`.

Decoding keeps any value. Requests and type checkers know only the one.
"""


@cache
def constants_of(model: Any) -> tuple[tuple[str, Any, bool], ...]:
    """Return the members of a model that have one value: name on the wire, value, and whether they are always there."""
    found: list[tuple[str, Any, bool]] = []
    for _, wire, annotation in model_fields(model):
        kinds = typing.get_args(annotation)
        if OtherValue in kinds:
            (only,) = (typing.get_args(kind)[0] for kind in kinds if typing.get_origin(kind) is typing.Literal)
            found.append((wire, only, UnsetType not in kinds))
    return tuple(found)


class _AcceptsAnyInstance(type):
    def __instancecheck__(cls, value: object) -> bool:
        """Return True for msgspec, which checks that the result of `dec_hook` is an instance of the annotated class."""
        return True


class OneOf(metaclass=_AcceptsAnyInstance):
    """Base of unions (`oneOf` and `anyOf` in the spec). The annotation `kinds` of a subclass names the types.

    Decoding returns a value of the type that fits best, and requests take a value of any of them. A union has no instances.
    """

    tag: ClassVar[str]
    """Member whose value names the type (the discriminator), or empty."""

    tags: ClassVar[Mapping[str, str]]
    """Value of that member -> class name of the type."""

    def __init_subclass__(cls, *, tag: str = "", tags: Mapping[str, str] | None = None) -> None:
        cls.tag = tag
        cls.tags = tags or {}


def is_union(annotation: Any) -> TypeGuard[type[OneOf]]:
    """Whether an annotation is a union class."""
    return isinstance(annotation, type) and issubclass(annotation, OneOf)


@cache
def union_kinds(union: Any) -> Any:
    """Return the annotation `kinds` of a union, such as `A | B`."""
    return typing.get_type_hints(union, include_extras=True)["kinds"]


@cache
def model_fields(model: Any) -> tuple[tuple[str, str, Any], ...]:
    """Return attribute, name on the wire, and annotation of each field of a model."""
    hints = typing.get_type_hints(model, include_extras=True)
    return tuple((attribute, wire, hints[attribute]) for attribute, wire in wire_names(model).items())


def is_marked(annotation: Any) -> bool:
    """Whether an annotation itself carries the mark `SENSITIVE`."""
    return _has_extra(annotation, Sensitive)


def is_unproven(annotation: Any) -> bool:
    """Whether an annotation itself carries the mark `UNPROVEN`."""
    return _has_extra(annotation, Unproven)


def _has_extra(annotation: Any, kind: type[Struct]) -> bool:
    extras = typing.get_args(annotation) if typing.get_origin(annotation) is Annotated else ()
    return any(isinstance(extra, kind) for extra in extras)


def is_sensitive(annotation: Any) -> bool:
    """Whether values of a type are sensitive texts, or lists or maps of them. Fields of nested models do not count."""
    if is_marked(annotation):
        return True
    if is_union(annotation):
        annotation = union_kinds(annotation)
    return any(map(is_sensitive, typing.get_args(annotation)))


@cache
def sensitive_fields(model: type[Struct]) -> frozenset[str]:
    """Return the attributes that hold sensitive texts, or lists or maps of them. Fields of nested models do not count."""
    try:
        return frozenset(attribute for attribute, _, annotation in model_fields(model) if is_sensitive(annotation))
    except NameError:
        # A class made in a function may name types that cannot be resolved: treat every field as sensitive.
        return frozenset(model.__struct_fields__)
