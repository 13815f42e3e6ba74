"""The base of values that must not show all they hold.

These and the other values of the runtime are msgspec's structs and not dataclasses: making a dataclass costs twenty times as
much, and all of them are made when a program starts.
"""

from __future__ import annotations

from typing import Any, ClassVar

from msgspec import Struct


class Value(Struct, frozen=True):
    """An immutable value whose repr names the attributes in `shown` and no other."""

    shown: ClassVar[tuple[str, ...]]

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.__rich_repr__())
        return f"{type(self).__name__}({shown})"

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        """Give the same to the library rich, which would otherwise ask msgspec and be told everything."""
        return [(name, getattr(self, name)) for name in self.shown]
