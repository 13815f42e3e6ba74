"""Differences between a page and the spec, unless the spec records them as unproven, and reports of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from wxbrand_codegen.change.spec_lookup import Member, Recorded
from wxbrand_codegen.pages import Field
from wxbrand_codegen.problems import Mark, printable

_RECORDED_AS = {
    "added": {"fields", "name"},
    "removed": {"fields", "name"},
    "renamed": {"fields", "name"},
    "place": {"fields", "in"},
    "length": {"maxLength", "minLength", "length"},
    "range": {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"},
    "items": {"minItems", "maxItems"},
    "date": {"page"},
}
"""The facts under which `x-wxbrand-unproven` records each sort of difference; else the sort itself."""

_LONGEST = 60
"""Characters of a value that are printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One disagreement."""

    fact: str
    """What it is about: `added`, `removed`, `renamed`, `type`, `required`, `length`, `path` and so on."""

    where: str
    """Place and name, such as `body.guest.name`; empty for the operation itself."""

    spec: str
    """What the spec says; empty if nothing."""

    page: str
    """What the page says; empty if nothing."""

    mark: Mark
    """Place in the spec."""

    line: int | None
    """Line of the page; None if there is none."""

    note: str = ""
    """How to understand it."""


Found = Sequence[tuple[str, Difference]]
"""Each difference with the file name of its page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is compared, and what the spec records about it."""

    where: str
    """Such as `query` or `body.guest`; empty for the operation itself."""

    mark: Mark
    recorded: Recorded
    line: int | None = None

    def difference(self, fact: str, *, spec: Any, page: Any, note: str = "") -> Iterator[Difference]:
        """Yield a difference, unless it is recorded. None means that a side says nothing."""
        if any(_is_recorded(entry, fact, self.where, page) for entry in self.recorded):
            return
        ours, theirs = ("" if value is None else text_of(value) for value in (spec, page))
        yield Difference(fact=fact, where=self.where, spec=ours, page=theirs, mark=self.mark, line=self.line, note=note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope(Subject):
    """An object, or the parameters of one place, that is compared."""

    complete: bool
    """Whether the page shows all of it. If it is cut short, nothing is known to be missing."""

    moved: frozenset[str] = frozenset()
    """Names that the page has in another place, where they are compared."""

    def part(self, name: str, member: Member | None = None, *, line: int | None = None) -> Subject:
        """Return the field of this name, with what is recorded at the object and at the member of the spec."""
        mark, recorded = (member.mark, (*self.recorded, *member.recorded)) if member else (self.mark, self.recorded)
        return Subject(where=f"{self.where}.{name}", mark=mark, recorded=recorded, line=line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair(Subject):
    """A field of the page and the member of the spec that it is compared with."""

    field: Field
    member: Member

    @classmethod
    def of(cls, field: Field, member: Member, where: str) -> Pair:
        """Return a pair with the facts of its field and member."""
        return cls(where=where, mark=member.mark, recorded=member.recorded, line=field.line, field=field, member=member)


def _is_recorded(entry: dict[str, Any], fact: str, where: str, page: Any) -> bool:
    """Whether an entry is about this difference: the same fact and, if the entry has a value, the same value."""
    if entry["fact"] not in _RECORDED_AS.get(fact, {fact}):
        return False
    if "says" not in entry or entry["says"] is None:
        return True
    says, name = entry["says"], where.rpartition(".")[2]
    if fact in {"added", "removed", "renamed", "place"}:
        return name in text_of(says) or not isinstance(says, str | list)
    if isinstance(says, int) and not isinstance(says, bool):
        return str(says) in re.findall(r"\d+", text_of(page))
    return True


def text_of(value: Any) -> str:
    """Print a value as JSON would print a boolean, and Python anything else."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def as_text(found: Found) -> str:
    """Return one line for each difference."""
    return "\n".join(_line(name, entry) for name, entry in found)


def _line(name: str, entry: Difference) -> str:
    subject = f"{entry.fact} {entry.where}".strip()
    note = f" ({entry.note})" if entry.note else ""
    return f"{printable(_place(name, entry))} {subject}: {_both_sides(entry)}{note} [{entry.mark}]"


def _both_sides(entry: Difference) -> str:
    spec, page = printable(entry.spec, _LONGEST), printable(entry.page, _LONGEST)
    if not entry.spec:
        return f"{page} on the page, nothing in the spec"
    if not entry.page:
        return f"{spec} in the spec, nothing on the page"
    return f"{spec} in the spec, {page} on the page"


def as_markdown(found: Found) -> str:
    """Return a table."""
    rows = ["| page | fact | field | spec | page says | place in the spec | note |", "|---|---|---|---|---|---|---|"]
    for name, entry in found:
        spec, page = (printable(text, _LONGEST) or "nothing" for text in (entry.spec, entry.page))
        cells = (_place(name, entry), entry.fact, entry.where, spec, page, str(entry.mark), entry.note)
        escaped = (printable(cell).replace("\\", "\\\\").replace("|", "\\|") for cell in cells)
        rows.append(f"| {' | '.join(escaped)} |")
    return "\n".join(rows)


def as_json(found: Found) -> str:
    """Return a list of objects."""
    entries = [
        {
            "page": name,
            "line": entry.line,
            "fact": entry.fact,
            "where": entry.where,
            "spec": entry.spec,
            "says": entry.page,
            "note": entry.note,
            "file": entry.mark.file,
            "specLine": entry.mark.line,
            "column": entry.mark.column,
        }
        for name, entry in found
    ]
    return json.dumps(entries, indent=1, ensure_ascii=False)


def _place(name: str, entry: Difference) -> str:
    return f"{name}:{entry.line}" if entry.line else name
