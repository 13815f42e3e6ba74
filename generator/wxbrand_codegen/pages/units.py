"""Find the unit of a number, or of a text's length, in the prose of a field."""

from __future__ import annotations

import re
from typing import Literal

Unit = Literal["characters", "bytes", "fen", "seconds", "days", "percent"]

_STATED = r"单位\s*(?:为|是|[:：])?\s*[“\"（(]?(?:人民币)?\s*[“\"（(]?"
_UNITS: tuple[tuple[Unit, re.Pattern[str]], ...] = (
    ("fen", re.compile(_STATED + r"分(?!钟)")),
    ("seconds", re.compile(_STATED + r"秒")),
    ("days", re.compile(_STATED + r"[天日]")),
    ("percent", re.compile(_STATED + r"(?:百分比|百分之一|[%％])")),
)
_LENGTH_IN_BYTES = re.compile(r"\d\s*(?:个|位)?\s*字节")


def unit_of_number(prose: str) -> Unit | None:
    """Return the unit of a number; None if the prose does not say."""
    return next((unit for unit, pattern in _UNITS if pattern.search(prose)), None)


def unit_of_length(prose: str) -> Unit:
    """Return what the length of a text counts: characters, unless the prose says bytes."""
    return "bytes" if _LENGTH_IN_BYTES.search(prose) else "characters"
