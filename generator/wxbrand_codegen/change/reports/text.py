"""Reports as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from wxbrand_codegen.change.comparison import Change
from wxbrand_codegen.change.reports.report import Report, Section, counts, place, version_bump


def as_text(report: Report) -> str:
    """Return one line for each change, under the heading of its section, and a summary."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    for section in report.sections:
        if section.heading and (section.changes or section.notes):
            yield section.heading
        yield from (_line(change, section) for change in section.changes)
        yield from (f"{'not compared':13} {note}" for note in section.notes)
    yield from report.coverage
    if changes := report.changes:
        yield f"{counts(changes)}; suggested version bump: {version_bump(changes)}"
    else:
        yield report.nothing


def _line(change: Change, section: Section) -> str:
    places = [text for mark in (change.old, change.new) if (text := place(mark, section))]
    where = f" ({' -> '.join(places)})" if places else ""
    wire = " [wire: breaking]" if change.wire == "breaking" and change.level != "breaking" else ""
    return f"{change.level:13} {change.code:22} {change.message}{where}{wire}"
