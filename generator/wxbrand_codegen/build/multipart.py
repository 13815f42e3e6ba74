"""Build the parameters of a multipart/form-data body: its parts, and the members of its part `meta`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wxbrand_codegen.build.content import file_type
from wxbrand_codegen.build.context import Context
from wxbrand_codegen.build.descriptions import doc_of
from wxbrand_codegen.build.schemas.access import without_received
from wxbrand_codegen.build.schemas.limits import limits_of
from wxbrand_codegen.build.schemas.names import member_names
from wxbrand_codegen.build.schemas.records import fields_of, object_schema
from wxbrand_codegen.build.schemas.rules import rules_of, sent_rules
from wxbrand_codegen.build.schemas.types import Schemas
from wxbrand_codegen.document.nodes import MappingNode, Node, plain
from wxbrand_codegen.document.references import component_name
from wxbrand_codegen.ir.media_types import JSON, concrete, is_json, is_utf8, kind_of
from wxbrand_codegen.ir.models import Field, Rule
from wxbrand_codegen.ir.names import Name, make_name, nested_name
from wxbrand_codegen.ir.operations import FromFile, Parameter
from wxbrand_codegen.ir.types import File, ListOf, Text

META = "meta"
"""Name of the part whose members become parameters, if it is an object. WeChat Pay signs only this part."""


def multipart_parameters(
    media: MappingNode, schema: MappingNode, example: MappingNode | None, class_name: Name, schemas: Schemas
) -> list[Parameter]:
    """Return the parameters of a body in the order of its parts. `media` is the media type that has the schema."""
    properties = schema.mapping("properties") or MappingNode(members={}, mark=schema.mark)
    required = {plain(item) for item in schema.sequence("required")}
    encoding = media.mapping("encoding") or MappingNode(members={}, mark=media.mark)
    _check_encoding(encoding, schemas)
    names = member_names(schema, schemas)
    by_part: dict[str, list[Parameter]] = {}
    for wire, node in properties.members.items():
        meta = object_schema(node, schemas) if wire == META else None
        if meta is not None:
            by_part[wire] = list(
                _meta_parameters(node, without_received(meta, schemas)[0], example, class_name, schemas)
            )
        elif (type_ := _file_or_files(node, _declared_media_type(encoding, wire), schemas)) is not None:
            mark = properties.mark_of(wire)
            field = Field(
                name=names[wire], wire=wire, type=type_, required=wire in required,
                doc=doc_of(node, schemas), mark=mark,
            )  # fmt: skip
            by_part[wire] = [Parameter(field=field, location="body", part_type=_file_media_type(encoding, wire))]
    for field in fields_of(schema, class_name, schemas, skip=frozenset(by_part)):
        part_type = _value_media_type(encoding, field.wire, properties.members[field.wire], schemas)
        parameter = replace(body_parameter(field, example), part_type=part_type)
        by_part[field.wire] = [_with_file_default(parameter, properties.members, schemas)]
    parameters = [parameter for wire in properties.members for parameter in by_part.get(wire, ())]
    _check_meta_names(parameters, schemas)
    _check_file_defaults(parameters, schemas)
    return parameters


def body_parameter(field: Field, example: MappingNode | None) -> Parameter:
    """Return the parameter for a property of a body, with its value in the example of the whole body."""
    value = example.get(field.wire) if example else None
    return Parameter(
        field=field if value is None else replace(field, example=value),
        location="body",
        in_example=example is not None and field.wire in example.members,
    )


def multipart_rules(schema: MappingNode, received: frozenset[str], schemas: Schemas) -> tuple[Rule, ...]:
    """Return the rules on the parts and on the members of `meta`, which are all parameters of one method.

    `received` are the names of the parts that are only received.
    """
    rules = sent_rules(rules_of(schema, schemas), lambda path: path[0] in received, schemas)
    node = schema.entries("properties").get(META)
    meta = object_schema(node, schemas) if node is not None else None
    if meta is None:
        return rules
    sent, received_in_meta = without_received(meta, schemas)
    return (*rules, *sent_rules(rules_of(sent, schemas), lambda path: path[0] in received_in_meta, schemas))


def _meta_parameters(
    node: Node, meta: MappingNode, example: MappingNode | None, class_name: Name, schemas: Schemas
) -> Iterator[Parameter]:
    """Yield the parameters for the members of `meta`. `meta` is `node` after references and `allOf`."""
    reference = node.text("$ref") if isinstance(node, MappingNode) else None
    own_name = schemas.component_name(component_name(reference)) if reference else make_name(META, "class")
    meta_example = example.mapping(META) if example else None
    for field in fields_of(meta, own_name if reference else nested_name(class_name, own_name), schemas):
        parameter = replace(body_parameter(field, meta_example), in_meta=True)
        yield _with_file_default(parameter, meta.entries("properties"), schemas)


def _file_or_files(node: Node, media_type: str, context: Context) -> File | ListOf | None:
    """Return the type of a file or of a list of files. With an empty schema, the media type of the part decides."""
    if (file := file_type(node, context)) is not None:
        return file
    schema = context.resolve(node)
    if not isinstance(schema, MappingNode):
        return None
    if not schema.members and media_type and kind_of(media_type.partition(",")[0]) == "file":
        return File()
    items = schema.get("items")
    item = file_type(items, context) if items is not None else None
    return ListOf(item=item, limits=limits_of(schema, "array", context)) if item is not None else None


def _with_file_default(parameter: Parameter, nodes: dict[str, Node], context: Context) -> Parameter:
    """Mark a parameter whose default is the name or digest of the uploaded file (`x-wxbrand-from-file`)."""
    field = parameter.field
    node = nodes.get(field.wire)
    schemas = (node, context.resolve(node)) if node is not None else ()
    texts = [schema.text("x-wxbrand-from-file") for schema in schemas if isinstance(schema, MappingNode)]
    source = next((text for text in texts if text), None)
    if source is None:
        return parameter
    if not isinstance(field.type, Text):
        message = f"{field.wire} is filled in from the file, so its type must be string"
        context.problem(field.mark, "unsupported-body", message)
    from_file: FromFile = "sha256" if source == "sha256" else "name" if field.required else "name if known"
    return replace(parameter, field=replace(field, required=False), from_file=from_file)


def _check_meta_names(parameters: list[Parameter], context: Context) -> None:
    parts = {p.field.wire: p.field.mark for p in parameters if not p.in_meta}
    for field in (p.field for p in parameters if p.in_meta and p.field.wire in parts):
        message = f"{field.wire} is a part ({parts[field.wire]}) and a member of {META}; rename one of them"
        context.problem(field.mark, "name-clash", message)


def _check_file_defaults(parameters: list[Parameter], context: Context) -> None:
    files = [parameter for parameter in parameters if parameter.file]
    if len(files) == 1 and not isinstance(files[0].field.type, ListOf):
        return
    for field in (parameter.field for parameter in parameters if parameter.from_file):
        message = f"{field.wire} is filled in from the file, so the upload must have exactly one file"
        context.problem(field.mark, "unsupported-body", message)


def _check_encoding(encoding: MappingNode, context: Context) -> None:
    for wire, entry in encoding.members.items():
        for key in entry.members if isinstance(entry, MappingNode) else ():
            if key != "contentType" and not key.startswith("x-") and isinstance(entry, MappingNode):
                message = f"{key} in the encoding of the part {wire} is not supported"
                context.unsupported(entry.mark_of(key), message)


def _declared_media_type(encoding: MappingNode, wire: str) -> str:
    """Return the media types of a part, separated by commas; empty if none are declared."""
    entry = encoding.mapping(wire)
    return (entry.text("contentType") if entry else None) or ""


def _file_media_type(encoding: MappingNode, wire: str) -> str:
    """Return the media type of a file; empty if it depends on the name of the file."""
    declared = _declared_media_type(encoding, wire).strip()
    return "" if "," in declared or "*" in declared or kind_of(declared) is None else declared


def _value_media_type(encoding: MappingNode, wire: str, node: Node, context: Context) -> str:
    """Return the media type of a value: JSON, or text that is not plain; empty if it depends on the value."""
    declared = [one.strip() for one in _declared_media_type(encoding, wire).split(",") if one.strip()]
    if not declared or "text/plain" in declared:
        return ""
    if any(is_json(one) for one in declared):
        return JSON
    in_utf8 = (one for one in declared if kind_of(one) == "text" and is_utf8(one))
    if (text := next(in_utf8, None)) is not None and _is_plain(node, context):
        return concrete(text, "text")
    message = f"the part {wire} can be sent as text in UTF-8 or {JSON}, not as {', '.join(declared)}"
    context.problem(encoding.mark_of(wire), "unsupported-body", message)
    return ""


def _is_plain(node: Node | None, context: Context) -> bool:
    """Whether a schema describes one plain value, or a list of them, each of which is a part."""
    schema = context.resolve(node) if node is not None else None
    if not isinstance(schema, MappingNode):
        return False
    type_ = schema.text("type")
    return type_ in {"string", "integer", "number", "boolean"} or (
        type_ == "array" and "items" in schema.members and _is_plain(schema.get("items"), context)
    )
