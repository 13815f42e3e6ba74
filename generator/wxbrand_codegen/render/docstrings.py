"""Describe fields, operations, notifications and rules in sentences, for docstrings and the reference documentation.

The sentences are Chinese, like the documentation pages that the spec follows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wxbrand_codegen.ir.api import Area
from wxbrand_codegen.ir.models import (
    Condition,
    ConditionKind,
    Direction,
    Doc,
    EnumMember,
    Field,
    Members,
    Model,
    Record,
    Rule,
    UnprovenFact,
)
from wxbrand_codegen.ir.operations import Extensions, Notification, Operation, Parameter
from wxbrand_codegen.ir.types import (
    Constant,
    File,
    Integer,
    Limits,
    ListOf,
    MapOf,
    Nullable,
    Number,
    Text,
    Type,
    is_sensitive,
)

_UNITS = {"characters": "个字符", "fen": "分", "seconds": "秒", "bytes": "字节", "days": "天", "percent": "%"}
_PER = {"brand": "每个品牌ID", "merchant": "每个商户号"}
DEPRECATED = "已废弃。"
_STOPS = tuple("。！？；：，.!?;:")


_ONLY_IN: dict[Direction, str] = {"request": "只写：应答中没有。", "response": "只读：请求中没有。"}


def sentence(text: str) -> str:
    """Add a full stop unless the text is empty or ends with punctuation."""
    text = text.strip()
    return text if not text or text.endswith(_STOPS) else f"{text}。"


def field_text(field: Field, *, unproven: bool = True) -> str:
    """Describe a field and its limits; with `unproven`, also name the facts that are not proven."""
    doc = field.doc
    parts = [sentence(doc.title), sentence(doc.text)]
    if doc.deprecated:
        parts.append(DEPRECATED)
    if field.only_in:
        parts.append(_ONLY_IN[field.only_in])
    if facts := list(field_facts(field.type, doc)):
        parts.append("；".join(facts) + "。")
    if unproven:
        parts.append(_unproven(doc.unproven))
    return "".join(parts)


_DEFAULT_FROM_FILE = {"name": "不填时取文件名", "name if known": "不填时取文件名（如有）", "sha256": "不填时由文件算出"}


def parameter_text(parameter: Parameter) -> str:
    """Describe a parameter, its limits, and the default that is taken from an uploaded file."""
    default = sentence(_DEFAULT_FROM_FILE[parameter.from_file]) if parameter.from_file else ""
    return field_text(parameter.field) + default


def argument_text(parameter: Parameter) -> str:
    """Describe an argument of a method in one line: title, whether it is needed, limits. Its class has all the rest."""
    field = parameter.field
    name = field.doc.title.strip().rstrip("。") or field.wire
    needed = "必填" if field.must_be_given and not parameter.from_file else "选填"
    facts = [needed, *field_facts(field.type, field.doc)]
    if parameter.from_file:
        facts.append(_DEFAULT_FROM_FILE[parameter.from_file])
    if field.doc.deprecated:
        facts.append(DEPRECATED.rstrip("。"))
    return f"{name}，{'；'.join(facts)}。"


def field_facts(type_: Type, doc: Doc) -> Iterator[str]:
    """Yield the unit, the limits and the default of a value, each as a phrase."""
    if doc.unit and doc.unit != "characters":
        yield f"单位：{_UNITS.get(doc.unit, doc.unit)}"
    match type_:
        case Nullable(item=item):
            yield from field_facts(item, Doc(lifetime=None))
            yield "可以为 null"
        case Text(limits=limits, sensitive=sensitive):
            yield from _range(limits.min_length, limits.max_length, " 个字符")
            if sensitive:
                yield "敏感信息，加密传输"
        case Constant(text=text, is_only=is_only):
            yield f"只能为 {text}" if is_only else f"不填时为 {text}"
        case File(max_bytes=int(most)):
            yield f"最多 {most} 字节"
        case Integer(limits=limits) | Number(limits=limits):
            yield from _range(limits.minimum, limits.maximum, "")
            yield from _bounds(limits)
        case ListOf(item=item, limits=limits):
            yield from _range(limits.min_items, limits.max_items, " 项")
            if inner := list(field_facts(item, Doc())):
                yield "每项" + "，".join(inner)
        case MapOf(value=value, limits=limits):
            yield from _range(limits.min_properties, limits.max_properties, " 项")
            if is_sensitive(value):
                yield "其中是敏感信息，加密传输"
        case _:
            pass
    if doc.default is not None:
        yield f"不填时为 {json.dumps(doc.default, ensure_ascii=False)}"
    if doc.lifetime is not None:
        yield f"有效期 {doc.lifetime} 秒"


def _range(least: float | None, most: float | None, unit: str) -> Iterator[str]:
    if least is not None and most is not None:
        yield f"{least} 到 {most}{unit}" if least != most else f"正好 {least}{unit}"
    elif most is not None:
        yield f"最多 {most}{unit}" if unit else f"不大于 {most}"
    elif least is not None:
        yield f"至少 {least}{unit}" if unit else f"不小于 {least}"


def _bounds(limits: Limits) -> Iterator[str]:
    if limits.exclusive_minimum is not None:
        yield f"大于 {limits.exclusive_minimum}"
    if limits.exclusive_maximum is not None:
        yield f"小于 {limits.exclusive_maximum}"
    if limits.multiple_of is not None:
        yield f"是 {limits.multiple_of} 的倍数"


def area_heading(area: Area) -> str:
    """Return the title of an area, or its name if it has none."""
    return sentence(area.title) or f"{area.name.snake}。"


def operation_heading(operation: Operation) -> str:
    """Return the title of an operation, or its id if it has none."""
    return sentence(operation.title) or sentence(operation.id) or f"{operation.name.snake}。"


def request_paragraphs(operation: Operation) -> list[str]:
    """Describe an operation for the docstring of its request class. Paragraphs may be empty."""
    heading = [operation_heading(operation), sentence(operation.text), operation.key]
    return [*heading, *operation_notes(operation), _unproven(operation.extensions.unproven)]


def operation_notes(operation: Operation) -> list[str]:
    """Return what to know before calling an operation: preconditions, rate limit, idempotency, page. Notes may be empty."""
    extensions, notes = operation.extensions, [DEPRECATED if operation.deprecated else ""]
    if extensions.preconditions:
        notes.append(sentence("前置条件：" + "；".join(extensions.preconditions)))
    if extensions.rate_limit:
        count, seconds, per = extensions.rate_limit
        every = "每秒" if seconds == 1 else f"每 {seconds} 秒"
        notes.append(f"限频：{_PER.get(per, per)}{every} {count} 次。")
    if extensions.request_number:
        note = f"：{extensions.repeat_note}" if extensions.repeat_note else ""
        notes.append(sentence(f"幂等：{extensions.request_number.snake} 标识一次请求{note}"))
    elif extensions.repeat_note:
        notes.append(sentence(f"重复调用：{extensions.repeat_note}"))
    return [*notes, _source(extensions)]


_KEYWORDS = {
    "required": "必填", "maxLength": "最大长度", "minLength": "最小长度", "pattern": "格式", "enum": "取值", "maximum": "最大值",
    "minimum": "最小值", "maxItems": "最多项数", "minItems": "最少项数", "type": "类型", "path": "路径", "name": "名称",
    "rate-limit": "限频", "fields": "字段", "condition": "条件", "format": "格式",
}  # fmt: skip


def unproven_sentence(entry: UnprovenFact) -> str:
    """Name a fact that is not proven, with what its sources say."""
    fact = _KEYWORDS.get(entry.fact, entry.fact)
    if entry.says is not None and entry.says is not True:
        fact += f"：{_text(entry.says)}"
    note = f"；{entry.note}" if entry.note else ""
    return f"未证实：{fact}（{'，'.join(entry.sources)}{note}）。"


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _unproven(entries: tuple[UnprovenFact, ...]) -> str:
    """Name all unproven facts in one sentence. Their sources are in the reference documentation."""
    names = dict.fromkeys(_KEYWORDS.get(entry.fact, entry.fact) for entry in entries)
    return f"未证实：{'、'.join(names)}。" if names else ""


def iterator_paragraphs(operation: Operation) -> list[str]:
    """Describe the iterator of an operation with paging."""
    heading, deprecated = operation_heading(operation), DEPRECATED if operation.deprecated else ""
    return [f"逐项取出：{heading}", deprecated, "取完一页才请求下一页；.pages() 逐页给出。"]


def notification_paragraphs(notification: Notification) -> list[str]:
    """Describe a notification, and how to recognise a repeated one. Paragraphs but the first may be empty."""
    same = " 和 ".join((*notification.same_if, "event_type"))
    return [
        sentence(notification.title) or sentence(notification.event_type),
        sentence(notification.text),
        DEPRECATED if notification.deprecated else "",
        f"event_type：{notification.event_type}",
        f"去重：{same} 相同的通知是同一件事。" if notification.same_if else "",
        _source(notification.extensions),
    ]


def _source(extensions: Extensions) -> str:
    parts = [extensions.page[key] for key in ("title", "id", "updated") if extensions.page.get(key)]
    return "来源：" + "，".join(parts) + "。" if parts else ""


def model_text(doc: Doc) -> str:
    """Describe a model; empty if the spec says nothing of it."""
    return sentence(doc.title) + sentence(doc.text) + (DEPRECATED if doc.deprecated else "")


def value_text(member: EnumMember) -> str:
    """Describe a value of an enum; empty if the spec says nothing of it."""
    return sentence(member.meaning) + (DEPRECATED if member.deprecated else "")


def direction_paragraphs(model: Model) -> list[str]:
    """Say which class is received where this one is only sent; no paragraph for a class that goes both ways."""
    if not isinstance(model, Record) or model.received_as is None:
        return []
    name, received = model.name.pascal, model.received_as.pascal
    return [f"只用于请求；应答中是 {received}。由应答得到：copy_as({name}, ...)。"]


def rule_paragraphs(members: Members) -> list[str]:
    """Describe the rules between members, in one paragraph; no paragraph if there are none."""
    sentences = [rule_sentence(rule) for rule in members.rules]
    return ["规则：" + "；".join(sentences) + "。"] if sentences else []


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePhrases:
    """How rules between members are said in a language."""

    cases: Mapping[ConditionKind, str]
    demands: Mapping[ConditionKind, str]
    between_cases: str
    between_demands: str
    between_values: str
    between_sets: str
    within_a_set: str
    """Between the members that are given together."""

    if_: str
    """Of `{cases}` and `{demands}`."""

    unless: str


_CHINESE = RulePhrases(
    cases={
        "present": "填了 {name}",
        "absent": "没填 {name}",
        "equals": "{name} 为 {values}",
        "contains": "{name} 含 {values}",
    },
    demands={
        "present": "{name} 必填",
        "absent": "{name} 不能填",
        "equals": "{name} 只能为 {values}",
        "contains": "{name} 要含 {values}",
        "exactly_one": "{sets} 必须且只能填一项",
        "at_least_one": "{sets} 至少填一项",
        "not_all": "{sets} 不能同时填",
    },
    between_cases=" 且 ",
    between_demands="，",
    between_values=" 或 ",
    between_sets="、",
    within_a_set=" 加 ",
    if_="{cases} 时，{demands}",
    unless="除非 {cases}，否则 {demands}",
)


def rule_sentence(rule: Rule, phrases: RulePhrases = _CHINESE) -> str:
    """Describe a rule."""

    def describe(condition: Condition, forms: Mapping[ConditionKind, str]) -> str:
        return forms[condition.kind].format(
            name=".".join(condition.path),
            values=phrases.between_values.join(map(_text, condition.values)),
            sets=phrases.between_sets.join(
                phrases.within_a_set.join((*condition.path, *members)) for members in condition.alternatives
            ),
        )

    demands = phrases.between_demands.join(describe(condition, phrases.demands) for condition in rule.then)
    if not rule.when:
        return demands
    compared = {condition.path for condition in rule.when if condition.values}
    cases = phrases.between_cases.join(
        describe(condition, phrases.cases)
        for condition in rule.when
        if condition.kind != "present" or condition.path not in compared
    )
    return (phrases.unless if rule.unless else phrases.if_).format(cases=cases, demands=demands)
