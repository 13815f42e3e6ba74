"""Base class of values whose repr must not contain all their fields, such as keys and bodies.

These and the other values of the runtime are msgspec structs rather than dataclasses: a dataclass takes twenty times as long
to create, and all of them are created when a program starts.
"""

from __future__ import annotations

from typing import Any, ClassVar

from msgspec import Struct


class Value(Struct, frozen=True):
    """An immutable value whose repr contains the fields named in `repr_fields` and no others."""

    repr_fields: ClassVar[tuple[str, ...]]

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in self.__rich_repr__())
        return f"{type(self).__name__}({fields})"

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        """Return the fields that the library rich may print. Without this method it prints every field of a struct."""
        return [(name, getattr(self, name)) for name in self.repr_fields]
