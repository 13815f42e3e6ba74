"""Find fields in the lines of a section: a name, whether it is required, and a type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wxbrand_codegen.pages.lines import MEMBERS_BEGIN, MEMBERS_END
from wxbrand_codegen.pages.page import Line
from wxbrand_codegen.pages.types import KNOWN_TYPE, TYPE

UNFRAMED = "\x04"
"""Event: the members of the object before begin, and the page does not mark where they end."""

REQUIRED = frozenset({"必填", "必传", "必选", "必须", "必返", "必返回", "required"})
"""Words for a required field; the other words mean that it may be left out."""

CONDITIONAL = frozenset({"条件必填", "条件必传", "条件选填", "条件可选"})
"""Words that leave open when a field is required; the prose says it."""

NAME = r"[A-Za-z_][A-Za-z0-9_.\-]{0,99}(?:\[\][A-Za-z0-9_.\-]{0,60})?"
WORD = (
    r"(?:条件必填|条件必传|条件选填|条件可选|非必填|非必传|非必须|不必填|必填|必传|必选|必须|必返回|必返|选填|选传|可选|选返|"
    r"未说明|(?:required|optional)(?![A-Za-z]))"
)
_OPEN, _CLOSE = r"\s{0,2}[（(\[【]?\s?", r"\s?[)）\]】]?"
_HINT = re.compile(WORD)
_BEGIN = re.compile(
    rf"[\s•·*|]{{0,20}}({NAME})\s{{0,2}}[:：]?{_OPEN}({WORD}){_CLOSE}[\s,，、|/]{{0,3}}{_OPEN}({TYPE})?(?![\w(\[<])[)）\]】]?"
)
_TYPE_FIRST = re.compile(
    rf"[\s•·*|]{{0,20}}({NAME})\s{{0,2}}[:：]?{_OPEN}(?={KNOWN_TYPE})({TYPE}){_CLOSE}[\s,，、|/]{{0,3}}{_OPEN}({WORD}){_CLOSE}"
)
_WITHIN = re.compile(
    rf"(?<![A-Za-z0-9_.{{\-/])({NAME})\s{{0,2}}({WORD})\s{{0,2}}(?={KNOWN_TYPE})({TYPE})(?=\s|【|\||$|[\u4e00-\u9fff])"
)
_STRUCTURED = re.compile(r"object|array|list|json|\[\]|map|struct|(?-i:[\s（(`\[][A-Z][a-z]+[A-Z]\w)", re.IGNORECASE)
_MEMBERS = re.compile(r"(?:[•·]\s?)?属性\s?[:：]?")
_FRAMED = re.compile(r"\|?\s?属性\s?\|[\s|]*")
_FRAME = re.compile(r"\|\s?属性\s?\|")
_BARS = re.compile(
    rf"\|\s?属性\s?\|[\s|]*|(?:(?<=\s)|^)\|[\s|]*(?=\s|$)|\|[\s|]*$|\|+\s{{0,2}}(?={NAME}\s{{0,2}}{WORD})"
)
_ENDS = re.compile(r"(?:^|\s)\|[\s|]*$")
_INLINE = re.compile(r"(?:^|[\s|。;；,，])属性\s?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLine:
    """A field as a line begins it."""

    name: str
    word: str
    """Whether it is required, as the page says it."""

    type: str
    """Empty if the page gives none."""


Event = tuple[int, str | FieldLine]
"""A line number with a field, one of the three marks, or text."""


def begins_field(text: str) -> bool:
    """Whether a line begins a field."""
    return _HINT.search(text) is not None and (_BEGIN.match(text) is not None or _TYPE_FIRST.match(text) is not None)


def may_have_members(text: str) -> bool:
    """Whether a line that begins a field gives it a type with members."""
    return _STRUCTURED.search(text[:200]) is not None


def events_of(lines: Sequence[Line]) -> Iterator[Event]:
    """Yield what the lines of a section hold, in order."""
    for line in lines:
        text = line.text
        if text in {MEMBERS_BEGIN, MEMBERS_END}:
            yield line.number, text
        elif _MEMBERS.fullmatch(text):
            yield line.number, UNFRAMED
        elif _FRAMED.fullmatch(text):
            yield line.number, MEMBERS_BEGIN
        elif "|" in text and _FRAME.search(text):
            yield from _events_between_bars(line.number, text)
        else:
            ends = text == "|" or ("|" in text and _ENDS.search(text) is not None and text.strip("| ") != "")
            yield from _fields_and_text(line.number, _ENDS.sub("", text) if "|" in text else text)
            if ends:
                yield line.number, MEMBERS_END


def _events_between_bars(number: int, text: str) -> Iterator[Event]:
    """Yield the events of a line that holds whole tables of members, such as `|属性|a 必填 string|`.

    A bar within the line ends one table; those at its end, all that the line began.
    """
    at, depth = 0, 0
    for bar in _BARS.finditer(text):
        yield from _fields_and_text(number, text[at : bar.start()].strip())
        at = bar.end()
        if "属性" in bar[0]:
            depth += 1
            yield number, MEMBERS_BEGIN
        elif at < len(text):
            depth -= 1
            yield number, MEMBERS_END
        else:
            yield from ((number, MEMBERS_END) for _ in range(max(depth, 1)))
    yield from _fields_and_text(number, text[at:].strip())


def _fields_and_text(number: int, text: str) -> Iterator[Event]:
    if not text:
        return
    if _HINT.search(text) is None:
        yield number, text
        return
    at = 0
    if found := _BEGIN.match(text):
        yield number, FieldLine(name=found[1], word=found[2], type=found[3] or "")
        at = found.end()
    elif found := _TYPE_FIRST.match(text):
        yield number, FieldLine(name=found[1], word=found[3], type=found[2])
        at = found.end()
    for found in _WITHIN.finditer(text, at):
        before = text[at : found.start()].strip()
        if inline := _INLINE.search(before):
            before = before[: inline.start()].strip()
        if before:
            yield number, before
        if inline:
            yield number, UNFRAMED
        yield number, FieldLine(name=found[1], word=found[2], type=found[3])
        at = found.end()
    if rest := text[at:].strip():
        yield number, rest
