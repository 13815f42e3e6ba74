"""Types of values: JSON scalars, files, lists, maps and references to models."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

MAX_SENSITIVE_BYTES = 214
"""UTF-8 bytes that RSA-OAEP can encrypt with a key of 2048 bits, the size that WeChat Pay uses."""

_TIMESTAMP = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2})(:\d{2})?(?:\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})",
    re.ASCII,
)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant:
    """One value."""

    text: str
    """As JSON, in which 1 and true differ."""

    is_only: bool = True
    """False for a text that is filled in unless the caller gives another one."""

    @property
    def value(self) -> Any:
        """The value itself."""
        return json.loads(self.text)

    @property
    def is_structure(self) -> bool:
        """Whether it is an object or a list, which requests are not checked against and which is not filled in."""
        return self.text[0] in "{["


NULL = Constant(text="null")
"""The type of nothing but null."""


@dataclass(frozen=True, slots=True)
class Timestamp:
    """An RFC 3339 date and time with an offset."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """Raw bytes: a whole body, or a part of multipart/form-data. In JSON examples it is a file name."""

    max_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Anything:
    """Any JSON value."""

    impossible: bool = False
    """Whether the spec contradicts itself, so that no value is valid; it is only read."""


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


Type = Text | Integer | Number | Boolean | Constant | Timestamp | File | Anything | ListOf | MapOf | Nullable | Ref


def is_contradictory(limits: Limits) -> bool:
    """Whether limits exclude each other, so that no value is possible."""
    return any(
        low is not None and high is not None and (low >= high if is_exclusive else low > high)
        for low, high, is_exclusive in (
            (limits.min_length, limits.max_length, False),
            (limits.min_items, limits.max_items, False),
            (limits.min_properties, limits.max_properties, False),
            (limits.minimum, limits.maximum, False),
            (limits.exclusive_minimum, limits.maximum, True),
            (limits.minimum, limits.exclusive_maximum, True),
            (limits.exclusive_minimum, limits.exclusive_maximum, True),
        )
    )


def is_impossible(type_: Type) -> bool:
    """Whether no value is valid, because the schema contradicts itself."""
    match type_:
        case Anything(impossible=impossible):
            return impossible
        case Text(limits=limits) | Integer(limits=limits) | Number(limits=limits):
            return is_contradictory(limits)
        case ListOf(limits=limits) | MapOf(limits=limits):
            return is_contradictory(limits)
        case _:
            return False


def with_null(type_: Type, nullable: bool) -> Type:
    """Return a type that allows null as well; with `nullable` false, the type itself."""
    allows_null = isinstance(type_, Nullable | Anything) or type_ == NULL
    return Nullable(item=type_) if nullable and not allows_null else type_


def innermost(type_: Type) -> Type:
    """Return the type of the values in lists, maps and nullables; any other type itself."""
    match type_:
        case ListOf(item=inner) | Nullable(item=inner) | MapOf(value=inner):
            return innermost(inner)
        case _:
            return type_


def is_sensitive(type_: Type) -> bool:
    """Whether a type is a sensitive text, or a list or map of sensitive texts."""
    inner = innermost(type_)
    return isinstance(inner, Text) and inner.sensitive


def is_timestamp(text: str) -> bool:
    """Whether a text is an RFC 3339 date and time with an offset; WeChat Pay sometimes leaves out the seconds."""
    match = _TIMESTAMP.fullmatch(text)
    if match is None:
        return False
    date, minutes, seconds, offset = match.groups()
    try:
        datetime.fromisoformat(f"{date}T{minutes}{seconds or ':00'}{offset.upper()}")
    except ValueError:  # such as a thirteenth month
        return False
    return True
