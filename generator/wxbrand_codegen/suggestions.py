"""Clauses of messages that say which word was probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

_MAX_LISTED = 12
"""Words that a clause lists."""


def did_you_mean(word: str, known: Iterable[str], *, or_list: bool = False) -> str:
    """Return a clause that names the known word most like a given one; empty if none is like it.

    or_list: if none is, name all known words, unless they are many.
    """
    words = tuple(known)
    if (closest := _closest(word, words)) is not None:
        return f"; did you mean {closest}?"
    return f"; it can be {one_of(words)}" if or_list and 0 < len(words) <= _MAX_LISTED else ""


@lru_cache(maxsize=1000)  # a slip is often repeated, and to compare words takes long
def _closest(word: str, known: tuple[str, ...]) -> str | None:
    from difflib import get_close_matches  # slow to import, and seldom needed

    by_lower_case = {name.lower(): name for name in known}
    close = get_close_matches(word.lower(), by_lower_case, 1, 0.75)
    return by_lower_case[close[0]] if close else None


def one_of(texts: Sequence[str]) -> str:
    """Return texts as alternatives: `a, b or c`."""
    return f"{', '.join(texts[:-1])} or {texts[-1]}" if len(texts) > 1 else texts[0]
