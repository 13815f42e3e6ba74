"""What a report says: changes in sections, and notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from wxbrand_codegen.change.comparison import LEVELS, Change
from wxbrand_codegen.problems import Mark, printable

_LONGEST = 1_000
"""Characters of one text."""

_BUMP = {"breaking": "major", "additive": "minor", "documentation": "patch"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Changes of one page, or of the whole spec."""

    heading: str = ""
    """The page and its operation; empty where there is only one section."""

    page: str = ""
    """Name of the page in marks, which are then printed as lines of it."""

    changes: Sequence[Change]
    notes: Sequence[str] = ()
    """What was not compared, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that a report prints."""

    title: str
    """What was compared with what."""

    sections: Sequence[Section]
    nothing: str = "no change: the client stays as it is"
    """What is said if there is no change."""

    coverage: Sequence[str] = ()
    """Lines about what the pages cover."""

    coverage_facts: Mapping[str, Any] = field(default_factory=dict)
    """The same as JSON, for programs."""

    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The lines of the files that marks name, for reports that show them."""

    def __post_init__(self) -> None:
        """Make every text fit for a terminal and a page: unprintable characters escaped."""
        for name in ("title", "coverage", "sections"):
            object.__setattr__(self, name, _printable(getattr(self, name)))

    @property
    def changes(self) -> list[Change]:
        """The changes of all sections."""
        return [change for section in self.sections for change in section.changes]


def place(mark: Mark | None, section: Section) -> str:
    """Return a mark as people read it in a section: a line of its page, or a place in a file; empty for the whole page."""
    if mark is None or mark.file != section.page:
        return str(mark or "")
    return f"line {mark.line}" if mark.line > 1 else ""


def counts(changes: Iterable[Change]) -> str:
    """Return how many changes of each level there are: `1 breaking, 2 additive`; empty if there are none."""
    levels = [change.level for change in changes]
    return ", ".join(f"{number} {level}" for level in LEVELS if (number := levels.count(level)))


def version_bump(changes: Sequence[Change]) -> str:
    """Return the part of the version to raise: `major`, `minor`, `patch` or `none`."""
    return next((_BUMP[level] for level in LEVELS if any(change.level == level for change in changes)), "none")


def _printable(value: Any) -> Any:
    match value:
        case str():
            return printable(value, _LONGEST)
        case Change():
            return replace(value, message=printable(value.message, _LONGEST))
        case Section():
            fields = {name: _printable(getattr(value, name)) for name in ("heading", "page", "changes", "notes")}
            return Section(**fields)
        case _:
            return [_printable(item) for item in value]
