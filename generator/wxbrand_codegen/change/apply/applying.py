"""Apply changes to the files of a spec, and check that the result means what it should."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wxbrand_codegen.change.apply import facts
from wxbrand_codegen.change.apply.checks import Checks, Reloaded
from wxbrand_codegen.change.apply.drafts import Drafts
from wxbrand_codegen.change.apply.sharing import Sharing
from wxbrand_codegen.change.apply.workspace import CannotApply, Place, Workspace
from wxbrand_codegen.change.comparison import Change
from wxbrand_codegen.change.coverage import Match, key_of_page
from wxbrand_codegen.change.draft import SpecNames, names_of
from wxbrand_codegen.change.drift import PageComparison, PageDrift
from wxbrand_codegen.document.load import Document
from wxbrand_codegen.document.yaml_editor import CannotEdit
from wxbrand_codegen.ir.api import Api
from wxbrand_codegen.links import resolved
from wxbrand_codegen.pages import Page
from wxbrand_codegen.problems import Problem

_ROUNDS = 3
"""How often the consequences of changes are looked for."""

Remaining = Callable[[Api], Iterable[Change]]
"""Returns the changes that an API still lacks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What one page changes."""

    page: Page
    changes: Sequence[Change]
    remaining: Remaining | None = None
    """Compares the page again."""


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
    """Write what pages say otherwise than the spec, as `apply` does."""
    works = [
        Work(page=drift.page, changes=drift.changes, remaining=_comparison(match))
        for match, drift in pages
        if drift.changes
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
    attempts = [_Attempt(space, checks, work, names) for work in works]
    for attempt in attempts:
        attempt.make(attempt.order)
    if checks.wrong():
        space.restore(space.original)
        for attempt in attempts:
            attempt.make_again()
    for _ in range(_ROUNDS):
        if not _follow(attempts, checks):
            break
    reloaded = checks.reloaded()
    refused = [pair for attempt in attempts for pair in attempt.refused(reloaded)]
    lost = {id(change) for change, _ in refused}
    texts = space.changed()
    sharing = Sharing(space.unchanged())
    places = [pair for attempt in attempts for pair in attempt.written() if id(pair[0]) not in lost]
    notes = [(change, sharing.note(place, change.operation)) for change, place in places]
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


def _follow(attempts: Sequence[_Attempt], checks: Checks) -> bool:
    """Write also what the pages say otherwise because of what was written; return whether there was anything."""
    reloaded = checks.reloaded()
    followed = [attempt.follow(reloaded.api) for attempt in attempts] if reloaded else []
    return any(followed)


class _Attempt:
    """The changes of one page. They are known by their numbers here, because they have no hash."""

    def __init__(self, space: Workspace, checks: Checks, work: Work, names: SpecNames) -> None:
        self._space = space
        self._checks = checks
        self._work = work
        self._drafts = Drafts(work.page, names)
        self.changes = list(work.changes if work.remaining is None else _without_implied(work.changes))
        self.order = sorted(
            range(len(self.changes)),
            key=lambda number: (facts.order(self.changes[number]), -len(self.changes[number].where)),
        )
        self._places: dict[int, Place] = {}
        self._reasons: dict[int, str] = {}

    def make(self, numbers: Sequence[int]) -> None:
        """Write changes. What cannot be written is taken back."""
        for number in numbers:
            state = self._space.state()
            try:
                self._places[number] = facts.write(self._space, self.changes[number], self._drafts)
                self._reasons.pop(number, None)
            except (CannotApply, CannotEdit) as error:
                self._space.restore(state)
                self._reasons[number] = str(error)

    def make_again(self) -> None:
        """Write all changes at once; if the spec is wrong then, one by one, and take back those that make it wrong."""
        self._places.clear()
        self._reasons.clear()
        state = self._space.state()
        self.make(self.order)
        if not self._checks.wrong():
            return
        self._space.restore(state)
        self._places.clear()
        for _ in range(2):  # some can only be written after others
            for number in [number for number in self.order if number not in self._places]:
                self._make_alone(number)

    def _make_alone(self, number: int) -> None:
        state = self._space.state()
        self.make([number])
        if number in self._places and (wrong := self._checks.wrong()):
            self._space.restore(state)
            del self._places[number]
            self._reasons[number] = wrong

    def to_settle(self) -> Iterator[tuple[Change, str]]:
        """Yield what a reviewer has to settle of the operations that were drafted."""
        for number in self._places:
            if facts.is_whole(self.changes[number]):
                yield from ((self.changes[number], todo) for todo in self._drafts.document()[1])

    def follow(self, api: Api) -> bool:
        """Write what the page says otherwise now and did not before; return whether there was anything."""
        known = set(map(_key, self.changes))
        new = [c for c in self._work.remaining(api) if _key(c) not in known] if self._work.remaining else []
        for change in new:
            self.changes.append(change)
            number = len(self.changes) - 1
            self._make_alone(number)
            self._settle_conflict(number)
        return bool(new)

    def _settle_conflict(self, number: int) -> None:
        """Find the change that another one has just taken back, because two members share a schema.

        It is written beside the reference of its own member, or else refused.
        """
        place, back = self._places.get(number), self.changes[number]
        for other in [n for n, there in self._places.items() if n != number and there == place]:
            change = self.changes[other]
            if change.fact == back.fact != "" and change.where != back.where:
                del self.changes[number], self._places[number]
                if not self._written_beside(change):
                    del self._places[other]
                    where = ".".join(back.where)
                    self._reasons[other] = f"{place} is shared with {where}, of which the page says otherwise"
                return

    def _written_beside(self, change: Change) -> bool:
        state = self._space.state()
        try:
            return facts.write_beside(self._space, change)
        except (CannotApply, CannotEdit):
            self._space.restore(state)
            return False

    def written(self) -> Iterable[tuple[Change, Place]]:
        """Yield the changes that were written, and where."""
        return [(self.changes[number], place) for number, place in self._places.items()]

    def refused(self, reloaded: Reloaded | None) -> Iterable[tuple[Change, str]]:
        """Yield the changes that the spec still lacks, with the reasons."""
        still = None
        if self._work.remaining is not None:
            still = set(map(_key, self._work.remaining(reloaded.api) if reloaded else self.changes))
        for number, change in enumerate(self.changes):
            is_there = still is not None and _key(change) in still
            if number in self._reasons and (still is None or is_there or facts.is_whole(change)):
                yield change, self._reasons[number]
            elif is_there:
                yield change, "it was written, but the page still differs there; look at it by hand"


def _without_implied(changes: Sequence[Change]) -> Iterator[Change]:
    """Leave out what is said of members that are renamed. It is compared again under their new names."""
    renamed = {change.where for change in changes if change.code == "member-renamed"}
    for change in changes:
        around = {change.where[:length] for length in range(1, len(change.where) + 1)}
        if change.code == "member-renamed" or not around & renamed:
            yield change


def _key(change: Change) -> tuple[str, ...]:
    """Return what makes a change the same one after others, which may have given its operation another path."""
    operation = change.operation if change.operation.startswith("webhook ") else ""
    return operation, *change.where, change.fact, change.code, str(change.after)
