"""Choose the media type of a body or response, and recognise files."""

from __future__ import annotations

from dataclasses import dataclass

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.build.schemas.all_of import only_part
from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, plain
from wxbrand_codegen.ir.media_types import Kind, kind_of, preferred
from wxbrand_codegen.ir.types import File


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The chosen entry of a `content` object."""

    kind: Kind
    media_type: str
    """As the spec writes it."""

    node: MappingNode

    @property
    def schema(self) -> Node | None:
        """The schema of the media type."""
        return self.node.get("schema")

    def json_schema(self, context: Context) -> Node:
        """Return the schema of a JSON value; any value, with advice, if there is none."""
        if self.schema is not None:
            return self.schema
        context.advise(
            self.node.mark, "no-schema", f"{self.media_type} has no schema, so any JSON value is accepted; add one"
        )
        return ScalarNode(value=True, mark=self.node.mark)


def choose_content(content: MappingNode | None, context: Context) -> Content | None:
    """Return the entry that the client uses; None if no key is a media type."""
    entries = {key: node for key, node in content.members.items() if isinstance(node, MappingNode)} if content else {}
    chosen = preferred({key: _describes_values(node, context) for key, node in entries.items()})
    return Content(kind=chosen[0], media_type=chosen[1], node=entries[chosen[1]]) if chosen else None


def _describes_values(node: MappingNode, context: Context) -> bool:
    schema = node.get("schema")
    return schema is not None and file_type(schema, context) is None


def file_type(node: Node, context: Context) -> File | None:
    """Return the file that a schema of raw bytes describes; None for any other schema."""
    schema = context.resolve(node)
    if not isinstance(schema, MappingNode):
        return None
    if "allOf" in schema.members and (part := only_part(schema, context)) is not None:
        file = file_type(part, context)
        return file and File(max_bytes=max_bytes(node, schema) or file.max_bytes)
    return File(max_bytes=max_bytes(node, schema)) if _is_raw(schema) else None


def max_bytes(*schemas: Node | None) -> int | None:
    """Return the size limit of a file. `maxLength` of raw bytes counts bytes (OpenAPI 3.1, section 4.8.14)."""
    limits = [
        plain(schema.members[key])
        for key in ("x-wxbrand-max-bytes", "maxLength")
        for schema in schemas
        if isinstance(schema, MappingNode) and key in schema.members
    ]
    return int(limits[0]) if limits and type(limits[0]) in {int, float} else None


def _is_raw(schema: MappingNode) -> bool:
    types = {schema.text("type"), *(plain(type_) for type_ in schema.sequence("type"))} - {None, "null"}
    if types - {"string"}:
        return False
    if schema.text("format") == "binary":
        return True
    media_type = schema.text("contentMediaType")
    return media_type is not None and "contentEncoding" not in schema.members and kind_of(media_type) == "file"
