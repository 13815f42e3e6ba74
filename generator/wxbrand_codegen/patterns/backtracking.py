r"""Bound the backtracking of a regular expression from its structure, without running it.

Python's `re` tries one alternative after another, so that `^(a+)+$` takes 2^n steps on n times `a` and one `b`
(catastrophic backtracking, ReDoS). A pattern becomes its position automaton (Glushkov): a state for each character or
class in it, and an edge for each way to get from one to the next. If the same text leads from a state back to itself in
two ways, the steps double with each round. For a given text, the number of its paths bounds the steps.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from wxbrand_codegen.patterns.syntax import REPEATS, class_items, class_source, kinds, parse, walk

MAX_STEPS = 2_000_000
"""Paths of a text through the automaton; a text with more is not matched."""

_MAX_STATES = 600
"""Characters and classes in a pattern that repeats groups; real patterns have about forty."""

_MAX_PAIRS = 100_000
_MAX_GROUP_COUNT = 8
"""A group with a higher maximum count is treated as repeated without limit; one with a lower is unrolled."""

_MAX_CHARACTER_COUNT = 60
"""The same for a single character."""

_MAX_WAYS = 1000
_PROBE_LENGTH = 64
_MAX_TEXT = 20_000
_SAMPLE_CHARACTERS = "0aZ_- \n\u00e9\u5238"


class UnsafePattern(ValueError):
    """The message completes a sentence that begins with "the pattern"."""


def refuse_unsafe(pattern: str) -> None:
    """Raise UnsafePattern if a short text could take for ever to match. The pattern must be a valid Python one."""
    count = _variable_repeats(parse(pattern))
    if count is not None and count <= 4:  # the steps grow with the fourth power of the length at most
        return
    automaton = _automaton(pattern)
    probes = (character * _PROBE_LENGTH for character in automaton.distinct_characters())
    if automaton.is_exponential() or any(_steps(automaton, probe) > MAX_STEPS for probe in probes):
        raise UnsafePattern(
            "can take for ever on a text that nearly matches: a repeat contains something that can match the same text "
            "in several ways, as in (a+)+; write it so that there is one way only, as in a+"
        )


def matches(pattern: str, text: str) -> bool | None:
    """Whether a text matches; None if finding out could take long."""
    if not _is_linear(pattern) and (len(text) > _MAX_TEXT or _steps(_automaton(pattern), text) > MAX_STEPS):
        return None
    return re.search(pattern, text, re.ASCII) is not None


@lru_cache(maxsize=1024)
def _is_linear(pattern: str) -> bool:
    """Whether matching takes linear time: a simple pattern with no variable repeat, or with one and anchored."""
    tree = parse(pattern)
    count = _variable_repeats(tree)
    return count == 0 or (count == 1 and _is_anchored(tree))


def _variable_repeats(tree: Any) -> int | None:
    """Count the repeats of variable length; None if there is a back reference, or if a group is repeated."""
    count = 0
    for kind, value in walk(tree):
        if kind in REPEATS:
            low, high, body = value
            count += low != high
            if len(body) != 1 or body[0][0] not in {kinds.LITERAL, kinds.NOT_LITERAL, kinds.IN}:
                return None
        elif kind is kinds.GROUPREF:
            return None
    return count


def _is_anchored(tree: Any) -> bool:
    return len(tree) > 0 and tree[0] == (kinds.AT, kinds.AT_BEGINNING)


@dataclass(slots=True)
class _Fragment:
    """A part of a pattern: the states that it can begin and end with, and in how many ways it can be empty."""

    first: Counter[int] = field(default_factory=Counter)
    last: Counter[int] = field(default_factory=Counter)
    empty: int = 1


@dataclass(slots=True)
class _Automaton:
    """The position automaton. Edges and starting states are counted: ambiguity is more than one way."""

    classes: list[re.Pattern[str]] = field(default_factory=list)
    """The characters that each state matches."""

    edges: dict[int, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    start: Counter[int] = field(default_factory=Counter)
    """States that can match the first character of a text."""

    restart: Counter[int] = field(default_factory=Counter)
    """States where matching can begin at any character: of look-arounds, and of a pattern without `^`."""

    characters: set[str] = field(default_factory=lambda: set(_SAMPLE_CHARACTERS))
    """Characters on both sides of the bounds of all classes."""

    def add_state(self, source: str) -> _Fragment:
        if len(self.classes) >= _MAX_STATES:
            raise UnsafePattern(f"repeats groups and has over {_MAX_STATES} characters; write a simpler one")
        state = len(self.classes)
        self.classes.append(re.compile(source, re.ASCII | re.DOTALL))
        return _Fragment(first=Counter([state]), last=Counter([state]), empty=0)

    def connect(self, before: _Fragment, after: _Fragment) -> None:
        for start, ways in before.last.items():
            for end, more in after.first.items():
                self.edges[start][end] = min(self.edges[start][end] + ways * more, _MAX_WAYS)

    def distinct_characters(self) -> list[str]:
        """Return one character for each set of states that a character can match."""
        by_states = {self.states(character): character for character in sorted(self.characters)}
        return [by_states[states] for states in sorted(by_states, key=sorted) if states]

    def states(self, character: str) -> frozenset[int]:
        return frozenset(n for n, members in enumerate(self.classes) if members.match(character))

    def is_exponential(self) -> bool:
        """Whether the same text leads from some state back to itself in two ways."""
        alphabet = [self.states(character) for character in self.distinct_characters()]
        reachable = {state: self._reachable(state) for state in self.edges}
        for state, ends in reachable.items():
            loop = {end for end in ends if state in reachable.get(end, ())}
            if state in ends and self._has_two_loops(state, alphabet, loop):
                return True
        return False

    def _reachable(self, start: int) -> set[int]:
        seen: set[int] = set()
        waiting = [start]
        while waiting:
            new = [n for n in self.edges.get(waiting.pop(), ()) if n not in seen]
            seen.update(new)
            waiting.extend(new)
        return seen

    def _has_two_loops(self, start: int, alphabet: Iterable[frozenset[int]], loop: set[int]) -> bool:
        """Follow pairs of paths for the same text; return whether two part and meet again at the start."""
        if any(ways > 1 and end in loop for state in loop for end, ways in self.edges[state].items()):
            return True
        alphabet = [states & loop for states in alphabet]
        seen: set[tuple[int, int, bool]] = set()
        waiting = [(start, start, False)]
        while waiting:
            one, other, parted = waiting.pop()
            for states in alphabet:
                for a in self.edges[one].keys() & states:
                    for b in self.edges[other].keys() & states:
                        pair = (a, b, parted or a != b)
                        if pair == (start, start, True):
                            return True
                        if pair not in seen:
                            seen.add(pair)
                            waiting.append(pair)
            if len(seen) > _MAX_PAIRS:
                raise UnsafePattern("repeats groups in too many ways; write a simpler one")
        return False


@lru_cache(maxsize=256)
def _automaton(pattern: str) -> _Automaton:
    automaton = _Automaton()
    tree = parse(pattern)
    whole = _sequence(tree, automaton)
    (automaton.start if _is_anchored(tree) else automaton.restart).update(whole.first)
    return automaton


def _sequence(tree: Any, automaton: _Automaton) -> _Fragment:
    whole = _Fragment()
    for kind, value in tree:
        whole = _concatenated(whole, _fragment(kind, value, automaton), automaton)
    return whole


def _concatenated(one: _Fragment, two: _Fragment, automaton: _Automaton) -> _Fragment:
    automaton.connect(one, two)
    return _Fragment(
        first=one.first + _times(two.first, one.empty),
        last=two.last + _times(one.last, two.empty),
        empty=min(one.empty * two.empty, _MAX_WAYS),
    )


def _times(states: Counter[int], ways: int) -> Counter[int]:
    return Counter({state: min(n * ways, _MAX_WAYS) for state, n in states.items()}) if ways else Counter()


def _fragment(kind: Any, value: Any, automaton: _Automaton) -> _Fragment:
    if kind in REPEATS:
        return _repeated(value, automaton)
    if kind is kinds.SUBPATTERN:
        return _sequence(value[3], automaton)
    if kind is kinds.ATOMIC_GROUP:
        return _sequence(value, automaton)
    if kind is kinds.BRANCH:
        parts = [_sequence(branch, automaton) for branch in value[1]]
        return _Fragment(
            first=sum((part.first for part in parts), Counter()),
            last=sum((part.last for part in parts), Counter()),
            empty=sum(part.empty for part in parts),
        )
    if kind in {kinds.ASSERT, kinds.ASSERT_NOT}:
        automaton.restart.update(_sequence(value[1], automaton).first)
        return _Fragment()
    if kind is kinds.ANY:
        return automaton.add_state(".")
    if kind is kinds.GROUPREF:  # approximated from above by any text
        return _loop(automaton.add_state("."), 0, automaton)
    if kind is kinds.AT:
        return _Fragment()
    items = class_items(kind, value)
    automaton.characters.update(_characters_at_bounds(items))
    return automaton.add_state(class_source(items))


def _repeated(value: Any, automaton: _Automaton) -> _Fragment:
    least, most, body = value
    is_single = len(body) == 1 and body[0][0] not in {*REPEATS, kinds.SUBPATTERN, kinds.BRANCH}
    if most is kinds.MAXREPEAT or most > (_MAX_CHARACTER_COUNT if is_single else _MAX_GROUP_COUNT):
        part = _sequence(body, automaton)
        if part.empty and least > 3:  # (a?){30}: any thirty rounds may be the empty ones
            automaton.connect(part, part)
        return _loop(part, least, automaton)
    required, optional = _Fragment(), _Fragment()
    for _ in range(least):
        required = _concatenated(required, _sequence(body, automaton), automaton)
    for _ in range(most - least):  # a round can be left out only with all that follow it
        optional = _concatenated(_sequence(body, automaton), optional, automaton)
        optional.empty += 1
    return _concatenated(required, optional, automaton)


def _loop(part: _Fragment, least: int, automaton: _Automaton) -> _Fragment:
    automaton.connect(part, part)
    return _Fragment(first=part.first, last=part.last, empty=part.empty + (least == 0))


def _characters_at_bounds(items: Any) -> Iterator[str]:
    """Yield the characters at which a class begins or ends, and their neighbours."""
    for kind, value in items:
        bounds = [value] if kind is kinds.LITERAL else value if kind is kinds.RANGE else ()
        yield from (chr(n) for bound in bounds for n in (bound - 1, bound, bound + 1) if 0 <= n < 0x110000)


def _steps(automaton: _Automaton, text: str) -> int:
    """Count the paths of a text through the automaton, up to just over MAX_STEPS."""
    states: dict[str, frozenset[int]] = {}
    paths, total = dict(automaton.start), 0
    for character in text:
        if character not in states:
            states[character] = automaton.states(character)
        here = {n: ways for n, ways in (Counter(paths) + automaton.restart).items() if n in states[character]}
        total += sum(here.values())
        if total > MAX_STEPS:
            break
        following: Counter[int] = Counter()
        for state, ways in here.items():
            for end, more in automaton.edges.get(state, {}).items():
                following[end] += ways * more
        paths = dict(following)
    return total
