"""Enums that may grow: the spec lists their known values, and WeChat Pay may add others at any time."""

from __future__ import annotations

from enum import Enum, IntEnum, StrEnum
from typing import Self

_IS_UNLISTED = "_is_unlisted"

_MAX_LENGTH_OF_SLIPS = 100
"""Characters of a text that is compared with known values; a longer one is no slip, and comparing takes long."""


def is_sendable(value: Enum) -> bool:
    """Whether the spec lists a value, or the caller made it by `unlisted`."""
    return value.value in type(value)._value2member_map_ or hasattr(value, _IS_UNLISTED)


def plain_kind(enum: type[Enum]) -> type[str] | type[int]:
    """Return the type of the values of an enum."""
    return str if issubclass(enum, str) else int


def is_plain(value: object) -> bool:
    """Whether a value is a text or an integer, and not a member of an enum."""
    return isinstance(value, (str, int)) and not isinstance(value, (bool, Enum))


def known_member(enum: type[Enum], value: object) -> Enum | None:
    """Return the member that a plain text or integer is the value of; None for any other value."""
    if not is_plain(value) or not isinstance(value, plain_kind(enum)):
        return None
    return enum._value2member_map_.get(value)


def nearest_member(enum: type[Enum], value: object) -> Enum | None:
    """Return the known member whose value is most like a text or an integer; None if none is like it."""
    if isinstance(value, int) and plain_kind(enum) is int:
        return min(enum, key=lambda member: abs(member.value - value))
    if not isinstance(value, (str, int)) or len(text := str(value).casefold()) > _MAX_LENGTH_OF_SLIPS:
        return None
    import difflib  # only mistakes need it

    by_text = {str(member.value).casefold(): member for member in enum}
    return next((by_text[close] for close in difflib.get_close_matches(text, by_text, n=1)), None)


class _OpenEnum(Enum):
    def _unknown(self, value: object, *, unlisted: bool = False) -> Self:
        """Complete a new member."""
        self._name_, self._value_ = str(value), value
        if unlisted:
            setattr(self, _IS_UNLISTED, True)
        return self

    @property
    def is_known(self) -> bool:
        """Whether the spec lists this value."""
        return self._value_ in type(self)._value2member_map_


class OpenEnum(_OpenEnum, StrEnum):
    """A text with known values, which may get new ones. An unknown value in an answer is kept, with `is_known` False.

    An unknown value in a request is refused, unless it was made by `unlisted`.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        return str.__new__(cls, value)._unknown(value) if isinstance(value, str) else None

    @classmethod
    def unlisted(cls, value: str) -> Self:
        """Make a value that the spec does not list yet and that requests may contain."""
        return str.__new__(cls, value)._unknown(value, unlisted=True)


class OpenIntEnum(_OpenEnum, IntEnum):
    """An integer with known values, which may get new ones. See `OpenEnum`."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, int) or isinstance(value, bool):
            return None
        return int.__new__(cls, value)._unknown(value)

    @classmethod
    def unlisted(cls, value: int) -> Self:
        """Make a value that the spec does not list yet and that requests may contain."""
        return int.__new__(cls, value)._unknown(value, unlisted=True)
