"""Compare a page with the operation or notification of the spec that it describes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wxbrand_codegen.build.api import build
from wxbrand_codegen.change.comparison import Change, OperationComparison, compare_servers, worst_first
from wxbrand_codegen.change.comparison.changes import Subject
from wxbrand_codegen.change.draft import page_document
from wxbrand_codegen.change.drift.completion import Completion
from wxbrand_codegen.change.drift.known_names import names_of
from wxbrand_codegen.change.drift.operations import completed_notification, completed_operation
from wxbrand_codegen.ir.api import Api
from wxbrand_codegen.ir.operations import Notification, Operation
from wxbrand_codegen.pages import Page, read_page
from wxbrand_codegen.problems import ProblemsFound


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDrift:
    """What a page says otherwise than the spec."""

    page: Page
    changes: Sequence[Change]
    notes: Sequence[str]
    """What could not be compared, each with its line of the page."""


class PageComparison:
    """Compares pages with one spec."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._parts = api.parts

    def compare(self, key: str, page: Page, content: bytes, name: str) -> PageDrift:
        """Compare a page with the operation or notification of this key.

        content: the page as it was saved, which is read again if the spec is needed to see where a field belongs.
        name: of the page in messages and marks.
        """
        part = self._parts[key]
        if any(doubt.misplaced for doubt in page.doubts):
            again = read_page(content, names_of(part, self._api.models))
            page = replace(again, operation=again.operation or page.operation)  # which may be that of a sample copy
        notes = [f"{name}:{doubt.line} {doubt.text}" for doubt in page.doubts]
        try:
            drafted = build(page_document(page, name))
        except ProblemsFound as found:
            return PageDrift(page=page, changes=(), notes=[*notes, *map(str, found.problems)])
        notes += [str(problem) for problem in drafted.problems]
        return PageDrift(page=page, changes=list(self._changes(part, page, drafted.api)), notes=notes)

    def _changes(self, part: Operation | Notification, page: Page, drafted: Api) -> list[Change]:
        completion = Completion(self._api.models, drafted.models)
        changes: list[Change] = []
        if isinstance(part, Operation):
            for theirs in drafted.operations:
                operation = completed_operation(part, theirs, page, completion)
                comparison = OperationComparison(completion.ours, completion.models, by_class=False)
                changes += _compare_ids(part, operation)
                changes += comparison.operations(part, operation, part.id)
        else:
            for theirs_event in drafted.notifications:
                if theirs_event.event_type == part.event_type:
                    event = completed_notification(part, theirs_event, page, completion)
                    comparison = OperationComparison(completion.ours, completion.models, by_class=False)
                    changes += comparison.notifications(part, event, part.event_type)
        if page.hosts and drafted.servers != self._api.servers:  # clients call some servers by themselves only
            changes += compare_servers(self._api.servers, page.hosts)
        return worst_first(_without_examples_of_others(changes))


def _compare_ids(ours: Operation, theirs: Operation) -> Iterator[Change]:
    if ours.id != theirs.id:
        subject = Subject(label=ours.id, operation=ours.key, marks=(ours.mark, theirs.mark))
        yield subject.change("method-renamed", f" renamed to {theirs.id}", ours.id, theirs.id)


def _without_examples_of_others(changes: Sequence[Change]) -> Iterator[Change]:
    """Leave out the examples of members that came, went or were renamed, which the change itself implies."""
    others = {change.where for change in changes if change.code.startswith("member-")}
    others |= {(*change.where[:-1], str(change.after)) for change in changes if change.code == "member-renamed"}
    for change in changes:
        prefixes = {change.where[:length] for length in range(1, len(change.where) + 1)}
        if change.code != "example-changed" or not prefixes & others:
            yield change
