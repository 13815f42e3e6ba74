"""Part of render: what a template asks for and a view does not have, such as a template that was written for an older view."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

from jinja2 import StrictUndefined


class Gap(StrictUndefined):
    """A missing piece, which says what pieces there are."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        owner = self._undefined_obj
        if is_dataclass(owner):
            pieces = ", ".join(field.name for field in fields(owner))
            return (
                f"{type(owner).__name__} has no piece {self._undefined_name} (its pieces: {pieces}); the template was "
                "written for another version of wxbrand, so compare it with the built-in one"
            )
        return f"there is no {self._undefined_name} here; a template prints pieces of view"

    def reveal(self) -> None:
        """Raise UndefinedError with the message."""
        self._fail_with_undefined_error()
