"""Conditions on other fields, such as `当且仅当 usage_mode 为 SINGLE 时必填`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from wxbrand_codegen.pages.page import Condition

Kind = Literal["required", "allowed", "forbidden"]
"""What a condition says of the field."""

_VALUE = r"[\"'`]?(?:[A-Z][A-Z0-9_]*|true|false|\d{1,9})[\"'`]?(?:\s?\([^()]{0,20}\))?"
_NAME = r"[\"'`]?([a-z][a-z0-9_.]{0,80})[\"'`]?"
_FORBIDDEN = (
    r"不应(?:该)?(?:填写?|传入?|出现)|不可以?(?:填写?|传入?)|不能(?:填写?|传入?)|无(?:需|须)(?:填写?|传入?)|不(?:需要?|必)(?:填写?|传入?)|"
    r"不要?(?:填写?|传入?)|禁止(?:填写?|传入?)|不(?:允许|得|支持|用)(?:填写?|传入?)|请?勿(?:填写?|传入?)"
)
_REQUIRED = (
    r"(?:为|是)?(?:必传|必填|必须(?:填写?|传入?|提供)|(?:必)?须(?:填写?|传入?)|需要?(?:填写?|传入?|提供)|要(?:填写?|传入?)|应(?:填写?|传入?)|不能为空|"
    r"不可为空|填写|传入)"
)
_ALLOWED = r"(?:才)?(?:可以?|能|允许)(?:不)?(?:填写?|传入?|选填?|选)|(?:为)?(?:选填|选传|可选|非必填)"
_VERBS: tuple[tuple[Kind, str], ...] = (("forbidden", _FORBIDDEN), ("allowed", _ALLOWED), ("required", _REQUIRED))
_CONDITION = re.compile(
    rf"(?P<lead>当且仅当|仅当|仅在|只有当?|当|若|如果|如|仅)?\s?{_NAME}\s?(?:字段|参数)?(?:的)?(?:取值|值|类型)?\s?"
    rf"(?P<not>不|非)?(?:等于|为|={{1,2}}|是|选择|取|传入?|填写?|设置为|包含)\s?(?P<values>{_VALUE}(?:\s?(?:、|或者?|/|,|和|及)\s?{_VALUE})*)"
    r"\s?(?:其中之一|之一|中的一个)?\s?(?:的时候|时|的?情况下|的场景下?)?\s?[,:]?\s?(?:则|才|那么)?"
    r"(?P<gap>[^,;。:当若且或其否不]{0,12}?)"
    rf"(?:{'|'.join(f'(?P<{kind}>{pattern})' for kind, pattern in _VERBS)})"
)
_JOINED = re.compile(r"(?:且|并且|同时|以及|和|与|及|或者?|除了?|除非)\s?$")
_JOINED_VALUES = re.compile(
    r"(?:且|并且|同时|或者?)\s?[\"'`]?[a-z][a-z0-9_]*[\"'`]?\s?(?:字段)?(?:的值)?\s?(?:不)?(?:等于|为|=|是)"
)
_ELSE_NOT = re.compile(r"[^。]{0,6}?(?:其他|其它|其余|否则|此外)[^。;]{0,16}?(?:" + _FORBIDDEN + ")")
_MENTIONED = re.compile(
    r"当且仅当|(?:当|若|如果|仅当|仅在)[^。;,]{1,60}(?:时|情况下)?[,]?\s?(?:则|本字段|该字段)?(?:为)?(?:必填|必传|必须填|选填|填写|可填|不应填|不填|不可填)"
    r"|[a-z_]{3,60}\s?(?:不)?(?:为|是|=)\s?[A-Za-z0-9_\"]{1,60}\s?时[,]?\s?(?:必填|必传|选填|填写|不应填|可填)|其他情况不应填写"
)
_TOGETHER = re.compile(
    r"[二三四两2-4]\s?(?:者)?选\s?[一1]|互斥|(?:不能|不可|不得|不要|不应)(?:以)?同时"
    r"|(?:至少|必须|只能)(?:且只能)?(?:选择?|填写?|传入?|提供)[^。;]{0,80}(?:之一|其一|一个|一项)"
    r"|(?:需要?|必须|须|不可|不能|不得)(?:与|和)\s?[\"']?[a-z][a-z_]{2,60}[^。;]{0,80}(?:一起|同时|配合)(?:使用|填写?|传入?)"
    r"|(?:提供|传入?|填写?)\s?[\"']?[a-z][a-z_]{2,60}[\"']?\s?(?:时|后|的情况下)[^。;]{0,12}(?:必填|必传|填写|传入|提供)"
)
"""Conditions that concern whether other fields are there."""


_CASE = re.compile(
    r"(?:[^,;。\n]|(?<=\d),(?=\d)){2,60}时[,:]?\s?[^,;。\n]{0,8}?(?:必填|必传|必须填写|必须传入|需传入|需要传入)"
)


def case_in(prose: str) -> str | None:
    """Return the words that name any case in which a field is required; None if the prose names none."""
    found = _CASE.search(prose)
    return found[0].strip() if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A condition as the prose says it."""

    field: str
    values: tuple[str, ...]
    negated: bool
    """Whether it holds for all other values."""

    kind: Kind
    only: bool
    """Whether the field is forbidden otherwise."""

    text: str
    """The words that say so."""


def statements_in(prose: str) -> tuple[tuple[Statement, ...], tuple[str, ...]]:
    """Return the conditions that the prose states, and the words of those that cannot be read."""
    statements: list[Statement] = []
    unread: list[str] = []
    read_to = 0
    for found in _CONDITION.finditer(prose):
        if _JOINED.search(prose[max(0, found.start() - 4) : found.start()]) or _JOINED_VALUES.search(found[0]):
            unread.append(found[0])
            continue
        kind = next(kind for kind, _ in _VERBS if found[kind])
        lead = found["lead"] or ""
        only = lead in {"当且仅当", "仅当", "仅在", "只有", "只有当", "仅"} or bool(_ELSE_NOT.match(prose, found.end()))
        values = tuple(
            re.findall(
                r"(?:(?<=[、,/\s\"'`])|^|(?<=或)|(?<=者)|(?<=和)|(?<=及))([A-Z][A-Z0-9_]*|true|false|\d+)",
                found["values"],
            )
        )
        statements.append(
            Statement(
                field=found[2],
                values=values,
                negated=found["not"] is not None,
                kind=kind,
                only=only and kind != "forbidden",
                text=found[0].strip(" ,"),
            )
        )
        read_to = found.end()
    unread += [clause.strip() for clause in re.split(r"[,;。\n]", prose) if _TOGETHER.search(clause)]
    if not statements and not unread and (mentioned := _MENTIONED.search(prose)):
        unread.append(mentioned[0])
    elif statements and (left := re.search(r"当且仅当", prose[read_to:])):
        unread.append(prose[read_to + left.start() :][:80])
    return tuple(statements), tuple(unread)


def resolved(statement: Statement, known_values: Mapping[str, tuple[str, ...]]) -> Condition | None:
    """Return a statement as a condition for certain values; None if that needs values that the page does not list."""
    values = statement.values
    if statement.negated != (statement.kind == "forbidden"):
        listed = known_values.get(statement.field, ())
        if not set(values) <= set(listed):
            return None
        values = tuple(value for value in listed if value not in values)
    if not values:
        return None
    if statement.kind == "forbidden":
        return Condition(field=statement.field, values=values, required=False, only=True)
    return Condition(field=statement.field, values=values, required=statement.kind == "required", only=statement.only)
