"""Turn saved HTML into lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from wxbrand_codegen.pages.lines import MEMBERS_END, clean, lines_of_table
from wxbrand_codegen.pages.page import Line, PageError

_INVISIBLE = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "head"})
_INLINE = frozenset(
    {"a", "b", "i", "u", "em", "strong", "span", "code", "font", "small", "sub", "sup", "mark", "label"}
)


def lines_of_html(text: str) -> tuple[list[Line], str]:
    """Return the visible lines, and the address of the page if it was saved too. Raises PageError."""
    try:
        root = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise PageError("the HTML has no text") from None
    return list(_lines(root)), _address(root, text)


def _address(root: html.HtmlElement, text: str) -> str:
    for query in ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content"):
        for found in root.xpath(query):
            return str(found)
    saved = re.search(r"<!-- saved from url=\(\d+\)(\S+) -->", text[:2000])
    return saved[1] if saved else ""


def _lines(root: html.HtmlElement) -> Iterator[Line]:
    containers = _member_containers(root)
    pending: list[str] = []
    line, fenced = 1, 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if not isinstance(tag, str):  # a comment
            if event == "end":
                pending.append(element.tail or "")
            continue
        if event == "start":
            line = element.sourceline or line
            if tag in _INVISIBLE or (tag == "table" and _is_data_table(element)):
                yield from _flush(pending, line, fenced > 0)
                if tag == "table":
                    yield from lines_of_table(_rows(element))
                walk.skip_subtree()
                continue
            if tag not in _INLINE:
                yield from _flush(pending, line, fenced > 0)
            fenced += tag == "pre"
            pending.append("• " if tag == "li" else "")
            pending.append(element.text or "")
            continue
        if tag not in _INLINE:
            yield from _flush(pending, line, fenced > 0)
        if tag not in _INVISIBLE:
            fenced -= tag == "pre"
        if element in containers:
            yield Line(number=line, text=MEMBERS_END)
        pending.append(element.tail or "")
    yield from _flush(pending, line, False)


def _flush(pending: list[str], line: int, fenced: bool) -> Iterator[Line]:
    text = "".join(pending)
    pending.clear()
    if fenced:
        yield from (Line(number=line, text=clean(piece).strip()) for piece in text.split("\n"))
    elif text.strip(" \n\t•"):
        yield Line(number=line, text=" ".join(clean(text).split()))


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
    return not table.xpath(".//table | .//pre") and len(table.xpath("(.//tr)[1]/*")) > 2


def _rows(table: html.HtmlElement) -> list[tuple[int, list[str]]]:
    rows = table.xpath(".//tr")
    return [(row.sourceline or 1, [_cell(cell) for cell in row.xpath("./th|./td")]) for row in rows]


def _cell(cell: html.HtmlElement) -> str:
    pieces = []
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        block = element is not cell and element.tag not in _INLINE
        if event == "start":
            pieces.append(("<br>" if block else "") + ("• " if element.tag == "li" else "") + _escape(element.text))
        elif element is not cell:
            pieces.append(("<br>" if block and element.tag != "br" else "") + _escape(element.tail))
    return "".join(pieces).strip()


def _escape(text: str | None) -> str:
    """Escape text, because cells are read as Markdown."""
    return re.sub(r"([\\`*_\[\]<>&])", r"\\\1", " ".join((text or "").split()))
