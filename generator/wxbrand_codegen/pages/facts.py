"""Read the facts of a page outside its fields: method and path, title, date, hosts, rate limit, error codes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import takewhile
from typing import Literal

from wxbrand_codegen.pages.page import Doubt, ErrorCode, Line, NotAnApiPage, Rate
from wxbrand_codegen.pages.sections import Sections

_METHOD = re.compile(r"【?\b(GET|POST|PUT|PATCH|DELETE)\b】?\s*(?:https?://[^/\s]+)?(/[^\s,，。|]+)", re.IGNORECASE)
_HOST = re.compile(r"https://[A-Za-z0-9.\-]+(?::\d+)?")
_DATE = re.compile(r"更新时间\s*[:：]\s*(\d{4})[.\-/年](\d{1,2})[.\-/月](\d{1,2})")
_RATE = re.compile(r"(?:接口)?(?:频率限制|限频|频率)\s*[:：]\s*(.{1,80})")
_FIGURE = re.compile(
    r"(\d{1,9})\s*(?:次|qps)?\s*/\s*(\d{0,5})\s*(秒|分钟|分|小时|天|日|s|min|m|h|d)(?![A-Za-z])", re.IGNORECASE
)
_SECONDS = {
    "秒": 1, "s": 1, "分钟": 60, "分": 60, "min": 60, "m": 60,
    "小时": 3600, "h": 3600, "天": 86400, "日": 86400, "d": 86400,
}  # fmt: skip
_AFTER_PRECONDITIONS = re.compile(r"支持商户|请求方式|(?:接口)?(?:频率限制|限频)|注[:：]")
_ERROR_CODE = re.compile(r"(?<!\d)([45]\d\d)\s+([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)\s+")


def method_and_path(sections: Sections, code: str) -> tuple[str, str]:
    """Read them from the page, else from its sample code. Raises NotAnApiPage."""
    for line in (*sections.of("about"), *sections.of("head")):
        if ("请求方式" in line.text or "【" in line.text) and (found := _METHOD.search(line.text)):
            return found[1].upper(), found[2].rstrip("】)）")
    constants = re.search(r"\bMETHOD\s*=\s*\"(\w+)\".{0,80}?\bPATH\s*=\s*\"([^\"]+)\"", code, re.DOTALL)
    constants = constants or re.search(r"\bmethod\s*=\s*\"(\w+)\".{0,80}?\bpath\s*=\s*\"([^\"]+)\"", code, re.DOTALL)
    if constants is None:
        raise NotAnApiPage("not an API page: it has no 请求方式 such as 【POST】/brand/…")
    return constants[1].upper(), constants[2]


def title_of(about: Mapping[str, str], sections: Sections) -> str:
    """Return the title in the front matter, else the first line of text; empty if there is none."""
    if title := about.get("title"):
        return title
    for line in sections.of("head"):
        text = re.split(r"更新时间", line.text)[0].strip(" |#")
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
    found = re.search(r"/doc/(?:[\w-]+/)*(\d{6,20})(?:[?#.]|$)", about.get("url", ""))
    return found[1] if found else None


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
    for line in (*sections.of("head"), *sections.of("about")):
        stated = _RATE.search(line.text)
        if stated is None:
            continue
        text = stated[1]
        found = _FIGURE.search(text) or re.search(r"(\d{1,9})\s*次?每()(秒|分钟)", text)
        if found is None:
            doubts.append(Doubt(line=line.number, text=f"cannot read the rate limit: {stated[0]}"))
            return None
        per: Literal["brand", "merchant"] | None = "brand" if "品牌" in text else "merchant" if "商户" in text else None
        return Rate(requests=int(found[1]), seconds=int(found[2] or 1) * _SECONDS[found[3].lower()], per=per)
    return None


def preconditions(sections: Sections) -> tuple[str, ...]:
    """Return the sentences under 前置条件."""
    lines = [line.text for line in (*sections.of("head"), *sections.of("about"))]
    for at, text in enumerate(lines):
        found = re.search(r"前置条件\s*[:：]?\s*(.*)", text)
        if found is None:
            continue
        following = takewhile(lambda line: not _AFTER_PRECONDITIONS.match(line), lines[at + 1 :])
        sentences = [found[1]] if found[1].strip() else following
        stripped = (re.sub(r"^(?:•|\d+[.、])\s*", "", sentence).strip(" |") for sentence in sentences)
        return tuple(sentence for sentence in stripped if sentence)
    return ()


def error_codes(lines: Sequence[Line], doubts: list[Doubt]) -> tuple[ErrorCode, ...]:
    """Return the rows of the table of error codes."""
    text = "".join(f"{line.text}\n" for line in lines)
    _, *pieces = _ERROR_CODE.split(text)
    if not pieces:
        for line in lines:
            if re.search(r"\b[A-Z]{3,}_[A-Z_]+\b", line.text):
                doubts.append(Doubt(line=line.number, text=f"error code without an HTTP status: {line.text[:100]}"))
    return tuple(
        ErrorCode(status=status, code=code, meaning=" ".join(rest.split())[:200])
        for status, code, rest in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True)
    )
