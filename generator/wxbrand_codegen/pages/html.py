"""From saved HTML to lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from wxbrand_codegen.pages.lines import ENDS, clean, lines_of_table
from wxbrand_codegen.pages.page import Line, PageError

_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "head"})
_INLINE = frozenset(
    {"a", "b", "i", "u", "em", "strong", "span", "code", "font", "small", "sub", "sup", "mark", "label"}
)


def lines_of_html(text: str) -> tuple[list[Line], str]:
    """Give the lines a reader would see, and the page's address if it was saved with it. Raises PageError."""
    try:
        root = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise PageError("this HTML holds no text") from None
    return list(_lines(root)), _address(root, text)


def _address(root: html.HtmlElement, text: str) -> str:
    for query in ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content"):
        for found in root.xpath(query):
            return str(found)
    saved = re.search(r"<!-- saved from url=\(\d+\)(\S+) -->", text[:2000])
    return saved[1] if saved else ""


def _lines(root: html.HtmlElement) -> Iterator[Line]:
    enders = _containers(root)
    held: list[str] = []
    line, fenced = 1, 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if not isinstance(tag, str):  # a comment
            held.append(element.tail or "") if event == "end" else None
            continue
        if event == "start":
            line = element.sourceline or line
            if tag in _SILENT or (tag == "table" and _is_plain_table(element)):
                yield from _flush(held, line, fenced > 0)
                if tag == "table":
                    yield from lines_of_table(_rows(element))
                walk.skip_subtree()
                continue
            if tag not in _INLINE:
                yield from _flush(held, line, fenced > 0)
            fenced += tag == "pre"
            held.append("• " if tag == "li" else "")
            held.append(element.text or "")
            continue
        if tag not in _INLINE:
            yield from _flush(held, line, fenced > 0)
        if tag not in _SILENT:
            fenced -= tag == "pre"
        if element in enders:
            yield Line(number=line, text=ENDS)
        held.append(element.tail or "")
    yield from _flush(held, line, False)


def _flush(held: list[str], line: int, fenced: bool) -> Iterator[Line]:
    text = "".join(held)
    held.clear()
    if fenced:
        yield from (Line(number=line, text=clean(piece).strip()) for piece in text.split("\n"))
    elif text.strip(" \n\t•"):
        yield Line(number=line, text=" ".join(clean(text).split()))


def _containers(root: html.HtmlElement) -> set[html.HtmlElement]:
    """Find what holds the members of an object: the element that begins with 属性 and goes on."""
    found: set[html.HtmlElement] = set()
    for label in root.xpath("//*[normalize-space(text())='属性']"):
        holder = label
        while holder is not None and "".join(holder.itertext()).strip() == "属性":
            holder = holder.getparent()
        if holder is not None and "".join(holder.itertext()).lstrip().startswith("属性"):
            found.add(holder)
    return found


def _is_plain_table(table: html.HtmlElement) -> bool:
    if table.xpath("count(.//table)") or table.xpath("boolean(.//pre)"):
        return False
    cells = table.xpath("(.//tr)[1]/*")
    return len(cells) > 2


def _rows(table: html.HtmlElement) -> list[tuple[int, list[str]]]:
    rows = []
    for row in table.xpath(".//tr"):
        cells = [_cell(cell) for cell in row.xpath("./th|./td")]
        rows.append((row.sourceline or 1, cells))
    return rows


def _cell(cell: html.HtmlElement) -> str:
    pieces = []
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        block = element is not cell and element.tag not in _INLINE
        if event == "start":
            pieces.append(("<br>" if block else "") + ("• " if element.tag == "li" else "") + _safe(element.text))
        elif element is not cell:
            pieces.append(("<br>" if block and element.tag != "br" else "") + _safe(element.tail))
    return "".join(pieces).strip()


def _safe(text: str | None) -> str:
    """Write text as Markdown would, since a cell is read as Markdown."""
    return re.sub(r"([\\`*_\[\]<>&])", r"\\\1", " ".join((text or "").split()))
