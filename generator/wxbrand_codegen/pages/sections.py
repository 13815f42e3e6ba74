"""Cuts the lines of a page at its headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from wxbrand_codegen.pages.lines import ENDS, OPENS
from wxbrand_codegen.pages.page import Line

_HEADINGS = (
    ("header", re.compile(r"(?i)Header\s*(?:HTTP)?\s*头?参数|请求头参数?|HTTP\s*头参数")),
    ("path", re.compile(r"(?i)path\s*路径参数|路径参数")),
    ("query", re.compile(r"(?i)query\s*查询参数|查询参数")),
    ("body", re.compile(r"(?i)body\s*包体参数|包体参数|请求体参数?")),
    ("about", re.compile(r"接口说明")),
    ("request", re.compile(r"请求参数")),
    ("call", re.compile(r"请求示例")),
    ("answer", re.compile(r"(?:应答|返回|响应)参数")),
    ("answered", re.compile(r"(?:应答|返回|响应)示例")),
    ("failures", re.compile(r"(?:业务)?错误码|常见错误码?")),
)
_END = re.compile(r"(?:置顶|反馈|文档是否有帮助|本页内容|上一篇|下一篇|© ?\d{4}).{0,20}")
_SAMPLE = re.compile(r"1?(?:curl\s|package\s|import\s)|需配合微信支付工具库")


@dataclass(slots=True)
class Sections:
    """The lines of each section."""

    lines: dict[str, list[Line]] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    """Sections in the order they came."""

    def of(self, name: str) -> Sequence[Line]:
        """Give a section's lines; none if the page does not show it."""
        return self.lines.get(name, ())

    def ended(self, name: str) -> bool:
        """Tell whether another section follows."""
        return name in self.lines and self.order[-1] != name


def sections_of(lines: Sequence[Line]) -> Sections:
    """Cut a page into sections; what stands before the first heading is `head`."""
    found = Sections(lines={"head": []}, order=["head"])
    current = "head"
    for line in lines:
        name, rest = _heading(line.text)
        if current in {"request", "header", "path", "query", "body"} and _SAMPLE.match(line.text):
            name, rest = "call", line.text
        if name is not None:
            current = name
            found.lines.setdefault(name, [])
            found.order.append(name)
            if rest:
                found.lines[current].append(Line(number=line.number, text=rest))
            continue
        if current == "failures" and _END.fullmatch(line.text):
            current = "furniture"
            found.lines.setdefault(current, [])
        found.lines[current].append(line)
    return found


def _heading(text: str) -> tuple[str | None, str]:
    if not text or text in {OPENS, ENDS} or len(text) > 20_000:
        return None, ""
    for name, pattern in _HEADINGS:
        match = pattern.match(text)
        if match is None:
            continue
        rest = text[match.end() :].strip()
        if not rest or rest in {"折叠全部参数", "展开全部参数", "||", "|"} or re.fullmatch(r"[:：|\s]*", rest):
            return name, ""
        if name in {"header", "path", "query", "body", "answer"} and re.match(
            r"[A-Za-z][\w.\-]*\s+(?:必填|选填)|\d{3}\s", rest
        ):
            return name, rest
    return None, ""
