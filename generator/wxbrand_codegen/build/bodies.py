"""Build the body of a request, and the parameters that it consists of."""

from __future__ import annotations

from dataclasses import replace

from wxbrand_codegen.build.content import Content, choose_content, max_bytes
from wxbrand_codegen.build.context import Context
from wxbrand_codegen.build.descriptions import declared_example, doc_of, schema_example
from wxbrand_codegen.build.multipart import body_parameter, multipart_parameters, multipart_rules
from wxbrand_codegen.build.parameters import without_null
from wxbrand_codegen.build.schemas.access import without_received
from wxbrand_codegen.build.schemas.containers import is_closed
from wxbrand_codegen.build.schemas.limits import limits_of
from wxbrand_codegen.build.schemas.records import fields_of, object_schema
from wxbrand_codegen.build.schemas.rules import rules_of, sent_rules
from wxbrand_codegen.build.schemas.types import Schemas
from wxbrand_codegen.build.schemas.unions.alternatives import brings_members
from wxbrand_codegen.document.nodes import MappingNode, Node, is_true
from wxbrand_codegen.document.references import component_name
from wxbrand_codegen.ir.media_types import FORM, JSON, MULTIPART, concrete, is_json, is_utf8, without_parameters
from wxbrand_codegen.ir.models import Field
from wxbrand_codegen.ir.names import Name, make_name
from wxbrand_codegen.ir.operations import Body, Parameter
from wxbrand_codegen.ir.styles import style_words
from wxbrand_codegen.ir.types import File, Text


def body_of(node: MappingNode, request: Name, schemas: Schemas) -> tuple[Body | None, list[Parameter]]:
    """Return the body of an operation and its parameters: one for each property or part, or one for the whole body."""
    declared = node.get("requestBody")
    if declared is None:
        return None, []
    body = schemas.resolve(declared)
    offered = body.mapping("content") if isinstance(body, MappingNode) else None
    content = choose_content(offered, schemas)
    if isinstance(body, MappingNode) and offered is not None and not offered.members and not is_true(body, "required"):
        schemas.advise(
            offered.mark, "no-media-type", "no media type is described, so no body is sent; add one, or remove it"
        )
        return None, []
    if not isinstance(body, MappingNode) or content is None:
        found = ", ".join(offered.members) if offered and offered.members else "none"
        message = f"a body needs a media type such as {JSON}, {FORM} or {MULTIPART}; this one has {found}"
        schemas.problem(declared.mark, "unsupported-body", message)
        return None, []
    if content.kind == "file" and without_parameters(content.media_type).startswith("multipart/"):
        schemas.problem(declared.mark, "unsupported-body", f"only {MULTIPART} is supported among multipart bodies")
        return None, []
    required = is_true(body, "required")
    if content.kind in {"text", "file"}:
        return _raw(content, required, schemas)
    if content.kind != "json" and content.schema is None:
        schemas.problem(body.mark, "unsupported-body", "the body has no schema; add one")
        return None, []
    described = content.json_schema(schemas)
    schema = object_schema(described, schemas)
    if schema is not None and not (content.kind == "json" and brings_members(schema, schemas)):
        return _object(content, described, schema, required, request, schemas)
    if content.kind == "json":
        return _whole(content, described, required, request, schemas)
    what = "a form" if content.kind == "form" else f"a {MULTIPART} body"
    schemas.problem(content.node.mark, "unsupported-body", f"the schema of {what} must be an object with properties")
    return None, []


def _object(
    content: Content, node: Node, schema: MappingNode, required: bool, request: Name, schemas: Schemas
) -> tuple[Body, list[Parameter]]:
    """Return a body with a parameter for each property or part. `schema` is `node` after references and `allOf`."""
    reference = node.text("$ref") if isinstance(node, MappingNode) else None
    class_name = schemas.component_name(component_name(reference)) if reference else request
    example = declared_example(content.node, schemas)
    example = example if isinstance(example, MappingNode) else None
    schema, received = without_received(schema, schemas)
    unproven = doc_of(node, schemas).unproven
    if content.kind == "multipart":
        rules = multipart_rules(schema, received, schemas)
        body = Body(required=required, kind="multipart", rules=rules, unproven=unproven)
        return body, multipart_parameters(content.node, schema, example, class_name, schemas)
    parameters = [body_parameter(field, example) for field in fields_of(schema, class_name, schemas)]
    rules = sent_rules(rules_of(schema, schemas), lambda path: path[0] in received, schemas)
    if content.kind == "form":
        encoding = content.node.mapping("encoding") or MappingNode(members={}, mark=content.node.mark)
        fields = [_form_field(parameter, encoding) for parameter in parameters]
        return Body(required=required, kind="form", rules=rules, unproven=unproven), fields
    body = Body(
        required=required,
        kind="members",
        content_type=_json_type(content),
        rules=rules,
        closed=is_closed(schema),
        unproven=unproven,
    )
    return body, parameters


def _whole(
    content: Content, schema: Node, required: bool, request: Name, schemas: Schemas
) -> tuple[Body, list[Parameter]]:
    """Return a JSON body that is one parameter."""
    class_name = Name(snake=f"{request.snake}_body", pascal=f"{request.pascal}Body")
    field = Field(
        name=make_name("body", "field"),
        wire="body",
        type=schemas.named_type(schema, class_name),
        required=required,
        doc=doc_of(schema, schemas),
        example=declared_example(content.node, schemas) or schema_example(schema, schemas),
        mark=content.node.mark,
    )
    body = Body(required=required, kind="whole", content_type=_json_type(content))
    return body, [Parameter(field=field, location="body")]


def _raw(content: Content, required: bool, context: Context) -> tuple[Body, list[Parameter]]:
    """Return a body that is sent as it is: a text, such as XML, or a file."""
    node = content.node
    schema = content.schema if content.schema is not None else MappingNode(members={}, mark=node.mark)
    resolved = context.resolve(schema)
    resolved = resolved if isinstance(resolved, MappingNode) else MappingNode(members={}, mark=node.mark)
    is_text = content.kind == "text"
    if is_text and not is_utf8(content.media_type):
        message = "a text body is always sent in UTF-8; remove the charset, or change it to utf-8"
        context.problem(node.mark, "unsupported-body", message)
    field = Field(
        name=make_name("body", "field"),
        wire="body",
        type=(
            Text(limits=limits_of(resolved, "string", context))
            if is_text
            else File(max_bytes=max_bytes(schema, resolved))
        ),
        required=required,
        doc=doc_of(schema, context),
        example=(declared_example(node, context) or schema_example(resolved, context)) if is_text else None,
        mark=node.mark,
    )
    body = Body(
        required=required,
        kind="text" if is_text else "file",
        content_type=concrete(content.media_type, "text") if is_text else content.media_type.strip(),
    )
    return body, [Parameter(field=field, location="body")]


def _json_type(content: Content) -> str:
    return without_parameters(concrete(content.media_type, content.kind))


def _form_field(parameter: Parameter, encoding: MappingNode) -> Parameter:
    """Add the style that the encoding states. Without one, `sendable` writes objects as JSON (OpenAPI 3.1, section 4.8.15)."""
    field = replace(parameter.field, type=without_null(parameter.field.type))
    entry = encoding.mapping(field.wire)
    if entry is None:
        return replace(parameter, field=field)
    is_styled = bool({"style", "explode", "allowReserved"} & entry.members.keys())
    explode = is_true(entry, "explode") if "explode" in entry.members else None
    words = style_words(
        "query",
        style=entry.text("style"),
        explode=explode,
        reserved=is_true(entry, "allowReserved"),
        is_json=not is_styled and is_json(entry.text("contentType") or ""),
    )
    return replace(parameter, field=field, style=words if is_styled or words[0] == "json" else ())
