"""Annotations of model fields: which fields a model has, and which of them are sensitive."""

from __future__ import annotations

import typing
from functools import cache
from typing import Annotated, Any

from msgspec import Struct

from wxbrand_runtime.models.unions import is_union, union_kinds


class Sensitive(Struct, frozen=True):
    """Marks a sensitive text, as an extra of `Annotated`: encrypted on the wire, masked in reprs."""


SENSITIVE = Sensitive()


@cache
def model_fields(model: Any) -> tuple[tuple[str, str, Any], ...]:
    """Return attribute, name on the wire, and annotation of each field of a model."""
    hints = typing.get_type_hints(model, include_extras=True)
    names = zip(model.__struct_fields__, model.__struct_encode_fields__, strict=True)
    return tuple((attribute, wire, hints[attribute]) for attribute, wire in names)


def is_marked(annotation: Any) -> bool:
    """Whether an annotation itself carries the mark `SENSITIVE`."""
    extras = typing.get_args(annotation) if typing.get_origin(annotation) is Annotated else ()
    return any(isinstance(extra, Sensitive) for extra in extras)


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
    except (
        NameError
    ):  # a class made in a function may name types that cannot be resolved: treat every field as sensitive
        return frozenset(model.__struct_fields__)
