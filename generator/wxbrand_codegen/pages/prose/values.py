"""Listed values with their meanings, and defaults."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from wxbrand_codegen.pages.page import FieldType
from wxbrand_codegen.pages.prose import normalised

_ANNOUNCED = re.compile(
    r"(?:可选取值|可选值|可取值|可选项|枚举值|枚举|可选类型|取值包括|取值有|取值说明|取值列表|可选(?=\s?:)|取值如下|类型如下|状态如下|包括如下|"
    r"有以下(?:几种)?(?:取值|类型|状态|值)|(?:支持)?以下(?:取值|类型|状态)|取值(?=\s?:)|取值范围(?=\s?:?\s?[\"`(]?[A-Z][A-Z_]))"
    r"(?:包括|有|为|是|如下)?\s?[:]?\s?"
)
_UPPER = r"[A-Z][A-Z0-9]*(?:[_.\-][A-Z0-9]+)*"
_ANY = r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,60}"
_SEPARATOR = r"[\"'`]?\s?(?::|-{1,2}|=|(?=\())\s?"
_MARK = r"\s?(?:[•·*]\s?|\d{1,2}[.、)]\s?|\(\d{1,2}\)\s?|-\s)?[\"'`]?"
_ENTRY = re.compile(rf"{_MARK}({_ANY}){_SEPARATOR}")
_UPPER_ENTRY = re.compile(rf"{_MARK}({_UPPER}|true|false|-?\d{{1,4}}(?!\d|\s?-\s?\d)){_SEPARATOR}(?=\D|$)")
_BARE_ENTRY = re.compile(rf"{_MARK}({_UPPER})[\"'`]?(?:\s?(?=[\u4e00-\u9fff])|\s?$)")
_WITHIN = re.compile(rf"(?<![A-Za-z0-9_.\-])[\"'`]?({_UPPER}|true|false){_SEPARATOR}")
_WHOLE_WITHIN = re.compile(r"(?<![\d.\-A-Za-z])(?<!\d:)(\d{1,4})\s?(?:[:=\-]\s?(?=[^\d\s,;。:=\-])|(?=\([^\d()]))")
_APART = re.compile(r"(?:[,;。、\s与和或及:(][\"'`]?|支持\s?)$")
"""What a listed value may follow."""
_SEPARATED = re.compile(r"\s?:\s?\S")
_BULLET_WITHOUT = re.compile(rf"^([•·]\s?{_UPPER})\s?(?=[\u4e00-\u9fff])")
_LIST = re.compile(
    rf"[\"'`]?({_ANY})[\"'`]?(?:(?:\s?(?:[、,/|]|或者?|和|及)\s?|\s)[\"'`]?{_ANY}[\"'`]?)*(?=\s|[,;。)]|$|[\u4e00-\u9fff])"
)
_WORD = re.compile(_ANY)
_NOT_MEANING = re.compile(
    r"\s?(?:注[意:]|说明[:]|备注|示例|例如|【|当|若|如果|仅当|默认|不填|不传|最|长度|本字段|该字段|\d{1,2}[、.])"
)
_TAIL = re.compile(
    r"[,;。]\s?(?=(?:默认|缺省)(?!值?\s?$)|不填|不传|若不|如不|当且仅当|仅当|[当若]\s?[a-z]|最多|最长|长度|不超过|不能超过)"
)
"""Where another fact follows the meaning of the last value."""
_IS_DEFAULT = re.compile(r"\(\s?默认(?:值)?\s?\)|[,;]\s?默认(?:值)?\s?$|^默认(?:值)?[,;:]|[(,]\s?默认(?:值)?[,;)]")

_WITHIN_PARENTHESES = re.compile(r"\(([^()]{1,60})\)(?:$|[与和或及、]|[一二两三四五六]种)")

_DEFAULT = re.compile(
    r"(?:默认|缺省)(?:取)?(?:值|[\u4e00-\u9fff]{1,6}?(?=为|是|:|=))?(?P<link>\s?(?:取值|设置|配置)?(?:为|是|等于|:|=|取|传|填)?)\s?[\"'`]?"
    r"(?P<value>\d{1,2}:\d{2}(?::\d{2})?(?!\d)|-?\d{1,15}(?:\.\d{1,6})?(?![\d.]{0,9}[A-Za-z]|:?\d)|[A-Za-z][A-Za-z0-9_.\-/#+]{0,80})[\"'`]?(?!\s?(?:字段|参数|的值))"
)
_TRUTH = {"true": True, "false": False}
_STATED = re.compile(r"(?:默认值|缺省值)(?:为|是|:)|(?:默认|缺省)为")
_NO_VALUE = re.compile(
    r"(?:默认|缺省)(?:值)?(?:为|是|:)?\s?(?:空|无|不|当前|系统|全部|所有|查询|返回|以|按|使用|由|与|和|该|下单)"
)


def values_in(lines: Sequence[str], type_: FieldType) -> tuple[dict[str, str], list[str], bool]:
    """Return the listed values with their meanings, the lines that do not belong to the list, and whether one is announced.

    A truth value has no list of its own: what its two values mean stays in the prose.
    """
    normal = _joined([normalised(line) for line in lines])
    for at, line in enumerate(normal):
        if found := _ANNOUNCED.search(line):
            values, after = _announced([line[found.end() :], *normal[at + 1 :]], type_)
            if values:
                values = _in_words_of_page(_of_type(values, type_), lines)
                return values, [*normal[:at], line[: found.start()], *after], True
            return {}, normal, not re.match(r"[\[(]?-?\d+\s?[,~\-]", line[found.end() :])
    values, rest = _unannounced(normal, type_)
    return _in_words_of_page(_of_type(values, type_), lines), rest if values else normal, False


def _in_words_of_page(values: Mapping[str, str], lines: Sequence[str]) -> dict[str, str]:
    """Return the values with their meanings as the page punctuates them."""
    page = "\n".join(lines)
    normal = normalised(page)
    ends = {value: (at, at + len(meaning)) for value, meaning in values.items() if (at := normal.find(meaning)) >= 0}
    return {value: page[slice(*ends[value])] if value in ends else meaning for value, meaning in values.items()}


def _joined(lines: Sequence[str]) -> list[str]:
    """Return lines whose values all have a separator: one may have moved to the next line, or be missing in a list."""
    joined: list[str] = []
    for line in lines:
        if joined and _SEPARATED.match(line):
            joined[-1] += line
        else:
            joined.append(_BULLET_WITHOUT.sub(r"\1: ", line))
    return joined


def _of_type(values: Mapping[str, str], type_: FieldType) -> dict[str, str]:
    """Return the values, or none if they cannot be values of this type."""
    if type_.name == "integer":
        return dict(values) if all(re.fullmatch(r"-?\d{1,9}", value) for value in values) else {}
    return dict(values) if type_.name == "string" and set(values) - set(_TRUTH) else {}


def _announced(lines: Sequence[str], type_: FieldType) -> tuple[dict[str, str], list[str]]:
    """Read a list of values that the page announces, and return the lines after it too."""
    entry = _UPPER_ENTRY if type_.name == "integer" else _ENTRY
    filled = [at for at, line in enumerate(lines) if line.strip()]
    if not filled:
        return {}, []
    first = lines[filled[0]]
    starts = [at for at in filled if entry.match(lines[at])]
    if not starts or starts[0] != filled[0]:
        if bare := _bare_entries(lines, filled):
            return bare
        if listed := _LIST.match(first):
            after = first[listed.end() :]
            return dict.fromkeys(_WORD.findall(listed[0]), ""), [after, *lines[filled[0] + 1 :]]
        return {}, list(lines)
    if len(starts) == 1:
        values, rest = _run_together(lines[starts[0]], type_)
        return values, [*rest, *lines[starts[0] + 1 :]]
    return _one_a_line(lines, starts, entry)


def _bare_entries(lines: Sequence[str], filled: Sequence[int]) -> tuple[dict[str, str], list[str]] | None:
    """Read values whose meanings follow without a separator, one a line: `• NORMAL 满减券`."""
    found = {at: match for at in filled if (match := _BARE_ENTRY.match(lines[at]))}
    if filled[0] not in found or (
        len(found) == 1 and lines[filled[0]][found[filled[0]].end() :].lstrip(" ")[:1] in {"、", ""}
    ):
        return None
    values = {match[1]: lines[at][match.end() :].strip(" .。;") for at, match in found.items()}
    return values, [line for at, line in enumerate(lines) if at not in found]


def _one_a_line(
    lines: Sequence[str], starts: Sequence[int], entry: re.Pattern[str]
) -> tuple[dict[str, str], list[str]]:
    values: dict[str, str] = {}
    rest: list[str] = []
    current = ""
    for at, line in enumerate(lines):
        found = entry.match(line) if at in starts else None
        if found:
            current = found[1]
            values.setdefault(current, _meaning(line[found.end() :]))
        elif not line.strip():
            current = current if at < starts[-1] else ""
        elif current and not _NOT_MEANING.match(line):
            values[current] = f"{values[current]} {line}".strip()
        else:
            current = ""
            rest.append(line)
    return values, rest


def _run_together(line: str, type_: FieldType) -> tuple[dict[str, str], list[str]]:
    """Read values that follow each other in one line: `NORMAL: 满减券DISCOUNT: 折扣券`."""
    pattern = _WHOLE_WITHIN if type_.name == "integer" else _like_first(line)
    found = list(pattern.finditer(line))
    if not found or line[: found[0].start()].strip("•·*-`\"' "):
        entry = _ENTRY.match(line)
        return ({entry[1]: _meaning(line[entry.end() :])}, []) if entry else ({}, [line])
    tail = _TAIL.search(line, found[-1].end())
    ends = [*(each.start() for each in found[1:]), tail.start() if tail else len(line)]
    values: dict[str, str] = {}
    for each, end in zip(found, ends, strict=True):
        values.setdefault(each[1], _meaning(line[each.end() : end]))
    return values, [line[tail.end() :]] if tail else []


def _like_first(line: str) -> re.Pattern[str]:
    """Return the expression for further values: in upper case, or written like the first one, such as `Color010`."""
    first = _ENTRY.match(line)
    if first is None or _UPPER_ENTRY.match(line):
        return _WITHIN
    prefix = re.match(r"[A-Za-z]*", first[1])
    head = "[a-z]" if first[1].islower() else re.escape(prefix[0]) if prefix else ""
    return re.compile(rf"(?<![A-Za-z0-9_.\-])[\"'`]?({head}[A-Za-z0-9_.\-]{{1,60}}){_SEPARATOR}")


def _unannounced(lines: Sequence[str], type_: FieldType) -> tuple[dict[str, str], list[str]]:
    """Read a list of values that stands by itself: bullets, lines, or one line of several values."""
    starts = [at for at, line in enumerate(lines) if _UPPER_ENTRY.match(line)]
    bullets = [at for at in starts if lines[at].lstrip()[:1] in {"•", "·"}]
    if len(starts) > 1 or bullets:
        first = (bullets or starts)[0]
        values, rest = _one_a_line(lines[first:], [at - first for at in starts if at >= first], _UPPER_ENTRY)
        return values, [*lines[:first], *rest]
    for at, line in enumerate(lines):
        found = list((_WHOLE_WITHIN if type_.name == "integer" else _WITHIN).finditer(line))
        distinct = len({each[1] for each in found}) == len(found)
        stands_apart = type_.name == "integer" or all(_is_apart(line, each.start()) for each in found)
        if len(found) > 1 and distinct and stands_apart:
            values, after = _run_together(line[found[0].start() :], type_)
            return values, [*lines[:at], line[: found[0].start()], *after, *lines[at + 1 :]]
    return {}, list(lines)


def _is_apart(line: str, at: int) -> bool:
    """Whether a value may begin at a place of a line: at its start, or after punctuation."""
    before = line[max(0, at - 8) : at]
    return (at == len(before) and not before.strip()) or _APART.search(before) is not None


def _meaning(text: str) -> str:
    text = " ".join(text.replace("•", " ").split()).strip(" \"'`;,、。/|")
    within = _WITHIN_PARENTHESES.match(text)
    return within[1] if within else text


def default_in(prose: str, type_: FieldType, values: Mapping[str, str]) -> tuple[Any, bool]:
    """Return the value that is assumed when the field is left out, and whether the prose states one that cannot be read."""
    marked = [value for value, meaning in values.items() if _IS_DEFAULT.search(normalised(meaning))]
    for found in _DEFAULT.finditer(prose):
        value = _parsed(found["value"].rstrip(".-/+"), type_, values, is_linked=found["link"].strip() != "")
        if value is not None:
            return value, False
    if len(marked) == 1:
        return _parsed(marked[0], type_, values, is_linked=True), False
    if type_.name == "boolean" and (said := re.search(r"默认(?:值)?(?:为|是|:)\s?([是否])(?![\u4e00-\u9fff])", prose)):
        return said[1] == "是", False
    return None, _STATED.search(prose) is not None and _NO_VALUE.search(prose) is None


def _parsed(text: str, type_: FieldType, values: Mapping[str, str], *, is_linked: bool) -> Any:
    """Return a value of the type; None if the text is not one."""
    match type_.name:
        case "integer":
            return int(text) if re.fullmatch(r"-?\d{1,15}", text) else None
        case "number":
            return float(text) if re.fullmatch(r"-?\d{1,15}(?:\.\d+)?", text) else None
        case "boolean":
            return _TRUTH.get(text.lower())
        case "string" if values:
            return text if text in values else None
        case "string" if re.fullmatch(r"[a-z]+(?:_[a-z]+)+", text):
            return None  # the name of another field
        case "string":
            return text if is_linked or not re.search(r"[a-z]", text) or re.search(r"\d", text) else None
        case _:
            return None
