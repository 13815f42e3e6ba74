"""Enums that may grow: the spec lists their known values, and WeChat Pay may add others at any time."""

from __future__ import annotations

from enum import Enum, IntEnum, StrEnum
from typing import Self, TypeVar

_IS_UNLISTED = "_is_unlisted"

_Member = TypeVar("_Member", bound=Enum)


def _mark_unlisted(value: _Member) -> _Member:
    setattr(value, _IS_UNLISTED, True)
    return value


def is_sendable(value: Enum) -> bool:
    """Whether the spec lists a value, or the caller made it by `unlisted`."""
    return value.value in type(value)._value2member_map_ or hasattr(value, _IS_UNLISTED)


class OpenEnum(StrEnum):
    """A text with known values, which may get new ones. An unknown value in an answer is kept, with `is_known` False.

    An unknown value in a request is refused, unless it was made by `unlisted`.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        return cls._unknown(value)

    @classmethod
    def _unknown(cls, value: str) -> Self:
        member = str.__new__(cls, value)
        member._name_ = member._value_ = value
        return member

    @classmethod
    def unlisted(cls, value: str) -> Self:
        """Make a value that the spec does not list yet and that requests may contain."""
        return _mark_unlisted(cls._unknown(value))

    @property
    def is_known(self) -> bool:
        """Whether the spec lists this value."""
        return self._value_ in type(self)._value2member_map_


class OpenIntEnum(IntEnum):
    """An integer with known values, which may get new ones. See `OpenEnum`."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, int) or isinstance(value, bool):
            return None
        return cls._unknown(value)

    @classmethod
    def _unknown(cls, value: int) -> Self:
        member = int.__new__(cls, value)
        member._name_ = str(value)
        member._value_ = value
        return member

    @classmethod
    def unlisted(cls, value: int) -> Self:
        """Make a value that the spec does not list yet and that requests may contain."""
        return _mark_unlisted(cls._unknown(value))

    @property
    def is_known(self) -> bool:
        """Whether the spec lists this value."""
        return self._value_ in type(self)._value2member_map_
