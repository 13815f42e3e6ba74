"""Turn Markdown into lines of text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from wxbrand_codegen.pages.field_lines import begins_field, may_have_members
from wxbrand_codegen.pages.lines import MEMBERS_BEGIN, MEMBERS_END, clean
from wxbrand_codegen.pages.page import Line
from wxbrand_codegen.pages.sections import begins_section
from wxbrand_codegen.pages.tables import BREAK, Rows, lines_of_table

_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~&:$])")
_IMAGE = re.compile(r"!\[[^\[\]]{0,200}\]\([^()\s]{0,500}\)")
_LINK = re.compile(r"\[([^\[\]]{0,200})\]\([^()\s]{0,500}(?:\s{1,3}\"[^\"]{0,200}\")?\)")
_AUTOLINK = re.compile(r"<(https?://[^<>\s]{1,500})>")
_TAG = re.compile(
    r"</?(?:p|div|span|b|i|u|strong|em|code|a|font|li|ul|ol|sup|sub|details|summary|section|h[1-6]|label|small|mark)"
    r"(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"(?<!\\)(?:\*\*|`)|(?<![\w\\])__|(?<!\\)__(?!\w)")
_SINGLE_STARS = re.compile(r"(?<![\\*\w`])\*([^\s*`]{1,40})\*(?![\w*`])")
_RULE = re.compile(r"\|?\s{0,3}:?-{2,}:?\s{0,3}(\|\s{0,3}:?-{2,}:?\s{0,3}){0,60}\|?")
_LINE = re.compile(r"(?:[-*_] ?){3,}")
_HEADING = re.compile(r"\s{0,3}(?:>\s?){0,3}(#{1,6})\s")
_ITEM = re.compile(r"([ \t]{0,40})(?:[-*+]|\d{1,3}[.)])[ \t]+(?=\S)")
_QUOTED = re.compile(r"\s{0,3}(?:>[ \t]?){1,8}")
_MOST_INDENT = 100
_LEAD = re.compile(r"^\s*(?:>\s?){0,5}(?:#{1,6}\s+)?")
_BULLET = re.compile(r"^\s*[-*+]\s+")
_MOST_TABLE_LINES = 2_000


def lines_of_markdown(text: str, skip: int = 0) -> Iterator[Line]:
    """Yield the lines of Markdown, without its markup, after the first `skip` ones."""
    raw = text.split("\n")
    at = skip
    nesting = _Nesting()
    while at < len(raw):
        line = raw[at]
        stripped = line.lstrip()
        if stripped.startswith(("```", "~~~")):
            for end in range(at + 1, len(raw)):
                if raw[end].lstrip().startswith(stripped[:3]):
                    break
                yield Line(number=end + 1, text=clean(raw[end].replace("\t", "  ")).strip(), code=True)
            else:
                end = len(raw)
            at = end
        elif "|" in line and at + 1 < len(raw) and "-" in raw[at + 1] and _RULE.fullmatch(raw[at + 1].strip()):
            rows = [(at + 1, cells_of(line))]
            at += 2
            while at < len(raw) and (raw[at].lstrip().startswith("|") or _is_row(raw[at], rows)):
                rows.append((at + 1, cells_of(raw[at])))
                at += 1
            yield from lines_of_table(rows, plain)
            continue
        elif "<table" in line.lower():
            end = _end_of_table(raw, at)
            yield from _html_table("\n".join(raw[at : end + 1]), at)
            at = end
        elif heading := _HEADING.match(line):
            yield from nesting.close(at + 1)
            yield Line(number=at + 1, text=plain(line), heading=len(heading[1]))
        elif _LINE.fullmatch(line.strip()):
            yield Line(number=at + 1, text="")
        else:
            yield from nesting.marks(at + 1, line)
            for piece in BREAK.split(line):
                yield Line(number=at + 1, text=plain(piece))
        at += 1


class _Nesting:
    """Frames made of quotes and of the indents of lists whose items are fields."""

    def __init__(self) -> None:
        self._indents: list[int] = []
        self._last = ""

    def marks(self, number: int, line: str) -> Iterator[Line]:
        """Yield the marks that belong before a line."""
        quoted = _QUOTED.match(line)
        rest = line[quoted.end() :] if quoted else line
        item = _ITEM.match(rest)
        text = plain(rest[item.end() :] if item else rest)
        if begins_section(text):
            yield from self.close(number)
        if not begins_field(text):
            return
        indent = (line[: quoted.end()].count(">") if quoted else 0) * _MOST_INDENT
        indent += 1 + len(item[1].expandtabs(4)) if item else 0
        while len(self._indents) > 1 and indent < self._indents[-1]:
            self._indents.pop()
            yield Line(number=number, text=MEMBERS_END)
        if self._indents and indent > self._indents[-1] and may_have_members(self._last):
            yield Line(number=number, text=MEMBERS_BEGIN)
            self._indents.append(indent)
        self._indents = self._indents or [indent]
        self._last = text

    def close(self, number: int) -> Iterator[Line]:
        """Yield the marks that belong before a heading, which ends every list."""
        yield from (Line(number=number, text=MEMBERS_END) for _ in self._indents[1:])
        self._indents.clear()


def _is_row(line: str, rows: Rows) -> bool:
    return bool(line.strip()) and line.count("|") >= max(1, len(rows[0][1]) - 1)


def cells_of(row: str) -> list[str]:
    """Return the cells of a row between bars."""
    return re.split(r"(?<!\\)\|", row.strip().removeprefix("|").removesuffix("|"))


def _end_of_table(raw: list[str], begin: int) -> int:
    depth = 0
    for at in range(begin, min(len(raw), begin + _MOST_TABLE_LINES)):
        lower = raw[at].lower()
        depth += lower.count("<table") - lower.count("</table")
        if depth <= 0:
            return at
    return min(len(raw), begin + _MOST_TABLE_LINES) - 1


def _html_table(text: str, before: int) -> Iterator[Line]:
    from wxbrand_codegen.pages.html import lines_of_html  # lxml is slow to import

    for line in lines_of_html(text)[0]:
        yield Line(number=before + line.number, text=line.text, code=line.code)


def plain(text: str) -> str:
    """Remove the markup of a line or cell."""
    text = _LEAD.sub("", text)
    if text[:1] in {"-", "*", "+"}:
        text = _BULLET.sub("• ", text)
    if "[" in text or "<" in text:
        text = _AUTOLINK.sub(r"\1", _LINK.sub(r"\1", _IMAGE.sub(" ", text)))
        text = _TAG.sub("", text)
    if "*" in text or "_" in text or "`" in text:
        text = _EMPHASIS.sub("", _SINGLE_STARS.sub(r"\1", text))
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    if "&" in text:
        text = html.unescape(text)
    return clean(text.replace("\t", " ")).strip()
