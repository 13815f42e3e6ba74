"""Changes between two specs: how bad each one is, the version bump they ask for, and reports of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any, Literal, get_args

from wxbrand_codegen.problems import Mark

Level = Literal["breaking", "additive", "documentation"]
"""For callers of the client: code that worked may fail or no longer type-check; more is possible; only words change."""

Wire = Literal["breaking", "compatible", "same"]
"""On the wire: older clients send or expect something wrong; they still work; nothing changed there."""

Marks = tuple[Mark | None, Mark | None]
"""The places in the old and the new spec."""

LEVELS: tuple[Level, ...] = get_args(Level)
"""The worst first."""

_HEADINGS = {"breaking": "Breaking", "additive": "Added", "documentation": "Documentation"}
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


def as_text(changes: Sequence[Change]) -> str:
    """Return one line for each change, and a summary. The changes are sorted, the worst first."""
    return "\n".join([*(_line(change) for change in changes), _summary(changes)])


def _line(change: Change) -> str:
    marks = [str(mark) for mark in (change.old, change.new) if mark]
    places = f" ({' -> '.join(marks)})" if marks else ""
    wire = " [wire: breaking]" if change.wire == "breaking" and change.level != "breaking" else ""
    return f"{change.level:13} {change.code:22} {change.message}{places}{wire}"


def _summary(changes: Sequence[Change]) -> str:
    if not changes:
        return "no change: the client stays as it is"
    counts = {level: sum(change.level == level for change in changes) for level in LEVELS}
    levels = ", ".join(f"{number} {level}" for level, number in counts.items() if number)
    return f"{levels}; suggested version bump: {_bump(changes)}"


def as_markdown(changes: Sequence[Change]) -> str:
    """Return an entry for a changelog."""
    if not changes:
        return "No change."
    blocks: list[str] = []
    for level, group in groupby(changes, key=lambda change: change.level):
        lines = [f"- {_escape(change.message)}" for change in group]
        blocks.append(f"### {_HEADINGS[level]}\n\n" + "\n".join(lines))
    return "\n\n".join([*blocks, f"Suggested version bump: {_bump(changes)}."])


def _escape(text: str) -> str:
    return "".join(f"\\{character}" if character in "\\`*<>[]|#" else character for character in text)


def _bump(changes: Sequence[Change]) -> str:
    return _BUMP[changes[0].level] if changes else "none"


def as_json(changes: Sequence[Change]) -> str:
    """Return an object with the changes and the suggested version bump."""
    report = {"changes": [asdict(change) for change in changes], "bump": _bump(changes)}
    return json.dumps(report, indent=1, ensure_ascii=False)
