"""Say how far a spec and the documentation cover each other: which operations and notifications only one of them has.

`match_pages` finds the operation or notification of the spec that each page describes; of two pages for one, the newer
counts. When they have been compared, `coverage` puts together what was found, and `as_text` and `as_json` print it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wxbrand_codegen.build.declarations import path_shape
from wxbrand_codegen.ir.api import Api
from wxbrand_codegen.ir.operations import Notification, Operation, operation_key, webhook_key
from wxbrand_codegen.pages import Page
from wxbrand_codegen.pages.sources import FoundPage, Survey, Under, Unreadable
from wxbrand_codegen.problems import Mark, printable

_MOST_LINES = 200
"""Lines of one kind that the text has; the rest are counted."""


KINDS = {
    "guides": ("guide", "guides"),
    "samples": ("copy for sample code", "copies for sample code"),
    "otherApis": ("page of another API", "pages of other APIs"),
    "otherFiles": ("other file", "other files"),
}
"""Kinds of files that are known and not compared, each in the singular and the plural."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A page, and one operation or notification that it describes."""

    key: str
    """`POST /brand/…` or `webhook COUPON.USE`, as the spec has it if it does."""

    found: FoundPage

    @property
    def page(self) -> Page:
        """The page as it was read."""
        return self.found.page

    @property
    def name(self) -> str:
        """Name of the page's file, as the user knows it."""
        return self.found.file.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """All pages, matched with a spec. Those of one kind are in the order of the sources."""

    known: tuple[Match, ...]
    """Pages of what the spec has, the newest of each."""

    lacking: tuple[Match, ...]
    """Pages of what the spec lacks, the newest of each."""

    superseded: tuple[Match, ...]
    """Pages that do not count, because a newer one describes the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How far a spec and the documentation cover each other."""

    matches: Matches
    changed: tuple[Match, ...]
    """Pages that disagree with the spec."""

    older: tuple[Match, ...]
    """Pages older than the date that the spec has of them."""

    undocumented: tuple[tuple[str, Mark], ...]
    """Operations and notifications of the spec that no page describes; none if only single pages were read."""

    never_documented: tuple[str, ...]
    """Those of which the spec itself names no page, and says that their facts are unproven."""

    unreadable: tuple[Unreadable, ...]
    counts: Mapping[str, int]
    """Numbers of files that are known and not compared, by the keys of `KINDS`."""


def match_pages(pages: Sequence[FoundPage], api: Api) -> Matches:
    """Find what each page describes.

    An operation is known by its method and path; if no page has these, by the class of the samples, by path and title, or
    by the number of the page.
    """
    spec = _Spec(api)
    described = [(found, wanted) for found in pages for wanted in _wanted_keys(found.page)]
    exact = {wanted: spec.key_of(wanted) for _, wanted in described}
    taken = frozenset(key for key in exact.values() if key)
    known: set[str] = set()
    newest: dict[str, Match] = {}
    superseded = []
    for found, wanted in described:
        key = exact[wanted] or spec.moved(found.page, taken)
        known.update({key} if key else ())
        match = Match(key=key or wanted, found=found)
        other = newest.setdefault(match.key, match)
        if other is match:
            continue
        if (match.page.updated or "") > (other.page.updated or ""):
            newest[match.key], match = match, other
        superseded.append(match)
    return Matches(
        known=tuple(match for match in newest.values() if match.key in known),
        lacking=tuple(match for match in newest.values() if match.key not in known),
        superseded=tuple(superseded),
    )


def key_of_page(page: Page, api: Api) -> str | None:
    """Return the key of the operation or notification of the spec that a page describes; None if the spec lacks it."""
    spec = _Spec(api)
    keys = (spec.key_of(wanted) for wanted in _wanted_keys(page))
    return next((key for key in keys if key), None) or spec.moved(page, frozenset())


def coverage(survey: Survey, matches: Matches, api: Api, under: Under, changed: Collection[str]) -> Coverage:
    """Put together what was found. `changed` are the keys of operations and notifications whose pages disagree with the spec."""
    spec = _Spec(api)
    documented = {match.key for match in matches.known}
    missing = [key for key in spec.keys_in(under) if key not in documented] if survey.has_collection else []
    counts = survey.counts
    return Coverage(
        matches=matches,
        changed=tuple(match for match in matches.known if match.key in changed),
        older=tuple(match for match in matches.known if (match.page.updated or "9") < spec.updated(match.key)),
        undocumented=tuple((key, spec.marks[key]) for key in missing if not spec.is_unproven(key)),
        never_documented=tuple(key for key in missing if spec.is_unproven(key)),
        unreadable=survey.unreadable,
        counts={
            "guides": counts.get("guide", 0),
            "samples": counts.get("sample", 0),
            "otherApis": counts.get("other tree", 0),
            "otherFiles": survey.other_files,
        },
    )


class _Spec:
    """Looks up operations and notifications of a spec, those that cannot be generated included."""

    def __init__(self, api: Api) -> None:
        self._parts = api.parts
        self.marks = {key: part.mark for key, part in self._parts.items()}
        self.marks |= {skipped.key: skipped.problem.mark for skipped in api.skipped}
        self._by_shape = {path_shape(key): key for key in self.marks}
        events = (part for part in self._parts.values() if isinstance(part, Notification))
        self._by_shape |= {webhook_key(event.event_type): event.key for event in events}

    def key_of(self, wanted: str) -> str | None:
        """Return the key in the spec of what a page calls so; None if the spec does not have it."""
        return self._by_shape.get(path_shape(wanted))

    def moved(self, page: Page, taken: frozenset[str]) -> str | None:
        """Return the operation that a page describes by another method or path, if it is none that another page has."""
        if page.event_types:
            return None
        operations = [o for o in self._parts.values() if isinstance(o, Operation) and o.key not in taken]
        same_name = [o for o in operations if page.operation and o.id == page.operation]
        same_path = [o for o in operations if path_shape(o.path) == path_shape(page.path) and o.title == page.title]
        same_page = [o for o in operations if page.doc_id and o.extensions.page.get("id") == page.doc_id]
        found = [*same_name, *same_path, *(same_page if len(same_page) == 1 else ())]
        return found[0].key if found else None

    def updated(self, key: str) -> str:
        """Return the date of the page that the spec has, YYYY-MM-DD; empty if it has none."""
        part = self._parts.get(key)
        return part.extensions.page.get("updated", "") if part else ""

    def keys_in(self, under: Under) -> list[str]:
        """Return the operations whose pages would be in a part of the documentation, and the notifications if there are any."""
        operations = {key for key in self.marks if not _is_webhook(key) and under.covers(key.partition(" ")[2])}
        return [key for key in self.marks if operations and (_is_webhook(key) or key in operations)]

    def is_unproven(self, key: str) -> bool:
        """Whether the spec names no page of an operation or notification, and says that facts of it are unproven."""
        part = self._parts.get(key)
        return part is not None and not part.extensions.page and bool(part.extensions.unproven)


def _is_webhook(key: str) -> bool:
    return key.startswith(webhook_key(""))


def _wanted_keys(page: Page) -> Sequence[str]:
    if page.event_types:
        return [webhook_key(event) for event in page.event_types]
    return [operation_key(page.method, page.path)]


def as_text(coverage: Coverage) -> str:
    """Return a summary, and a line for each thing that the comparison itself does not tell."""
    matches = coverage.matches
    known, lacking = len(matches.known), len(matches.lacking)
    counts = ", ".join(f"{number:,} {KINDS[kind][number > 1]}" for kind, number in coverage.counts.items() if number)
    changed = f", and {len(coverage.changed)} of them changed" if coverage.changed else ""
    lines = [f"coverage: {known} of {known + lacking} documented operations and notifications are in the spec{changed}"]
    for title, entries in _listed(coverage):
        lines += [f"  {title}: {entry}" for entry in entries[:_MOST_LINES]]
        if len(entries) > _MOST_LINES:
            lines.append(f"  {title}: and {len(entries) - _MOST_LINES} more")
    if coverage.never_documented:
        lines.append(f"  not documented, as the spec says: {len(coverage.never_documented)}")
    if counts:
        lines.append(f"  not compared: {counts}")
    return "\n".join(lines)


def _listed(coverage: Coverage) -> Iterator[tuple[str, Sequence[str]]]:
    matches = coverage.matches
    yield "not in the spec", [_line(match) for match in matches.lacking]
    undocumented = [f"{printable(key)} ({mark})" for key, mark in coverage.undocumented]
    is_small_part = len(undocumented) > len(matches.known)  # a folder of a few pages
    yield "not documented", [f"{len(undocumented)} of the spec"] if is_small_part else undocumented
    yield "older than the spec", [_line(match) for match in coverage.older]
    yield "another page of the same is newer or came first", [_line(match) for match in matches.superseded]
    yield "not read", [printable(f"{each.name}: {each.reason}") for each in coverage.unreadable]


def _line(match: Match) -> str:
    updated = f", {match.page.updated}" if match.page.updated else ""
    return printable(f"{match.key} ({match.name}{updated})")


def as_json(coverage: Coverage) -> dict[str, Any]:
    """Return plain JSON values."""
    matches = coverage.matches
    return {
        "compared": len(matches.known),
        "lacking": [_entry(match) for match in matches.lacking],
        "undocumented": [
            {"operation": key, "file": mark.file, "line": mark.line, "column": mark.column}
            for key, mark in coverage.undocumented
        ],
        "neverDocumented": list(coverage.never_documented),
        "changed": [_entry(match) for match in coverage.changed],
        "older": [_entry(match) for match in coverage.older],
        "superseded": [_entry(match) for match in matches.superseded],
        "unreadable": [
            {"page": printable(each.name), "reason": printable(each.reason)} for each in coverage.unreadable
        ],
        "counts": dict(coverage.counts),
    }


def _entry(match: Match) -> dict[str, str | None]:
    page = match.page
    operation, name, title = (printable(text) for text in (match.key, match.name, page.title))
    return {"operation": operation, "page": name, "title": title, "updated": page.updated}
