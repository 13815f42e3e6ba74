"""Views of the README, and of the reference page of each area: its operations, notifications and models."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from wxbrand_codegen.examples.values import body_examples, field_example
from wxbrand_codegen.ir import types
from wxbrand_codegen.ir.api import Api, Area, reachable_models
from wxbrand_codegen.ir.models import Enum, Field, Model, Record, Rule, Union
from wxbrand_codegen.ir.operations import Notification, Operation, Response
from wxbrand_codegen.render.code import Code, anchor, bracketed, code, identifier, join, markdown
from wxbrand_codegen.render.docstrings import (
    area_heading,
    direction_paragraphs,
    field_text,
    model_text,
    notification_paragraphs,
    operation_heading,
    operation_notes,
    rule_sentence,
    sentence,
    unproven_sentence,
    value_text,
)
from wxbrand_codegen.render.expressions import ValueWriter
from wxbrand_codegen.render.imports import Imports
from wxbrand_codegen.render.views import (
    ReadmeAreaView,
    ReadmeView,
    ReferenceObjectView,
    ReferenceOperationView,
    ReferenceView,
)

_SAFE_IN_BACKTICKS = re.compile(r"[A-Za-z0-9_./:{}=?&*-]+", re.ASCII)

_TYPES: dict[type[Any], str] = {
    types.Text: "文本",
    types.Integer: "整数",
    types.Number: "数",
    types.Boolean: "true 或 false",
    types.Constant: "文本",
    types.Timestamp: "时间",
    types.File: "文件",
    types.Anything: "任意",
}


def readme(api: Api, package: str) -> ReadmeView:
    """Return the view of the README: the areas, and what of the spec is missing."""
    return ReadmeView(
        title=markdown(api.title or package),
        text=markdown(api.text),
        package=identifier(package),
        client=identifier(api.scheme.client),
        areas=tuple(map(_readme_area, api.areas)),
        skipped=_table([code("| {} | {} |", markdown(part.key), markdown(part.problem.code)) for part in api.skipped]),
        ignored_rules=_table(_bullets(api.ignored_rules)),
    )


def _readme_area(area: Area) -> ReadmeAreaView:
    module, title = identifier(area.module), markdown(area_heading(area))
    attribute = identifier(area.name.snake)
    return ReadmeAreaView(
        attribute=attribute, module=module, title=title, rows=tuple(_readme_rows(area, code("reference/{}.md", module)))
    )


def _readme_rows(area: Area, page: Code) -> Iterator[Code]:
    for operation in area.operations:
        iterator = code("、`{}`", identifier(operation.paging.method.snake)) if operation.paging else Code("")
        title, key = markdown(operation.title or operation.id), markdown(operation.key)
        yield code("| {}{} | {} | {} |", _link(operation, page), iterator, title, key)
    for notification in area.notifications:
        title, event = markdown(notification.title or notification.event_type), markdown(notification.event_type)
        yield code("| {} | {} | {} |", _link(notification, page), title, event)


def _link(part: Operation | Notification, page: Code) -> Code:
    """Link to the section of an operation or notification on a page; an empty `page` is the page itself."""
    name = part.name.snake if isinstance(part, Operation) else part.name.pascal
    return code("[`{}`]({}#{})", identifier(name), page, anchor(part.name.snake))


def reference(area: Area, api: Api, package: str) -> ReferenceView:
    """Return the view of the page of an area."""
    names = sorted(reachable_models((*area.operations, *area.notifications), api.models))
    anchors = _anchors(names, area)
    return ReferenceView(
        title=markdown(area_heading(area)),
        package=identifier(package),
        client=identifier(api.scheme.client),
        contents=tuple(_contents(area)),
        operations=tuple(_operation(operation, area, api, anchors) for operation in area.operations),
        notifications=tuple(_notification(notification, anchors) for notification in area.notifications),
        objects=tuple(_model(api.models[name], anchors) for name in names),
    )


Anchors = Mapping[str, Code]
"""Targets of the links to the classes on a page, by class name."""


def _anchors(classes: Sequence[str], area: Area) -> Anchors:
    """Return the anchors of classes: small letters, unless only capitals tell it from another one on the page."""
    parts: list[Operation | Notification] = [*area.operations, *area.notifications]
    used = Counter([part.name.snake for part in parts] + [name.lower() for name in classes])
    return {name: anchor(name.lower() if used[name.lower()] == 1 else f"class_{name}") for name in classes}


def _contents(area: Area) -> Iterator[Code]:
    here = Code("")
    for operation in area.operations:
        title, key = markdown(operation.title or operation.id), _verbatim(operation.key)
        yield code("| {} | {} | {} |", _link(operation, here), title, key)
    for notification in area.notifications:
        title, event = markdown(notification.title or notification.event_type), _verbatim(notification.event_type)
        yield code("| {} | {} | 通知 {} |", _link(notification, here), title, event)


def _operation(operation: Operation, area: Area, api: Api, anchors: Anchors) -> ReferenceOperationView:
    parameters = sorted(operation.parameters, key=lambda parameter: not parameter.field.must_be_given)
    notes = operation_notes(operation)
    if operation.paging:
        name = operation.paging.method.snake
        notes.append(f"逐项取出：{name}(...) 依次给出所有页里的每一项，取完一页才请求下一页。")
    return ReferenceOperationView(
        anchor=anchor(operation.name.snake),
        heading=markdown(operation_heading(operation).rstrip("。")),
        key=_verbatim(operation.key),
        text=markdown(sentence(operation.text)),
        notes=_bullets([*notes, *map(unproven_sentence, operation.extensions.unproven)]),
        call=(example_call(operation, area, api),) if operation.has_examples else (),
        fields=_table([_field_row(parameter.field, anchors) for parameter in parameters]),
        rules=_bullets(map(rule_sentence, operation.body_members.rules)),
        answers=tuple(_success(response, anchors) for response in operation.success_responses),
        errors=_table([_error_row(response) for response in operation.error_responses]),
    )


def _notification(notification: Notification, anchors: Anchors) -> ReferenceOperationView:
    heading, *notes = notification_paragraphs(notification)
    return ReferenceOperationView(
        anchor=anchor(notification.name.snake),
        heading=markdown(heading.rstrip("。")),
        key=code("`models.{}`", identifier(notification.name.pascal)),
        text=Code(""),
        notes=_bullets([*notes, *map(unproven_sentence, notification.extensions.unproven)]),
        answers=(code("- `resource`：{}", _type(notification.resource, anchors)),),
    )


def _model(model: Model, anchors: Anchors) -> ReferenceObjectView:
    rules: tuple[Rule, ...] = ()
    match model:
        case Record(fields=fields):
            head = "| 成员 | 类型 | 必填 | 说明 |"
            rows = [_field_row(field, anchors) for field in fields]
            rules = model.rules
        case Enum(members=members):
            head = "| 取值 | 含义 |"
            rows = [code("| {} | {} |", _verbatim(str(m.value)), markdown(value_text(m))) for m in members]
        case Union(variants=variants):
            head = "| 是下列之一 |"
            rows = [code("| {} |", _type(variant, anchors)) for variant in variants]
    return ReferenceObjectView(
        anchor=anchors[model.name.pascal],
        name=identifier(model.name.pascal),
        text=markdown(model_text(model.doc)),
        notes=_bullets([*direction_paragraphs(model), *map(unproven_sentence, model.doc.unproven)]),
        head=Code(head),
        line=Code("|" + "---|" * (head.count("|") - 1)),
        rows=tuple(rows),
        rules=_bullets(map(rule_sentence, rules)),
    )


def _field_row(field: Field, anchors: Anchors) -> Code:
    text = field_text(field, unproven=False) + "".join(map(unproven_sentence, field.doc.unproven))
    required = Code("是") if field.must_be_given else Code("")
    return code("| {} | {} | {} | {} |", _verbatim(field.wire), _type(field.type, anchors), required, markdown(text))


def _type(type_: types.Type, anchors: Anchors) -> Code:
    match type_:
        case types.Nullable(item=item):
            return code("{} 或 null", _type(item, anchors))
        case types.ListOf(item=item):
            return code("列表：{}", _type(item, anchors))
        case types.MapOf(value=value):
            return code("对象，成员为 {}", _type(value, anchors))
        case types.Constant(text=text, is_only=True):
            return _verbatim(text)
        case types.Ref(name=name):
            return code("[`{}`](#{})", identifier(name), anchors[name])
        case _:
            return Code(_TYPES[type(type_)])


def _success(response: Response, anchors: Anchors) -> Code:
    body = _type(response.type, anchors) if response.type is not None else Code("没有应答体")
    if response.content_type:
        body = code("`Content`（{}）", _verbatim(response.content_type))
    return code("- {}：{}", _verbatim(response.status), body)


def _error_row(response: Response) -> Code:
    error_code = response.example.get("code") if isinstance(response.example, dict) else None
    written = _verbatim(error_code) if isinstance(error_code, str) else Code("")
    return code("| {} | {} | {} |", _verbatim(response.status), written, markdown(response.title))


def example_call(operation: Operation, area: Area, api: Api) -> Code:
    """Write a call with the required parameters and those in the example of the page. Raises NoExample."""
    values = ValueWriter(api.models, Imports())
    full, minimal = body_examples(operation, api.models)
    arguments: list[Code] = []
    for parameter in operation.parameters:
        field = parameter.field
        if parameter.location == "body":
            is_wanted = field.wire in minimal or (parameter.in_example and field.wire in full)
        else:
            is_wanted = field.required or any(entry.fact == "required" for entry in field.doc.unproven)
        if parameter.from_file or field.fills_in or not is_wanted:
            continue
        value: Any = full[field.wire] if parameter.location == "body" else field_example(field, api.models)
        written = Code('"logo.png"') if isinstance(field.type, types.File) else values.write(value, field.type, 4)
        arguments.append(code("{}={}", identifier(field.name.snake), written))
    method = code("client.{}.{}(", identifier(area.name.snake), identifier(operation.name.snake))
    return bracketed(method, arguments, ")", 0)


def _verbatim(text: str) -> Code:
    """Write each word in backticks, unless it has characters that could end them."""
    words = text.split(" ")
    return join(" ", [Code(f"`{word}`") if _SAFE_IN_BACKTICKS.fullmatch(word) else markdown(word) for word in words])


def _bullets(lines: Iterable[str]) -> tuple[Code, ...]:
    return tuple(code("- {}", markdown(line)) for line in lines if line)


def _table(rows: Sequence[Code]) -> tuple[tuple[Code, ...], ...]:
    """Return the one table, or none if it would be empty."""
    return (tuple(rows),) if rows else ()
