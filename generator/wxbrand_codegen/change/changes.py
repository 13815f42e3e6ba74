"""One change between two specs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from wxbrand_codegen.document.problems import Mark

Level = Literal["breaking", "additive", "documentation"]
"""For people who call the client: code that worked may fail or no longer type-check; more can be done; words."""

Wire = Literal["breaking", "compatible", "same"]
"""On the wire: what an older client sends or expects is no longer right; it still is; nothing changed there."""

_ORDER: dict[Level, int] = {"breaking": 0, "additive": 1, "documentation": 2}
_BUMP: dict[Level, str] = {"breaking": "major", "additive": "minor", "documentation": "patch"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What changed, and where it stands on both sides."""

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


def bump(changes: Iterable[Change]) -> str:
    """Suggest which part of a version to raise: `major`, `minor`, `patch`, or `none`."""
    worst = min((change.level for change in changes), key=_ORDER.__getitem__, default=None)
    return "none" if worst is None else _BUMP[worst]
