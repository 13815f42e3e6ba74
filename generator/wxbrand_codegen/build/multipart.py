"""Part of build: the parts of multipart/form-data, and the members of its part `meta`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wxbrand_codegen.build.schemas.all_of import only_part
from wxbrand_codegen.build.schemas.limits import limits_of
from wxbrand_codegen.build.schemas.rules import rules_of
from wxbrand_codegen.build.schemas.types import MAX_MEMBERS, Schemas
from wxbrand_codegen.document.nodes import MappingNode, Node, SequenceNode, plain
from wxbrand_codegen.ir.media_types import JSON, is_json, kind_of
from wxbrand_codegen.ir.models import Field
from wxbrand_codegen.ir.names import Name, nested_name
from wxbrand_codegen.ir.operations import FromFile, Parameter
from wxbrand_codegen.ir.rules import Rule
from wxbrand_codegen.ir.types import File, ListOf, Text

META = "meta"
"""Part whose members are arguments of their own, if it is an object with named members: WeChat Pay signs its text alone."""


def file_of(node: Node, schemas: Schemas) -> File | None:
    """Give the file that a schema describes: bytes as they stand. None if it describes anything else."""
    schema = schemas.resolve(node)
    if not isinstance(schema, MappingNode):
        return None
    if "allOf" in schema.members and (part := only_part(schema, schemas)) is not None:
        file = file_of(part, schemas)
        return file and File(max_bytes=most_of(node, schema) or file.max_bytes)
    return File(max_bytes=most_of(node, schema)) if _is_raw(schema) else None


def most_of(*schemas: Node | None) -> int | None:
    """Give the bytes that a file has at most; the length of raw bytes counts them (OpenAPI 3.1, section 4.8.14)."""
    stated = [
        plain(schema.members[key])
        for key in ("x-wxbrand-max-bytes", "maxLength")
        for schema in schemas
        if isinstance(schema, MappingNode) and key in schema.members
    ]
    return int(stated[0]) if stated and type(stated[0]) in {int, float} else None


def _is_raw(schema: MappingNode) -> bool:
    kinds = {schema.text("type"), *(plain(kind) for kind in schema.sequence("type"))} - {None, "null"}
    if kinds - {"string"}:
        return False
    if schema.text("format") == "binary":
        return True
    media_type = schema.text("contentMediaType")
    return media_type is not None and "contentEncoding" not in schema.members and kind_of(media_type) == "file"


def parts_of(
    media: MappingNode, schema: MappingNode, shown: MappingNode | None, place: Name, schemas: Schemas
) -> list[Parameter]:
    """Give the parameters of a multipart body: members of `meta`, files, and all other parts."""
    properties = schema.mapping("properties") or MappingNode(members={}, mark=schema.mark)
    required = {plain(item) for item in schema.sequence("required")}
    if len(properties.members) > MAX_MEMBERS:
        schemas.problem(schema.mark_of("properties"), "too-many-members", f"an upload has over {MAX_MEMBERS} parts")
        return []
    encoding = _Encoding(media, schemas)
    found: dict[str, list[Parameter]] = {}
    rest = dict(properties.members)
    for wire, node in properties.members.items():
        meta = schemas.object_of(node) if wire == META else None
        if meta is not None:
            found[wire] = list(_members(node, meta, shown, place, schemas))
            del rest[wire]
        elif (file := _files(node, encoding.type_of(wire), schemas)) is not None:
            mark = properties.mark_of(wire)
            field = Field(
                name=schemas.named(wire, "field", mark), wire=wire, type=file, required=wire in required,
                doc=schemas.doc(node), mark=mark,
            )  # fmt: skip
            found[wire] = [Parameter(field=field, location="body", part_type=encoding.of_file(wire))]
            del rest[wire]
    for field in schemas.fields_of(_only(schema, properties, rest), place):
        parameter = replace(member_of(field, shown), part_type=encoding.of_value(field.wire))
        found[field.wire] = [_from_file(parameter, rest, schemas)]
    parameters = [parameter for wire in properties.members for parameter in found.get(wire, ())]
    _refuse_clashes(parameters, schemas)
    _refuse_without_file(parameters, schemas)
    return parameters


def member_of(field: Field, shown: MappingNode | None) -> Parameter:
    """Give the parameter for a member, with the example that the whole body shows for it."""
    example = shown.get(field.wire) if shown else None
    showing = field if example is None else replace(field, example=example)
    return Parameter(field=showing, location="body", in_example=shown is not None and field.wire in shown.members)


def rules_of_parts(schema: MappingNode, schemas: Schemas) -> tuple[Rule, ...]:
    """Read the rules on the parts and those on the members of `meta`, all of which are parameters side by side."""
    properties = schema.mapping("properties")
    node = properties.get(META) if properties else None
    meta = schemas.object_of(node) if node is not None else None
    return (*rules_of(schema, schemas), *(rules_of(meta, schemas) if meta is not None else ()))


def _only(schema: MappingNode, properties: MappingNode, rest: dict[str, Node]) -> MappingNode:
    """Give the schema with these properties only."""
    left = replace(properties, members=rest)
    asked = [item for item in schema.sequence("required") if plain(item) in rest]
    members = {key: member for key, member in schema.members.items() if key not in {"properties", "required"}}
    return replace(
        schema, members={**members, "properties": left, "required": SequenceNode(items=tuple(asked), mark=schema.mark)}
    )


def _members(
    node: Node, meta: MappingNode, shown: MappingNode | None, place: Name, schemas: Schemas
) -> Iterator[Parameter]:
    reference = node.text("$ref") if isinstance(node, MappingNode) else None
    own = schemas.named(reference.rsplit("/", 1)[-1] if reference else META, "class", node.mark)
    example = shown.get(META) if shown else None
    properties = meta.mapping("properties")
    for field in schemas.fields_of(meta, own if reference else nested_name(place, own)):
        shown_here = example if isinstance(example, MappingNode) else None
        parameter = replace(member_of(field, shown_here), in_meta=True)
        yield _from_file(parameter, properties.members if properties else {}, schemas)


def _files(node: Node, encoded: str, schemas: Schemas) -> File | ListOf | None:
    """Give a file or a list of files; also where a schema says nothing and `encoding` names a type of bytes."""
    if (file := file_of(node, schemas)) is not None:
        return file
    resolved = schemas.resolve(node)
    if (
        isinstance(resolved, MappingNode)
        and not resolved.members
        and encoded
        and kind_of(encoded.partition(",")[0]) == "file"
    ):
        return File()
    items = resolved.get("items") if isinstance(resolved, MappingNode) else None
    item = file_of(items, schemas) if items is not None else None
    if item is None or not isinstance(resolved, MappingNode):
        return None
    return ListOf(item=item, limits=limits_of(resolved, schemas.report))


def _from_file(parameter: Parameter, nodes: dict[str, Node], schemas: Schemas) -> Parameter:
    """Mark a text that the runtime fills in from the file."""
    node = nodes.get(parameter.field.wire)
    places = (node, schemas.resolve(node)) if node is not None else ()
    what = next(
        (text for place in places if isinstance(place, MappingNode) and (text := place.text("x-wxbrand-from-file"))),
        None,
    )
    if what is None:
        return parameter
    field = parameter.field
    if not isinstance(field.type, Text):
        schemas.problem(field.mark, "unsupported-body", f"{field.wire} is filled in from the file, so it must be text")
    filled: FromFile = "sha256" if what == "sha256" else "name" if field.required else "name if known"
    return replace(parameter, field=replace(field, required=False), from_file=filled)


def _refuse_clashes(parameters: list[Parameter], schemas: Schemas) -> None:
    parts = {p.field.wire: p.field.mark for p in parameters if not p.in_meta}
    for field in (p.field for p in parameters if p.in_meta and p.field.wire in parts):
        message = f"{field.wire} is a part ({parts[field.wire]}) and a member of {META}; rename one"
        schemas.problem(field.mark, "name-clash", message)


def _refuse_without_file(parameters: list[Parameter], schemas: Schemas) -> None:
    files = [parameter for parameter in parameters if parameter.file]
    for parameter in parameters:
        if parameter.from_file and (len(files) != 1 or isinstance(files[0].field.type, ListOf)):
            message = f"{parameter.field.wire} is filled in from the file, but there is not exactly one"
            schemas.problem(parameter.field.mark, "unsupported-body", message)


class _Encoding:
    """What a media type's `encoding` says of its parts."""

    def __init__(self, media: MappingNode, schemas: Schemas) -> None:
        self._node = media.mapping("encoding")
        self._schemas = schemas
        for name, entry in self._node.members.items() if self._node else ():
            for key in entry.members if isinstance(entry, MappingNode) else ():
                if key != "contentType" and not key.startswith("x-") and isinstance(entry, MappingNode):
                    schemas.unread(entry.mark_of(key), f"{key} in the encoding of the part {name} is not supported")

    def type_of(self, wire: str) -> str:
        """Give the media types that are named for a part; empty if none is."""
        entry = self._node.mapping(wire) if self._node else None
        return (entry.text("contentType") if entry else None) or ""

    def of_file(self, wire: str) -> str:
        """Give the one media type that a file has; empty if it follows from the file's name."""
        wanted = self.type_of(wire).strip()
        return "" if "," in wanted or "*" in wanted or kind_of(wanted) is None else wanted

    def of_value(self, wire: str) -> str:
        """Give JSON where that is named for a plain value; empty if the type follows from the value."""
        wanted = self.type_of(wire)
        if not wanted or wanted == "text/plain":
            return ""
        if not is_json(wanted) and self._node:
            self._schemas.unread(
                self._node.mark_of(wire), f"the part {wire} can be sent as text or {JSON}, not as {wanted}"
            )
        return JSON
