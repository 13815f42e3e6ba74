"""Compare all pages of files, folders and archives with the spec."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wxbrand_codegen.change.comparison.changes import Subject
from wxbrand_codegen.change.coverage import Coverage, Match, coverage, match_pages
from wxbrand_codegen.change.drift.page import PageComparison, PageDrift
from wxbrand_codegen.ir.api import Api
from wxbrand_codegen.pages.sources import Sources, Survey, Under, first_segments, survey
from wxbrand_codegen.problems import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What pages say otherwise than the spec, and how far they cover it."""

    pages: Sequence[tuple[Match, PageDrift]]
    """Pages that count: the newest of each operation and notification, those that the spec lacks last."""

    survey: Survey
    coverage: Coverage


def compare_sources(
    sources: Sources, api: Api, prefixes: Sequence[str] | None, progress: Callable[[str], None] = lambda _: None
) -> Findings:
    """Compare the pages of sources with a spec.

    prefixes: beginnings of paths or titles that are looked at in folders and archives; by default, what the paths of the
    spec begin with.
    """
    paths = [operation.path for operation in api.operations]
    under = Under(prefixes or first_segments(paths))
    found = survey(sources, under, progress)
    matches = match_pages(found.pages, api)
    comparison = PageComparison(api)
    compared: list[tuple[Match, PageDrift]] = []
    for number, match in enumerate(matches.known, 1):
        progress(f"comparing pages: {number} of {len(matches.known)}")
        drift = comparison.compare(match.key, match.page, match.found.file.read(), match.name)
        compared.append((match, drift))
    changed = [match.key for match, drift in compared if drift.changes]
    compared += [(match, _lacking(match)) for match in matches.lacking]
    return Findings(pages=compared, survey=found, coverage=coverage(found, matches, api, under, changed))


def _lacking(match: Match) -> PageDrift:
    """Return the change that a page is for a spec that has no such operation or notification."""
    page, mark = match.page, Mark(file=match.name, line=1, column=1)
    subject = Subject(label=page.operation or page.title, operation=match.key, marks=(None, mark))
    code = "notification-added" if page.event_types else "method-added"
    notes = [f"{match.name}:{doubt.line} {doubt.text}" for doubt in page.doubts]
    return PageDrift(page=page, changes=[subject.change(code, f" added ({match.key})")], notes=notes)
