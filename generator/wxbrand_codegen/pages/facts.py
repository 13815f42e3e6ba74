"""Read the facts of a page outside its fields: method and path, title, date, hosts, rate limit, preconditions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import takewhile
from typing import Literal

from wxbrand_codegen.pages.lines import CELL
from wxbrand_codegen.pages.page import BodyType, Doubt, Line, Rate
from wxbrand_codegen.pages.sections import Sections

_PATH = r"(/[^\s,，。|、;；?？\"'`<>]{1,500})"
_METHOD = re.compile(
    rf"【?\b(GET|POST|PUT|PATCH|DELETE)\b】?\s{{0,3}}(?:https?://[^/\s]{{1,200}})?{_PATH}", re.IGNORECASE
)
_METHOD_ALONE = re.compile(r"请求方[式法]\s?[:：]?\s{0,3}【?\s?(GET|POST|PUT|PATCH|DELETE)\b", re.IGNORECASE)
_PATH_ALONE = re.compile(
    rf"(?:(?:请求|接口)(?:URL|地址|路径|链接)\s?[:：]?\s{{0,3}}|^)(?:https?://[^/\s]{{1,200}})?{_PATH}", re.IGNORECASE
)
_MOST_LINES_BETWEEN = 6
_CONSTANTS = re.compile(
    r"\bmethod\s{0,9}=\s{0,9}\"(\w+)\".{0,80}?\bpath\s{0,9}=\s{0,9}\"([^\"]+)\"", re.DOTALL | re.IGNORECASE
)
_HOST = re.compile(r"https://[A-Za-z0-9.\-]{1,200}(?::\d{1,5})?")
_DATE = re.compile(r"更新(?:时间|日期)\s?[:：]\s?(\d{4})[.\-/年](\d{1,2})[.\-/月](\d{1,2})")
_RATE = re.compile(r"(?:频率限制|限频|接口频率|频率|限流)(?:规则)?(?:\s?[:：]\s?|\s?[为是]?\s?(?=\d))(.{1,80})")
_FIGURE = re.compile(
    r"(\d{1,9})\s?(?:次|qps)?\s?/\s?(?:每)?(\d{0,5})\s?(秒|分钟|分|小时|天|日|s|min|m|h|d)(?![A-Za-z])", re.IGNORECASE
)
_EACH = re.compile(
    r"(?:(\d{1,9})\s?次?\s?每()\s?(秒|分钟|小时|天)|每()(秒|分钟|小时|天)[^\d]{0,8}(\d{1,9})\s?次?|(\d{1,9})\s?(qps))",
    re.IGNORECASE,
)
_SECONDS = {
    "秒": 1, "s": 1, "分钟": 60, "分": 60, "min": 60, "m": 60, "qps": 1,
    "小时": 3600, "h": 3600, "天": 86400, "日": 86400, "d": 86400,
}  # fmt: skip
_AFTER_PRECONDITIONS = re.compile(r"支持商户|请求方式|(?:接口)?(?:频率限制|限频|频率)|注[:：]|更新时间|接口说明")


def stated_call(sections: Sections) -> tuple[str, str] | None:
    """Return the method and the path that the page states; None if it does not."""
    lines = [line for line in sections.of("about", "head", "request") if not line.code]
    for line in lines:
        stated = "请求" in line.text or "【" in line.text
        if found := _METHOD.search(line.text) if stated else _METHOD.fullmatch(line.text):
            return found[1].upper(), _whole_path(found[2])
    for at, line in enumerate(lines):
        if found := _METHOD_ALONE.search(line.text):
            near = lines[max(0, at - _MOST_LINES_BETWEEN) : at + _MOST_LINES_BETWEEN]
            for other in (*lines[at : at + _MOST_LINES_BETWEEN], *near):
                if (path := _PATH_ALONE.search(other.text.strip("【】 "))) and "/" in path[1].strip("/"):
                    return found[1].upper(), _whole_path(path[1])
    return None


def call_in_code(code: str) -> tuple[str, str] | None:
    """Return the method and the path that the sample programs have as constants."""
    found = _CONSTANTS.search(code)
    return (found[1].upper(), found[2]) if found else None


def _whole_path(text: str) -> str:
    return text.rstrip("】)）:：").removesuffix("折叠全部参数")


def title_of(about: Mapping[str, str], sections: Sections) -> str:
    """Return the title in the front matter, else the first line of text; empty if there is none."""
    if title := about.get("title"):
        return title
    for line in sections.of("head"):
        text = re.split(r"更新时间", line.text)[0].strip(f" |#>{CELL}")
        if text and not re.match(r"https?://|【|前置条件", text):
            return text[:100]
    return ""


def last_update(lines: Sequence[Line], doubts: list[Doubt]) -> str | None:
    """Return the date of the last update, YYYY-MM-DD."""
    for line in lines[:400]:
        if found := _DATE.search(line.text):
            try:
                return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
            except ValueError:
                doubts.append(Doubt(line=line.number, text=f"there is no such date: {found[0]}"))
    return None


def doc_id(about: Mapping[str, str]) -> str | None:
    """Return the number of the page in the documentation centre."""
    if re.fullmatch(r"\d{1,20}", about.get("doc_id", "")):
        return about["doc_id"]
    for name in ("url", "url_display"):
        if found := re.search(r"/doc/(?:[\w-]+/)*(\d{6,20})(?:[?#.]|$)", about.get(name, "")[:500]):
            return found[1]
    return None


def hosts(sections: Sections) -> tuple[str, ...]:
    """Return the servers listed under 请求域名."""
    found: dict[str, None] = {}
    has_begun = False
    for line in sections.of("about"):
        has_begun = has_begun or "请求域名" in line.text
        if has_begun:
            found |= dict.fromkeys(_HOST.findall(line.text))
    return tuple(found)


def rate_limit(sections: Sections, doubts: list[Doubt]) -> Rate | None:
    """Return the rate limit; None if the page has none, or it cannot be read."""
    for line in sections.of("head", "about"):
        stated = _RATE.search(line.text)
        if stated is None:
            continue
        text = stated[1]
        requests, seconds = _figure(text)
        if requests is None or len(_FIGURE.findall(text)) > 1:
            doubts.append(Doubt(line=line.number, text=f"cannot read the rate limit: {stated[0]}"))
        if requests is None:
            return None
        per: Literal["brand", "merchant"] | None = "brand" if "品牌" in text else "merchant" if "商户" in text else None
        return Rate(requests=requests, seconds=seconds, per=per)
    return None


def _figure(text: str) -> tuple[int | None, int]:
    if found := _FIGURE.search(text):
        return int(found[1]), int(found[2] or 1) * _SECONDS[found[3].lower()]
    if found := _EACH.search(text):
        unit = (found[3] or found[5] or found[8]).lower()
        return int(found[1] or found[6] or found[7]), _SECONDS[unit]
    return None, 0


def preconditions(sections: Sections) -> tuple[str, ...]:
    """Return the sentences under 前置条件."""
    lines = [line.text for line in sections.of("head", "about")]
    for at, text in enumerate(lines):
        found = re.search(r"前置条件\s?[:：]?\s{0,3}(.*)", text)
        if found is None:
            continue
        following = takewhile(lambda line: not _AFTER_PRECONDITIONS.match(line), lines[at + 1 :])
        sentences = [found[1]] if found[1].strip() else following
        stripped = (re.sub(r"^(?:•|\d+[.、])\s*", "", sentence).strip(f" |{CELL}") for sentence in sentences)
        return tuple(sentence for sentence in stripped if sentence)
    return ()


def body_type(sections: Sections, *, has_file: bool, is_multipart: bool) -> BodyType:
    """Return the media type of the request body: what the page says, else what its form holds."""
    said = " ".join(line.text for line in sections.of("header", "about"))
    said += " ".join(sections.notes.get(name, "") for name in ("body", "form"))
    if has_file or is_multipart or "multipart/form-data" in said:
        return "multipart/form-data"
    if "x-www-form-urlencoded" in said:
        return "application/x-www-form-urlencoded"
    return "multipart/form-data" if sections.of("form") else "application/json"


def success_status(sections: Sections) -> int | None:
    """Return the HTTP status of a success."""
    for line in sections.of("response", "sample response"):
        if found := re.match(r"(?:HTTP/1\.1 )?(2\d\d)(?!\d)", line.text):
            return int(found[1])
    return None
