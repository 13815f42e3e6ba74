"""Tell apart what has the same Python name: the one mechanism for members, parameters, values, operations, tags and schemas.

What already has its Python name on the wire keeps it; so does what differs from it only in capitals, if nothing else does. The
others get longer names, each made from its own text alone: characters become words, and how it uses capitals is added. If
that is not enough, digits of a digest are. So neither the order nor any other part of the spec matters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from wxbrand_codegen.ir.names import Name, Role, digest_name, make_name, spelled_name
from wxbrand_codegen.problems import Mark

_SPELLED = 2
"""Level of the name that says everything about its text."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted(Generic[Key]):
    """One thing that needs a name."""

    key: Key
    text: str
    """Its text in the spec."""

    role: Role
    identity: str = ""
    """What tells it from things of the same text; its text, if that alone does."""

    more: Sequence[Callable[[], Name]] = ()
    """Further names to try before the digest."""

    chosen: Name | None = None
    """The name that the author chose, which is kept."""

    mark: Mark
    """Where the chosen name or, if there is none, the thing stands."""

    def name(self, level: int) -> Name:
        """Return the plain name, or one that is longer the higher the level."""
        if self.chosen:
            return self.chosen
        if level == 0:
            return make_name(self.text, self.role)
        if level <= _SPELLED:
            return spelled_name(self.text, self.role, capitals=level == _SPELLED)
        if level <= _SPELLED + len(self.more):
            return self.more[level - _SPELLED - 1]()
        return digest_name(self.text, self.role, self.identity or self.text, 64 if level == self.highest else 6)

    @property
    def highest(self) -> int:
        """The level of the longest name."""
        return _SPELLED + len(self.more) + 2

    def rank(self, written: str) -> int:
        """Return how well the text agrees with its plain name: 0 if it is the name, 1 but for capitals, else 2."""
        return 0 if self.text == written else 1 if self.text.lower() == written.lower() else 2


def distinct_names(
    wanted: Iterable[Wanted[Key]],
    spellings: Callable[[Name], Iterable[str]],
    taken: Collection[str] = (),
) -> dict[Key, Name]:
    """Return a name for each thing. No two share one of their `spellings`, of which the first is the main one.

    Chosen names are kept, even if they are not free: see `choices_not_free`.
    """
    items = list(wanted)
    levels = [0] * len(items)
    taken = {*taken, *(text for item in items if item.chosen for text in spellings(item.chosen))}
    while True:
        names = [item.name(level) for item, level in zip(items, levels, strict=True)]
        users: defaultdict[str, list[int]] = defaultdict(list)
        for position, (item, name) in enumerate(zip(items, names, strict=True)):
            if not item.chosen:
                for text in dict.fromkeys(spellings(name)):
                    users[text].append(position)
        longer: set[int] = set()
        for text, positions in users.items():
            if text in taken:
                longer.update(positions)
            elif len(positions) > 1:
                plain = [position for position in positions if levels[position] == 0]
                longer.update(set(positions) - _keeper(plain, items, names, spellings))
        longer = {position for position in longer if levels[position] < items[position].highest}
        if not longer:
            return {item.key: name for item, name in zip(items, names, strict=True)}
        for position in longer:
            levels[position] += 1


def choices_not_free(
    wanted: Iterable[Wanted[Key]],
    spellings: Callable[[Name], Iterable[str]],
    taken: Collection[str] = (),
) -> list[Wanted[Key]]:
    """Return the things whose chosen name is taken, or was chosen before for another thing."""
    chosen = {*taken}
    found = []
    for item in wanted:
        own = {*spellings(item.chosen)} if item.chosen else set()
        if own & chosen:
            found.append(item)
        chosen |= own
    return found


def _keeper(
    plain: list[int], items: Sequence[Wanted[Key]], names: Sequence[Name], spellings: Callable[[Name], Iterable[str]]
) -> set[int]:
    """Return the one of several with the same plain name that keeps it; none if no text is closest to it."""
    ranks = {position: items[position].rank(next(iter(spellings(names[position])))) for position in plain}
    best = [position for position, rank in ranks.items() if rank == min(ranks.values())]
    return set(best) if len(best) == 1 and (ranks[best[0]] < 2 or len(plain) == 1) else set()
