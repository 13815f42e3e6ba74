"""Unions: values that may be of one of several types (`oneOf` and `anyOf` in the spec)."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar, TypeGuard


class _AcceptsAnyInstance(type):
    def __instancecheck__(cls, value: object) -> bool:
        """Return True for msgspec, which checks that the result of `dec_hook` is an instance of the annotated class."""
        return True


class OneOf(metaclass=_AcceptsAnyInstance):
    """Base of unions. The annotation `kinds` of a subclass names the types.

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
