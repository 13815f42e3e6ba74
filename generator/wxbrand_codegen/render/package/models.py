"""Part of render: records, enums and requests as classes, and which module each stands in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from wxbrand_codegen.ir.api import Api, reachable_models
from wxbrand_codegen.ir.media_types import JSON
from wxbrand_codegen.ir.models import Enum, Field, Model, Record, Union
from wxbrand_codegen.ir.operations import Notification, Operation, Response
from wxbrand_codegen.ir.rule_evaluation import Members, body_members
from wxbrand_codegen.render.annotations import MODELS, Imports, annotation, in_order_of_exports, optional
from wxbrand_codegen.render.code import Code, call, code, docstring, identifier, literal, together
from wxbrand_codegen.render.documentation import (
    area_heading,
    field_text,
    notification_paragraphs,
    parameter_text,
    request_paragraphs,
    rule_paragraphs,
    sentence,
)
from wxbrand_codegen.render.package.rules import rules_attribute
from wxbrand_codegen.render.views import (
    AttributeView,
    ClassView,
    ModelsFrontView,
    ModelsView,
    NotificationView,
    RequestView,
    VariantsView,
)

EVENTS = "wxbrand_runtime.notifications"

SHARED = "_shared"
"""Module of the models that more than one area uses; no area can have this name."""


def homes(api: Api) -> dict[str, str]:
    """Give each model its module: its area's if only one area reaches it, else the shared one."""
    found: dict[str, str] = {}
    for group in api.areas:
        for name in reachable_models((*group.operations, *group.notifications), api.models):
            found[name] = group.name.snake if found.get(name, group.name.snake) == group.name.snake else SHARED
    return found


def request_class(operation: Operation) -> str:
    """Name the request model of an operation."""
    return f"{operation.name.pascal}Request"


def reply_annotation(operation: Operation, imports: Imports) -> Code:
    """Give what a method returns."""
    kinds = dict.fromkeys(_reply_type(reply, imports) for reply in operation.success_responses)
    return together(" | ", kinds)


def _reply_type(reply: Response, imports: Imports) -> Code:
    if reply.content_type:
        return imports.need(MODELS, "Content")
    return imports.need(MODELS, "NoContent") if reply.type is None else annotation(reply.type, imports)


def _body_type(reply: Response, imports: Imports) -> Code:
    if not reply.accepts:
        return Code("None")
    return _reply_type(reply, imports) if reply.type is None else annotation(reply.type, imports, marks=True)


def models_module(module: str, api: Api, where: Mapping[str, str]) -> ModelsView:
    """Give one module of models: an area's, or the shared one."""
    others = {name: f".{home}" for name, home in where.items() if home != module}
    imports = Imports(others)
    group = next((group for group in api.areas if group.name.snake == module), None)
    own = [model for name, model in api.models.items() if where.get(name) == module]
    classes = [_class(model, api, imports) for model in own if not isinstance(model, Union)]
    variants = [_variants(model, imports) for model in own if isinstance(model, Union)]
    requests = [_request(operation, api, imports) for operation in (group.operations if group else ())]
    notifications = tuple(_notification(n, imports) for n in (group.notifications if group else ()))
    title = area_heading(group) if group else "多个领域共用的数据类型。"
    return ModelsView(
        doc=docstring([title], 0),
        imports=imports.lines(),
        classes=tuple(classes),
        variants=tuple(variants),
        requests=tuple(requests),
        notifications=notifications,
    )


def _heading(model: Model) -> str:
    return sentence(model.doc.title) + sentence(model.doc.text) or model.name.pascal


def _variants(model: Union, imports: Imports) -> VariantsView:
    imports.need("typing", "TYPE_CHECKING")
    arguments = [imports.need(MODELS, "OneOf")]
    if model.discriminator:
        arguments += [code("tag={}", literal(model.discriminator)), code("tags={}", literal(dict(model.mapping)))]
    return VariantsView(
        name=identifier(model.name.pascal),
        opening=call(code("class {}(", identifier(model.name.pascal)), arguments, "):", 4),
        doc=docstring([_heading(model)], 8),
        kinds=together(" | ", [annotation(kind, imports, limits=True) for kind in model.variants]),
    )


def _class(model: Record | Enum, api: Api, imports: Imports) -> ClassView:
    match model:
        case Record(fields=fields):
            members = Members(fields, model.rules)
            renamed = {field.name.snake: field.wire for field in fields if field.name.snake != field.wire}
            return ClassView(
                opening=_struct(model.name.pascal, imports.need(MODELS, "Record"), renamed),
                doc=docstring([_heading(model), *rule_paragraphs(members)], 4),
                rules=rules_attribute(members, api.models, imports),
                attributes=tuple(_attribute(field, imports) for field in fields),
            )
        case Enum(members=members):
            base = imports.need(MODELS, "OpenEnum" if isinstance(members[0].value, str) else "OpenIntEnum")
            return ClassView(
                opening=code("class {}({}):", identifier(model.name.pascal), base),
                doc=docstring([_heading(model)], 4),
                rules=(),
                attributes=tuple(
                    AttributeView(
                        line=code("{} = {}", identifier(member.name), literal(member.value)),
                        doc=_remark(sentence(member.meaning)),
                    )
                    for member in members
                ),
            )
        case _:
            assert_never(model)


def _struct(name: str, base: Code, renamed: Mapping[str, str]) -> Code:
    arguments = [base, Code("frozen=True"), Code("kw_only=True")]
    if renamed:
        arguments.append(code("rename={}", literal(dict(renamed))))
    return call(code("class {}(", identifier(name)), arguments, "):", 0)


def _attribute(field: Field, imports: Imports) -> AttributeView:
    return AttributeView(line=_declared(field, imports), doc=_remark(field_text(field)))


def _declared(field: Field, imports: Imports) -> Code:
    return code("{}: {}", identifier(field.name.snake), optional(field, imports, limits=True))


def _remark(text: str) -> tuple[Code, ...]:
    return (docstring([text], 4),) if text else ()


def _request(operation: Operation, api: Api, imports: Imports) -> RequestView:
    members = body_members(operation)
    base = code("{}[{}]", imports.need(MODELS, "Request"), reply_annotation(operation, imports))
    ordered = sorted(operation.parameters, key=lambda parameter: not parameter.field.required)
    return RequestView(
        opening=_struct(request_class(operation), base, {}),
        doc=docstring([*request_paragraphs(operation), *rule_paragraphs(members)], 4),
        operation=_wire_facts(operation, imports),
        rules=rules_attribute(members, api.models, imports),
        attributes=tuple(
            AttributeView(line=_declared(parameter.field, imports), doc=_remark(parameter_text(parameter)))
            for parameter in ordered
        ),
    )


def _wire_facts(operation: Operation, imports: Imports) -> Code:
    imports.need("typing", "ClassVar")
    opening = code("{}(", imports.need(MODELS, "Operation"))
    facts = [
        code("name={}", literal(operation.id)),
        code("method={}", literal(operation.method)),
        code("path={}", literal(operation.path)),
    ]
    for place, key in (("path", "in_path"), ("query", "in_query"), ("header", "in_header")):
        names = [p.field.name.snake for p in operation.parameters if p.location == place]
        if names:
            facts.append(code("{}={}", identifier(key), _tuple(names)))
    if joined := [p.field.name.snake for p in operation.parameters if p.comma_separated]:
        facts.append(code("joined={}", _tuple(joined)))
    if operation.body:
        facts.append(code("body={}", literal(operation.body.kind)))
        if not operation.body.required:
            facts.append(Code("body_required=False"))
        if operation.body.content_type != JSON:
            facts.append(code("content_type={}", literal(operation.body.content_type)))
    facts.extend(_facts_of_parts(operation))
    if spelled := {
        p.field.name.snake: p.field.wire for p in operation.parameters if p.field.name.snake != p.field.wire
    }:
        facts.append(code("spelled={}", literal(spelled)))
    if (accept := _accept(operation)) != JSON:
        facts.append(code("accept={}", literal(accept)))
    replies = [
        code("{}: {}", literal(reply.status), _body_type(reply, imports)) for reply in operation.success_responses
    ]
    if operation.extensions.repeat == "safe" and operation.method not in {"GET", "HEAD"}:
        facts.append(Code("repeat_is_safe=True"))
    if operation.paging:
        members = [
            code("{}={}", identifier("page" if key == "token" else key), literal(name))
            for key, name in operation.paging.members.items()
        ]
        facts.append(code("paging={}({})", imports.need(MODELS, "Paging"), together(", ", members)))
    if operation.extensions.rate_limit:
        rate = code("requests={}, seconds={}, per={}", *map(literal, operation.extensions.rate_limit))
        facts.append(code("rate_limit={}({})", imports.need(MODELS, "RateLimit"), rate))
    facts.append(code("replies={{{}}}", together(", ", replies)))
    if operation.extensions.request_number:
        facts.append(code("request_number={}", literal(operation.extensions.request_number.snake)))
    margin = " " * 8
    return Code(f"{opening}\n" + "".join(f"{margin}{fact},\n" for fact in facts) + "    )")


def _facts_of_parts(operation: Operation) -> list[Code]:
    """Give what is to be known of an upload: which parameters are files, and which go into `meta`."""
    parameters = {p.field.name.snake: p for p in operation.parameters}
    facts = []
    if in_meta := [name for name, p in parameters.items() if p.in_meta]:
        facts.append(code("in_meta={}", _tuple(in_meta)))
    for key, values in (
        ("files", {name: p.file.max_bytes for name, p in parameters.items() if p.file}),
        ("part_types", {name: p.part_type for name, p in parameters.items() if p.part_type}),
        ("from_file", {name: p.from_file for name, p in parameters.items() if p.from_file}),
    ):
        if values:
            facts.append(code("{}={}", identifier(key), literal(values)))
    return facts


def _accept(operation: Operation) -> str:
    """Say what is asked for: what the successes offer, and JSON, in which errors come."""
    asked = dict.fromkeys(kind for reply in operation.success_responses for kind in reply.accepts)
    return ", ".join([*asked, *([] if {JSON, "*/*"} & asked.keys() else [JSON])])


def _tuple(names: list[str]) -> Code:
    inner = together(", ", map(literal, names))
    return code("({},)", inner) if len(names) == 1 else code("({})", inner)


def _notification(notification: Notification, imports: Imports) -> NotificationView:
    imports.need("typing", "ClassVar")
    resource = annotation(notification.resource, imports)
    base = code("{}[{}]", imports.need(EVENTS, "Notification"), resource)
    marked = annotation(notification.resource, imports, marks=True)
    facts = [code("type={}", literal(notification.event_type)), code("resource={}", marked)]
    if notification.same_if:
        facts.append(code("same_if={}", _tuple(list(notification.same_if))))
    return NotificationView(
        opening=_struct(notification.name.pascal, base, {}),
        doc=docstring(notification_paragraphs(notification), 4),
        event=call(code("{}(", imports.need(EVENTS, "Event")), facts, ")", 4, used=len("event: ClassVar[Event] = ")),
    )


def models_front(api: Api, where: Mapping[str, str]) -> ModelsFrontView:
    """Give the package of all models."""
    homes = dict(where)
    for group in api.areas:
        for operation in group.operations:
            homes[request_class(operation)] = group.name.snake
        for notification in group.notifications:
            homes[notification.name.pascal] = group.name.snake
    imports = Imports({name: f".{module}" for name, module in homes.items()})
    for name in homes:
        imports.model(name)
    return ModelsFrontView(
        imports=imports.lines(4),
        homes=tuple(code("{}: {}", literal(name), literal(homes[name])) for name in sorted(homes)),
        exports=tuple(map(literal, in_order_of_exports(homes))),
    )
