"""Allowed characters in prose, such as `可使用数字、大小写字母、下划线_组成`, as a pattern."""

from __future__ import annotations

import re

_STRICT = re.compile(
    r"(?:只能|仅能|只可以?|仅可以?|只允许|仅允许|只支持|仅支持|必须|只|仅|限)"
    r"(?:可以|可|允许|支持|能|使用|包含|含有|含|填写|填|输入|传入|传|是|为|由|用)*"
)
_LOOSE = re.compile(r"(?:可以?|允许|支持|应)?(?:使用|由|包含|填写)")
_SUBJECT = re.compile(r"\s{0,2}[:]?\s{0,2}")
_TOKENS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("0-9", r"阿拉伯数字|半角数字|数字"),
        ("A-Za-z", r"(?:英文)?大小写(?:的)?(?:英文|拉丁)?(?:字母)?|(?:英文|拉丁)?大写(?:字母)?(?:和|与|、|或|及)小写(?:英文)?字母"),
        ("A-Z", r"(?:英文)?大写(?:的)?(?:英文)?(?:字母)?"),
        ("a-z", r"(?:英文)?小写(?:的)?(?:英文)?(?:字母)?"),
        ("A-Za-z", r"(?:英文|拉丁)?字母|英文(?!半角|状态|符号|标点|字符|句号|逗号|冒号|大|小)"),
        ("a-z", r"a-z"),
        ("A-Z", r"A-Z"),
        ("0-9", r"0-9"),
        ("_", r"下划线"),
        ("-", r"短横线|连接线|中划线|连字符|短划线|横杠|横线|减号"),
        ("|", r"竖线|竖杠"),
        ("*", r"星号"),
        (".", r"小数点|英文句号|英文点号|点号|半角句号"),
        (":", r"(?:英文|半角)?冒号"),
        ("/", r"(?:正)?斜杠|斜线"),
        ("\\", r"反斜杠|反斜线"),
        ("#", r"井号"),
        ("@", r"at符号?"),
        ("+", r"加号"),
        ("=", r"等号"),
        ("&", r"与号"),
        ("%", r"百分号"),
        ("~", r"波浪[线号]"),
        (" ", r"空格"),
        ("", r"等(?!于)"),  # an open list
        (None, r"英文半角(?:的)?|半角(?:的)?|英文状态(?:下)?(?:的)?|特殊(?:字符|符号)|符号|字符(?![^,;。]{0,12}组成)|这些|以及|和|与|或者?|及|的|中|[、\s\"'`()\[\]]"),
        (None, r",(?=\s?(?:阿拉伯|半角|数字|大小写|大写|小写|英文|字母|下划线|短横线|连接线|中划线|竖线|星号|空格|[_\-|*]))"),
    )
)  # fmt: skip
_LITERAL = re.compile(r"[_\-|*.:/\\#@+=&%~!?$^<>{}]")
_LISTED = re.compile(r"\s?(?:、|组成|构成)")
_MADE_OF = re.compile(
    r"\s?(?:其中)?(?:的)?(?:一种|任意)?(?:或|和)?(?:几种|多种)?(?:的)?(?:任意)?(?:字符)?(?:组成|构成|组合)"
)
_BOUNDARY = re.compile(r"$|[;。,)]|\s|且|并|长度|最|不|其|同|在")
_LATER = re.compile(r"[^。;,]{0,30}?(?:组成|构成)")
_MOST_TOKENS = 60


def pattern_in(prose: str) -> tuple[str | None, bool]:
    """Return the pattern of the allowed characters, and whether the prose speaks of some that cannot be turned into one."""
    is_announced = False
    for start in (*_STRICT.finditer(prose), *_LOOSE.finditer(prose)):
        subject = _SUBJECT.match(prose, start.end())
        at = subject.end() if subject else start.end()
        allowed, is_open, end = _characters(prose, at)
        is_strict = start.re is _STRICT
        made_of = _MADE_OF.match(prose, end) is not None
        if {"0-9", "A-Za-z", "A-Z", "a-z"} & set(allowed):
            if not is_open and (made_of or (is_strict and _BOUNDARY.match(prose, end))):
                return _pattern(allowed), False
            is_announced |= is_strict or made_of or is_open or _LATER.match(prose, end) is not None
        else:
            is_announced |= _LATER.match(prose, at) is not None
    return None, is_announced


def _characters(prose: str, at: int) -> tuple[list[str], bool, int]:
    """Return the classes and characters listed from a position, whether the list is open, and where it ends."""
    allowed: list[str] = []
    is_open = False
    for _ in range(_MOST_TOKENS):
        token = next(((kind, found) for kind, each in _TOKENS if (found := each.match(prose, at))), None)
        token = token or _literal(prose, at)
        if token is None:
            break
        kind, found = token
        if kind == "":
            is_open = True
        elif kind and kind not in allowed:
            allowed.append(kind)
        at = found.end()
    while at and prose[at - 1] == " ":
        at -= 1
    return allowed, is_open, at


def _literal(prose: str, at: int) -> tuple[str, re.Match[str]] | None:
    """Return a character that stands for itself. One that may end a sentence needs a sign that the list goes on."""
    found = _LITERAL.match(prose, at)
    if found is None:
        return None
    goes_on = prose[at - 1 : at] == '"' or _LITERAL.match(prose, at + 1) or _LISTED.match(prose, at + 1)
    ends_sentence = found[0] in ".:?!" and not goes_on
    return None if ends_sentence else (found[0], found)


def _pattern(allowed: list[str]) -> str:
    if "A-Za-z" in allowed:
        allowed = [piece for piece in allowed if piece not in {"A-Z", "a-z"}]
    classes = [piece for piece in ("0-9", "A-Z", "A-Za-z", "a-z", "_") if piece in allowed]
    literal = [piece for piece in allowed if piece not in {*classes, "-"}]
    escaped = "".join("\\" + piece if piece in "\\]^[" else piece for piece in literal)
    return f"^[{''.join(classes)}{escaped}{'-' if '-' in allowed else ''}]+$"
