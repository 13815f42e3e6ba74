"""Print changes between two specs: text for people, Markdown for a changelog, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby

from wxbrand_codegen.change.diff.changes import Change, bump

_HEADINGS = {"breaking": "Breaking", "additive": "Added", "documentation": "Documentation"}


def as_text(changes: Sequence[Change]) -> str:
    """Return one line for each change, and a summary."""
    return "\n".join([*(_line(change) for change in changes), _summary(changes)])


def _line(change: Change) -> str:
    marks = [str(mark) for mark in (change.old, change.new) if mark]
    places = f" ({' -> '.join(marks)})" if marks else ""
    wire = " [wire: breaking]" if change.wire == "breaking" and change.level != "breaking" else ""
    return f"{change.level:13} {change.code:22} {change.message}{places}{wire}"


def _summary(changes: Sequence[Change]) -> str:
    if not changes:
        return "no change: the client stays as it is"
    counts = {level: sum(change.level == level for change in changes) for level in _HEADINGS}
    levels = ", ".join(f"{number} {level}" for level, number in counts.items() if number)
    return f"{levels}; suggested version bump: {bump(changes)}"


def as_markdown(changes: Sequence[Change]) -> str:
    """Return an entry for a changelog."""
    if not changes:
        return "No change."
    blocks: list[str] = []
    for level, group in groupby(changes, key=lambda change: change.level):
        lines = [f"- {_escape(change.message)}" for change in group]
        blocks.append(f"### {_HEADINGS[level]}\n\n" + "\n".join(lines))
    return "\n\n".join([*blocks, f"Suggested version bump: {bump(changes)}."])


def _escape(text: str) -> str:
    return "".join(f"\\{character}" if character in "\\`*<>[]|#" else character for character in text)


def as_json(changes: Sequence[Change]) -> str:
    """Return an object with the changes and the suggested version bump."""
    report = {"changes": [asdict(change) for change in changes], "bump": bump(changes)}
    return json.dumps(report, indent=1, ensure_ascii=False)
