"""A difference between a page and the spec, unless the spec records it as unproven."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from wxbrand_codegen.change.spec_lookup import Member, Recorded
from wxbrand_codegen.pages import Field
from wxbrand_codegen.problems import Mark

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


def difference(
    fact: str,
    where: str,
    *,
    spec: Any,
    page: Any,
    mark: Mark,
    recorded: Iterable[dict[str, Any]],
    line: int | None = None,
    note: str = "",
) -> Iterator[Difference]:
    """Yield a difference, unless it is recorded. None means that a side says nothing."""
    if any(_is_recorded(entry, fact, where, page) for entry in recorded):
        return
    texts = ["" if value is None else as_text(value) for value in (spec, page)]
    yield Difference(fact=fact, where=where, spec=texts[0], page=texts[1], mark=mark, line=line, note=note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """An object, or the parameters of one place, that is compared."""

    where: str
    """Such as `query` or `body.guest`."""

    complete: bool
    """Whether the page shows all of it. If it is cut short, nothing is known to be missing."""

    mark: Mark
    recorded: Recorded
    moved: frozenset[str] = frozenset()
    """Names that the page has in another place, where they are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A field of the page and the member of the spec that it is compared with."""

    field: Field
    member: Member
    where: str
    recorded: Recorded

    def difference(self, fact: str, *, spec: Any, page: Any, note: str = "") -> Iterator[Difference]:
        """Yield a difference at this field, unless it is recorded."""
        return difference(
            fact,
            self.where,
            spec=spec,
            page=page,
            mark=self.member.mark,
            recorded=self.recorded,
            line=self.field.line,
            note=note,
        )


def _is_recorded(entry: dict[str, Any], fact: str, where: str, page: Any) -> bool:
    """Whether an entry is about this difference: the same fact and, if the entry has a value, the same value."""
    if entry["fact"] not in _RECORDED_AS.get(fact, {fact}):
        return False
    if "says" not in entry or entry["says"] is None:
        return True
    says, name = entry["says"], where.rpartition(".")[2]
    if fact in {"added", "removed", "renamed", "place"}:
        return name in as_text(says) or not isinstance(says, str | list)
    if isinstance(says, int) and not isinstance(says, bool):
        return str(says) in re.findall(r"\d+", as_text(page))
    return True


def as_text(value: Any) -> str:
    """Print a value as JSON would print a boolean, and Python anything else."""
    return str(value).lower() if isinstance(value, bool) else str(value)
