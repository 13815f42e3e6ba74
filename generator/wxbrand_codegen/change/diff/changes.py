"""A change between two specs, how bad it is, and the version bump it asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from wxbrand_codegen.problems import Mark

Level = Literal["breaking", "additive", "documentation"]
"""For callers of the client: code that worked may fail or no longer type-check; more is possible; only words change."""

Wire = Literal["breaking", "compatible", "same"]
"""On the wire: older clients send or expect something wrong; they still work; nothing changed there."""

Marks = tuple[Mark | None, Mark | None]
"""The places in the old and the new spec."""

_ORDER: dict[Level, int] = {"breaking": 0, "additive": 1, "documentation": 2}
_BUMP: dict[Level, str] = {"breaking": "major", "additive": "minor", "documentation": "patch"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change and its places."""

    code: str
    """Fixed word for programs, such as `limit-tightened`."""

    level: Level
    wire: Wire
    message: str
    old: Mark | None = None
    new: Mark | None = None

    @property
    def order(self) -> tuple[int, str, str]:
        """Sort the worst first."""
        return _ORDER[self.level], self.code, self.message


def breaking(code: str, message: str, marks: Marks, wire: Wire = "breaking") -> Change:
    """Return a change after which code that worked may fail or no longer type-check."""
    return Change(code=code, level="breaking", wire=wire, message=message, old=marks[0], new=marks[1])


def additive(code: str, message: str, marks: Marks, wire: Wire = "compatible") -> Change:
    """Return a change after which more is possible."""
    return Change(code=code, level="additive", wire=wire, message=message, old=marks[0], new=marks[1])


def documentation(code: str, message: str, marks: Marks, wire: Wire = "same") -> Change:
    """Return a change of words only."""
    return Change(code=code, level="documentation", wire=wire, message=message, old=marks[0], new=marks[1])


def describe(what: str, old: Any, new: Any, verb: str = "changed") -> str:
    """Describe how a value changed: `pattern added: ^[a-z]+$`. None, False and empty values mean that there is none."""
    if old is None or old is False or old == "":
        return f"{what} added: {new}"
    if new is None or new is False or new == "":
        return f"{what} removed: {old}"
    return f"{what} {verb} from {old} to {new}"


def bump(changes: Iterable[Change]) -> str:
    """Suggest which part of a version to raise: `major`, `minor`, `patch`, or `none`."""
    worst = min((change.level for change in changes), key=_ORDER.__getitem__, default=None)
    return "none" if worst is None else _BUMP[worst]
