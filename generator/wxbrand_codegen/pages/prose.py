"""Find facts in the prose of a field: limits, patterns, enum values, conditions, lifetimes."""

from __future__ import annotations

import re

from wxbrand_codegen.pages.page import Condition, FieldType, Limits

_UNIT = r"\s*(?:个|位)?\s*(?:UTF-?8)?\s*(?:编码)?(?:的)?(?:中文|汉)?(?:字符|字节|字)"
_BETWEEN = re.compile(rf"(?:长度)?[^,，。;；0-9]{{0,8}}?(\d{{1,6}})\s*[-~～至到]\s*(\d{{1,6}}){_UNIT}")
_AT_MOST = re.compile(
    rf"(?:不超过|不能超过|不得超过|最多|最长|最大|限制(?:为|在)?|上限(?:为|是)?|最长支持)\s*(\d{{1,6}}){_UNIT}"
)
_AT_LEAST = re.compile(rf"(?:不少于|不低于|至少|最少|最短)\s*(\d{{1,6}}){_UNIT}")
_MOST = re.compile(r"(?:最多|最大值?|最高|不超过|上限为?|最大不超过)\s*(?:为|是)?\s*(?:可\S{0,6}?)?(\d{1,15})")
_LEAST = re.compile(r"(?:最少|最小值?|最低|至少|不小于|不少于)\s*(?:为|是)?\s*(\d{1,15})")
_RANGE = re.compile(r"(?:取值)?范围\s*(?:为|是|[:：])?\s*[\[(（]?\s*(\d{1,15})\s*[-~～至到,，]\s*(\d{1,15})")
_ITEMS = r"\s*(?:个|张|项|条|家|组|种)(?!\s*(?:UTF|字符|字节|汉字|字|中文))"
_MOST_ITEMS = re.compile(
    rf"(?:最多|不超过|上限为?|不能超过)(?:可|支持|能|允许)?(?:批量|同时)?(?:[^\d,，。;；]{{0,6}}?)(\d{{1,6}}){_ITEMS}"
)
_LEAST_ITEMS = re.compile(rf"(?:最少|至少|不少于)(?:[^\d,，。;；]{{0,4}}?)(\d{{1,6}}){_ITEMS}")
_MADE_OF = re.compile(r"(?:可使用|仅支持|只能使用|仅允许|仅可使用|由|包含)([^。;；]{1,60}?)(?:组成|构成)")
_CONDITION = re.compile(
    r"(当且仅当|仅当|当)\s*([a-z][a-z0-9_]*)\s*(?:字段)?\s*(?:为|等于|=|是)\s*"
    r"([A-Z][A-Z0-9_]*(?:\s*(?:、|或者|或|/|,|，)\s*[A-Z][A-Z0-9_]*)*)\s*(?:时|的时候)?\s*[,，]?\s*(?:本字段)?"
    r"(必传|必填|需要填写|必须填写|须填写|需填写|需传入|可填写|可填|选填|可传|填写|生效|返回)?"
)
_ENUM_START = re.compile(r"(?:可选取值|枚举值|可选值|取值如下|取值范围)\s*[:：]?\s*")
_VALUE = re.compile(r"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)\s*[:：]\s*")


def limits_in(prose: str, type_: FieldType) -> Limits:
    """Return the limits of a value of this type."""
    if type_.name == "string":
        least, most = _first(_AT_LEAST, prose), _first(_AT_MOST, prose)
        if found := _BETWEEN.search(prose):
            least, most = int(found[1]), int(found[2])
        return Limits(min_length=least, max_length=most, pattern=_pattern(prose))
    if type_.name in {"integer", "number"}:
        if found := _RANGE.search(prose):
            return Limits(minimum=int(found[1]), maximum=int(found[2]))
        return Limits(minimum=_first(_LEAST, prose), maximum=_first(_MOST, prose))
    if type_.name == "array":
        return Limits(min_items=_first(_LEAST_ITEMS, prose), max_items=_first(_MOST_ITEMS, prose))
    return Limits()


def _first(pattern: re.Pattern[str], prose: str) -> int | None:
    found = pattern.search(prose)
    return int(found[1]) if found else None


_CLASSES = (
    (re.compile(r"数字"), "0-9"),
    (re.compile(r"大写"), "A-Z"),
    (re.compile(r"小写"), "a-z"),
    (re.compile(r"下划线|_"), "_"),
    (re.compile(r"短横线|连接线|中划线|-"), "-"),
)
_KNOWN = re.compile(
    r"英文半角的?|半角|数字|大小写|大写|小写|英文|字母|下划线|短横线|连接线|中划线|字符|以及|和|与|或|的|等?[\s、,，_\-()（）|*\"“”'‘’`]"
)


def _pattern(prose: str) -> str | None:
    found = _MADE_OF.search(prose)
    if found is None:
        return None
    characters = found[1]
    if _KNOWN.sub("", characters).strip():
        return None  # other characters are allowed too, and only a person can tell which
    letters = "字母" in characters or "英文" in characters
    if "大小写" in characters or (letters and "大写" not in characters and "小写" not in characters):
        characters += "大写小写"
    allowed = "".join(piece for test, piece in _CLASSES if test.search(characters))
    return f"^[{allowed}]+$" if allowed else None


def announces_pattern(prose: str) -> bool:
    """Whether the prose describes allowed characters in a way that cannot be turned into a pattern."""
    return _MADE_OF.search(prose) is not None and _pattern(prose) is None


def enum_in(lines: list[str]) -> dict[str, str]:
    """Return the values of `可选取值 NAME: meaning ...`, one or several in a line; empty if there is no such list."""
    text = "\n".join(re.sub(r"^(•\s*[A-Z][A-Z0-9_]+)(?=[\u4e00-\u9fff])", r"\1: ", line) for line in lines)
    start = _ENUM_START.search(text)
    listed = text[start.end() :] if start else "\n".join(line for line in text.split("\n") if line.startswith("•"))
    _, *pieces = _VALUE.split(listed)
    values: dict[str, str] = {}
    for value, rest in zip(pieces[::2], pieces[1::2], strict=True):
        values.setdefault(value, " ".join(rest.partition("\n\n")[0].replace("•", " ").split()))
    return values


def conditions_in(prose: str) -> tuple[Condition, ...]:
    """Return the conditions under which a field is required or allowed."""
    conditions = []
    for found in _CONDITION.finditer(prose):
        verb = found[4]
        if verb in {None, "生效", "返回"}:
            continue
        values = tuple(re.findall(r"[A-Z][A-Z0-9_]*", found[3]))
        required = verb not in {"可填写", "可填", "选填", "可传"}
        rest = prose[found.end() : found.end() + 24]
        only = found[1] != "当" or bool(re.match(r"[^。]{0,3}?(?:其他|否则)[^。]*?不(?:应|可|能|要|需)?填", rest))
        conditions.append(Condition(field=found[2], values=values, required=required, only=only))
    return tuple(conditions)


def mentions_condition(prose: str) -> bool:
    """Whether the prose mentions a condition at all."""
    return "当且仅当" in prose or re.search(r"当[^。]{1,40}时[,，]?\s*(?:必填|必传|选填|填写)", prose) is not None


def lifetime_in(prose: str) -> int | None:
    """Return for how many seconds a value is valid; None if the prose does not say."""
    found = re.search(r"有效期(?:为|是)?\s*(\d{1,6})\s*(秒|分钟|小时)", prose)
    return int(found[1]) * {"秒": 1, "分钟": 60, "小时": 3600}[found[2]] if found else None
