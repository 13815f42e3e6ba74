"""Enums that may grow: the spec lists their known values, and WeChat Pay may add others at any time."""

from __future__ import annotations

from enum import Enum, IntEnum, StrEnum
from typing import Self

_IS_UNLISTED = "_is_unlisted"


def is_sendable(value: Enum) -> bool:
    """Whether the spec lists a value, or the caller made it by `unlisted`."""
    return value.value in type(value)._value2member_map_ or hasattr(value, _IS_UNLISTED)


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
