"""Text from elsewhere made fit for a message: one line, bounded, without values that point at a person."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

_LIKE_AN_OPENID = re.compile(r"(?<![A-Za-z0-9_-])o[A-Za-z0-9_-]{27}(?![A-Za-z0-9_-])")
_TELLING = 4  # characters; a shorter value says nothing, and its letters stand everywhere


def fit(text: str, *, private: Iterable[str] = (), most: int = 300) -> str:
    """Leave out private values and whatever looks like an openid, cut, and escape line breaks and the like."""
    for value in sorted(private, key=len, reverse=True):
        if len(value) >= _TELLING:
            forms = "|".join(re.escape(form) for form in (value, quote(value, safe="")))
            text = re.sub(forms, "…", text, flags=re.IGNORECASE)
    text = _LIKE_AN_OPENID.sub("…", text)
    shown = "".join(character if character.isprintable() else _escaped(character) for character in text[:most])
    return shown if len(text) <= most else f"{shown}… ({len(text)} characters)"


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
