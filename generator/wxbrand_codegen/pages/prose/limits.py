"""Limits in prose: lengths, ranges of numbers, counts of items, sizes of files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wxbrand_codegen.pages.page import FieldType, Limits

_TO = r"\s?(?:-{1,2}|~|至|到)\s?"
_UNIT = (
    r"\s?(?:个|位)?\s?(?:UTF-?8)?\s?(?:编码)?(?:的)?(?:英文|中文|半角|全角|汉)?"
    r"(?:字符|字节|字(?!段|母)|bytes?|characters?)"
)
_UNIT_OR_PLACES = rf"(?:{_UNIT}|\s?位(?!小数))"
_IS = r"\s?(?:应|需|必须|须|固定|限制|要求)?(?:为|是|在|:|于)?\s?"
_LENGTH = r"(?:长度|字数|字符数|位数)"
_MOST = (
    r"(?:不可超过|不允许超过|不超过|不能超过|不得超过|不应超过|不大于|不能大于|不高于|不多于|不能多于|最多|最长|最大|最高|至多|小于等于|小于或等于|<=|≤|"
    r"限制|上限|限长)"
)
_LEAST = r"(?:不少于|不能少于|不得少于|不低于|至少|最少|最短|最小|最低|不小于|不能小于|大于等于|大于或等于|>=|≥)"
_MAY = r"(?:支持|可以?|允许|能)?(?:输入|填写?|传入?|包含|设置|配置|返回|选择?|发起)?"

_BETWEEN_LENGTHS = tuple(
    map(
        re.compile,
        (
            rf"(\d{{1,6}})\s?(?:个|位)?(?:字符|字节)?{_TO}(\d{{1,6}}){_UNIT_OR_PLACES}",
            rf"{_LENGTH}(?:限制|范围|要求|区间)?{_IS}[\[(]?(\d{{1,6}})(?:{_TO}|,\s?)(\d{{1,6}})",
            rf"(?:介于|在)\s?(\d{{1,6}})\s?(?:个|位)?(?:字符)?(?:和|与){_MAY}\s?(\d{{1,6}}){_UNIT_OR_PLACES}",
        ),
    )
)
_EXACT_LENGTHS = tuple(
    map(
        re.compile,
        (
            rf"{_LENGTH}(?:固定|必须|需|应)?(?:为|是|:|等于)\s?(\d{{1,6}}){_UNIT_OR_PLACES}?(?!\d|{_TO}\d|\s?(?:以|之)?内|以下)",
            rf"固定(?:长度)?(?:为|是)?\s?(\d{{1,6}}){_UNIT_OR_PLACES}",
            rf"(?<!\d)(\d{{1,6}}){_UNIT_OR_PLACES}(?:定长|固定长度)",
            r"(?:^|[是为,;。\s])\s?(\d{1,6})\s?位(?:的)?(?:纯?数字|字母|十六进制|16进制)",
        ),
    )
)
_MOST_LENGTHS = tuple(
    map(
        re.compile,
        (
            rf"{_MOST}(?:长度)?{_IS}{_MAY}\s?(\d{{1,6}}){_UNIT_OR_PLACES}",
            rf"{_LENGTH}(?:的)?(?:{_MOST}|限制|最大值){_IS}(\d{{1,6}})(?!\d)",
            rf"(?:最大|最长)(?:字符)?{_LENGTH}{_IS}(\d{{1,6}})(?!\d)",
            rf"(\d{{1,6}}){_UNIT_OR_PLACES}(?:以|之)?(?:内|下)",
            rf"{_LENGTH}{_IS}(\d{{1,6}})(?:以|之)?(?:内|下)",
        ),
    )
)
_LEAST_LENGTHS = tuple(
    map(
        re.compile,
        (
            rf"{_LEAST}(?:长度)?{_IS}{_MAY}\s?(\d{{1,6}}){_UNIT_OR_PLACES}",
            rf"{_LENGTH}(?:的)?{_LEAST}{_IS}(\d{{1,6}})(?!\d)",
            rf"(?:最小|最短)(?:字符)?{_LENGTH}{_IS}(\d{{1,6}})(?!\d)",
        ),
    )
)
_OR_ANOTHER = re.compile(r"\s?(?:\(|或者?|/)\s?\d{1,6}\s?个?(?:英文|中文|汉|字)")

_NUMBER = r"(-?\d{1,15}(?:\.\d{1,6})?)\s?(万亿|亿|万|百万|千)?"
_RANGES = tuple(
    map(
        re.compile,
        (
            rf"(?:范围|取值|区间|介于|只能|只支持|仅支持|限){_IS}([\[(])?{_NUMBER}(?:{_TO}|,\s?|和|与){_NUMBER}\s?([\])])?",
            rf"([\[(]){_NUMBER}(?:{_TO}|,\s?){_NUMBER}\s?([\])])",
            rf"(?<![\d.\-:])()(?<!\d){_NUMBER}{_TO}{_NUMBER}()\s?(?:\(含\))?(?:之间|以内|范围内|的?(?:正|自然)?(?:整数|数字|数值|数))",
            rf"^()\s?{_NUMBER}{_TO}{_NUMBER}()\s?(?:[天分个元次张秒]|分钟|小时)?$",
            rf"()(?<![\d.\-]){_NUMBER}\s?(?:<=?|≤)\s?[A-Za-z_\u4e00-\u9fff]{{1,20}}\s?(?:<=?|≤)\s?{_NUMBER}()",
        ),
    )
)
_MOST_NUMBERS = re.compile(rf"{_MOST}(?:值)?(?:不超过)?{_IS}{_MAY}\s?{_NUMBER}(?!\s?(?:位|个小数|\.))\s?(元)?")
_WITHIN_NUMBERS = re.compile(
    rf"(?<![\d.\-]){_NUMBER}(?:元|分|天|次|张|个)?(?:(?:以|之)内(?!的)|以内的(?:正|自然)?整?数)"
)
_LEAST_NUMBERS = re.compile(rf"{_LEAST}(?:值)?{_IS}\s?{_NUMBER}(?!\s?(?:位|个小数|\.))\s?(元)?")
_NOT_WHEN = r"(?![\d.]|\s?(?:时|的时候|的情况|才))"
_ABOVE = re.compile(rf"(?<!不)(?<!不能)(?:大于|>)\s?(?!等于|或等于|=){_NUMBER}\s?(元)?{_NOT_WHEN}")
_BELOW = re.compile(rf"(?<!不)(?<!不能)(?:小于|<)\s?(?!等于|或等于|=){_NUMBER}\s?(元)?{_NOT_WHEN}")
_CONDITIONAL = re.compile(r"\s?(?:当|若|如|仅|对于|注[:]|例|示例)|[^,;。]{0,30}(?:时|的时候|情况下)$")
_FEN = re.compile(r"单位\s?(?:为|是|:)?\s?[\"(]?分")
_SCALES = {"": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "亿": 10**8, "万亿": 10**12}
_THOUSANDS = re.compile(r"(?<![\d.,\[(])\d{1,3}(?:,\d{3})+(?![\d,])")

_COUNTER = r"\s?(?:[个张项条家组种件款段次份名笔行本册只辆朵枚台套对支篇页单]|位(?!数))(?!\s?(?:UTF|字符|字节|汉字|字(?!段)|中文|英文))"
_OF_ITEMS = r"(?:数组|列表)?(?:元素)?(?:的)?(?:长度|数量|个数|条数|大小|总数|元素数)"
_BETWEEN_ITEMS = tuple(
    map(
        re.compile,
        (
            rf"{_OF_ITEMS}(?:限制|范围|要求)?{_IS}[\[(]?(\d{{1,6}})(?:{_TO}|,\s?)(\d{{1,6}})",
            rf"(?<![\d.\-])(\d{{1,6}}){_COUNTER}?{_TO}(\d{{1,6}}){_COUNTER}",
        ),
    )
)
_EXACT_ITEMS = re.compile(
    rf"{_OF_ITEMS}(?:固定|必须)?(?:为|是|:)\s?(\d{{1,6}})(?!\d|{_TO}\d|\s?(?:以|之)?内)|固定(?:为)?(\d{{1,6}}){_COUNTER}"
)
_MOST_ITEMS = tuple(
    map(
        re.compile,
        (
            rf"{_MOST}(?:只)?{_MAY}{_IS}(?:批量|同时|一次|单次)?[^\d,;。每]{{0,8}}?(\d{{1,6}}){_COUNTER}",
            rf"{_OF_ITEMS}(?:的)?{_MOST}{_IS}(\d{{1,6}})(?!\d)",
            rf"(?:最大|最多)(?:长度|数量|个数|条数){_IS}(\d{{1,6}})(?!\d)",
            rf"(\d{{1,6}}){_COUNTER}(?:以|之)内",
            rf"{_MOST}{_MAY}\s?(\d{{1,6}})\s?(?=$|[,;。)])",
        ),
    )
)
_LEAST_ITEMS = tuple(
    map(
        re.compile,
        (
            rf"{_LEAST}{_MAY}{_IS}[^\d,;。每]{{0,6}}?(\d{{1,6}}){_COUNTER}",
            rf"{_OF_ITEMS}(?:的)?{_LEAST}{_IS}(\d{{1,6}})(?!\d)",
        ),
    )
)
_OF_EACH_ITEM = re.compile(r"(?:每|单)(?:一)?(?:个|项|条|张|组|行)")
_SIZE = re.compile(
    rf"(?:{_MOST}|小于|大小(?:为|限制)?){_IS}(\d{{1,6}}(?:\.\d{{1,3}})?)\s?(K|M|G|兆|字节|bytes?)i?B?"
    r"|(\d{1,6}(?:\.\d{1,3})?)\s?(K|M|G|兆)i?B?\s?(?:以|之)?(?:内|下)",
    re.IGNORECASE,
)
_CHINESE_DIGITS = "零一二三四五六七八九"
_CHINESE_SCALES = {"十": 10, "百": 100, "千": 1000}
_CHINESE_NUMBER = re.compile(
    rf"((?:{_MOST}|{_LEAST}){_MAY})([一二三四五六七八九十百千]{{1,7}})(?=[个张项条家组种件次份笔行位天])"
)
_SIZES = {"k": 2**10, "m": 2**20, "兆": 2**20, "g": 2**30}


def limits_in(prose: str, type_: FieldType) -> Limits:
    """Return the limits of a value of this type, but for its pattern."""
    prose = _CHINESE_NUMBER.sub(lambda found: f"{found[1]}{_chinese_number(found[2])}", prose)
    if type_.name == "string":
        least, most = _lengths(prose)
        return Limits(min_length=least, max_length=most)
    if type_.name in {"integer", "number"}:
        least, most = _numbers(prose, whole=type_.name == "integer")
        return Limits(minimum=least, maximum=most)
    if type_.name == "array":
        least, most = _counts(prose)
        return Limits(min_items=least, max_items=most)
    if type_.name == "file":
        return Limits(max_bytes=_size(prose))
    return Limits()


def _chinese_number(text: str) -> int:
    """Return the value of a number such as 一千 or 五十."""
    total, digit = 0, 0
    for character in text:
        if scale := _CHINESE_SCALES.get(character):
            total, digit = total + (digit or 1) * scale, 0
        else:
            digit = _CHINESE_DIGITS.index(character)
    return total + digit


def length_of_items(prose: str) -> int | None:
    """Return the greatest length of a list's texts, where the prose speaks of each item."""
    for clause in _clauses(prose):
        if found := _OF_EACH_ITEM.search(clause):
            return _lengths(clause[found.start() :])[1]
    return None


def _first(patterns: Sequence[re.Pattern[str]], prose: str) -> re.Match[str] | None:
    return next((found for pattern in patterns if (found := pattern.search(prose))), None)


def _lengths(prose: str) -> tuple[int | None, int | None]:
    prose = _without_thousands(prose)
    if found := _first(_BETWEEN_LENGTHS, prose):
        return int(found[1]), int(found[2])
    least, most = _first(_LEAST_LENGTHS, prose), _first(_MOST_LENGTHS, prose)
    if most and _OR_ANOTHER.match(prose, most.end()):
        most = None  # it depends on the alphabet
    if least is None and most is None and (exact := _first(_EXACT_LENGTHS, prose)):
        return int(exact[1]), int(exact[1])
    return int(least[1]) if least else None, int(most[1]) if most else None


def _counts(prose: str) -> tuple[int | None, int | None]:
    prose = ",".join(clause for clause in _clauses(prose) if not _OF_EACH_ITEM.search(clause))
    if found := _first(_BETWEEN_ITEMS, prose):
        return int(found[1]), int(found[2])
    least, most = _first(_LEAST_ITEMS, prose), _first(_MOST_ITEMS, prose)
    if least is None and most is None and (exact := _EXACT_ITEMS.search(prose)):
        count = int(exact[1] or exact[2])
        return count, count
    return int(least[1]) if least else None, int(most[1]) if most else None


def _numbers(prose: str, *, whole: bool) -> tuple[int | None, int | None]:
    """Return the least and the greatest number. Clauses that only say when something holds are passed over."""
    prose = _without_thousands(prose)
    in_fen = _FEN.search(prose) is not None
    least: int | None = None
    most: int | None = None
    for clause in _number_clauses(prose):
        if found := _first(_RANGES, clause):
            low, high = _value(found[2], found[3], None, in_fen), _value(found[4], found[5], None, in_fen)
            if low is not None and high is not None and low <= high:
                low, high = low + (whole and found[1] == "(" and found[6] == "]"), high - (
                    whole and found[6] == ")" and found[1] == "["
                )
                return low, high
        if least is None:
            least = _bound(clause, _LEAST_NUMBERS, _ABOVE, 1, in_fen, whole=whole)
        if most is None:
            most = _bound(clause, _MOST_NUMBERS, _BELOW, -1, in_fen, whole=whole)
        if most is None and (within := _WITHIN_NUMBERS.search(clause)):
            most = _value(within[1], within[2], None, in_fen)
    if least is None and whole:
        least = (
            0 if re.search(r"非负整数|自然数|不能为负", prose) else 1 if re.search(r"(?<!非)正整数", prose) else None
        )
    return least, most


def _without_thousands(prose: str) -> str:
    return _THOUSANDS.sub(lambda found: found[0].replace(",", ""), prose)


def _number_clauses(prose: str) -> Iterator[str]:
    """Yield the clauses that state facts. Commas within brackets do not end one."""
    for clause in re.split(r"[;。\n]|,(?![\d\s.]{1,18}[\])])", prose):
        if not _CONDITIONAL.match(clause):
            yield clause


def _bound(
    clause: str, pattern: re.Pattern[str], strict: re.Pattern[str], step: int, in_fen: bool, *, whole: bool
) -> int | None:
    if found := pattern.search(clause):
        return _value(found[1], found[2], found[3], in_fen)
    if whole and (found := strict.search(clause)):
        value = _value(found[1], found[2], found[3], in_fen)
        return None if value is None else value + step
    return None


def _value(digits: str, scale: str | None, yuan: str | None, in_fen: bool) -> int | None:
    """Return a number; None if it is not whole, or is in yuan where the field's unit is not known to be fen."""
    if yuan and not in_fen:
        return None
    value = float(digits) * _SCALES[scale or ""] * (100 if yuan else 1)
    return int(value) if value == int(value) else None


def _size(prose: str) -> int | None:
    found = _SIZE.search(prose)
    if found is None:
        return None
    digits, unit = (found[1], found[2]) if found[1] else (found[3], found[4])
    return int(float(digits) * _SIZES.get(unit.lower()[:1], 1))


def _clauses(prose: str) -> list[str]:
    return re.split(r"[,;。\n]", prose)
