"""Build the path, query and header parameters of an operation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from wxbrand_codegen.build.content import Content, choose_content
from wxbrand_codegen.build.context import Context
from wxbrand_codegen.build.descriptions import declared_example, doc_of
from wxbrand_codegen.build.hidden_types import not_hiding_types
from wxbrand_codegen.build.schemas.limits import limits_of
from wxbrand_codegen.build.schemas.records import field_of
from wxbrand_codegen.build.schemas.types import Schemas
from wxbrand_codegen.build.sendable import leave_out
from wxbrand_codegen.document.nodes import MappingNode, Node, is_true
from wxbrand_codegen.ir.distinct_names import Wanted
from wxbrand_codegen.ir.media_types import without_parameters
from wxbrand_codegen.ir.models import Doc, Field
from wxbrand_codegen.ir.names import Name, make_name
from wxbrand_codegen.ir.operations import Location, Parameter
from wxbrand_codegen.ir.styles import DEFAULTS, STYLES, Words, style_words
from wxbrand_codegen.ir.types import Limits, ListOf, Nullable, Text, Type
from wxbrand_codegen.problems import Mark

_SERIAL = "wechatpay-serial"
"""The header that the runtime fills in as the spec says."""

_RUNTIME_HEADERS = frozenset(
    {
        "accept", "content-type", "authorization",  # OpenAPI 3.1, section 4.8.12.2: such a definition shall be ignored
        "accept-encoding", "connection", "content-length", "expect", "host", "keep-alive", "te", "trailer",
        "transfer-encoding", "upgrade", "user-agent",
    }
)  # fmt: skip
"""Headers that the runtime or HTTP decides about."""

_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", re.ASCII)
_LOCATIONS: tuple[Location, ...] = ("path", "query", "header", "body")
_SENT_IN: dict[str, Location] = {"path": "path", "query": "query", "header": "header"}


def parameters_of(holders: Iterable[MappingNode], request: Name, schemas: Schemas) -> list[Parameter]:
    """Return the parameters of a path item and its operation. Those of the later holder replace those of the earlier."""
    nodes = {key: node for holder in holders for key, node in _declared(holder, schemas).items()}
    built = [_parameter(node, request, schemas) for node in nodes.values()]
    return [parameter for parameter in built if parameter is not None]


def serial_header_of(holders: Iterable[MappingNode], schemas: Schemas) -> Field | None:
    """Return the header with the id of WeChat Pay's public key, which is not a parameter of the client."""
    for holder in holders:
        for (location, wire), node in _declared(holder, schemas).items():
            if location == "header" and wire.lower() == _SERIAL:
                doc = doc_of(node, schemas, schema=node.get("schema"))
                name, mark = make_name(wire, "field"), node.mark_of("name")
                described = node.get("schema")
                schema = schemas.resolve(described) if described else None
                limits = limits_of(schema, "string", schemas) if isinstance(schema, MappingNode) else Limits()
                return Field(
                    name=name,
                    wire=wire,
                    type=Text(limits=limits),
                    required=is_true(node, "required"),
                    doc=doc,
                    mark=mark,
                )
    return None


def _declared(holder: MappingNode, context: Context) -> dict[tuple[str, str], MappingNode]:
    declared: dict[tuple[str, str], MappingNode] = {}
    for entry in holder.sequence("parameters"):
        parameter = context.resolve(entry)
        if not isinstance(parameter, MappingNode):
            continue
        location, wire = key = (parameter.text("in") or "", parameter.text("name") or "")
        if key in declared:
            message = f"the {location} parameter {wire} is already declared at {declared[key].mark_of('name')}"
            context.problem(entry.mark, "duplicate-parameter", f"{message}; remove one of them")
        declared[key] = parameter
    return declared


def _parameter(node: MappingNode, request: Name, schemas: Schemas) -> Parameter | None:
    """Return a parameter; None if it is not one of the client's."""
    wire, where = node.text("name") or "", node.text("in") or ""
    if where == "header" and not _can_be_sent(wire, node, schemas):
        return None
    location = _SENT_IN.get(where)
    if location is None:
        _leave_out(node, node.mark_of("in"), f"the parameter {wire} is in {where}, which clients do not send", schemas)
        return None
    described = _described(node, schemas)
    if described is None:
        return None
    holder, schema, style = described
    mark = node.mark_of("name")
    chosen = schemas.wanted(wire, wire, "field", node, mark).chosen
    name = chosen or make_name(wire, "field")
    field = field_of(schema, name, wire, _is_required(node), request, mark, schemas, location=where)
    example = declared_example(holder, schemas) or declared_example(node, schemas) or field.example
    return Parameter(
        field=replace(field, type=without_null(field.type), doc=doc_of(node, schemas, schema=schema), example=example),
        location=location,
        style=() if style == DEFAULTS[location] else style,
    )


def _described(node: MappingNode, schemas: Schemas) -> tuple[MappingNode, Node, Words] | None:
    """Return the object that has the schema of a parameter (itself, or a media type), the schema, and the style."""
    wire, where, mark = node.text("name") or "", node.text("in") or "", node.mark
    content = choose_content(node.mapping("content"), schemas)
    holder = content.node if content else node
    schema = holder.get("schema")
    if schema is None:
        _leave_out(node, mark, f"the parameter {wire} has no schema", schemas)
        return None
    if content and content.kind != "json" and not _is_plain_text(content, schema, schemas):
        _leave_out(node, mark, f"the parameter {wire} is written as {content.media_type}, not as JSON or text", schemas)
        return None
    style = node.text("style") if content is None else None
    if style is not None and style not in STYLES[where]:
        _leave_out(node, node.mark_of("style"), f"the style {style} does not exist in {where}", schemas)
        return None
    explode = is_true(node, "explode") if content is None and "explode" in node.members else None
    is_json = content is not None and content.kind == "json"
    reserved = is_true(node, "allowReserved")
    return holder, schema, style_words(where, style=style, explode=explode, reserved=reserved, is_json=is_json)


def _is_plain_text(content: Content, schema: Node, context: Context) -> bool:
    resolved = context.resolve(schema)
    type_ = resolved.text("type") if isinstance(resolved, MappingNode) else None
    is_scalar = type_ in {"string", "integer", "number", "boolean"}
    return is_scalar and without_parameters(content.media_type) == "text/plain"


def without_null(type_: Type) -> Type:
    """Return a type without null, which a parameter cannot express: an optional one is left out instead."""
    match type_:
        case Nullable(item=item):
            return without_null(item)
        case ListOf(item=item):
            return replace(type_, item=without_null(item))
        case _:
            return type_


def undeclared_parameter(wire: str, mark: Mark) -> Parameter:
    """Return the parameter for a placeholder of a path that no parameter declares: a text."""
    field = Field(name=make_name(wire, "field"), wire=wire, type=Text(), required=True, doc=Doc(), mark=mark)
    return Parameter(field=field, location="path")


def _can_be_sent(header: str, node: MappingNode, context: Context) -> bool:
    """Whether callers give the value of a header. Report one that is not sent, or not as the spec says."""
    mark = node.mark_of("name")
    if header.lower() in _RUNTIME_HEADERS:
        message = f"the header {header} is not a parameter, because the client sets it itself; remove it"
        context.advise(mark, "ignored-parameter", message)
        return False
    if header.lower() == "cookie":
        _leave_out(node, mark, "clients send no cookies", context)
        return False
    if not _HEADER_NAME.fullmatch(header):
        _leave_out(node, mark, f"{header!r} cannot be the name of a header", context)
        return False
    return header.lower() != _SERIAL


def _leave_out(node: MappingNode, mark: Mark, reason: str, context: Context) -> None:
    leave_out(required=_is_required(node), mark=mark, reason=reason, context=context)


def _is_required(node: MappingNode) -> bool:
    return node.text("in") == "path" or is_true(node, "required")


def named_parameters(parameters: list[Parameter], context: Context) -> tuple[Parameter, ...]:
    """Give each parameter of an operation a name of its own.

    Of parameters that have the same name on the wire, the first of path, query, header and body keeps it, and the others say
    where they are: `id_in_body`.
    """
    first: dict[str, Location] = {}
    for location in _LOCATIONS:
        for parameter in parameters:
            if parameter.location == location:
                first.setdefault(parameter.field.wire, location)
    wanted = []
    for location, field in ((parameter.location, parameter.field) for parameter in parameters):
        text = field.wire if first[field.wire] == location else f"{field.wire}_in_{location}"
        chosen, mark = context.choices.get(field.mark, (None, field.mark))
        wanted.append(Wanted(key=(location, field.wire), text=text, role="field", chosen=chosen, mark=mark))
    names = context.distinct_names(wanted, lambda name: (name.snake,))
    fields = not_hiding_types(replace(p.field, name=names[p.location, p.field.wire]) for p in parameters)
    return tuple(replace(p, field=field) for p, field in zip(parameters, fields, strict=True))
