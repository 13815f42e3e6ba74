"""Reports as one HTML file, to be opened from the artifacts of a CI run: every change side by side, with its lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wxbrand_codegen.change.comparison import LEVELS, Change
from wxbrand_codegen.change.comparison.catalogue import CATALOGUE
from wxbrand_codegen.change.reports.report import Report, Section, place, version_bump
from wxbrand_codegen.problems import Mark, printable

_BEFORE, _AFTER = 2, 9
"""Lines that are shown before and after the place of a change: what is said of a member follows its name."""

_LONGEST_LINE = 300
_LONGEST_VALUE = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    number: int
    text: str
    is_here: bool


def as_html(report: Report) -> str:
    """Return a page without scripts that loads nothing. All text in it is escaped."""
    from jinja2 import Environment, StrictUndefined  # slow to import, and not needed for the other forms

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(Path(__file__).with_name("report.html.jinja").read_text("utf-8"))
    ids = {id(change): f"change-{number}" for number, change in enumerate(report.changes, 1)}
    return template.render(
        report=report,
        changes=report.changes,
        bump=version_bump(report.changes),
        levels=list(_levels(report.changes, ids)),
        sections=[_section(section, report.texts, ids) for section in report.sections],
    )


def _levels(changes: Sequence[Change], ids: Mapping[int, str]) -> Iterator[tuple[str, str, int]]:
    """Yield each level with its first change and the number of its changes."""
    for level in LEVELS:
        if found := [change for change in changes if change.level == level]:
            yield level, ids[id(found[0])], len(found)


def _section(section: Section, texts: Mapping[str, Sequence[str]], ids: Mapping[int, str]) -> dict[str, Any]:
    is_shown = section.changes or section.notes
    entries = [
        {
            "id": ids[id(change)],
            "change": change,
            "meaning": CATALOGUE[change.code].meaning,
            "sides": [
                _side("old", change.old, change.before, section, texts),
                _side("new", change.new, change.after, section, texts),
            ],
        }
        for change in section.changes
    ]
    return {"heading": section.heading if is_shown else "", "entries": entries, "notes": section.notes}


def _side(
    kind: str, mark: Mark | None, value: Any, section: Section, texts: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    shown = place(mark, section)
    lines = list(_lines_around(mark, texts.get(mark.file, ()))) if mark and shown else []
    shown = shown or ("the page" if mark else "nothing")
    return {"class": kind, "place": shown, "value": _value(value), "lines": lines}


def _value(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)
    return "\n".join(printable(line) for line in text[:_LONGEST_VALUE].splitlines())


def _lines_around(mark: Mark, lines: Sequence[str]) -> Iterator[_Line]:
    first, last = max(1, mark.line - _BEFORE), min(len(lines), mark.line + _AFTER)
    for number in range(first, last + 1):
        text = printable(lines[number - 1].expandtabs(), _LONGEST_LINE)
        yield _Line(number=number, text=text, is_here=number == mark.line)
