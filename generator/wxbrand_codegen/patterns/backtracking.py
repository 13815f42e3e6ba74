r"""How long a regular expression can take, found from its structure and never by running it.

Python's `re` tries one way after another, so that `^(a+)+$` takes 2^n steps on n times `a` and one `b`. A pattern becomes
a graph of its characters: an edge for each way to come from one to the next. If one text leads round from a character to
itself in two ways, the steps double with each round. For one text, the ways through the graph bound the steps.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from re import _constants as kinds  # type: ignore[attr-defined]  # the parser behind `re`; there is no public one
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from wxbrand_codegen.patterns.matching_text import class_text

MAX_STEPS = 2_000_000
"""Ways through the graph that a text may open before it is not tried."""

_MAX_CHARACTERS = 600
"""Places for a character in a pattern that repeats groups; people write forty."""

_MAX_PAIRS = 100_000
_MAX_ROUNDS = 8
"""A group repeated at most so often is written out; one repeated more often counts as repeated for ever."""

_MAX_COUNT = 60
"""The same for a single character."""

_PROBE = 64
_LONGEST = 20_000
_REPEATS = frozenset({kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT})
_USUAL = "0aZ_- \n\u00e9\u5238"


class UnsafePattern(ValueError):
    """The message completes a sentence that begins with "the pattern"."""


def refuse_unsafe(pattern: str) -> None:
    """Raise UnsafePattern if some short text could keep the pattern busy for ever. Takes a Python pattern that compiles."""
    if _is_simple(pattern):
        return
    graph = _graph(pattern)
    if graph.has_two_ways_round() or any(_steps(graph, c * _PROBE) > MAX_STEPS for c in graph.telling()):
        raise UnsafePattern(
            "can take for ever on a text that nearly fits: a repeat repeats something that can be read in several ways, "
            "as in (a+)+; write it so that each character has one place, as in a+"
        )


def matches(pattern: str, text: str) -> bool | None:
    """Say whether a text fits; None if finding out could take long. The pattern is run only if it cannot."""
    if not _is_linear(pattern) and (len(text) > _LONGEST or _steps(_graph(pattern), text) > MAX_STEPS):
        return None
    return re.search(pattern, text, re.ASCII) is not None


@lru_cache(maxsize=1024)
def _is_simple(pattern: str) -> bool:
    """Whether only single characters are repeated, each by itself, and few of them."""
    return _repeats(parser.parse(pattern, re.ASCII), limit=4)[0]


@lru_cache(maxsize=1024)
def _is_linear(pattern: str) -> bool:
    """Whether there is one repeat at most, and one place to begin."""
    tree = parser.parse(pattern, re.ASCII)
    simple, count = _repeats(tree, limit=4)
    anchored = len(tree) > 0 and tree[0] == (kinds.AT, kinds.AT_BEGINNING)
    return simple and (count == 0 or (count == 1 and anchored))


def _repeats(tree: Any, limit: int) -> tuple[bool, int]:
    """Count the repeats of a variable number, and say whether they are all of a single character and at most `limit`."""
    simple, count = True, 0
    for kind, value in tree:
        inner: list[Any] = []
        if kind in _REPEATS:
            least, most, body = value
            count += least != most
            simple = simple and len(body) == 1 and body[0][0] in {kinds.LITERAL, kinds.NOT_LITERAL, kinds.IN}
        elif kind is kinds.SUBPATTERN:
            inner = [value[3]]
        elif kind is kinds.BRANCH:
            inner = value[1]
        elif kind in {kinds.ASSERT, kinds.ASSERT_NOT}:
            inner = [value[1]]
        elif kind is kinds.GROUPREF:
            simple = False
        for part in inner:
            part_simple, part_count = _repeats(part, limit)
            simple, count = simple and part_simple, count + part_count
    return simple and count <= limit, count


@dataclass(slots=True)
class _Part:
    """A piece of a pattern: characters it can begin and end with, and in how many ways it can be empty."""

    first: Counter[int] = field(default_factory=Counter)
    last: Counter[int] = field(default_factory=Counter)
    empty: int = 1


@dataclass(slots=True)
class _Graph:
    """The characters of a pattern by number, and the ways from one to the next."""

    members: list[re.Pattern[str]] = field(default_factory=list)
    edges: dict[int, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    first: Counter[int] = field(default_factory=Counter)
    anywhere: Counter[int] = field(default_factory=Counter)
    """Where reading can begin at any character: look-arounds, and all of a pattern without `^`."""

    letters: set[str] = field(default_factory=lambda: set(_USUAL))

    def add(self, members: str) -> _Part:
        if len(self.members) >= _MAX_CHARACTERS:
            raise UnsafePattern(f"repeats groups and has over {_MAX_CHARACTERS} characters, too many to be judged")
        number = len(self.members)
        self.members.append(_class(members))
        return _Part(first=Counter([number]), last=Counter([number]), empty=0)

    def link(self, before: _Part, after: _Part) -> None:
        for start, ways in before.last.items():
            for end, more in after.first.items():
                self.edges[start][end] = min(self.edges[start][end] + ways * more, 1000)

    def telling(self) -> list[str]:
        """Give a character for each set of places it can stand at: no other can tell more."""
        by_places = {self.places(letter): letter for letter in sorted(self.letters)}
        return [by_places[places] for places in sorted(by_places, key=sorted) if places]

    def places(self, letter: str) -> frozenset[int]:
        return frozenset(n for n, members in enumerate(self.members) if members.match(letter))

    def has_two_ways_round(self) -> bool:
        """Whether one text leads from a character back to itself in two ways: a cycle of pairs through equal and unequal ones."""
        letters = [self.places(letter) for letter in self.telling()]
        reach = {n: self._reached(n) for n in self.edges}
        loops = [n for n in reach if n in reach[n]]
        return any(self._splits(n, letters, {m for m in reach[n] if n in reach.get(m, ())}) for n in loops)

    def _reached(self, start: int) -> set[int]:
        seen: set[int] = set()
        waiting = [start]
        while waiting:
            new = [n for n in self.edges.get(waiting.pop(), ()) if n not in seen]
            seen.update(new)
            waiting.extend(new)
        return seen

    def _splits(self, start: int, letters: Iterable[frozenset[int]], loop: set[int]) -> bool:
        """Follow two readings of the same text from one character; True if they part and meet there again."""
        if any(ways > 1 and end in loop for n in loop for end, ways in self.edges[n].items()):
            return True
        sets = [places & loop for places in letters]
        seen: set[tuple[int, int, bool]] = set()
        waiting = [(start, start, False)]
        while waiting:
            one, other, parted = waiting.pop()
            for places in sets:
                for a in self.edges[one].keys() & places:
                    for b in self.edges[other].keys() & places:
                        state = (a, b, parted or a != b)
                        if state == (start, start, True):
                            return True
                        if state not in seen:
                            seen.add(state)
                            waiting.append(state)
            if len(seen) > _MAX_PAIRS:
                raise UnsafePattern("repeats groups in too many ways to be judged; write a simpler one")
        return False


@lru_cache(maxsize=4096)
def _class(members: str) -> re.Pattern[str]:
    return re.compile(members, re.ASCII | re.DOTALL)


@lru_cache(maxsize=256)
def _graph(pattern: str) -> _Graph:
    graph = _Graph()
    tree = parser.parse(pattern, re.ASCII)
    whole = _sequence(tree, graph)
    anchored = len(tree) > 0 and tree[0] == (kinds.AT, kinds.AT_BEGINNING)
    (graph.first if anchored else graph.anywhere).update(whole.first)
    return graph


def _sequence(tree: Any, graph: _Graph) -> _Part:
    whole = _Part()
    for kind, value in tree:
        whole = _joined(whole, _piece(kind, value, graph), graph)
    return whole


def _joined(one: _Part, two: _Part, graph: _Graph) -> _Part:
    graph.link(one, two)
    return _Part(
        first=one.first + _times(two.first, one.empty),
        last=two.last + _times(one.last, two.empty),
        empty=min(one.empty * two.empty, 1000),
    )


def _times(places: Counter[int], ways: int) -> Counter[int]:
    return Counter({place: min(count * ways, 1000) for place, count in places.items()}) if ways else Counter()


def _piece(kind: Any, value: Any, graph: _Graph) -> _Part:
    if kind in _REPEATS:
        return _repeated(value, graph)
    if kind is kinds.SUBPATTERN:
        return _sequence(value[3], graph)
    if kind is kinds.ATOMIC_GROUP:
        return _sequence(value, graph)
    if kind is kinds.BRANCH:
        return _either([_sequence(branch, graph) for branch in value[1]])
    if kind in {kinds.ASSERT, kinds.ASSERT_NOT}:
        graph.anywhere.update(_sequence(value[1], graph).first)
        return _Part()
    if kind is kinds.GROUPREF:  # anything, any number of times: at least as many ways as there are
        return _loop(graph.add("."), 0, graph)
    if kind is kinds.AT:
        return _Part()
    graph.letters.update(_telling(kind, value))
    return graph.add(_written(kind, value))


def _either(parts: list[_Part]) -> _Part:
    return _Part(
        first=sum((part.first for part in parts), Counter()),
        last=sum((part.last for part in parts), Counter()),
        empty=sum(part.empty for part in parts),
    )


def _repeated(value: Any, graph: _Graph) -> _Part:
    least, most, body = value
    is_single = len(body) == 1 and body[0][0] not in {*_REPEATS, kinds.SUBPATTERN, kinds.BRANCH}
    if most is kinds.MAXREPEAT or most > (_MAX_COUNT if is_single else _MAX_ROUNDS):
        part = _sequence(body, graph)
        if part.empty and least > 3:  # (a?){30}: any thirty of them may be the empty ones
            graph.link(part, part)
        return _loop(part, least, graph)
    whole, tail = _Part(), _Part()
    for _ in range(least):
        whole = _joined(whole, _sequence(body, graph), graph)
    for _ in range(most - least):  # each can be left out only with all that follow
        tail = _joined(_sequence(body, graph), tail, graph)
        tail.empty += 1
    return _joined(whole, tail, graph)


def _loop(part: _Part, least: int, graph: _Graph) -> _Part:
    graph.link(part, part)
    return _Part(first=part.first, last=part.last, empty=part.empty + (least == 0))


def _written(kind: Any, value: Any) -> str:
    if kind is kinds.LITERAL:
        return re.escape(chr(value))
    if kind is kinds.NOT_LITERAL:
        return f"[^{re.escape(chr(value))}]"
    return f"[{class_text(value)}]" if kind is kinds.IN else "."


def _telling(kind: Any, value: Any) -> Iterator[str]:
    """Give the characters at which a class begins or ends, and their neighbours."""
    ends = [value] if kind in {kinds.LITERAL, kinds.NOT_LITERAL} else []
    for inner, content in value if kind is kinds.IN else ():
        ends += [content] if inner is kinds.LITERAL else list(content) if inner is kinds.RANGE else []
    yield from (chr(n) for end in ends for n in (end - 1, end, end + 1) if 0 <= n < 0x110000)


def _steps(graph: _Graph, text: str) -> int:
    """Count the ways that reading this text can open, up to just over the most that is allowed."""
    places: dict[str, frozenset[int]] = {}
    ways, total = dict(graph.first), 0
    for letter in text:
        if letter not in places:
            places[letter] = graph.places(letter)
        here = {n: count for n, count in (Counter(ways) + graph.anywhere).items() if n in places[letter]}
        total += sum(here.values())
        if total > MAX_STEPS:
            break
        following: Counter[int] = Counter()
        for n, count in here.items():
            for end, more in graph.edges.get(n, {}).items():
                following[end] += count * more
        ways = dict(following)
    return total
