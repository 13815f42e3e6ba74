"""A text that a regular expression accepts, of a wanted length, always the same one.

Walks Python's own parse of the pattern. Whoever calls tries the text against the pattern: what look-arounds and back
references ask for is not followed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import _constants as kinds  # type: ignore[attr-defined]  # the parser behind `re`; there is no public one
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_PREFERRED = "a0A_-.:/@ "
"""Taken from a character class in this order, if it holds one of them."""

_ALPHABETS = ("a", "A", "0", "1", "券", "_", "-", "/", ".", " ", "#", "F")
"""A text of one of these is the next best thing to a sample."""

_LONGEST = 4096
_ENDLESS = 1_000_000  # a repeat without an upper bound


def simple_texts(length: int, sample: str) -> Iterator[str]:
    """Give texts to try, those that read best first."""
    if sample:
        yield (sample * (length // len(sample) + 1))[:length]
        yield from ((sample + letter * length)[:length] for letter in _ALPHABETS)
    yield from (letter * length for letter in _ALPHABETS)


def min_length(pattern: str) -> int:
    """Give the fewest characters that a pattern may fit."""
    least, _ = parser.parse(pattern, re.ASCII).getwidth()
    return int(least)


def matching_text(pattern: str, length: int) -> str | None:
    """Give a text of this many characters that may well fit the pattern, or None if the walk finds none."""
    try:
        tree = parser.parse(pattern, re.ASCII)
    except (re.error, RecursionError, OverflowError):
        return None
    shortest, _ = _text(tree, 0)
    if shortest is None or len(shortest) > length or length > _LONGEST:
        return None
    text, _ = _text(tree, length - len(shortest))
    return text


def _text(tree: Any, extra: int) -> tuple[str | None, int]:
    """Give a text for a sequence of pieces, longer than the shortest one by `extra` if it can be, and what is left of it."""
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
    if kind is kinds.NOT_LITERAL:
        return next(c for c in _PREFERRED if ord(c) != value), extra
    if kind is kinds.ANY:
        return "a", extra
    if kind is kinds.IN:
        return _member(value), extra
    if kind in {kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT}:
        return _repeated(value, extra)
    if kind is kinds.SUBPATTERN:
        return _text(value[3], extra)
    if kind is kinds.BRANCH:
        return _text(value[1][0], extra)
    if kind is kinds.ATOMIC_GROUP:
        return _text(value, extra)
    return ("", extra) if kind in {kinds.AT, kinds.ASSERT, kinds.ASSERT_NOT} else (None, extra)


def _repeated(value: Any, extra: int) -> tuple[str | None, int]:
    least, most, inner = value
    once, _ = _text(inner, 0)
    if once is None:
        return None, extra
    more = 0
    if once:
        room = (_ENDLESS if most is kinds.MAXREPEAT else int(most)) - least
        more = min(room, extra // len(once))
    if (least + more) * max(1, len(once)) > _LONGEST:
        return None, extra
    return once * (least + more), extra - more * len(once)


def _member(items: Any) -> str | None:
    """Pick a character of a class."""
    try:
        members = re.compile(f"[{class_text(items)}]", re.ASCII)
    except re.error:
        return None
    candidates = (
        *_PREFERRED,
        *map(chr, range(0x21, 0x7F)),
        *(chr(value) for kind, value in items if kind is kinds.LITERAL),
    )
    ranges = [chr(value[0]) for kind, value in items if kind is kinds.RANGE]
    return next((c for c in (*candidates, *ranges) if members.match(c)), None)


def class_text(items: Any) -> str:
    """Write the inside of a character class as it can be compiled again."""
    return "".join(_class_item(kind, value) for kind, value in items)


_CATEGORIES = {
    kinds.CATEGORY_DIGIT: r"\d",
    kinds.CATEGORY_NOT_DIGIT: r"\D",
    kinds.CATEGORY_SPACE: r"\s",
    kinds.CATEGORY_NOT_SPACE: r"\S",
    kinds.CATEGORY_WORD: r"\w",
    kinds.CATEGORY_NOT_WORD: r"\W",
}


def _class_item(kind: Any, value: Any) -> str:
    if kind is kinds.NEGATE:
        return "^"
    if kind is kinds.LITERAL:
        return re.escape(chr(value))
    if kind is kinds.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return _CATEGORIES[value]
