"""Limits on the values of requests, and the checks made from them. Responses are never checked against limits."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from msgspec import Struct

from wxbrand_runtime.auth.hidden_characters import describe_hidden, without_hidden
from wxbrand_runtime.errors import InvalidRequest

Check = Callable[[Any, str], None]
"""Takes a value and its path in the request. Raises InvalidRequest if the value is not allowed."""


class Limits(Struct, frozen=True, kw_only=True):
    """What the spec allows for a value, as an extra of `Annotated`."""

    min_length: int | None = None
    """Minimum number of characters (code points)."""

    max_length: int | None = None
    """Maximum number of characters (code points)."""

    pattern: str | None = None
    """Python regular expression that must match somewhere in the text."""

    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: float | None = None
    """The value must be greater than this."""

    exclusive_maximum: float | None = None
    """The value must be less than this."""

    multiple_of: float | None = None

    min_items: int | None = None
    max_items: int | None = None
    unique_items: bool = False

    min_properties: int | None = None
    """Minimum number of members of a map."""

    max_properties: int | None = None


def limit_checks(limits: Limits) -> Iterator[Check]:
    """Yield a check for each limit that is set. The checks expect a value of the right type."""
    yield from _size_checks(limits.min_length, limits.max_length, "character")
    yield from _size_checks(limits.min_items, limits.max_items, "item")
    yield from _size_checks(limits.min_properties, limits.max_properties, "member")
    if limits.pattern is not None:
        yield _pattern_check(limits.pattern)
    if limits.unique_items:
        yield _check_unique
    for bound, is_within, words in (
        (limits.minimum, operator.ge, "at least"),
        (limits.maximum, operator.le, "at most"),
        (limits.exclusive_minimum, operator.gt, "greater than"),
        (limits.exclusive_maximum, operator.lt, "less than"),
        (limits.multiple_of, _is_multiple, "a multiple of"),
    ):
        if bound is not None:
            yield _bound_check(bound, is_within, words)


def _is_multiple(value: float, step: float) -> bool:
    return Decimal(str(value)) % Decimal(str(step)) == 0  # in binary floats 0.3 is not a multiple of 0.1


def _size_checks(minimum: int | None, maximum: int | None, unit: str) -> Iterator[Check]:
    if minimum is not None:

        def at_least(value: Any, path: str) -> None:
            if len(value) < minimum:
                found = f"has {_count(len(value), unit)}" if value else "is empty"
                needed = f"at least {_count(minimum, unit) if not value else minimum} {_verb(minimum)} required"
                raise InvalidRequest(f"{path} {found}; {needed}", field=path)

        yield at_least
    if maximum is not None:

        def at_most(value: Any, path: str) -> None:
            if len(value) > maximum:
                hidden = describe_hidden(value) if isinstance(value, str) else ""
                one_is = f"; one of them is {hidden}" if hidden and len(without_hidden(value)) <= maximum else ""
                message = f"{path} has {_count(len(value), unit)}; at most {maximum} {_verb(maximum)} allowed"
                raise InvalidRequest(message + one_is, field=path)

        yield at_most


def _verb(number: int) -> str:
    return "is" if number == 1 else "are"


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _pattern_check(pattern: str) -> Check:
    compiled = re.compile(pattern, re.ASCII)

    def matches(value: Any, path: str) -> None:
        if compiled.search(value):
            return
        hidden = describe_hidden(value)
        if hidden and compiled.search(without_hidden(value)):
            message = f"{path} has {hidden}, which the pattern {pattern} does not allow; remove it"
        elif not value:
            message = f"{path} is empty, which the pattern {pattern} does not allow"
        elif not value.isascii() and compiled.search(value.encode("ascii", "ignore").decode()):
            place = next(number for number, character in enumerate(value, start=1) if not character.isascii())
            message = f"{path} has a character at position {place} that is not ASCII, which the pattern {pattern} does not allow"
        else:
            message = f"{path} does not match the pattern {pattern}"
        raise InvalidRequest(message, field=path)

    return matches


def _check_unique(value: Any, path: str) -> None:
    seen: list[Any] = []
    for item in value:
        if item in seen:
            raise InvalidRequest(f"{path} contains the same item twice", field=path)
        seen.append(item)


def _bound_check(bound: float, is_within: Callable[[Any, Any], bool], words: str) -> Check:
    def within(value: Any, path: str) -> None:
        if not is_within(value, bound):
            raise InvalidRequest(f"{path} must be {words} {bound}, not {value}", field=path)

    return within
