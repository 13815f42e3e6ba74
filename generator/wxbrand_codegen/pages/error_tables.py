"""Read the tables of error codes, in all their layouts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wxbrand_codegen.pages.lines import CELL
from wxbrand_codegen.pages.page import Doubt, ErrorCode, Line

_NAME = r"[A-Z][A-Z0-9]{0,60}(?:_[A-Z0-9]{1,60}){0,12}"
_CODE = re.compile(_NAME)
_STATUS = re.compile(r"(?:HTTP\s?)?([45]\d\d)(?:\s[A-Z][A-Za-z ]{2,40})?")
_TITLES = {
    "status": re.compile(r"(?:HTTP)?\s?状态码|HTTP\s?码|status", re.IGNORECASE),
    "code": re.compile(r"(?:业务)?错误(?:代)?码|返回码|名称|code", re.IGNORECASE),
    "meaning": re.compile(r"(?:错误)?(?:描述|信息|说明|原因|含义|提示)|message", re.IGNORECASE),
    "solution": re.compile(r"解决(?:方案|方法|办法)|处理(?:方案|方法|建议|方式)|建议|solution", re.IGNORECASE),
}
_GAP = r"[\s:：,，|]{1,4}"
_ROW = re.compile(
    rf"(?<![\dA-Za-z_])(?:([45]\d\d){_GAP}({_NAME}(?<=.{{4}}))|({_NAME})[\s:：,，|(（\[]{{1,4}}(?:HTTP\s?)?([45]\d\d))"
    r"(?![\dA-Za-z_])[\s:：,，|)）\]\-]{0,4}"
)
_LIKE_CODE = re.compile(r"(?<![A-Za-z_])[A-Z]{3,40}(?:_[A-Z0-9]{1,60}){1,12}(?![A-Za-z_])")
_LONGEST = 200
"""Characters of a meaning."""


def error_codes(lines: Sequence[Line], doubts: list[Doubt]) -> tuple[ErrorCode, ...]:
    """Return the rows of the tables of error codes. A row whose HTTP status is not known becomes a doubt."""
    found: list[ErrorCode] = []
    rest: list[Line] = []
    columns: list[str] = []
    for line in _joined_rows(lines):
        cells = [" ".join(cell.split()) for cell in line.text.split(CELL)]
        if (titles := _columns(cells)) and len(titles) == len(cells) > 1:
            columns = titles
        elif len(cells) > 1 and (row := _row(cells, columns, found)):
            found.append(row)
        elif line.text:
            rest.append(line)
    found += _rows_in_text(rest, doubts)
    unique = {(row.status, row.code, row.meaning): row for row in found}
    return tuple(unique.values())


def _columns(cells: Sequence[str]) -> list[str]:
    """Return what the columns of a table are, by its head; `""` for an unknown one, nothing if this is no head."""
    names = [next((name for name, title in _TITLES.items() if title.fullmatch(cell)), "") for cell in cells]
    return names if "code" in names and len(set(names) - {""}) > 1 else []


def _joined_rows(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines; where a copied table has each cell in a line of its own, yield its rows."""
    filled = [line for line in lines if line.text]
    at = 0
    while at < len(filled):
        width = 0
        while at + width < len(filled) and width < 6 and _is_title(filled[at + width].text):
            width += 1
        if width < 2 or not _columns([line.text for line in filled[at : at + width]]):
            yield filled[at]
            at += 1
            continue
        yield _row_of(filled[at : at + width])
        at += width
        begins = _STATUS if _TITLES["status"].fullmatch(filled[at - width].text) else _CODE
        while at + width <= len(filled) and begins.fullmatch(filled[at].text):
            yield _row_of(filled[at : at + width])
            at += width


def _is_title(text: str) -> bool:
    return any(title.fullmatch(text) for title in _TITLES.values())


def _row_of(lines: Sequence[Line]) -> Line:
    return Line(number=lines[0].number, text=CELL.join(line.text for line in lines))


def _row(cells: Sequence[str], columns: Sequence[str], before: Sequence[ErrorCode]) -> ErrorCode | None:
    """Read a row whose cells are apart. A status that is left out is that of the row before."""
    named = dict(zip(columns, cells, strict=False)) if len(columns) == len(cells) else {}
    if len(columns) == len(cells) + 1 and columns[0] == "status":
        named = dict(zip(columns[1:], cells, strict=False))
    code = named.get("code") or next((cell for cell in cells if _CODE.fullmatch(cell)), "")
    status = named.get("status", "") if columns else next((cell for cell in cells if _STATUS.fullmatch(cell)), "")
    if "status" in columns and not status and before:
        status = before[-1].status
    number = _STATUS.fullmatch(status)
    if not _CODE.fullmatch(code) or number is None:
        return None
    texts = [cell for cell in cells if cell not in {code, status} and cell]
    meaning = named.get("meaning", texts[0] if texts else "")
    solution = named.get("solution", texts[1] if len(texts) > 1 else "")
    return ErrorCode(status=number[1], code=code, meaning=meaning[:_LONGEST], solution=solution[:_LONGEST])


def _rows_in_text(lines: Sequence[Line], doubts: list[Doubt]) -> Iterator[ErrorCode]:
    """Yield rows that stand in text: one a line, over several lines, or run together."""
    text = "".join(f"{line.text}\n" for line in lines)
    found = list(_ROW.finditer(text))
    has_solutions = any(_TITLES["solution"].search(word) for line in lines[:6] for word in line.text.split()[-1:])
    ends = [*(each.start() for each in found), len(text)][1:]
    for row, end in zip(found, ends, strict=False):
        said = " ".join(text[row.end() : end].replace(CELL, " ").split()).strip(" |•")
        meaning, _, solution = said.partition(" ") if has_solutions else (said, "", "")
        yield ErrorCode(
            status=row[1] or row[4], code=row[2] or row[3], meaning=meaning[:_LONGEST], solution=solution[:_LONGEST]
        )
    if found:
        return
    for line in lines:
        if _LIKE_CODE.search(line.text):
            said = " ".join(line.text.split())[:100]
            doubts.append(Doubt(line=line.number, text=f"error code without an HTTP status: {said}"))
