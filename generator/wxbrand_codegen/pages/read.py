"""Reads a page: lines, then sections, then facts and fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from wxbrand_codegen.pages import samples
from wxbrand_codegen.pages.field_tree import Known, fields_of
from wxbrand_codegen.pages.lines import MOST_CHARACTERS, front_matter, lines_of_markdown, lines_of_text, text_of
from wxbrand_codegen.pages.page import Doubt, Failure, Field, Line, Page, PageError, Place, Rate
from wxbrand_codegen.pages.sections import Sections, sections_of

_METHOD = re.compile(r"【?\b(GET|POST|PUT|PATCH|DELETE)\b】?\s*(?:https?://[^/\s]+)?(/[^\s,，。|]+)", re.IGNORECASE)
_HOST = re.compile(r"https://[A-Za-z0-9.\-]+(?::\d+)?")
_DATE = re.compile(r"更新时间\s*[:：]\s*(\d{4})[.\-/年](\d{1,2})[.\-/月](\d{1,2})")
_RATE = re.compile(r"(?:接口)?(?:频率限制|限频|频率)\s*[:：]\s*(.{1,80})")
_FIGURE = re.compile(
    r"(\d{1,9})\s*(?:次|qps)?\s*/\s*(\d{0,5})\s*(秒|分钟|分|小时|天|日|s|min|m|h|d)(?![A-Za-z])", re.IGNORECASE
)
_SECONDS = {
    "秒": 1,
    "s": 1,
    "分钟": 60,
    "分": 60,
    "min": 60,
    "m": 60,
    "小时": 3600,
    "h": 3600,
    "天": 86400,
    "日": 86400,
    "d": 86400,
}
_FAILURE = re.compile(r"(?<!\d)([45]\d\d)\s+([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)\s+")
_REQUEST_PLACES: tuple[Place, ...] = ("header", "path", "query", "body")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    lines: Sequence[Line]
    about: Mapping[str, str]
    """Front matter, and the address that the page was saved from."""


Hint = Callable[[Place, tuple[str, ...]], frozenset[str]]
"""Names that are known to stand in the object at this path of a place."""


def read_page(content: bytes, hint: Hint = lambda _place, _path: frozenset()) -> Page:
    """Read a page saved as text, Markdown or HTML. Raises PageError if it is no page of an interface.

    A page may have lost the frames around an object's members; its samples, and the hint, tell where a field belongs.
    """
    source = _source(text_of(content))
    if sum(len(line.text) for line in source.lines) > MOST_CHARACTERS:
        raise PageError(f"this holds too much text for a page, which has at most {MOST_CHARACTERS:,} characters")
    sections = sections_of(source.lines)
    doubts: list[Doubt] = []
    code = samples.without_numbers_each([line.text for line in sections.of("call")])
    operation = samples.operation_in(code)
    method, path = _address(source.lines, sections, code)
    body, parameters = _call(sections, code, path, doubts)
    answer = _answered(sections, doubts)
    classes = samples.classes_in(code)
    known_body = _known(classes, f"{operation}Request", body)
    known_answer = _known(classes, samples.answer_class_in(code) or f"{operation}Response", answer)
    fields: list[Field] = []
    for place in (*_REQUEST_PLACES, "answer"):
        known = _with_hint(known_answer if place == "answer" else known_body, hint, place)
        fields += fields_of(sections.of(place), place, known, whole=sections.ended(place), doubts=doubts)
    for line in sections.of("request"):
        if "必填" in line.text or "选填" in line.text:
            doubts.append(Doubt(line=line.number, text=f"a field without a place: {line.text[:100]}"))
    if not fields and not sections.of("call"):
        raise PageError("this page shows 请求方式, but no parameters and no sample")
    title, updated, rate = _title(source, sections), _updated(source, doubts), _rate(sections, doubts)
    return Page(
        method=method,
        path=path,
        title=title,
        updated=updated,
        doc_id=_doc_id(source.about),
        operation=operation,
        hosts=_hosts(sections),
        rate=rate,
        preconditions=_preconditions(sections),
        fields=tuple(_unglued(fields, doubts)),
        whole=_whole(sections),
        parameters=parameters,
        body=body,
        answer=answer,
        failures=_failures(sections.of("failures"), doubts),
        doubts=tuple(sorted(doubts, key=lambda doubt: doubt.line)),
    )


_HTML = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|div|main|article)\b", re.IGNORECASE | re.DOTALL
)
_MARKDOWN = re.compile(r"^(?:#{1,6} |```|\|[\s:\-|]*-{3,}[\s:\-|]*\|?$)|\w\\_\w", re.MULTILINE)


def _source(text: str) -> _Source:
    if _HTML.match(text):
        from wxbrand_codegen.pages.html import lines_of_html  # lxml

        lines, address = lines_of_html(text)
        return _Source(lines=lines, about={"url": address})
    about, skip = front_matter(text)
    if skip or _MARKDOWN.search(text):
        return _Source(lines=list(lines_of_markdown(text, skip)), about=about)
    return _Source(lines=list(lines_of_text(text)), about={})


def _whole(sections: Sections) -> frozenset[Place]:
    """Once the sample call or the answer has come, a place that was not shown has no parameters."""
    past = {"call", "answer", "answered", "failures"} & set(sections.order)
    ended = {place for place in _REQUEST_PLACES if past or sections.ended(place)}
    return frozenset(ended | ({"answer"} if sections.ended("answer") else set[Place]()))


def _address(lines: Sequence[Line], sections: Sections, code: str) -> tuple[str, str]:
    for line in (*sections.of("about"), *sections.of("head")):
        if ("请求方式" in line.text or "【" in line.text) and (found := _METHOD.search(line.text)):
            return found[1].upper(), found[2].rstrip("】)）")
    constants = re.search(r"\bMETHOD\s*=\s*\"(\w+)\".{0,80}?\bPATH\s*=\s*\"([^\"]+)\"", code, re.DOTALL)
    constants = constants or re.search(r"\bmethod\s*=\s*\"(\w+)\".{0,80}?\bpath\s*=\s*\"([^\"]+)\"", code, re.DOTALL)
    if constants:
        return constants[1].upper(), constants[2]
    if any(line.text for line in lines):
        raise PageError("this is no page of an interface: it shows no 请求方式 such as 【POST】/brand/…")
    raise PageError("the page holds no text")


def _title(source: _Source, sections: Sections) -> str:
    if title := source.about.get("title"):
        return title
    for line in sections.of("head"):
        text = re.split(r"更新时间", line.text)[0].strip(" |#")
        if text and not re.match(r"https?://|【|前置条件", text):
            return text[:100]
    return ""


def _updated(source: _Source, doubts: list[Doubt]) -> str | None:
    for line in source.lines[:400]:
        if found := _DATE.search(line.text):
            try:
                return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
            except ValueError:
                doubts.append(Doubt(line=line.number, text=f"this date is not in the calendar: {found[0]}"))
    return None


def _doc_id(about: Mapping[str, str]) -> str | None:
    if re.fullmatch(r"\d{1,20}", about.get("doc_id", "")):
        return about["doc_id"]
    found = re.search(r"/doc/(?:[\w-]+/)*(\d{6,20})(?:[?#.]|$)", about.get("url", ""))
    return found[1] if found else None


def _hosts(sections: Sections) -> tuple[str, ...]:
    hosts: dict[str, None] = {}
    asked = False
    for line in sections.of("about"):
        asked = asked or "请求域名" in line.text
        if asked:
            hosts |= dict.fromkeys(_HOST.findall(line.text))
    return tuple(hosts)


def _rate(sections: Sections, doubts: list[Doubt]) -> Rate | None:
    for line in (*sections.of("head"), *sections.of("about")):
        said = _RATE.search(line.text)
        if said is None:
            continue
        found = _FIGURE.search(said[1]) or re.search(r"(\d{1,9})\s*次?每()(秒|分钟)", said[1])
        if found is None:
            doubts.append(Doubt(line=line.number, text=f"a rate limit that cannot be read: {said[0]}"))
            return None
        per: Literal["brand", "merchant"] | None = (
            "brand" if "品牌" in said[1] else "merchant" if "商户" in said[1] else None
        )
        return Rate(requests=int(found[1]), seconds=int(found[2] or 1) * _SECONDS[found[3].lower()], per=per)
    return None


def _preconditions(sections: Sections) -> tuple[str, ...]:
    lines = [line.text for line in (*sections.of("head"), *sections.of("about"))]
    for at, text in enumerate(lines):
        found = re.search(r"前置条件\s*[:：]?\s*(.*)", text)
        if found is None:
            continue
        said = [found[1]] if found[1].strip() else []
        if not said:
            for following in lines[at + 1 :]:
                if re.match(r"支持商户|请求方式|(?:接口)?(?:频率限制|限频)|注[:：]", following):
                    break
                said.append(following)
        return tuple(piece for piece in (re.sub(r"^(?:•|\d+[.、])\s*", "", text).strip(" |") for text in said) if piece)
    return ()


def _call(sections: Sections, code: str, path: str, doubts: list[Doubt]) -> tuple[Any, dict[str, str]]:
    if not sections.of("call"):
        return None, {}
    curl = re.search(r"\bcurl\s", code)
    if curl is None:
        return None, {}
    text = code[curl.start() :]
    end = re.search(r"\n\s*(?:package\s|需配合)", text)
    text = text[: end.start()] if end else text
    url = samples.url_of(text)
    parameters = samples.values_in(url, path) if url else {}
    data = re.search(r"\s(?:-d|--data(?:-raw)?)\s+['\"]?", text)
    if data is None:
        return None, parameters
    try:
        return samples.json_after(text, data.end()), parameters
    except ValueError:
        doubts.append(
            Doubt(line=sections.of("call")[0].number, text="the JSON of the sample call cannot be read, or is cut")
        )
        return None, parameters


def _answered(sections: Sections, doubts: list[Doubt]) -> Any:
    lines = sections.of("answered")
    if not lines:
        return None
    text = samples.without_numbers_each([line.text for line in lines])
    if "{" not in text:
        return None
    try:
        return samples.json_after(text)
    except ValueError:
        doubts.append(Doubt(line=lines[0].number, text="the JSON of the sample answer cannot be read, or is cut"))
        return None


def _known(classes: Mapping[str, samples.Members], root: str, example: Any) -> Known:
    def known(path: tuple[str, ...]) -> frozenset[str]:
        held: str | None = root
        value = example
        for name in path:
            held = classes.get(held or "", {}).get(name)
            value = _inside(value).get(name)
        return frozenset(classes.get(held or "", {})) | frozenset(_inside(value))

    return known


def _with_hint(known: Known, hint: Hint, place: Place) -> Known:
    return lambda path: known(path) | hint(place, path)


def _inside(value: Any) -> dict[str, Any]:
    if isinstance(value, list):
        merged: dict[str, Any] = {}
        for item in value:
            merged |= _inside(item)
        return merged
    return value if isinstance(value, dict) else {}


def _failures(lines: Sequence[Line], doubts: list[Doubt]) -> tuple[Failure, ...]:
    failures = []
    text, starts = "", []
    for line in lines:
        starts.append((len(text), line.number))
        text += line.text + "\n"
    found = list(_FAILURE.finditer(text))
    for at, match in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        number = [number for start, number in starts if start <= match.start()][-1]
        meaning = " ".join(text[match.end() : end].split())
        failures.append(Failure(status=match[1], code=match[2], meaning=meaning[:200], line=number))
    if not found:
        for line in lines:
            if re.search(r"\b[A-Z]{3,}_[A-Z_]+\b", line.text):
                doubts.append(Doubt(line=line.number, text=f"an error code without its status: {line.text[:100]}"))
    return tuple(failures)


def _unglued(fields: Sequence[Field], doubts: list[Doubt]) -> list[Field]:
    """Part values that the page has joined with the word before: `…或DISCOUNTSINGLE: …` means SINGLE."""
    values = {value for found in _every(fields) for value in found.enum}

    def parted(found: Field) -> Field:
        enum = {}
        for value, meaning in found.enum.items():
            heads = [value[:end] for end in range(3, len(value) - 1) if value[:end] in values]
            joined = [head for head in heads if value[len(head)] != "_" and not head.endswith("_")]
            if joined:
                rest = value[len(max(joined, key=len)) :]
                doubts.append(
                    Doubt(line=found.line, text=f"{found.name}: the page has {value}, taken to be {rest} after a word")
                )
                enum[rest] = meaning
            else:
                enum[value] = meaning
        return replace(found, enum=enum, fields=tuple(parted(member) for member in found.fields))

    return [parted(found) for found in fields]


def _every(fields: Sequence[Field]) -> list[Field]:
    return [each for found in fields for each in (found, *_every(found.fields))]
