"""Whether a spec says in its own words what a page says."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence

_LETTERS = re.compile(r"[^\W_]+")
_NAMES = re.compile(r"[A-Za-z0-9_]{2,}|\d+")
_LITTLE_WORDS = frozenset("的了已经里内中上下处于是为在有和与或及该此其这那个可以能会被把将需要请即并且")
_DIGITS = 8
"""Hexadecimal digits of a digest."""


def letters(text: str) -> str:
    """Return a text without blanks and punctuation, which differ between the forms in which a page is saved."""
    return "".join(_LETTERS.findall(text))


def says_the_same(ours: str, theirs: str, *, part: float = 1) -> bool:
    """Whether two short texts say the same: with the same names and numbers, and the characters of the shorter one.

    part: how many of these characters the longer text must have.
    """
    if letters(ours) == letters(theirs):
        return True
    if sorted(_NAMES.findall(ours)) != sorted(_NAMES.findall(theirs)):
        return False
    one, other = (Counter(c for c in letters(text) if c not in _LITTLE_WORDS) for text in (ours, theirs))
    shorter = min(one.total(), other.total())
    return shorter == 0 or (one & other).total() >= part * shorter


def digest(sentences: Sequence[str]) -> str:
    """Return what a spec keeps of sentences of a page that it says in its own words, to see when they change."""
    return hashlib.sha256(letters("".join(sentences)).encode()).hexdigest()[:_DIGITS]
