"""Complete the limits that a page states with those of the spec on which it is silent."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from wxbrand_codegen.change.drift.recorded import Recorded
from wxbrand_codegen.ir.types import Integer, Limits, ListOf, Number, Text, Type
from wxbrand_codegen.pages import Field

_KEYWORDS: dict[type[Type], dict[str, str]] = {
    Text: {"min_length": "minLength", "max_length": "maxLength"},
    Integer: {"minimum": "minimum", "maximum": "maximum"},
    Number: {"minimum": "minimum", "maximum": "maximum"},
    ListOf: {"min_items": "minItems", "max_items": "maxItems"},
}
"""Limits that pages state as numbers, with their keywords."""

Limited = Text | Integer | Number | ListOf

_ABOUT_CHARACTERS = re.compile(r"数字|字母|组成|格式|英文|字符集|正则")
_CHARACTERS = re.compile(r"\^?\[((?:[^\]\\]|\\.)+)\](?:[+*]|\{\d+(?:,\d*)?\})(?:\$|\\Z)?")
_PRINTABLE = [chr(number) for number in range(32, 127)]


def completed_limits(ours: Limited, theirs: Limits, said: Field, recorded: Recorded) -> Limits:
    """Return the limits of the page. Where it states a limit twice, the one that the spec does not have counts."""
    changed: dict[str, Any] = {}
    for name, keyword in _KEYWORDS[type(ours)].items():
        before, after = getattr(ours.limits, name), getattr(theirs, name)
        stated = [
            number for number in (after, *(said.stated_lengths if name == "max_length" else ())) if number is not None
        ]
        others = [number for number in stated if number != before and not recorded.has(keyword, number)]
        if others:
            changed[name] = others[0]
        elif before is not None and not stated and _is_withdrawn(before, said) and not recorded.has(keyword):
            changed[name] = None
    if isinstance(ours, Text) and not recorded.has("pattern", theirs.pattern):
        changed["pattern"] = _completed_pattern(ours.limits.pattern, theirs.pattern, said)
    return replace(ours.limits, **changed)


def _is_withdrawn(number: Any, said: Field) -> bool:
    """Whether a page that shows all of a field does not mention a limit any more."""
    return said.complete and not re.search(rf"(?<!\d){number}(?!\d)", said.prose)


def _completed_pattern(ours: str | None, theirs: str | None, said: Field) -> str | None:
    if theirs is None:
        is_withdrawn = said.complete and not _ABOUT_CHARACTERS.search(said.prose)
        return None if is_withdrawn else ours
    if ours is None:
        return theirs
    allowed = allowed_characters(ours)
    return ours if allowed is None or allowed == allowed_characters(theirs) else theirs


def allowed_characters(pattern: str) -> frozenset[str] | None:
    """Return the printable ASCII characters that `^[...]+$` allows; None for patterns of another form."""
    found = _CHARACTERS.fullmatch(pattern)
    if found is None or found[1].startswith("^"):
        return None
    accepts = re.compile(f"[{found[1]}]")
    return frozenset(character for character in _PRINTABLE if accepts.match(character))
