"""Join fields whose name, type and requiredness stand in lines of their own into lines like those of other pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wxbrand_codegen.pages.field_lines import NAME, WORD
from wxbrand_codegen.pages.page import Line
from wxbrand_codegen.pages.tables import REQUIRED_CELLS
from wxbrand_codegen.pages.types import KNOWN_TYPE, TYPE

_NAME = re.compile(rf"(?:[•·]\s?)?({NAME})")
_LABEL = re.compile(
    r"(?:[•·]\s?)?(类型|数据类型|字段类型|是否必填|是否必传|必填|必传|必选|描述|说明|含义|type|required|description)\s?[:：]\s?",
    re.IGNORECASE,
)
_TYPE = re.compile(rf"(?={KNOWN_TYPE})({TYPE})")
_WORD = re.compile(WORD)
_BOTH = re.compile(
    rf"(?={KNOWN_TYPE})({TYPE})\s?[,，、/|]?\s?({WORD})|({WORD})\s?[,，、/|]?\s?(?={KNOWN_TYPE})({TYPE})"
)
_MOST_LINES = 3


def joined(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines with each stacked field as one line `name 必填 string(40)`."""
    if not any(_could_be_part(line.text) for line in lines):
        return lines
    return list(_joined([line for line in lines if line.text]))


def _could_be_part(text: str) -> bool:
    part = _without_label(text)
    return _TYPE.fullmatch(part) is not None or _BOTH.fullmatch(part) is not None


def _without_label(text: str) -> str:
    found = _LABEL.match(text)
    return text[found.end() if found else 0 :].strip("*· ")


def _joined(lines: Sequence[Line]) -> Iterator[Line]:
    at = 0
    while at < len(lines):
        name = _NAME.fullmatch(lines[at].text)
        taken = _parts(lines, at + 1) if name and not lines[at].code else None
        if name is None or taken is None:
            yield _without_description_label(lines[at])
            at += 1
            continue
        type_, word, count = taken
        yield Line(number=lines[at].number, text=f"{name[1]} {word} {type_}", heading=lines[at].heading)
        at += 1 + count


def _parts(lines: Sequence[Line], at: int) -> tuple[str, str, int] | None:
    """Return the type, the word for required or not, and how many lines they take; None if they do not stand there."""
    type_ = word = ""
    for count, line in enumerate(lines[at : at + _MOST_LINES], 1):
        label = _LABEL.match(line.text)
        part = _without_label(line.text)
        if both := _BOTH.fullmatch(part):
            return both[1] or both[4], both[2] or both[3], count
        if not type_ and _TYPE.fullmatch(part):
            type_ = part
        elif not word and (_WORD.fullmatch(part) or part.lower() in REQUIRED_CELLS) and part != "-":
            word = REQUIRED_CELLS.get(part.lower(), part)
        elif not (label and label[1] in {"描述", "说明", "含义"}):
            return None
        if type_ and word:
            return type_, word, count
    return None


def _without_description_label(line: Line) -> Line:
    label = _LABEL.match(line.text)
    if label is None or label[1].lower() not in {"描述", "说明", "含义", "description"}:
        return line
    return Line(number=line.number, text=line.text[label.end() :], heading=line.heading, code=line.code)
