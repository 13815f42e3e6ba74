"""What rendering and output must agree on about generated text: line length, display width and wrapping, custom templates.

It stands below both, so that neither imports the other.
"""

from __future__ import annotations

import re

LINE_LENGTH = 120
"""Columns of a line of generated Python; black gets the same number."""

WIDE_CHARACTER = (
    "[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff"
    "\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\U0001f300-\U0001faff\U00020000-\U0003fffd]"
)
"""Regular expression of a character that takes two columns: a table of our own, the same on every Python."""

_WIDE = re.compile(WIDE_CHARACTER)
_WRAPPABLE = re.compile(f"{WIDE_CHARACTER}|[^ ]+? *(?={WIDE_CHARACTER}|$)|[^ ]+ *| +")
_CLOSING_PUNCTUATION = "，。、；：！？）】》”’,.;:!?)]"


class FromCustomTemplate(str):
    """The text of a file rendered from a template of the user's own, whose author decides what it contains."""

    __slots__ = ()


def display_width(text: str) -> int:
    """Return the number of columns a text takes; wide characters take two."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def wrap(line: str, columns: int) -> list[str]:
    """Break a line at spaces and between wide characters, never before closing punctuation."""
    lines: list[str] = []
    current = ""
    for piece in _WRAPPABLE.findall(line):
        too_wide = display_width(current.rstrip()) + display_width(piece.rstrip()) > columns
        if current and too_wide and piece[0] not in _CLOSING_PUNCTUATION:
            lines.append(current.rstrip())
            current = ""
        current += piece if current else piece.lstrip()
    return [*lines, current.rstrip()] if current.strip() else lines
