"""Cut the lines of a page into sections at its headings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wxbrand_codegen.pages.lines import MEMBERS_BEGIN, MEMBERS_END
from wxbrand_codegen.pages.page import Line

_HEADINGS = (
    ("header", re.compile(r"(?i)Header\s*(?:HTTP)?\s*头?参数|请求头参数?|HTTP\s*头参数")),
    ("path", re.compile(r"(?i)path\s*路径参数|路径参数")),
    ("query", re.compile(r"(?i)query\s*查询参数|查询参数")),
    ("body", re.compile(r"(?i)body\s*包体参数|包体参数|请求体参数?")),
    ("about", re.compile(r"接口说明")),
    ("request", re.compile(r"请求参数")),
    ("sample call", re.compile(r"请求示例")),
    ("response", re.compile(r"(?:应答|返回|响应)参数")),
    ("sample response", re.compile(r"(?:应答|返回|响应)示例")),
    ("error codes", re.compile(r"(?:业务)?错误码|常见错误码?")),
)
_FOOTER = re.compile(r"(?:置顶|反馈|文档是否有帮助|本页内容|上一篇|下一篇|© ?\d{4}).{0,20}")
_SAMPLE = re.compile(r"1?(?:curl\s|package\s|import\s)|需配合微信支付工具库")
_LONGEST_HEADING = 20_000
"""Characters; a compact page may have a heading and the fields below it in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sections:
    """The lines of each section; those before the first heading are `head`."""

    lines: Mapping[str, Sequence[Line]]
    last: str
    """Section that the page ends in."""

    def of(self, name: str) -> Sequence[Line]:
        """Return the lines of a section; none if the page does not have it."""
        return self.lines.get(name, ())

    def is_complete(self, name: str) -> bool:
        """Whether another section follows, so that this one is not cut short."""
        return name in self.lines and self.last != name


def split_sections(lines: Sequence[Line]) -> Sections:
    """Cut a page into sections."""
    current = "head"
    sections: dict[str, list[Line]] = {current: []}
    for line in lines:
        name, rest = _heading(line.text)
        if current in {"request", "header", "path", "query", "body"} and _SAMPLE.match(line.text):
            name, rest = "sample call", line.text
        elif name is None and current == "error codes" and _FOOTER.fullmatch(line.text):
            name, rest = "footer", line.text
        if name is None:
            sections[current].append(line)
            continue
        current = name
        section = sections.setdefault(name, [])
        if rest:
            section.append(Line(number=line.number, text=rest))
    return Sections(lines=sections, last=current)


def _heading(text: str) -> tuple[str | None, str]:
    """Return the section that a line begins, and the rest of the line."""
    if not text or text in {MEMBERS_BEGIN, MEMBERS_END} or len(text) > _LONGEST_HEADING:
        return None, ""
    for name, pattern in _HEADINGS:
        match = pattern.match(text)
        if match is None:
            continue
        rest = text[match.end() :].strip()
        if rest in {"折叠全部参数", "展开全部参数"} or re.fullmatch(r"[:：|\s]*", rest):
            return name, ""
        if name in {"header", "path", "query", "body", "response"} and re.match(
            r"[A-Za-z][\w.\-]*\s+(?:必填|选填)|\d{3}\s", rest
        ):
            return name, rest
    return None, ""
