"""Sanitise untrusted text for messages and logs: one line, of limited length, personal values masked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

_OPENID_LIKE = re.compile(r"(?<![A-Za-z0-9_-])o[A-Za-z0-9_-]{27}(?![A-Za-z0-9_-])")
_MIN_PRIVATE_LENGTH = 4  # characters; a shorter value identifies nobody, and its letters occur everywhere
_MIN_PRIVATE_CHINESE = 2  # characters; a name has two


def sanitise(text: str, *, private: Iterable[str] = (), max_length: int = 300) -> str:
    """Mask private values and whatever looks like an openid, cut the text, and escape characters that cannot be printed."""
    for value in sorted(private, key=len, reverse=True):
        if len(value) >= (_MIN_PRIVATE_LENGTH if value.isascii() else _MIN_PRIVATE_CHINESE):
            forms = "|".join(re.escape(form) for form in (value, quote(value, safe="")))
            text = re.sub(forms, "…", text, flags=re.IGNORECASE)
    text = _OPENID_LIKE.sub("…", text)
    cut = "".join(character if character.isprintable() else _escape(character) for character in text[:max_length])
    return cut if len(text) <= max_length else f"{cut}… ({len(text)} characters)"


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
