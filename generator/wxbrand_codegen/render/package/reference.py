"""View of the reference documentation of an area: operations, notifications, and the models they use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from wxbrand_codegen.examples.values import body_examples, field_example
from wxbrand_codegen.ir.api import Api, Area, reachable_models
from wxbrand_codegen.ir.models import Enum, Field, Model, Record, Rule, Union, UnprovenFact
from wxbrand_codegen.ir.operations import Notification, Operation, Response
from wxbrand_codegen.ir.rule_evaluation import body_members
from wxbrand_codegen.ir.types import (
    Anything,
    Boolean,
    File,
    Integer,
    ListOf,
    MapOf,
    Nullable,
    Number,
    Ref,
    Text,
    Timestamp,
    Type,
)
from wxbrand_codegen.render.code import Code, bracketed, code, identifier, join, markdown
from wxbrand_codegen.render.documentation import (
    area_heading,
    field_text,
    notification_paragraphs,
    operation_heading,
    operation_notes,
    rule_sentence,
    sentence,
    unproven_sentence,
)
from wxbrand_codegen.render.imports import Imports
from wxbrand_codegen.render.values import ValueWriter
from wxbrand_codegen.render.views import ReferenceObjectView, ReferenceOperationView, ReferenceView

_SAFE_IN_BACKTICKS = re.compile(r"[A-Za-z0-9_./:{}=?&*-]+", re.ASCII)

_TYPES: dict[type[Any], str] = {
    Text: "文本", Integer: "整数", Number: "数", Boolean: "true 或 false", Timestamp: "时间", File: "文件", Anything: "任意",
}  # fmt: skip


def reference(area: Area, api: Api, package: str) -> ReferenceView:
    """Return the view of the page of an area."""
    names = sorted(reachable_models((*area.operations, *area.notifications), api.models))
    return ReferenceView(
        title=markdown(area_heading(area)),
        package=identifier(package),
        contents=(*map(_operation_link, area.operations), *map(_notification_link, area.notifications)),
        operations=tuple(_operation(operation, area, api) for operation in area.operations),
        notifications=tuple(map(_notification, area.notifications)),
        objects=tuple(_model(api.models[name]) for name in names),
    )


def _operation_link(operation: Operation) -> Code:
    name = identifier(operation.name.snake)
    title = markdown(operation.title or operation.id)
    return code("| [`{}`](#{}) | {} | {} |", name, name, title, _verbatim(operation.key))


def _notification_link(notification: Notification) -> Code:
    name, anchor = identifier(notification.name.pascal), identifier(notification.name.snake)
    title = markdown(notification.title or notification.event_type)
    return code("| [`{}`](#{}) | {} | 通知 {} |", name, anchor, title, _verbatim(notification.event_type))


def _operation(operation: Operation, area: Area, api: Api) -> ReferenceOperationView:
    parameters = sorted(operation.parameters, key=lambda parameter: not parameter.field.required)
    notes = operation_notes(operation)
    if operation.paging:
        name = operation.paging.method.snake
        notes.append(f"逐项取出：{name}(...) 依次给出所有页里的每一项，取完一页才请求下一页。")
    return ReferenceOperationView(
        anchor=identifier(operation.name.snake),
        heading=markdown(operation_heading(operation).rstrip("。")),
        key=_verbatim(operation.key),
        text=markdown(sentence(operation.text)),
        notes=(*_bullets(notes), *_unproven(operation.extensions.unproven)),
        call=(_call(operation, area, api),),
        fields=_table([_field_row(parameter.field) for parameter in parameters]),
        rules=_bullets(map(rule_sentence, body_members(operation).rules)),
        answers=tuple(map(_success, operation.success_responses)),
        errors=_table([_error_row(response) for response in operation.error_responses]),
    )


def _notification(notification: Notification) -> ReferenceOperationView:
    heading, *notes = notification_paragraphs(notification)
    return ReferenceOperationView(
        anchor=identifier(notification.name.snake),
        heading=markdown(heading.rstrip("。")),
        key=code("`models.{}`", identifier(notification.name.pascal)),
        text=Code(""),
        notes=(*_bullets(notes), *_unproven(notification.extensions.unproven)),
        answers=(code("- `resource`：{}", _type(notification.resource)),),
    )


def _model(model: Model) -> ReferenceObjectView:
    rules: tuple[Rule, ...] = ()
    match model:
        case Record(fields=fields):
            head = "| 成员 | 类型 | 必填 | 说明 |"
            rows = [_field_row(field) for field in fields]
            rules = model.rules
        case Enum(members=members):
            head = "| 取值 | 含义 |"
            rows = [code("| {} | {} |", _verbatim(str(m.value)), markdown(m.meaning)) for m in members]
        case Union(variants=variants):
            head = "| 是下列之一 |"
            rows = [code("| {} |", _type(variant)) for variant in variants]
    return ReferenceObjectView(
        anchor=identifier(model.name.pascal.lower()),
        name=identifier(model.name.pascal),
        text=markdown(sentence(model.doc.title) + sentence(model.doc.text)),
        notes=_unproven(model.doc.unproven),
        head=Code(head),
        line=Code("|" + "---|" * (head.count("|") - 1)),
        rows=tuple(rows),
        rules=_bullets(map(rule_sentence, rules)),
    )


def _field_row(field: Field) -> Code:
    text = field_text(field, unproven=False) + "".join(map(unproven_sentence, field.doc.unproven))
    required = Code("是") if field.required else Code("")
    return code("| {} | {} | {} | {} |", _verbatim(field.wire), _type(field.type), required, markdown(text))


def _type(type_: Type) -> Code:
    match type_:
        case Nullable(item=item):
            return code("{} 或 null", _type(item))
        case ListOf(item=item):
            return code("列表：{}", _type(item))
        case MapOf(value=value):
            return code("对象，成员为 {}", _type(value))
        case Ref(name=name):
            return code("[`{}`](#{})", identifier(name), identifier(name.lower()))
        case _:
            return Code(_TYPES[type(type_)])


def _success(response: Response) -> Code:
    body = _type(response.type) if response.type is not None else Code("没有应答体")
    if response.content_type:
        body = code("`Content`（{}）", _verbatim(response.content_type))
    return code("- {}：{}", _verbatim(response.status), body)


def _error_row(response: Response) -> Code:
    error_code = response.example.get("code") if isinstance(response.example, dict) else None
    written = _verbatim(error_code) if isinstance(error_code, str) else Code("")
    return code("| {} | {} | {} |", _verbatim(response.status), written, markdown(response.title))


def _call(operation: Operation, area: Area, api: Api) -> Code:
    """Write a call with the required parameters and those in the example of the page."""
    values = ValueWriter(api.models, Imports())
    full, minimal = body_examples(operation, api.models)
    arguments: list[Code] = []
    for parameter in operation.parameters:
        field = parameter.field
        if parameter.location == "body":
            is_wanted = field.wire in minimal or (parameter.in_example and field.wire in full)
        else:
            is_wanted = field.required or any(entry.fact == "required" for entry in field.doc.unproven)
        if parameter.from_file or not is_wanted:
            continue
        value: Any = full[field.wire] if parameter.location == "body" else field_example(field, api.models)
        written = Code('"logo.png"') if isinstance(field.type, File) else values.write(value, field.type, 4)
        arguments.append(code("{}={}", identifier(field.name.snake), written))
    method = code("client.{}.{}(", identifier(area.name.snake), identifier(operation.name.snake))
    return bracketed(method, arguments, ")", 0)


def _verbatim(text: str) -> Code:
    """Write each word in backticks, unless it has characters that could end them."""
    words = text.split(" ")
    return join(" ", [Code(f"`{word}`") if _SAFE_IN_BACKTICKS.fullmatch(word) else markdown(word) for word in words])


def _bullets(lines: Iterable[str]) -> tuple[Code, ...]:
    return tuple(code("- {}", markdown(line)) for line in lines if line)


def _unproven(facts: Iterable[UnprovenFact]) -> tuple[Code, ...]:
    return _bullets(map(unproven_sentence, facts))


def _table(rows: list[Code]) -> tuple[tuple[Code, ...], ...]:
    """Return the one table, or none if it would be empty."""
    return (tuple(rows),) if rows else ()
