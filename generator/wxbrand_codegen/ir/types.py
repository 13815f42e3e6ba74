"""Types of values: JSON scalars, files, lists, maps and references to models."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

MAX_SENSITIVE_BYTES = 214
"""UTF-8 bytes that RSA-OAEP can encrypt with a key of 2048 bits, the size that WeChat Pay uses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of a value in a request; None where the spec states none."""

    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    """In the syntax of Python's `re`."""

    minimum: int | float | None = None
    maximum: int | float | None = None
    exclusive_minimum: int | float | None = None
    exclusive_maximum: int | float | None = None
    multiple_of: int | float | None = None
    min_items: int | None = None
    max_items: int | None = None
    unique_items: bool = False
    min_properties: int | None = None
    max_properties: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A string."""

    limits: Limits = Limits()
    sensitive: bool = False
    """Whether the value is encrypted on the wire."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Integer:
    """A whole number."""

    limits: Limits = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number that may have a fraction."""

    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Boolean:
    """True or false."""


@dataclass(frozen=True, slots=True)
class Timestamp:
    """An RFC 3339 date and time with an offset."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """Raw bytes: a whole body, or a part of multipart/form-data. In JSON examples it is a file name."""

    max_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Anything:
    """Any JSON value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOf:
    """An array."""

    item: Type
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class MapOf:
    """An object with arbitrary keys."""

    value: Type
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Nullable:
    """The item, or null."""

    item: Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """A reference to a model of `Api.models` by its class name."""

    name: str


Type = Text | Integer | Number | Boolean | Timestamp | File | Anything | ListOf | MapOf | Nullable | Ref


def is_sensitive(type_: Type) -> bool:
    """Whether a type is a sensitive text, or a list or map of sensitive texts."""
    match type_:
        case Text(sensitive=sensitive):
            return sensitive
        case ListOf(item=inner) | Nullable(item=inner) | MapOf(value=inner):
            return is_sensitive(inner)
        case _:
            return False


def referenced_names(type_: Type | None) -> Iterator[str]:
    """Yield the class names of the models that a type refers to directly."""
    match type_:
        case Ref(name=name):
            yield name
        case ListOf(item=inner) | Nullable(item=inner) | MapOf(value=inner):
            yield from referenced_names(inner)
        case _:
            return
