"""Turn tables into lines: rows that describe fields become lines like those of plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from wxbrand_codegen.pages.field_lines import may_have_members
from wxbrand_codegen.pages.lines import CELL, MEMBERS_BEGIN, MEMBERS_END
from wxbrand_codegen.pages.page import Line

BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
"""A line break within a cell."""

Rows = Sequence[tuple[int, Sequence[str]]]
"""The rows of a table: the line that each begins in, and its cells."""

_COLUMNS = (
    ("name", (re.compile(r"变量"), re.compile(r"字段|参数|属性名|名称|^名$|name|field", re.IGNORECASE))),
    ("type", (re.compile(r"类型|type", re.IGNORECASE),)),
    ("required", (re.compile(r"必填|必传|必选|必须|是否|required", re.IGNORECASE),)),
    ("prose", (re.compile(r"描述|说明|含义|备注|description", re.IGNORECASE),)),
    ("place", (re.compile(r"位置|^in$", re.IGNORECASE),)),
)
"""How the columns of a table of fields are called; the first expression that a heading fits decides."""

_TITLE = re.compile(r"参数名|名称|标题|中文名")
REQUIRED_CELLS = {
    **dict.fromkeys(("是", "必", "必填", "必传", "必须", "y", "yes", "true", "√", "required", "m"), "必填"),
    **dict.fromkeys(("否", "选填", "可选", "非必填", "n", "no", "false", "×", "optional", "o", "-"), "选填"),
}
"""What a cell for required or not may hold, in lower case."""

_INDENT = re.compile(r"^(?:\s|&nbsp;|&emsp;|&ensp;|└|├|─|│|↳|»|-|>|•|\+)*")
_PLACES = {"path": "path", "query": "query", "body": "body", "header": "header", "form": "form"}


def lines_of_table(rows: Rows, plain: Callable[[str], str]) -> Iterator[Line]:
    """Yield a table as lines; `plain` removes the markup of a cell.

    A row that describes a field becomes `name 必填 string(40)` and its prose. A table headed 属性 frames the members of an
    object. The cells of any other table stay apart.
    """
    head = [plain(cell) for cell in rows[0][1]]
    columns = _columns(head)
    if columns is not None:
        yield from _lines_of_fields(rows[1:], columns, plain)
    elif "属性" in head:
        yield Line(number=rows[0][0], text=MEMBERS_BEGIN)
        yield from _lines_of_members([(rows[0][0], [*head[head.index("属性") + 1 :]]), *rows[1:]], plain)
        yield Line(number=rows[-1][0], text=MEMBERS_END)
    else:
        for number, cells in rows:
            yield Line(number=number, text=CELL.join(plain(BREAK.sub(" ", cell)) for cell in cells))


def _lines_of_members(rows: Rows, plain: Callable[[str], str]) -> Iterator[Line]:
    """Yield the cells of a table of members. A cell 属性 says that the next one has the members of a member."""
    is_framed = False
    for number, cells in rows:
        for cell in cells:
            pieces = [text for text in map(plain, BREAK.split(cell)) if text]
            if pieces == ["属性"]:
                is_framed = True
                yield Line(number=number, text=MEMBERS_BEGIN)
                continue
            yield from (Line(number=number, text=piece) for piece in pieces)
            if is_framed and pieces:
                is_framed = False
                yield Line(number=number, text=MEMBERS_END)


def _columns(head: Sequence[str]) -> dict[str, int] | None:
    """Return where the columns of a table of fields are; None if it is another table."""
    columns: dict[str, int] = {}
    for key, patterns in _COLUMNS:
        fitting = (at for pattern in patterns for at, cell in enumerate(head) if pattern.search(cell))
        for at in fitting:
            if at not in columns.values():
                columns[key] = at
                break
    if "name" not in columns or not {"type", "required"} & set(columns) or not {"required", "prose"} & set(columns):
        return None
    for at, cell in enumerate(head):
        if at not in columns.values() and _TITLE.search(cell):
            columns["title"] = at
            break
    return columns


def _lines_of_fields(rows: Rows, columns: Mapping[str, int], plain: Callable[[str], str]) -> Iterator[Line]:
    depths = [-1]
    place = type_ = ""
    for number, cells in rows:
        texts = {key: cells[at] if at < len(cells) else "" for key, at in columns.items()}
        indent = _INDENT.match(texts["name"])
        depth = max(_depth(texts[key]) for key in ("name", "title") if key in texts)
        name, *beside = [plain(piece) for piece in BREAK.split(texts["name"][indent.end() if indent else 0 :])]
        if not name:
            yield from _prose(number, texts.get("prose", ""), plain)
            continue
        if (said := _PLACES.get(plain(texts.get("place", "")).lower(), "")) and said != place:
            place = said
            yield Line(number=number, text=place)
        while depth < depths[-1] and len(depths) > 2:
            depths.pop()
            yield Line(number=number, text=MEMBERS_END)
        if len(depths) == 1 or (depth > depths[-1] and may_have_members(type_)):
            if len(depths) > 1:
                yield Line(number=number, text=MEMBERS_BEGIN)
            depths.append(depth)
        type_ = plain(texts["type"]) if "type" in texts else " ".join(beside)
        yield Line(number=number, text=f"{name} {_required(texts, plain)} {type_}".strip())
        title = plain(texts.get("title", ""))
        yield from _prose(number, f"【{title}】{texts.get('prose', '')}" if title else texts.get("prose", ""), plain)
    yield from (Line(number=rows[-1][0], text=MEMBERS_END) for _ in depths[2:])


def _depth(cell: str) -> int:
    """Return how far a name is indented, or a title: pages mark members in either column."""
    indent = _INDENT.match(cell)
    return len(indent[0].replace("&nbsp;", " ").replace("&emsp;", "  ")) if indent else 0


def _required(texts: Mapping[str, str], plain: Callable[[str], str]) -> str:
    if "required" not in texts:
        return "未说明"
    written = plain(texts["required"]).replace(CELL, " ")
    return REQUIRED_CELLS.get(written.lower(), written or "未说明")


def _prose(number: int, cell: str, plain: Callable[[str], str]) -> Iterator[Line]:
    return (Line(number=number, text=plain(piece)) for piece in BREAK.split(cell))
