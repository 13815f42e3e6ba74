"""Decode a saved page, and turn plain text and Markdown into lines of text.

Tables of fields become lines like those of plain text. `html` does the same for its format.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from wxbrand_codegen.pages.page import Line, PageError

MEMBERS_BEGIN, MEMBERS_END = "\x02", "\x03"
"""Lines that mark where the members of the object before begin and end. `clean` removes these characters from text."""

MOST_BYTES = 5_000_000
"""Size limit of a file. Real pages are far smaller."""

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories of characters that are removed."""


def decode(content: bytes) -> str:
    """Decode a file. Raises PageError if it cannot be a page."""
    if len(content) > MOST_BYTES:
        raise PageError(f"too large for a documentation page (at most {MOST_BYTES:,} bytes)")
    if b"\0" in content:
        raise PageError("this is a binary file, not a page saved as text, Markdown or HTML")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PageError(f"not UTF-8 text (byte {error.start + 1})") from None
    if not text.strip():
        raise PageError("the file is empty")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def clean(text: str) -> str:
    """Remove invisible characters and make every kind of blank a plain space."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        " " if c in "\t\u3000\xa0" else c for c in text if c in "\t\n" or unicodedata.category(c) not in _INVISIBLE
    )


def lines_of_text(text: str) -> Iterator[Line]:
    """Yield the lines of plain text."""
    for number, line in enumerate(text.split("\n"), 1):
        yield Line(number=number, text=clean(line).strip())


_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


def front_matter(text: str) -> tuple[Mapping[str, str], int]:
    """Read `key: value` lines between two lines `---` at the top. Return them, and how many lines they take."""
    found = _FRONT_MATTER.match(text[:20_000])
    if found is None:
        return {}, 0
    pairs = (line.partition(":") for line in found[1].split("\n"))
    return {k.strip(): clean(v).strip().strip("'\"") for k, colon, v in pairs if colon}, found[0].count("\n")


_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~&:$])")
_LINK = re.compile(r"!?\[([^\[\]]{0,200})\]\([^()\s]{0,500}\)")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|span|b|i|u|strong|em|code|a|font|li|ul|ol|sup|sub)(?:\s[^<>]{0,300})?/?>", re.IGNORECASE
)
_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?")


def lines_of_markdown(text: str, skip: int = 0) -> Iterator[Line]:
    """Yield the lines of Markdown, without its markup, after the first `skip` ones."""
    raw = text.split("\n")
    fenced, at = False, skip
    while at < len(raw):
        line = raw[at]
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        elif fenced:
            yield Line(number=at + 1, text=clean(line).strip())
        elif "|" in line and at + 1 < len(raw) and _RULE.fullmatch(raw[at + 1].strip()) and "-" in raw[at + 1]:
            rows = [(at + 1, _cells(line))]
            at += 2
            while at < len(raw) and (raw[at].lstrip().startswith("|") or _is_row(raw[at], rows)):
                rows.append((at + 1, _cells(raw[at])))
                at += 1
            yield from lines_of_table(rows)
            continue
        else:
            for piece in _BREAK.split(line):
                yield Line(number=at + 1, text=_plain(piece))
        at += 1


def _is_row(line: str, rows: Sequence[tuple[int, Sequence[str]]]) -> bool:
    return bool(line.strip()) and line.count("|") >= max(1, len(rows[0][1]) - 1)


def _cells(row: str) -> list[str]:
    return re.split(r"(?<!\\)\|", row.strip().removeprefix("|").removesuffix("|"))


def _plain(text: str) -> str:
    text = re.sub(r"^\s*(?:>\s?)*(?:#{1,6}\s+)?", "", text)
    text = re.sub(r"^\s*(?:[-*+])\s+", "• ", text)
    text = _LINK.sub(r"\1", text)
    text = re.sub(r"(?<!\\)\*\*|(?<!\\)`|(?<!\\)__", "", text)
    return clean(html.unescape(_ESCAPED.sub(r"\1", _TAG.sub("", text)))).strip()


_COLUMNS = (
    ("name", re.compile(r"变量|字段名?|参数|名称|属性名")),
    ("type", re.compile(r"类型")),
    ("required", re.compile(r"必填|必传|是否")),
    ("prose", re.compile(r"描述|说明|含义|备注")),
)


def lines_of_table(rows: Sequence[tuple[int, Sequence[str]]]) -> Iterator[Line]:
    """Yield a table as lines. A row that describes a field becomes `name 必填 string(40)` and its prose; other cells are joined."""
    head = [_plain(cell) for cell in rows[0][1]]
    columns = _columns(head)
    if columns is not None:
        for number, cells in rows[1:]:
            yield from _field_lines(number, cells, columns)
        return
    if head and head[0] == "属性":
        yield Line(number=rows[0][0], text=MEMBERS_BEGIN)
        for number, cells in rows[1:]:
            for cell in cells:
                yield from (Line(number=number, text=_plain(piece)) for piece in _BREAK.split(cell))
        yield Line(number=rows[-1][0], text=MEMBERS_END)
        return
    for number, cells in rows:
        pieces = (_plain(_BREAK.sub(" ", cell)) for cell in cells)
        yield Line(number=number, text="  ".join(piece for piece in pieces if piece))


def _columns(head: Sequence[str]) -> dict[str, int] | None:
    columns: dict[str, int] = {}
    for key, pattern in _COLUMNS:
        for at, cell in enumerate(head):
            if pattern.search(cell) and at not in columns.values() and key not in columns:
                columns[key] = at
    return columns if {"name", "type", "required"} <= set(columns) else None


_REQUIRED = {
    **dict.fromkeys(("是", "必填", "必传", "Y", "true", "Yes"), "必填"),
    **dict.fromkeys(("否", "选填", "可选", "N", "false", "No"), "选填"),
}
_INDENT = re.compile(r"^(?:\s|&nbsp;|&emsp;|└|├|─|↳|-|>|•|\+)*")


def _field_lines(number: int, cells: Sequence[str], columns: Mapping[str, int]) -> Iterator[Line]:
    def cell(key: str) -> str:
        at = columns.get(key, len(cells))
        return cells[at] if at < len(cells) else ""

    name = _plain(_INDENT.sub("", cell("name")))
    required = _plain(cell("required"))
    required = _REQUIRED.get(required, required)
    yield Line(number=number, text=f"{name} {required} {_plain(cell('type'))}".strip())
    for piece in _BREAK.split(cell("prose")):
        yield Line(number=number, text=_plain(piece))
