"""Two texts side by side: what differs is marked, and characters that cannot be seen are named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_SHOWN_AROUND = 120
"""Characters of equal text that are shown before and after a difference."""

_MOST_CHARACTERS = 400
"""Texts up to this length are compared by character, longer ones by word."""

_MOST_WORDS = 3_000
_MOST_SHOWN = 4_000
"""Characters of differing text that are shown."""

_WORDS = re.compile(r"\w+|\s+|.", re.DOTALL)
_NAMES = {
    "\n": "LF",
    "\r": "CR",
    "\t": "TAB",
    "\ufeff": "BOM",
    "\xa0": "NBSP",
    "\u200b": "ZWSP",
    "\u3000": "U+3000",
}
_HIDDEN_CATEGORIES = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"}
_TRAILING = re.compile(r" +(?=[\r\n]|\Z)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that are shown in the same way."""

    text: str
    differs: bool = False
    is_named: bool = False
    """Whether the text is the name of a character that cannot be seen."""

    left_out: int = 0
    """Characters that are left out here, equal in both texts or too many to show; the text is empty then."""


Side = Sequence[Piece]


def compare(one: bytes, other: bytes) -> tuple[Side, Side]:
    """Return both texts in pieces."""
    texts = decode(one), decode(other)
    start = _common_start(*texts)
    end = _common_start(texts[0][start:][::-1], texts[1][start:][::-1])
    middles = [text[start : len(text) - end] for text in texts]
    sides = _compare_middles(*middles)
    before, after = texts[0][:start], texts[0][len(texts[0]) - end :]
    head, tail = _equal(before, is_start=True), _equal(after, is_end=True)
    return [*head, *_shortened(sides[0]), *tail], [*head, *_shortened(sides[1]), *tail]


def show(text: bytes) -> Side:
    """Return one text in pieces, with nothing marked."""
    return [*_equal(decode(text), is_start=True, is_end=True)]


def decode(text: bytes) -> str:
    """Decode UTF-8. Bytes that are none become lone surrogates, which `name_of` shows."""
    return text.decode(errors="surrogateescape")


def name_of(character: str) -> str:
    """Return the name under which a character is shown that cannot be seen; empty if it can be."""
    if character in _NAMES:
        return _NAMES[character]
    if "\udc80" <= character <= "\udcff":
        return f"0x{ord(character) - 0xDC00:02X}"
    if character != " " and unicodedata.category(character) in _HIDDEN_CATEGORIES:
        return f"U+{ord(character):04X}"
    return ""


def pieces(text: str, *, differs: bool = False) -> list[Piece]:
    """Return a text in pieces: what can be seen, and the names of what cannot."""
    trailing = {index for match in _TRAILING.finditer(text) for index in range(*match.span())}
    found: list[Piece] = []
    plain: list[str] = []

    def flush() -> None:
        if plain:
            found.append(Piece("".join(plain), differs))
            plain.clear()

    for index, character in enumerate(text):
        name = "·" if character == " " and (differs or index in trailing) else name_of(character)
        if name:
            flush()
            found.append(Piece(name, differs, is_named=name != "·"))
        else:
            plain.append(character)
    flush()
    return found


def _compare_middles(one: str, other: str) -> tuple[list[Piece], list[Piece]]:
    by_character = max(len(one), len(other)) <= _MOST_CHARACTERS
    left, right = (list(text) if by_character else list[str](_WORDS.findall(text)) for text in (one, other))
    if max(len(left), len(right)) > _MOST_WORDS:
        return pieces(one[:_MOST_SHOWN], differs=True), pieces(other[:_MOST_SHOWN], differs=True)
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        sides[0].extend(pieces("".join(left[a:b]), differs=tag != "equal"))
        sides[1].extend(pieces("".join(right[c:d]), differs=tag != "equal"))
    return sides


def _shortened(side: Iterable[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    size = rest = 0
    for piece in side:
        size += len(piece.text)
        if size <= _MOST_SHOWN:
            kept.append(piece)
        else:
            rest += len(piece.text)
    return [*kept, Piece("", left_out=rest)] if rest else kept


def _equal(text: str, *, is_start: bool = False, is_end: bool = False) -> list[Piece]:
    """Return text that is equal in both, shortened where it is far from a difference."""
    if len(text) <= 3 * _SHOWN_AROUND:
        return pieces(text)
    head = text[:_SHOWN_AROUND]
    tail = text[-_SHOWN_AROUND:]
    if is_start and is_end:  # nothing differs
        head, tail = (
            text[: _MOST_SHOWN - _SHOWN_AROUND],
            text[max(_MOST_SHOWN - _SHOWN_AROUND, len(text) - _SHOWN_AROUND) :],
        )
    left_out = len(text) - len(head) - len(tail)
    return [*pieces(head), *([Piece("", left_out=left_out)] if left_out > 0 else []), *pieces(tail)]


def _common_start(one: str, other: str) -> int:
    shorter = min(len(one), len(other))
    low, high = 0, shorter
    while low < high:  # slices compare faster than characters
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[:middle] == other[:middle] else (low, middle - 1)
    return low
