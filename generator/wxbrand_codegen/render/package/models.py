"""Views of the models: records, enums, unions, requests and notifications as classes, each in one module."""

from __future__ import annotations

from collections.abc import Mapping

from wxbrand_codegen.ir.api import Api, Area, reachable_models
from wxbrand_codegen.ir.models import Enum, Field, Model, Record, Union
from wxbrand_codegen.ir.operations import Notification, Operation
from wxbrand_codegen.ir.rule_evaluation import body_members
from wxbrand_codegen.render.annotations import annotation, field_annotation
from wxbrand_codegen.render.code import Code, bracketed, code, docstring, identifier, join, literal
from wxbrand_codegen.render.documentation import (
    area_heading,
    field_text,
    notification_paragraphs,
    parameter_text,
    request_paragraphs,
    rule_paragraphs,
    sentence,
)
from wxbrand_codegen.render.imports import MODELS, Imports, sort_exports
from wxbrand_codegen.render.package.operations import request_class, response_annotation, wire_facts
from wxbrand_codegen.render.package.rules import rules_attribute
from wxbrand_codegen.render.views import (
    AttributeView,
    ClassView,
    ModelsInitView,
    ModelsView,
    UnionView,
)

_NOTIFICATIONS = "wxbrand_runtime.notifications"

SHARED = "_shared"
"""Module of the models that several areas use; no area can have this name."""


def model_modules(api: Api) -> dict[str, str]:
    """Return the module of each model: that of the one area that uses it, or the shared one."""
    modules: dict[str, str] = {}
    for area in api.areas:
        own = area.name.snake
        for name in reachable_models((*area.operations, *area.notifications), api.models):
            modules[name] = own if modules.get(name, own) == own else SHARED
    return modules


def models_module(module: str, area: Area | None, api: Api, modules: Mapping[str, str]) -> ModelsView:
    """Return the view of one module of models: that of an area, or the shared one, which has no area."""
    imports = Imports({name: f".{other}" for name, other in modules.items() if other != module})
    models = [model for name, model in api.models.items() if modules.get(name) == module]
    requests = [_request(operation, api, imports) for operation in (area.operations if area else ())]
    notifications = [_notification(notification, imports) for notification in (area.notifications if area else ())]
    classes = tuple(_class(model, api, imports) for model in models if not isinstance(model, Union))
    unions = tuple(_union(model, imports) for model in models if isinstance(model, Union))
    return ModelsView(
        doc=docstring([area_heading(area) if area else "多个领域共用的数据类型。"], 0),
        imports=imports.statements(),
        models=classes,
        unions=unions,
        messages=(*requests, *notifications),
    )


def models_package(api: Api, modules: Mapping[str, str]) -> ModelsInitView:
    """Return the view of `models/__init__.py`, which exports every class."""
    all_modules = dict(modules)
    for area in api.areas:
        for operation in area.operations:
            all_modules[request_class(operation)] = area.name.snake
        for notification in area.notifications:
            all_modules[notification.name.pascal] = area.name.snake
    imports = Imports({name: f".{module}" for name, module in all_modules.items()})
    for name in all_modules:
        imports.add_model(name)
    return ModelsInitView(
        imports=imports.statements(4),
        modules=tuple(code("{}: {}", literal(name), literal(all_modules[name])) for name in sorted(all_modules)),
        exports=tuple(map(literal, sort_exports(all_modules))),
    )


def _heading(model: Model) -> str:
    return sentence(model.doc.title) + sentence(model.doc.text) or model.name.pascal


def _class(model: Record | Enum, api: Api, imports: Imports) -> ClassView:
    return _record(model, api, imports) if isinstance(model, Record) else _enum(model, imports)


def _record(model: Record, api: Api, imports: Imports) -> ClassView:
    renamed = {field.name.snake: field.wire for field in model.fields if field.name.snake != field.wire}
    return ClassView(
        opening=_struct(model.name.pascal, imports.add(MODELS, "Record"), renamed),
        doc=docstring([_heading(model), *rule_paragraphs(model)], 4),
        facts=rules_attribute(model, api.models, imports),
        attributes=tuple(_attribute(field, field_text(field), imports) for field in model.fields),
    )


def _enum(model: Enum, imports: Imports) -> ClassView:
    base = imports.add(MODELS, "OpenEnum" if isinstance(model.members[0].value, str) else "OpenIntEnum")
    lines = [(code("{} = {}", identifier(m.name), literal(m.value)), m.meaning) for m in model.members]
    return ClassView(
        opening=code("class {}({}):", identifier(model.name.pascal), base),
        doc=docstring([_heading(model)], 4),
        attributes=tuple(AttributeView(line=line, doc=_doc(sentence(meaning))) for line, meaning in lines),
    )


def _struct(name: str, base: Code, renamed: Mapping[str, str] | None = None) -> Code:
    """Return the first line of a class that is a msgspec struct."""
    arguments = [base, Code("frozen=True"), Code("kw_only=True")]
    if renamed:
        arguments.append(code("rename={}", literal(dict(renamed))))
    return bracketed(code("class {}(", identifier(name)), arguments, "):", 0)


def _attribute(field: Field, text: str, imports: Imports) -> AttributeView:
    line = code("{}: {}", identifier(field.name.snake), field_annotation(field, imports, limits=True))
    return AttributeView(line=line, doc=_doc(text))


def _doc(text: str) -> tuple[Code, ...]:
    return (docstring([text], 4),) if text else ()


def _union(model: Union, imports: Imports) -> UnionView:
    imports.add("typing", "TYPE_CHECKING")
    arguments = [imports.add(MODELS, "OneOf")]
    if model.discriminator:
        arguments += [code("tag={}", literal(model.discriminator)), code("tags={}", literal(dict(model.mapping)))]
    return UnionView(
        name=identifier(model.name.pascal),
        opening=bracketed(code("class {}(", identifier(model.name.pascal)), arguments, "):", 4),
        doc=docstring([_heading(model)], 8),
        variants=join(" | ", [annotation(variant, imports, limits=True) for variant in model.variants]),
    )


def _request(operation: Operation, api: Api, imports: Imports) -> ClassView:
    members = body_members(operation)
    base = code("{}[{}]", imports.add(MODELS, "Request"), response_annotation(operation, imports))
    kind = code("{}[{}]", imports.add("typing", "ClassVar"), imports.add(MODELS, "Operation"))
    parameters = sorted(operation.parameters, key=lambda parameter: not parameter.field.required)
    return ClassView(
        opening=_struct(request_class(operation), base),
        doc=docstring([*request_paragraphs(operation), *rule_paragraphs(members)], 4),
        facts=(
            code("operation: {} = {}", kind, wire_facts(operation, imports)),
            *rules_attribute(members, api.models, imports),
        ),
        attributes=tuple(_attribute(p.field, parameter_text(p), imports) for p in parameters),
    )


def _notification(notification: Notification, imports: Imports) -> ClassView:
    resource = annotation(notification.resource, imports)
    base = code("{}[{}]", imports.add(_NOTIFICATIONS, "Notification"), resource)
    marked = annotation(notification.resource, imports, mark_sensitive=True)
    facts = [code("type={}", literal(notification.event_type)), code("resource={}", marked)]
    if notification.same_if:
        facts.append(code("same_if={}", literal(notification.same_if)))
    event = imports.add(_NOTIFICATIONS, "Event")
    opening = code("event: {}[{}] = {}(", imports.add("typing", "ClassVar"), event, event)
    return ClassView(
        opening=_struct(notification.name.pascal, base),
        doc=docstring(notification_paragraphs(notification), 4),
        facts=(bracketed(opening, facts, ")", 4),),
    )
