"""Turn saved HTML into lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from wxbrand_codegen.pages.lines import MEMBERS_BEGIN, MEMBERS_END, clean
from wxbrand_codegen.pages.page import Line, PageError
from wxbrand_codegen.pages.tables import lines_of_table

_INVISIBLE = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "head", "img"})
_INLINE = frozenset(
    {"a", "b", "i", "u", "em", "strong", "span", "code", "font", "small", "sub", "sup", "mark", "label"}
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MOST_SPAN = 200


def lines_of_html(text: str) -> tuple[list[Line], str]:
    """Return the visible lines, and the address of the page if it was saved too. Raises PageError."""
    try:
        root = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise PageError("the HTML has no text") from None
    return list(_Walk(root).lines()), _address(root, text)


def _address(root: html.HtmlElement, text: str) -> str:
    for query in ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content"):
        for found in root.xpath(query):
            return str(found)
    saved = re.search(r"<!-- saved from url=\(\d+\)(\S+) -->", text[:2000])
    return saved[1] if saved else ""


class _Walk:
    """One walk through the elements, which gathers text until a line ends."""

    def __init__(self, root: html.HtmlElement) -> None:
        self._root = root
        self._frames = _member_containers(root)
        self._pending: list[str] = []
        self._line = 1
        self._fences = 0
        self._open_frames = 0

    def lines(self) -> Iterator[Line]:
        """Yield the visible lines."""
        walk = etree.iterwalk(self._root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if not isinstance(tag, str):  # a comment
                if event == "end":
                    self._pending.append(element.tail or "")
            elif event == "start":
                self._line = element.sourceline or self._line
                if tag in _INVISIBLE or (tag == "table" and _is_data_table(element)):
                    yield from self._flush()
                    if tag == "table":
                        yield from lines_of_table(_rows(element), _text)
                    walk.skip_subtree()
                    continue
                if tag not in _INLINE:
                    yield from self._flush()
                self._fences += tag == "pre"
                self._open_frames += element in self._frames
                self._pending += ["• " if tag == "li" else "", element.text or ""]
            else:
                if tag not in _INLINE:
                    yield from self._flush(_HEADINGS.get(tag, 0))
                self._fences -= tag == "pre"
                if element in self._frames:
                    self._open_frames -= 1
                    yield Line(number=self._line, text=MEMBERS_END)
                self._pending.append(element.tail or "")
        yield from self._flush()

    def _flush(self, heading: int = 0) -> Iterator[Line]:
        text = "".join(self._pending)
        self._pending.clear()
        if self._fences:
            for piece in text.split("\n"):
                yield Line(number=self._line, text=clean(piece.replace("\t", "  ")).strip(), code=True)
        elif text.strip(" \n\t•"):
            line = " ".join(clean(text).split())
            is_frame = line == "属性" and self._open_frames > 0
            yield Line(number=self._line, text=MEMBERS_BEGIN if is_frame else line, heading=heading)


def _member_containers(root: html.HtmlElement) -> set[html.HtmlElement]:
    """Return the elements that contain the members of an object: they begin with 属性 and go on."""
    found: set[html.HtmlElement] = set()
    for label in root.xpath("//*[normalize-space(text())='属性']"):
        holder = label
        while holder is not None and "".join(holder.itertext()).strip() == "属性":
            holder = holder.getparent()
        if holder is not None and "".join(holder.itertext()).lstrip().startswith("属性"):
            found.add(holder)
    return found


def _is_data_table(table: html.HtmlElement) -> bool:
    if table.xpath(".//table | .//pre"):
        return False
    width = len(table.xpath("(.//tr)[1]/*"))
    return width > 2 or (width == 2 and not table.xpath(".//*[normalize-space(text())='属性']"))


def _rows(table: html.HtmlElement) -> list[tuple[int, list[str]]]:
    """Return the rows of a table. A cell that spans rows stands in each of them."""
    rows: list[tuple[int, list[str]]] = []
    spanning: dict[int, tuple[int, str]] = {}
    for row in table.xpath(".//tr"):
        cells: list[str] = []
        for cell in row.xpath("./th|./td"):
            _take_spanning(cells, spanning)
            text = _cell(cell)
            if (span := cell.get("rowspan", "1")).isdecimal() and 1 < int(span[:4]) <= _MOST_SPAN:
                spanning[len(cells)] = (int(span) - 1, text)
            cells.append(text)
        _take_spanning(cells, spanning)
        rows.append((row.sourceline or 1, cells))
    return rows


def _take_spanning(cells: list[str], spanning: dict[int, tuple[int, str]]) -> None:
    """Add the cells that reach down from the rows above to the end of a row."""
    while len(cells) in spanning:
        at = len(cells)
        left, text = spanning.pop(at)
        if left > 1:
            spanning[at] = (left - 1, text)
        cells.append(text)


def _cell(cell: html.HtmlElement) -> str:
    """Return the text of a cell, with `<br>` where a line ends."""
    pieces = []
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        block = element is not cell and element.tag not in _INLINE
        if event == "start":
            pieces.append(("<br>" if block else "") + ("• " if element.tag == "li" else "") + _text(element.text))
        elif element is not cell:
            pieces.append(("<br>" if block and element.tag != "br" else "") + _text(element.tail))
    return "".join(pieces).strip()


def _text(text: str | None) -> str:
    return " ".join(clean(text or "").split())
