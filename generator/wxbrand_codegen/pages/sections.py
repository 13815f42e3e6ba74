"""Cut the lines of a page into sections at its headings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from wxbrand_codegen.pages.field_lines import begins_field
from wxbrand_codegen.pages.lines import MEMBERS_BEGIN, MEMBERS_END, squeeze
from wxbrand_codegen.pages.page import Line

_PARAMETERS = r"(?:\s?(?:参数|parameters?|params?))"
_HEADINGS = (
    ("header", rf"headers?(?:\s{{0,3}}(?:HTTP)?\s?(?:请求)?头?部?{_PARAMETERS})?|(?:HTTP\s?)?(?:请求)?头部?{_PARAMETERS}|请求头部?"),
    ("path", rf"(?:URL\s?)?path(?:\s{{0,3}}(?:URL)?\s?(?:路径)?{_PARAMETERS})?|(?:URL\s?)?路径{_PARAMETERS}"),
    ("query", rf"(?:URL\s?)?query(?:\s?string)?(?:\s{{0,3}}(?:查询|请求)?(?:字符串)?{_PARAMETERS})?|(?:URL\s?)?查询(?:字符串)?{_PARAMETERS}"),
    ("form", rf"form(?:[\s\-]?data)?(?:\s{{0,3}}(?:表单)?{_PARAMETERS}|\s{{0,3}}表单)?|(?:请求)?表单(?:{_PARAMETERS}|数据)?|multipart/form-data{_PARAMETERS}?"),
    ("body", rf"(?:request\s)?body(?:\s{{0,3}}(?:请求)?(?:包体|主体|体|JSON)?{_PARAMETERS}|\s?(?:包体|请求体))?|(?:请求)?(?:包体|主体|消息体){_PARAMETERS}|请求体{_PARAMETERS}?|请求(?:包体|主体)"),
    ("about", r"接口(?:说明|信息|描述|详情)|基本信息"),
    ("request", rf"请求{_PARAMETERS}|入参|request{_PARAMETERS}"),
    ("sample call", r"(?:请求|调用|接口调用)(?:代码)?(?:示例|样例|范例)(?:代码)?|示例代码|代码示例|request (?:example|sample)"),
    ("sample response", r"(?:正常|成功)?(?:应答|返回|响应|回包)(?:结果|报文|数据|包体)?(?:示例|样例|范例)(?:代码)?|response (?:example|sample)"),
    ("response", rf"(?:应答|返回|响应|回包)(?:包体|结果|数据|主体|体|包)?(?:{_PARAMETERS}|字段)|(?:应答|返回|响应)(?:结果|主体)|出参|response{_PARAMETERS}?(?:\s?body)?"),
    ("error codes", r"(?:公共|业务|通用|常见|接口|返回)?错误码(?:列表|表)?|常见错误"),
    ("notification", rf"(?:回调)?通知(?:报文|主体|包体)?(?:{_PARAMETERS}|字段)|回调(?:报文)?(?:{_PARAMETERS}|字段)|webhook(?:\s?通知)?{_PARAMETERS}?"),
    (
        "resource",
        r"(?:对\s?)?(?:通知)?(?:数据|报文)?\s?[“\"']?(?:resource|资源|ciphertext|密文)?[”\"']?\s?(?:字段|对象|数据)?\s?(?:解密)(?:之?后)?(?:得到)?(?:的)?"
        rf"\s?(?:resource|资源|数据|明文|通知|业务)?\s?(?:对象|数据|明文)?(?:的)?(?:{_PARAMETERS}|字段|内容|结构|信息|对象)"
        rf"|(?:resource|资源)\s?(?:对象|数据|资源)?(?:的)?(?:{_PARAMETERS}|字段|明文)(?:\s?[(（]解密后[）)])?"
        r"|(?:通知)?(?:数据|报文|资源)?(?:对象|数据)?\s?(?:resource|ciphertext|资源|密文)\s?(?:字段|对象|数据)?\s?[(（]?解密(?:之?后|出来?)(?:的)?(?:数据|对象|明文|内容)?[)）]?",
    ),
)  # fmt: skip
_PATTERNS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _HEADINGS)
_FIRST = re.compile(
    r"header|http|path|url|query|form|multipart|body|request|response|webhook|resource|ciphertext"
    r"|[请头路查表包主消接基入调示代正成应返响回出公业通常错密资对数报解“\"']",
    re.IGNORECASE,
)
"""What every heading begins with: a quick look before all the expressions."""

_NUMBERING = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}[、.．]\s?|\d{1,2}(?:\.\d{1,2}){0,3}[、.．)）]?\s{0,2}|[（(]\d{1,2}[)）]\s?|[•·●◆■]\s?)?"
)
_REST = re.compile(
    r"(?:\s?(?:说明|列表|如下|详情))?\s?(?:[（(][^()（）]{0,40}[)）])?\s?[:：|\s]*(?:[折展][叠开]全部参数)?"
)
_FIELDS_BEGIN = re.compile(r"\d{3}\s")
_FIELD_PLACES = frozenset({"header", "path", "query", "form", "body", "response", "notification", "resource"})
_FOOTER = re.compile(r"(?:置顶|反馈|文档是否有帮助|本页内容|上一篇|下一篇|© ?\d{4}).{0,20}")
_SAMPLE = re.compile(r"1?(?:curl\s|package\s|import\s)|需配合微信支付工具库")
_PART_OF_FIELD = re.compile(r"属性|可选取值|枚举值|取值|注意|说明|备注|示例|默认|注[:：]")
_LONGEST_HEADING = 60
_LONGEST = 20_000
"""Characters; a compact page may have a heading and the fields below it in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sections:
    """The lines of each section; those before the first heading are `head`, those of unknown ones `other`."""

    lines: Mapping[str, Sequence[Line]]
    last: str
    """Section that the page ends in."""

    notes: Mapping[str, str]
    """What the heading of a section says in parentheses, such as `application/json`."""

    def of(self, *names: str) -> Sequence[Line]:
        """Return the lines of one or several sections; none if the page does not have them."""
        if len(names) == 1:
            return self.lines.get(names[0], ())
        return [line for name in names for line in self.lines.get(name, ())]

    def is_complete(self, name: str) -> bool:
        """Whether another section follows, so that this one is not cut short."""
        return name in self.lines and self.last != name


def begins_section(text: str) -> bool:
    """Whether a line is one of the usual headings."""
    return len(text) <= _LONGEST_HEADING and _heading(text)[0] is not None


def split_sections(lines: Sequence[Line]) -> Sections:
    """Cut a page into sections."""
    current, level = "head", 0
    sections: dict[str, list[Line]] = {current: []}
    notes: dict[str, str] = {}
    for line in lines:
        text = line.text
        name, rest = (None, "") if line.code else _heading(text)
        if name is None:
            name = _begins_without_heading(line, current, level)
            rest = text if name in {"sample call", "footer"} else ""
        if name is None:
            is_plain = "   " not in text or "sample" in current
            sections[current].append(line if is_plain else replace(line, text=squeeze(text)))
            continue
        name = _within_response(name, current)
        if rest == "" and (note := re.search(r"[（(]([^()（）]{1,40})[)）]", text[:_LONGEST_HEADING])):
            notes[name] = note[1]
        current, level = name, line.heading
        section = sections.setdefault(name, [])
        if rest:
            section.append(Line(number=line.number, text=squeeze(rest), code=line.code))
    return Sections(lines=sections, last=current, notes=notes)


def _begins_without_heading(line: Line, current: str, level: int) -> str | None:
    """Return the section that a line begins although it is not one of the usual headings."""
    if current in _FIELD_PLACES | {"request"} and _SAMPLE.match(line.text):
        return "sample call"
    if current == "error codes" and _FOOTER.fullmatch(line.text):
        return "footer"
    if current not in _FIELD_PLACES | {"error codes"} or not 0 < line.heading <= (level or 6):
        return None
    return None if begins_field(line.text) or _PART_OF_FIELD.match(line.text) else "other"


def _within_response(name: str, current: str) -> str:
    """Return the section of a heading: the headers and the body of a response have headings like those of a request."""
    if current in {"response", "response header"}:
        return {"body": "response", "header": "response header"}.get(name, name)
    return name


def _heading(text: str) -> tuple[str | None, str]:
    """Return the section that a line begins, and the rest of the line."""
    if not text or text in {MEMBERS_BEGIN, MEMBERS_END} or len(text) > _LONGEST:
        return None, ""
    numbering = _NUMBERING.match(text)
    at = numbering.end() if numbering else 0
    if not _FIRST.match(text, at):
        return None, ""
    for name, pattern in _PATTERNS:
        match = pattern.match(text, at)
        if match is None or match.end() == at:
            continue
        rest = text[match.end() :]
        if len(text) <= _LONGEST_HEADING and _REST.fullmatch(rest):
            return name, ""
        rest = rest.strip(" |\x1f")
        if name in _FIELD_PLACES and rest[:1].isascii() and (_FIELDS_BEGIN.match(rest) or begins_field(rest[:300])):
            return name, rest
    return None, ""
