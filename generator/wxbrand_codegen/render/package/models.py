"""Views of the models: records, enums, unions, requests and notifications as classes, each in one module."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from wxbrand_codegen.generated_text import LINE_LENGTH, display_width
from wxbrand_codegen.ir.api import Api, Area, reachable_models
from wxbrand_codegen.ir.models import Enum, Field, Model, Record, Union
from wxbrand_codegen.ir.operations import Notification, Operation, request_class
from wxbrand_codegen.render.code import Code, bracketed, code, docstring, identifier, join, literal, one_per_line
from wxbrand_codegen.render.docstrings import (
    area_heading,
    direction_paragraphs,
    field_text,
    model_text,
    notification_paragraphs,
    parameter_text,
    request_paragraphs,
    rule_paragraphs,
    value_text,
)
from wxbrand_codegen.render.expressions import (
    annotation,
    argument,
    argument_annotation,
    field_annotation,
    has_alternative,
    response_annotation,
)
from wxbrand_codegen.render.imports import MODELS, Imports, sort_exports
from wxbrand_codegen.render.package.operation_facts import operation_facts
from wxbrand_codegen.render.package.request_models import RequestModels
from wxbrand_codegen.render.package.rules import rules_attribute
from wxbrand_codegen.render.views import (
    AliasView,
    AttributeView,
    ClassView,
    ModelsInitView,
    ModelsView,
    UnionAliasView,
    UnionView,
)

_NOTIFICATIONS = "wxbrand_runtime.notifications"

SHARED = "_shared"
"""Module of the models that several areas use; no area can have this name."""


def model_modules(api: Api, aliases: Mapping[str, str]) -> dict[str, str]:
    """Return the module of each model, that of the one area that uses it or the shared one, and of each alias."""
    modules: dict[str, str] = {}
    for area in api.areas:
        own = area.module
        for name in reachable_models((*area.operations, *area.notifications), api.models):
            modules[name] = own if modules.get(name, own) == own else SHARED
    return modules | {alias: modules[name] for name, alias in aliases.items()}


def models_module(
    module: str, area: Area | None, api: Api, modules: Mapping[str, str], in_requests: RequestModels
) -> ModelsView:
    """Return the view of one module of models: that of an area, or the shared one, which has no area."""
    imports = Imports({name: f".{other}" for name, other in modules.items() if other != module})
    models = [model for name, model in api.models.items() if modules.get(name) == module]
    requests = [
        _request(operation, api, imports, in_requests.aliases) for operation in (area.operations if area else ())
    ]
    notifications = [_notification(notification, imports) for notification in (area.notifications if area else ())]
    classes = [_class(model, api, imports, in_requests) for model in models if not isinstance(model, Union)]
    unions = [_union(model, imports, in_requests.aliases) for model in models if isinstance(model, Union)]
    if unions and not classes:
        unions[0] = replace(unions[0], gap=())
    return ModelsView(
        doc=docstring([area_heading(area) if area else "多个领域共用的数据类型。"], 0),
        imports=imports.statements(),
        models=tuple(classes),
        unions=tuple(unions),
        messages=(*requests, *notifications),
    )


def models_package(api: Api, modules: Mapping[str, str]) -> ModelsInitView:
    """Return the view of `models/__init__.py`, which exports every class."""
    all_modules = dict(modules)
    for area in api.areas:
        for operation in area.operations:
            all_modules[request_class(operation.name)] = area.module
        for notification in area.notifications:
            all_modules[notification.name.pascal] = area.module
    imports = Imports({name: f".{module}" for name, module in all_modules.items()})
    for name in all_modules:
        imports.add_model(name)
    return ModelsInitView(
        imports=imports.statements(4),
        modules=tuple(code("{}: {}", literal(name), literal(all_modules[name])) for name in sorted(all_modules)),
        exports=tuple(map(literal, sort_exports(all_modules))),
    )


def _heading(model: Model) -> str:
    return model_text(model.doc) or model.name.pascal


def _class(model: Record | Enum, api: Api, imports: Imports, in_requests: RequestModels) -> ClassView:
    if isinstance(model, Record):
        return _record(model, api, imports, in_requests)
    return _enum(model, imports, in_requests.aliases)


def _record(model: Record, api: Api, imports: Imports, in_requests: RequestModels) -> ClassView:
    name = model.name.pascal
    renamed = {field.name.snake: field.wire for field in model.fields if field.name.snake != field.wire}
    return ClassView(
        opening=_struct(name, imports.add(MODELS, "Record"), renamed),
        doc=docstring([_heading(model), *direction_paragraphs(model), *rule_paragraphs(model)], 4),
        facts=rules_attribute(model, api.models, imports),
        attributes=tuple(
            _attribute(
                field,
                field_text(field),
                imports,
                unproven=name not in in_requests.only_sent and model.is_unproven(field),
            )
            for field in model.fields
        ),
        initializers=_initializer(model.fields, imports, in_requests.aliases) if name in in_requests.names else (),
    )


def _initializer(fields: Iterable[Field], imports: Imports, aliases: Mapping[str, str]) -> tuple[Code, ...]:
    """Return the `__init__` of a class that takes plain values, which its attributes never are; nothing for any other class."""
    fields = tuple(fields)
    if not any(has_alternative(field.type, aliases) for field in fields):
        return ()
    imports.add("typing", "TYPE_CHECKING")
    arguments = [Code("self"), Code("*"), *(argument(field, imports, aliases) for field in fields)]
    return (bracketed(Code("def __init__("), arguments, ") -> None: ...", 8),)


def _enum(model: Enum, imports: Imports, aliases: Mapping[str, str]) -> ClassView:
    base = imports.add(MODELS, "OpenEnum" if isinstance(model.members[0].value, str) else "OpenIntEnum")
    lines = [(code("{} = {}", identifier(m.name), literal(m.value)), value_text(m)) for m in model.members]
    return ClassView(
        opening=code("class {}({}):", identifier(model.name.pascal), base),
        doc=docstring([_heading(model)], 4),
        attributes=tuple(AttributeView(line=line, doc=_doc(text)) for line, text in lines),
        aliases=_enum_alias(model, imports, aliases),
    )


def _enum_alias(model: Enum, imports: Imports, aliases: Mapping[str, str]) -> tuple[AliasView, ...]:
    name = model.name.pascal
    if name not in aliases:
        return ()
    opening, values = code("{}[", imports.add("typing", "Literal")), [literal(member.value) for member in model.members]
    line = code("{} = {} | {}{}]", identifier(aliases[name]), identifier(name), opening, join(", ", values))
    if display_width(line) > LINE_LENGTH and len(values) > 1:  # as black writes it
        listed = one_per_line(opening, values, "]", 4)
        line = code("{} = (\n    {}\n    | {}\n)", identifier(aliases[name]), identifier(name), listed)
    return (AliasView(line=line, doc=docstring([f"{name} 的成员，或它的值。"], 0)),)


def _struct(name: str, base: Code, renamed: Mapping[str, str] | None = None) -> Code:
    """Return the first line of a class that is a msgspec struct."""
    arguments = [base, Code("frozen=True"), Code("kw_only=True")]
    if renamed:
        arguments.append(code("rename={}", literal(dict(renamed))))
    return bracketed(code("class {}(", identifier(name)), arguments, "):", 0)


def _attribute(field: Field, text: str, imports: Imports, *, unproven: bool = False) -> AttributeView:
    line = code("{}: {}", identifier(field.name.snake), field_annotation(field, imports, unproven=unproven))
    return AttributeView(line=line, doc=_doc(text))


def _doc(text: str) -> tuple[Code, ...]:
    return (docstring([text], 4),) if text else ()


def _union(model: Union, imports: Imports, aliases: Mapping[str, str]) -> UnionView:
    imports.add("typing", "TYPE_CHECKING")
    arguments = [imports.add(MODELS, "OneOf")]
    if model.discriminator:
        arguments += [code("tag={}", literal(model.discriminator)), code("tags={}", literal(dict(model.mapping)))]
    return UnionView(
        name=identifier(model.name.pascal),
        opening=bracketed(code("class {}(", identifier(model.name.pascal)), arguments, "):", 4),
        doc=docstring([_heading(model)], 8),
        variants=join(" | ", [annotation(variant, imports, limits=True) for variant in model.variants]),
        aliases=_union_alias(model, imports, aliases),
    )


def _union_alias(model: Union, imports: Imports, aliases: Mapping[str, str]) -> tuple[UnionAliasView, ...]:
    name = model.name.pascal
    if name not in aliases:
        return ()
    variants = dict.fromkeys(argument_annotation(variant, imports, aliases) for variant in model.variants)
    alias, doc = identifier(aliases[name]), docstring([f"{name}，其中的取值和时间也可以是文本或数。"], 4)
    return (UnionAliasView(name=alias, variants=join(" | ", variants), doc=doc),)


def _request(operation: Operation, api: Api, imports: Imports, aliases: Mapping[str, str]) -> ClassView:
    members = operation.body_members
    base = code("{}[{}]", imports.add(MODELS, "Request"), response_annotation(operation, imports))
    kind = code("{}[{}]", imports.add("typing", "ClassVar"), imports.add(MODELS, "Operation"))
    parameters = sorted(operation.parameters, key=lambda parameter: not parameter.field.must_be_given)
    return ClassView(
        opening=_struct(request_class(operation.name), base),
        doc=docstring([*request_paragraphs(operation), *rule_paragraphs(members)], 4),
        facts=(
            code("operation: {} = {}", kind, operation_facts(operation, imports)),
            *rules_attribute(members, api.models, imports),
        ),
        attributes=tuple(_attribute(p.field, parameter_text(p), imports) for p in parameters),
        initializers=_initializer((p.field for p in parameters), imports, aliases),
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
