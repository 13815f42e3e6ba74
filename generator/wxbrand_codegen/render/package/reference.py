"""Part of render: the reference documentation of an area, in Markdown: operations, notifications, objects and enums."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from wxbrand_codegen.examples.values import body_examples, field_example
from wxbrand_codegen.ir.api import Api, Area, reachable_models
from wxbrand_codegen.ir.documentation import UnprovenFact
from wxbrand_codegen.ir.models import Enum, Field, Model, Record, Union
from wxbrand_codegen.ir.operations import Notification, Operation, Response
from wxbrand_codegen.ir.rule_evaluation import body_members
from wxbrand_codegen.ir.rules import Rule
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
from wxbrand_codegen.render.annotations import Imports
from wxbrand_codegen.render.code import Code, call, code, identifier, markdown, together
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
from wxbrand_codegen.render.package.values import Values
from wxbrand_codegen.render.views import ReferenceObjectView, ReferenceOperationView, ReferenceView

_PLAIN = re.compile(r"[A-Za-z0-9_./:{}=?&*-]+", re.ASCII)


def reference(group: Area, api: Api, package: str) -> ReferenceView:
    """Give the page of one area."""
    writer = _Writer(group, api)
    return ReferenceView(
        title=markdown(area_heading(group)),
        package=identifier(package),
        contents=(
            *map(_row_of_contents, group.operations),
            *map(_row_of_notification, group.notifications),
        ),
        operations=tuple(map(writer.operation, group.operations)),
        notifications=tuple(map(writer.notification, group.notifications)),
        objects=tuple(
            writer.object(api.models[name])
            for name in sorted(reachable_models((*group.operations, *group.notifications), api.models))
        ),
    )


def _row_of_contents(operation: Operation) -> Code:
    name = identifier(operation.name.snake)
    title = markdown(operation.title or operation.id)
    return code("| [`{}`](#{}) | {} | {} |", name, name, title, _spelled(operation.key))


def _row_of_notification(notification: Notification) -> Code:
    anchor = identifier(notification.name.snake)
    title = markdown(notification.title or notification.event_type)
    return code(
        "| [`{}`](#{}) | {} | 通知 {} |",
        identifier(notification.name.pascal),
        anchor,
        title,
        _spelled(notification.event_type),
    )


def _spelled(text: str) -> Code:
    """Write what is spelled exactly so, as code if no character of it could end that."""
    words = text.split(" ")
    return together(" ", [Code(f"`{word}`") if _PLAIN.fullmatch(word) else markdown(word) for word in words])


def _bullets(lines: Iterator[str] | list[str]) -> tuple[Code, ...]:
    return tuple(code("- {}", markdown(line)) for line in lines if line)


def _iterator(operation: Operation) -> list[str]:
    if operation.paging is None:
        return []
    return [f"逐项取出：{operation.paging.method.snake}(...) 依次给出所有页里的每一项，取完一页才请求下一页。"]


def _unproven(entries: tuple[UnprovenFact, ...]) -> list[str]:
    return [unproven_sentence(entry) for entry in entries]


class _Writer:
    def __init__(self, group: Area, api: Api) -> None:
        self._group = group
        self._models: Mapping[str, Model] = api.models
        self._python = Values(api.models, Imports())

    def operation(self, operation: Operation) -> ReferenceOperationView:
        """Give one operation: what is said of it, a call, what goes in and what comes back."""
        parameters = sorted(operation.parameters, key=lambda parameter: not parameter.field.required)
        rules = body_members(operation).rules
        return ReferenceOperationView(
            anchor=identifier(operation.name.snake),
            heading=markdown(operation_heading(operation).rstrip("。")),
            key=_spelled(operation.key),
            text=markdown(sentence(operation.text)),
            notes=_bullets(
                [*operation_notes(operation), *_iterator(operation), *_unproven(operation.extensions.unproven)]
            ),
            call=(self._call(operation),),
            fields=_table([self._row(parameter.field) for parameter in parameters]),
            rules=_bullets(map(rule_sentence, rules)),
            answers=tuple(map(self._answer, operation.success_responses)),
            errors=_table([self._error(reply) for reply in operation.error_responses]),
        )

    def notification(self, notification: Notification) -> ReferenceOperationView:
        """Give one notification, with what is encrypted in it."""
        heading, *notes = notification_paragraphs(notification)
        return ReferenceOperationView(
            anchor=identifier(notification.name.snake),
            heading=markdown(heading.rstrip("。")),
            key=code("`models.{}`", identifier(notification.name.pascal)),
            text=Code(""),
            notes=_bullets([*notes, *_unproven(notification.extensions.unproven)]),
            call=(),
            fields=(),
            rules=(),
            answers=(code("- `resource`：{}", self._type(notification.resource)),),
            errors=(),
        )

    def object(self, model: Model) -> ReferenceObjectView:
        """Give a record's members, an enum's values, or the kinds that a value may be of."""
        rows: list[Code] = []
        rules: tuple[Rule, ...] = ()
        match model:
            case Record(fields=fields):
                rules = model.rules
                rows = [self._row(field) for field in fields]
                head = "| 成员 | 类型 | 必填 | 说明 |"
            case Enum(members=members):
                rows = [
                    code("| {} | {} |", _spelled(str(member.value)), markdown(member.meaning)) for member in members
                ]
                head = "| 取值 | 含义 |"
            case Union(variants=kinds):
                rows = [code("| {} |", self._type(kind)) for kind in kinds]
                head = "| 是下列之一 |"
        return ReferenceObjectView(
            anchor=identifier(model.name.pascal.lower()),
            name=identifier(model.name.pascal),
            text=markdown(sentence(model.doc.title) + sentence(model.doc.text)),
            notes=_bullets(_unproven(model.doc.unproven)),
            head=Code(head),
            line=Code("|" + "---|" * (head.count("|") - 1)),
            rows=tuple(rows),
            rules=_bullets(map(rule_sentence, rules)),
        )

    def _row(self, field: Field) -> Code:
        said = [field_text(field, unproven=False), *(unproven_sentence(entry) for entry in field.doc.unproven)]
        needed = Code("是") if field.required else Code("")
        return code(
            "| {} | {} | {} | {} |", _spelled(field.wire), self._type(field.type), needed, markdown("".join(said))
        )

    def _type(self, type_: Type) -> Code:
        match type_:
            case Nullable(item=item):
                return code("{} 或 null", self._type(item))
            case ListOf(item=item):
                return code("列表：{}", self._type(item))
            case MapOf(value=value):
                return code("对象，成员为 {}", self._type(value))
            case Ref(name=name):
                return code("[`{}`](#{})", identifier(name), identifier(name.lower()))
            case _:
                return Code(_WORDS[type(type_)])

    def _answer(self, reply: Response) -> Code:
        body = self._type(reply.type) if reply.type is not None else Code("没有应答体")
        if reply.content_type:
            body = code("`Content`（{}）", _spelled(reply.content_type))
        return code("- {}：{}", _spelled(reply.status), body)

    def _error(self, reply: Response) -> Code:
        shown = reply.example.get("code") if isinstance(reply.example, dict) else None
        said = _spelled(shown) if isinstance(shown, str) else Code("")
        return code("| {} | {} | {} |", _spelled(reply.status), said, markdown(reply.title))

    def _call(self, operation: Operation) -> Code:
        """Write a call with what must be given and what the page's own example gives."""
        many, few = body_examples(operation, self._models)
        arguments: list[Code] = []
        for parameter in operation.parameters:
            field = parameter.field
            if parameter.location == "body":
                wanted = field.wire in few or (parameter.in_example and field.wire in many)
            else:
                wanted = field.required or any(entry.fact == "required" for entry in field.doc.unproven)
            if parameter.from_file or not wanted:
                continue
            value: Any = many[field.wire] if parameter.location == "body" else field_example(field, self._models)
            written = Code('"logo.png"') if isinstance(field.type, File) else self._python.of(value, field.type, 4)
            arguments.append(code("{}={}", identifier(field.name.snake), written))
        name = code("client.{}.{}(", identifier(self._group.name.snake), identifier(operation.name.snake))
        return call(name, arguments, ")", 0)


def _table(rows: list[Code]) -> tuple[tuple[Code, ...], ...]:
    """Give the one table, or none where it would be empty."""
    return (tuple(rows),) if rows else ()


_WORDS: dict[type[Any], str] = {
    Text: "文本", Integer: "整数", Number: "数", Boolean: "true 或 false", Timestamp: "时间", File: "文件", Anything: "任意",
}  # fmt: skip
