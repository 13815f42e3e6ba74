"""Views of the models: records, enums, unions, requests and notifications as classes, each in one module."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from wxbrand_codegen.generated_text import LINE_LENGTH, display_width
from wxbrand_codegen.ir.api import Api, Area, reachable_models
from wxbrand_codegen.ir.media_types import JSON
from wxbrand_codegen.ir.models import Condition, Enum, Field, Members, Model, Models, Path, Record, Rule, Union
from wxbrand_codegen.ir.operations import Notification, Operation, request_class
from wxbrand_codegen.ir.rule_evaluation import member_at
from wxbrand_codegen.render.code import Code, bracketed, code, docstring, identifier, join, literal, one_per_line, table
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
    response_type,
)
from wxbrand_codegen.render.imports import MODELS, Imports, sort_exports
from wxbrand_codegen.render.package.request_models import RequestModels
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

_CONDITIONS = {
    "present": "Given", "absent": "Absent", "equals": "Is", "contains": "Has", "exactly_one": "ExactlyOne",
    "at_least_one": "AtLeastOne", "not_all": "NotTogether",
}  # fmt: skip


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
        facts=_rules_attribute(model, api.models, imports),
        attributes=tuple(_attribute(field, field_text(field), imports) for field in model.fields),
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


def _attribute(field: Field, text: str, imports: Imports) -> AttributeView:
    line = code("{}: {}", identifier(field.name.snake), field_annotation(field, imports))
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
            code("operation: {} = {}", kind, _wire_facts(operation, imports)),
            *_rules_attribute(members, api.models, imports),
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


def _wire_facts(operation: Operation, imports: Imports) -> Code:
    """Return the `Operation(...)` that tells the runtime how to send a request and how to read the responses."""
    facts = [(name, value) for name, value in _facts(operation, imports) if value not in (None, (), {})]
    arguments = [code("{}={}", identifier(name), literal(value)) for name, value in facts]
    return one_per_line(code("{}(", imports.add(MODELS, "Operation")), arguments, ")", 4)


def _facts(operation: Operation, imports: Imports) -> Iterator[tuple[str, Any]]:
    """Yield the names and values of the arguments. Empty ones are left out."""
    parameters = {p.field.name.snake: p for p in operation.parameters}
    body, extensions, accept = operation.body, operation.extensions, _accept(operation)
    yield "name", operation.id
    yield "method", operation.method
    yield "path", operation.wire_path
    for location in ("path", "query", "header"):
        yield f"in_{location}", tuple(name for name, p in parameters.items() if p.location == location)
    yield "styles", {name: p.style for name, p in parameters.items() if p.style}
    if body:
        yield "body", body.kind
        yield "body_required", None if body.required else False
        yield "content_type", body.content_type if body.content_type != JSON else None
    yield "in_meta", tuple(name for name, p in parameters.items() if p.in_meta)
    yield "files", {name: p.file.max_bytes for name, p in parameters.items() if p.file}
    yield "part_types", {name: p.part_type for name, p in parameters.items() if p.part_type}
    yield "from_file", {name: p.from_file for name, p in parameters.items() if p.from_file}
    yield "spelled", {name: p.field.wire for name, p in parameters.items() if p.field.wire != name}
    yield "accept", accept if accept != JSON else None
    if extensions.repeat == "safe" and operation.method not in {"GET", "HEAD"}:
        yield "repeat_is_safe", True
    if operation.paging:
        members = {"page" if key == "token" else key: name for key, name in operation.paging.members.items()}
        yield "paging", _call("Paging", members, imports)
    if extensions.rate_limit:
        requests, seconds, per = extensions.rate_limit
        yield "rate_limit", _call("RateLimit", {"requests": requests, "seconds": seconds, "per": per}, imports)
    yield (
        "replies",
        {
            response.status: response_type(response, imports, mark_sensitive=True) if response.accepts else Code("None")
            for response in operation.success_responses
        },
    )
    yield "request_number", extensions.request_number.snake if extensions.request_number else None
    yield "deprecated", operation.deprecated or None


def _call(name: str, arguments: dict[str, Any], imports: Imports) -> Code:
    written = [code("{}={}", identifier(key), literal(value)) for key, value in arguments.items()]
    return code("{}({})", imports.add(MODELS, name), join(", ", written))


def _accept(operation: Operation) -> str:
    """Return the Accept header: the media types of the successes, and JSON, in which errors come."""
    types = dict.fromkeys(media_type for response in operation.success_responses for media_type in response.accepts)
    return ", ".join(types if {JSON, "*/*"} & types.keys() else [*types, JSON])


def _rules_attribute(members: Members, models: Models, imports: Imports) -> tuple[Code, ...]:
    """Return the class attribute with the rules, which the runtime evaluates; nothing if there are none."""
    if not members.rules:
        return ()
    opening = code("{}[tuple[{}, ...]]", imports.add("typing", "ClassVar"), imports.add(MODELS, "Rule"))
    attribute_path = partial(_attribute_path, members=members, models=models)
    rows = [_rule(rule, attribute_path, imports) for rule in members.rules]
    return (table(code("rules: {} = (", opening), rows, 4),)


def _attribute_path(path: Path, members: Members, models: Models) -> str:
    """Return a path of attributes, such as `order.goods_list`, for a path of names on the wire."""
    fields = [member_at(path[: end + 1], members, models) for end in range(len(path))]
    return ".".join(field.name.snake if field else wire for wire, field in zip(path, fields, strict=True))


def _rule(rule: Rule, attribute_path: Callable[[Path], str], imports: Imports) -> Code:
    arguments = [_conditions("then", rule.then, attribute_path, imports)]
    if rule.when:
        arguments.insert(0, _conditions("unless" if rule.unless else "when", rule.when, attribute_path, imports))
    return bracketed(code("{}(", imports.add(MODELS, "Rule")), arguments, ")", 8, reserved=1)


def _conditions(
    name: str, conditions: tuple[Condition, ...], attribute_path: Callable[[Path], str], imports: Imports
) -> Code:
    opening = code("{}=(", identifier(name))
    written = [_condition(condition, attribute_path, imports) for condition in conditions]
    if len(written) == 1:
        return table(opening, written, 12, reserved=1)
    return bracketed(opening, written, ")", 12, reserved=1)


def _condition(condition: Condition, attribute_path: Callable[[Path], str], imports: Imports) -> Code:
    if condition.alternatives:
        sets = [tuple(attribute_path((*condition.path, wire)) for wire in names) for names in condition.alternatives]
        arguments = [literal(names[0] if len(names) == 1 else names) for names in sets]
    else:
        arguments = [literal(attribute_path(condition.path)), *map(literal, condition.values)]
    return bracketed(code("{}(", imports.add(MODELS, _CONDITIONS[condition.kind])), arguments, ")", 16, reserved=1)
