"""The changes of one page: write them, and take back those that cannot stay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from wxbrand_codegen.change.apply import facts
from wxbrand_codegen.change.apply.checks import Checks
from wxbrand_codegen.change.apply.contradictions import Written
from wxbrand_codegen.change.apply.drafts import Drafts
from wxbrand_codegen.change.apply.workspace import CannotApply, Place, Workspace
from wxbrand_codegen.change.comparison import Change
from wxbrand_codegen.change.draft import SpecNames
from wxbrand_codegen.document.yaml_editor import CannotEdit
from wxbrand_codegen.ir.api import Api
from wxbrand_codegen.pages import Page

_NO_EFFECT = "it was written, but the page still differs there; look at it by hand"

Remaining = Callable[[Api], Iterable[Change]]
"""Returns the changes that an API still lacks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What one page changes."""

    key: str = ""
    """The operation or notification; empty if nothing is compared again."""

    name: str = ""
    """Name of the page's file."""

    page: Page
    changes: Sequence[Change]
    remaining: Remaining | None = None
    """Compares the page again."""


class Attempt:
    """The changes of one page. They are known by their numbers here, because they have no hash."""

    def __init__(self, space: Workspace, checks: Checks, work: Work, names: SpecNames) -> None:
        self.name = work.name
        self._space = space
        self._checks = checks
        self._work = work
        self._drafts = Drafts(work.page, names)
        self.key = work.key
        self._taken_back: dict[tuple[str, ...], str] = {}
        self._lost: set[tuple[str, ...]] = set()
        self._doubts: dict[tuple[str, ...], str] = {}
        self.begin_again()

    def begin_again(self) -> None:
        """Forget what was written, as the files do. What was taken back stays so."""
        work = self._work
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
            if reason := self._taken_back.get(_key(self.changes[number])):
                if not self._write_beside(number):
                    self._reasons[number] = reason
                continue
            state = self._space.state()
            try:
                self._places[number] = facts.write(self._space, self.changes[number], self._drafts)
                self._reasons.pop(number, None)
            except (CannotApply, CannotEdit) as error:
                self._space.restore(state)
                self._reasons[number] = str(error)

    def _write_beside(self, number: int) -> bool:
        """Write what was taken back beside the reference to what is shared, unless that was tried already."""
        state = self._space.state()
        if _key(self.changes[number]) in self._lost:
            return False
        try:
            place = facts.write_beside(self._space, self.changes[number])
        except (CannotApply, CannotEdit):
            self._space.restore(state)
            return False
        if place is not None:
            self._places[number] = place
        return place is not None

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

    def new(self, api: Api) -> list[Change]:
        """Return what the page says otherwise now and did not before."""
        known = set(map(_key, self.changes))
        return [c for c in self._work.remaining(api) if _key(c) not in known] if self._work.remaining else []

    def write_also(self, change: Change) -> Written | None:
        """Write another change, and return where; None if it cannot be written.

        A page that asked for nothing gets nothing: it only tells where it would be written.
        """
        number, state = len(self.changes), self._space.state()
        self.changes.append(change)
        self._make_alone(number)
        place = self._places.get(number)
        if not self._work.changes:
            self._space.restore(state)
            self.begin_again()
        return Written(change=change, place=place) if place else None

    def written(self) -> list[Written]:
        """Return the changes that were written, and where."""
        return [Written(change=self.changes[number], place=place) for number, place in self._places.items()]

    def doubt(self, written: Written, against: Change, source: Attempt) -> None:
        """Note that another change contradicts one that was written, and which page asks for it."""
        of_page = "" if source is self else f" ({source.name})"
        reason = f"{written.place} is shared, and what shares it is documented otherwise: {against.message}{of_page}"
        self._doubts.setdefault(_key(written.change), reason)

    def take_back(self) -> bool:
        """Mark what is contradicted, or had no effect, so that it is not written again; return whether there was any."""
        still = set() if self._doubts else self._still()
        for number in self._places:
            change = self.changes[number]
            if _key(change) in still and not facts.is_whole(change):
                self._doubts[_key(change)] = _NO_EFFECT
                self._lost.add(_key(change))
        self._lost |= self._doubts.keys() & self._taken_back.keys()
        self._taken_back = self._doubts | self._taken_back  # the first reason is the one that explains it
        has_any = bool(self._doubts)
        self._doubts = {}
        return has_any

    def _still(self) -> set[tuple[str, ...]]:
        if self._work.remaining is None or not self.changes:
            return set()
        return set(map(_key, self._work.remaining(self._checks.api())))

    def refused(self) -> Iterable[tuple[Change, str]]:
        """Yield the changes that the spec still lacks, with the reasons."""
        still = None if self._work.remaining is None else self._still()
        for number, change in enumerate(self.changes):
            is_there = still is not None and _key(change) in still
            if number in self._reasons and (still is None or is_there or facts.is_whole(change)):
                yield change, self._reasons[number]
            elif is_there:
                yield change, _NO_EFFECT


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
