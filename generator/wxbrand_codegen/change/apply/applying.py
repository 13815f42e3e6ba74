"""Apply changes to the files of a spec, and check that the result means what it should."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from wxbrand_codegen.change.apply.attempts import Attempt, Remaining, Work
from wxbrand_codegen.change.apply.checks import Checks
from wxbrand_codegen.change.apply.contradictions import contradict
from wxbrand_codegen.change.apply.sharing import Sharing
from wxbrand_codegen.change.apply.workspace import CannotApply, Workspace
from wxbrand_codegen.change.comparison import Change
from wxbrand_codegen.change.coverage import Match, key_of_page
from wxbrand_codegen.change.draft import names_of
from wxbrand_codegen.change.drift import PageComparison, PageDrift
from wxbrand_codegen.document.load import Document
from wxbrand_codegen.ir.api import Api
from wxbrand_codegen.links import resolved
from wxbrand_codegen.pages import Page
from wxbrand_codegen.problems import Problem

_ROUNDS = 3
"""How often the consequences of changes are looked for."""

_BEGINNINGS = 8
"""How often everything is written again without what contradicts something else, or had no effect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What came of some changes. Nothing has been written yet."""

    folder: Path
    """That of the root file."""

    files: Mapping[str, bytes]
    """New content of the files that change, by their path in the folder."""

    before: Mapping[str, bytes]
    """Their content until now."""

    applied: tuple[Change, ...]
    refused: tuple[tuple[Change, str], ...]
    """Each with the reason, which says where to look."""

    notes: tuple[tuple[Change, str], ...]
    """What a reviewer should know of those that were applied: who else is affected, and what is left to settle."""

    advice: tuple[Problem, ...]
    """What generation advises on the edited spec, and did not before."""


def apply(document: Document, page: Page, changes: Sequence[Change], remaining: Remaining | None = None) -> Applied:
    """Write the changes that a page proves into the text of the spec, in place.

    The edited spec must load and build without new problems; a change that fails this is taken back and listed with the
    reason, as is what cannot be written, and what `remaining`, if it is given, still finds. What it finds because of a
    change, such as an example that the page does not have, is written too.
    """
    return apply_all(document, [Work(page=page, changes=changes, remaining=remaining)])


def apply_pages(document: Document, pages: Sequence[tuple[Match, PageDrift]]) -> Applied:
    """Write what pages say otherwise than the spec, as `apply` does.

    Pages that agree with the spec must agree with it afterwards: a change to what they share is taken back.
    """
    works = [
        Work(key=match.key, name=match.name, page=drift.page, changes=drift.changes, remaining=_comparison(match))
        for match, drift in pages
    ]
    return apply_all(document, works)


def _comparison(match: Match) -> Remaining:
    def remaining(api: Api) -> Iterable[Change]:
        key = match.key if match.page.event_types else key_of_page(match.page, api)
        if key is None:
            return ()
        return PageComparison(api).compare(key, match.page, match.found.file.read(), match.name).changes

    return remaining


def apply_all(document: Document, works: Sequence[Work]) -> Applied:
    """Write the changes of several pages, as `apply` does. Two pages may ask for the same."""
    try:
        space = Workspace.of(document)
    except CannotApply as error:
        return _nothing(document, works, str(error))
    checks = Checks(space, document)
    names = names_of(document.root)
    attempts = [Attempt(space, checks, work, names) for work in works]
    sharing = Sharing(space.unchanged())
    for _ in range(_BEGINNINGS):
        _make(attempts, space, checks, sharing)
        taken_back = [attempt.take_back() for attempt in attempts]
        if not any(taken_back):
            break
        space.restore(space.original)
        for attempt in attempts:
            attempt.begin_again()
    refused = [pair for attempt in attempts for pair in attempt.refused()]
    lost = {id(change) for change, _ in refused}
    texts = space.changed()
    written = [each for attempt in attempts for each in attempt.written() if id(each.change) not in lost]
    notes = [(each.change, sharing.note(each.place, each.change.operation)) for each in written]
    notes += [note for attempt in attempts for note in attempt.to_settle() if id(note[0]) not in lost]
    return Applied(
        folder=space.folder,
        files={name: text.content() for name, text in texts.items()},
        before={name: space.original[name].content() for name in texts},
        applied=tuple(change for attempt in attempts for change in attempt.changes if id(change) not in lost),
        refused=tuple(refused),
        notes=tuple((change, note) for change, note in notes if note),
        advice=checks.new_advice(),
    )


def _nothing(document: Document, works: Sequence[Work], reason: str) -> Applied:
    """Return that no change can be applied."""
    refused = tuple((change, reason) for work in works for change in work.changes)
    folder = resolved(Path(document.root.mark.file)).parent
    return Applied(folder=folder, files={}, before={}, applied=(), refused=refused, notes=(), advice=())


def _make(attempts: Sequence[Attempt], space: Workspace, checks: Checks, sharing: Sharing) -> None:
    """Write all changes, and what the pages say otherwise because of them. Contradictions are marked, and end it."""
    for attempt in attempts:
        attempt.make(attempt.order)
    if checks.wrong():
        space.restore(space.original)
        for attempt in attempts:
            attempt.make_again()
    written = [(attempt, each) for attempt in attempts for each in attempt.written()]
    is_contradictory = False
    for number, (attempt, each) in enumerate(written):
        for other, before in written[:number]:
            if contradict(before, each):
                is_contradictory = True
                attempt.doubt(each, before.change, other)
                other.doubt(before, each.change, attempt)
    for _ in range(_ROUNDS):
        if is_contradictory or not (followed := _follow(attempts, checks, sharing)):
            return
        is_contradictory = followed == "contradiction"


def _follow(attempts: Sequence[Attempt], checks: Checks, sharing: Sharing) -> Literal["", "written", "contradiction"]:
    """Write also what the pages say otherwise because of what was written."""
    reloaded = checks.reloaded()
    if reloaded is None:
        return ""
    written = [(attempt, each) for attempt in attempts for each in attempt.written()]
    affected = sharing.users([each.place for _, each in written])
    result: Literal["", "written", "contradiction"] = ""
    for attempt in attempts:
        for change in attempt.new(reloaded.api) if attempt.changes or attempt.key in affected else ():
            each = attempt.write_also(change)
            result = result or ("written" if attempt.changes else "")
            against = [(other, before) for other, before in written if each and contradict(before, each)]
            for other, before in against:
                result = "contradiction"
                other.doubt(before, change, attempt)
    return result
