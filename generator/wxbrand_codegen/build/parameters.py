"""Part of build: path, query and header parameters of an operation."""

from __future__ import annotations

import re
from dataclasses import replace

from wxbrand_codegen.build.bodies import shown_by
from wxbrand_codegen.build.schemas.types import Schemas
from wxbrand_codegen.document.nodes import MappingNode, is_true
from wxbrand_codegen.ir.documentation import Doc
from wxbrand_codegen.ir.names import Name, nested_name
from wxbrand_codegen.ir.operations import Location, Parameter
from wxbrand_codegen.ir.types import ListOf, is_sensitive
from wxbrand_codegen.problems import Mark

_RUNTIME_HEADERS = frozenset({"authorization", "wechatpay-serial", "accept", "content-type", "user-agent"})
"""Header parameters that the runtime fills in."""

_FORBIDDEN_HEADERS = frozenset(
    {"host", "content-length", "transfer-encoding", "connection", "accept-encoding", "cookie"}
)
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", re.ASCII)
_STYLES: dict[str, tuple[Location, str]] = {
    "path": ("path", "simple"),
    "header": ("header", "simple"),
    "query": ("query", "form"),
}


def path_shape(path: str) -> str:
    """Give a path without the names of its parameters, which a server does not see."""
    return re.sub(r"\{[^{}]*\}", "{}", path)


def parameters_of(
    item: MappingNode, node: MappingNode, path: str, path_mark: Mark, request: Name, schemas: Schemas
) -> list[Parameter]:
    """Give the parameters of a path item and of its operation, those in the path first and in its order."""
    declared = _declared(item, schemas) | _declared(node, schemas)
    made = [parameter for p in declared.values() if (parameter := _parameter(p, request, schemas)) is not None]
    in_template = re.findall(r"\{([^{}]*)\}", path)
    in_path = {parameter.field.wire for parameter in made if parameter.location == "path"}
    for missing in sorted(set(in_template) - in_path):
        schemas.problem(
            path_mark, "undeclared-parameter", f"the path holds {{{missing}}}, but no path parameter has that name"
        )
    for extra in sorted(in_path - set(in_template)):
        schemas.problem(path_mark, "unused-parameter", f"the path parameter {extra} does not stand in the path")
    if len(set(in_template)) < len(in_template):
        schemas.problem(path_mark, "unusable-path", "the path holds the same {name} twice")
    order = {wire: position for position, wire in enumerate(in_template)}
    return sorted(made, key=lambda p: order.get(p.field.wire, len(order)) if p.location == "path" else len(order))


def _declared(holder: MappingNode, schemas: Schemas) -> dict[tuple[str, str], MappingNode]:
    """Give the parameters of one list; those of an operation replace those of its path item."""
    declared: dict[tuple[str, str], MappingNode] = {}
    for entry in holder.sequence("parameters"):
        parameter = schemas.resolve(entry)
        if not isinstance(parameter, MappingNode):
            continue
        key = (parameter.text("in") or "", parameter.text("name") or "")
        if key in declared:
            place = declared[key].mark_of("name")
            schemas.problem(entry.mark, "duplicate-parameter", f"{key[1]} in {key[0]} stands here and at {place}")
        declared[key] = parameter
    return declared


def _parameter(node: MappingNode, request: Name, schemas: Schemas) -> Parameter | None:
    """Give one parameter; None for one that the runtime fills in or that cannot be."""
    wire, where = node.text("name") or "", node.text("in") or ""
    if where == "header" and wire.lower() in _RUNTIME_HEADERS:
        return None
    if where not in _STYLES:
        schemas.problem(
            node.mark_of("in"), "unsupported-parameter", f"a parameter in {where or 'no place'} is not supported"
        )
        return None
    if where == "header" and (not _TOKEN.fullmatch(wire) or wire.lower() in _FORBIDDEN_HEADERS):
        schemas.problem(node.mark_of("name"), "unusable-header", "this header cannot be a parameter")
        return None
    schema = node.get("schema")
    if schema is None:
        schemas.problem(node.mark, "unsupported-parameter", f"the parameter {wire} has no schema")
        return None
    place, usual = _STYLES[where]
    if (style := node.text("style") or usual) != usual:
        schemas.problem(
            node.mark_of("style"), "unsupported-parameter", f"the style {style} is not supported in {place}"
        )
    mark = node.mark_of("name")
    field = schemas.field(schema, schemas.named(wire, "field", mark), wire, is_true(node, "required"), request, mark)
    if not schemas.is_flat(field.type, lists=place == "query"):
        schemas.problem(
            node.mark,
            "unsupported-parameter",
            f"the parameter {wire} is neither a plain value nor, in a query, a list of them",
        )
    if is_sensitive(field.type):
        message = f"the parameter {wire} is sensitive, but only what stands in JSON is encrypted"
        schemas.problem(node.mark, "unsupported-sensitive", message)
    shown = shown_by(node, schemas) or field.example
    explode = "explode" not in node.members or is_true(node, "explode")
    return Parameter(
        field=replace(field, doc=_doc(schemas.doc(node), field.doc), example=shown),
        location=place,
        comma_separated=place == "query" and not explode and isinstance(field.type, ListOf),
    )


def _doc(own: Doc, of_schema: Doc) -> Doc:
    return replace(
        of_schema,
        title=own.title or of_schema.title,
        text=own.text or of_schema.text,
        unit=own.unit or of_schema.unit,
        deprecated=own.deprecated or of_schema.deprecated,
        unproven=(*own.unproven, *of_schema.unproven),
    )


def without_clashes(parameters: list[Parameter], schemas: Schemas) -> tuple[Parameter, ...]:
    """Tell a body member from a parameter of the same name by where it stands: `id` and `id_in_body`."""
    taken: dict[str, Parameter] = {}
    for parameter in parameters:
        field = parameter.field
        if field.name.snake in taken:
            suffix = f"in_{parameter.location}"
            field = replace(field, name=nested_name(field.name, Name(snake=suffix, pascal=suffix)))
        if field.name.snake in taken:
            other = taken[field.name.snake].field
            schemas.problem(
                field.mark,
                "name-clash",
                f"{field.wire} and {other.wire} ({other.mark}) are both {field.name.snake} in Python",
            )
        taken[field.name.snake] = replace(parameter, field=field)
    return tuple(taken.values())
