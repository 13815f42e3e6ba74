"""Reports as Markdown: an entry for a changelog, or the text of a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from wxbrand_codegen.change.comparison import LEVELS
from wxbrand_codegen.change.reports.report import Report, version_bump

_HEADINGS = {"breaking": "Breaking", "additive": "Added", "documentation": "Documentation"}


def as_markdown(report: Report) -> str:
    """Return the changes by level, the worst first."""
    return "\n\n".join(_blocks(report))


def _blocks(report: Report) -> Iterator[str]:
    for section in report.sections:
        if section.heading and (section.changes or section.notes):
            yield f"## {_escape(section.heading)}"
        for level in LEVELS:
            if lines := [f"- {_escape(change.message)}" for change in section.changes if change.level == level]:
                yield f"### {_HEADINGS[level]}\n\n" + "\n".join(lines)
        if section.notes:
            yield "### Not compared\n\n" + "\n".join(f"- {_escape(note)}" for note in section.notes)
    if report.coverage:
        yield "## Coverage\n\n" + "\n".join(f"- {_escape(line.strip())}" for line in report.coverage)
    changes = report.changes
    yield f"Suggested version bump: {version_bump(changes)}." if changes else "No change."


def _escape(text: str) -> str:
    return "".join(f"\\{character}" if character in "\\`*<>[]|#" else character for character in text)
