"""Make strings of a wanted length that match a regular expression, always the same ones.

The syntax tree of the pattern is walked; look-arounds and back references are not followed. The caller must match the
result against the pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from wxbrand_codegen.patterns.syntax import REPEATS, class_items, class_source, kinds, parse

_PREFERRED = "a0A_-.:/@ "
"""Characters to choose from a class, the best first."""

_FILLERS = ("a", "A", "0", "1", "券", "_", "-", "/", ".", " ", "#", "F")
"""Characters of which a simple string can consist."""

_MAX_LENGTH = 4096
_UNLIMITED = 1_000_000


def simple_texts(length: int, sample: str) -> Iterator[str]:
    """Yield strings to try before walking a pattern, the most readable first: they begin with a sample, if there is one."""
    if sample:
        yield (sample * (length // len(sample) + 1))[:length]
        yield from ((sample + filler * length)[:length] for filler in _FILLERS)
    yield from (filler * length for filler in _FILLERS)


def min_length(pattern: str) -> int:
    """Return the length of the shortest string that a pattern may match."""
    least, _ = parse(pattern).getwidth()
    return int(least)


def matching_text(pattern: str, length: int) -> str | None:
    """Return a string of this length that probably matches, or None if the walk finds none."""
    try:
        tree = parse(pattern)
    except (re.error, RecursionError, OverflowError):
        return None
    shortest, _ = _sequence(tree, 0)
    if shortest is None or len(shortest) > length or length > _MAX_LENGTH:
        return None
    text, _ = _sequence(tree, length - len(shortest))
    return text


def _sequence(tree: Any, extra: int) -> tuple[str | None, int]:
    """Return a string up to `extra` characters longer than the shortest one, and how many of them are left."""
    pieces: list[str] = []
    for kind, value in tree:
        piece, extra = _piece(kind, value, extra)
        if piece is None:
            return None, extra
        pieces.append(piece)
    return "".join(pieces), extra


def _piece(kind: Any, value: Any, extra: int) -> tuple[str | None, int]:
    if kind is kinds.LITERAL:
        return chr(value), extra
    if kind is kinds.ANY:
        return "a", extra
    if kind in {kinds.IN, kinds.NOT_LITERAL}:
        return _class_member(class_items(kind, value)), extra
    if kind in REPEATS:
        return _repeated(value, extra)
    if kind is kinds.SUBPATTERN:
        return _sequence(value[3], extra)
    if kind is kinds.BRANCH:
        return _sequence(value[1][0], extra)
    if kind is kinds.ATOMIC_GROUP:
        return _sequence(value, extra)
    return ("", extra) if kind in {kinds.AT, kinds.ASSERT, kinds.ASSERT_NOT} else (None, extra)


def _repeated(value: Any, extra: int) -> tuple[str | None, int]:
    least, most, body = value
    once, _ = _sequence(body, 0)
    if once is None:
        return None, extra
    more = 0
    if once:
        more = min((_UNLIMITED if most is kinds.MAXREPEAT else int(most)) - least, extra // len(once))
    if (least + more) * max(1, len(once)) > _MAX_LENGTH:
        return None, extra
    return once * (least + more), extra - more * len(once)


def _class_member(items: Any) -> str | None:
    try:
        members = re.compile(class_source(items), re.ASCII)
    except re.error:
        return None
    candidates = (
        *_PREFERRED,
        *map(chr, range(0x21, 0x7F)),
        *(chr(value) for kind, value in items if kind is kinds.LITERAL),
        *(chr(value[0]) for kind, value in items if kind is kinds.RANGE),
    )
    return next((c for c in candidates if members.match(c)), None)
