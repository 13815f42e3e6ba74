"""Records: the members of objects with `properties`, and the rules on them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from wxbrand_codegen.build.descriptions import doc_of, schema_example
from wxbrand_codegen.build.discriminators import with_tag_value
from wxbrand_codegen.build.hidden_types import not_hiding_types
from wxbrand_codegen.build.schemas.access import only_in
from wxbrand_codegen.build.schemas.all_of import as_mapping, merged
from wxbrand_codegen.build.schemas.containers import check_object, is_closed, with_required
from wxbrand_codegen.build.schemas.intersections import is_false
from wxbrand_codegen.build.schemas.keywords import type_names
from wxbrand_codegen.build.schemas.names import class_name_of, member_names
from wxbrand_codegen.build.schemas.rules import rules_of
from wxbrand_codegen.build.schemas.scalars import check_sensitive
from wxbrand_codegen.build.schemas.types import Schemas
from wxbrand_codegen.document.nodes import MappingNode, Node, plain
from wxbrand_codegen.ir.models import Field, Model, Record
from wxbrand_codegen.ir.names import Name, make_name, nested_name
from wxbrand_codegen.ir.types import Anything
from wxbrand_codegen.problems import Mark

MAX_PROPERTIES = 1000
"""Properties of one object; people write dozens, and a class with thousands of them is of no use."""


def build_models(schemas: Schemas) -> dict[str, Model]:
    """Build the records that types refer to, and return all models by class name."""
    for schema, class_name in schemas.models.take_pending():
        schemas.begin(model=class_name.pascal)
        schemas.note_input_name(schema)
        record = Record(
            name=class_name,
            doc=doc_of(schema, schemas),
            fields=fields_of(schema, class_name, schemas),
            rules=rules_of(schema, schemas),
            closed=is_closed(schema),
            mark=schema.mark,
        )
        schemas.models.add(record)
    return schemas.models.complete()


def object_schema(node: Node, schemas: Schemas) -> MappingNode | None:
    """Return a schema with its references followed and its `allOf` merged; None unless it has properties."""
    whole = as_mapping(node, schemas)
    schema = with_required(merged(whole, schemas), schemas) if whole is not None else None
    if schema is None or "properties" not in schema.members or not _may_be_object(schema):
        return None
    check_sensitive(schema, Anything(), schemas)
    return schema


def _may_be_object(schema: MappingNode) -> bool:
    names, _ = type_names(schema)
    return not names or names == ["object"]


def fields_of(
    schema: MappingNode, class_name: Name, schemas: Schemas, *, skip: Collection[str] = ()
) -> tuple[Field, ...]:
    """Return the properties of an object schema, except those to skip."""
    check_object(schema, schemas)
    properties = schema.mapping("properties") or MappingNode(members={}, mark=schema.mark)
    if len(properties.members) > MAX_PROPERTIES:
        message = f"an object has more than {MAX_PROPERTIES} properties"
        schemas.problem(schema.mark_of("properties"), "too-many-members", message)
        return ()
    required = {plain(item) for item in schema.sequence("required")}
    names = member_names(schema, schemas)
    tags = schemas.tags_of(schema)
    fields = []
    for wire, node in properties.members.items():
        if wire not in skip and (wire in required or not is_false(schemas.resolve(node))):
            mark = properties.mark_of(wire)
            field = field_of(node, names[wire], wire, wire in required, class_name, mark, schemas)
            field, direction = with_tag_value(field, tags.get(wire)), only_in(node, schemas)
            fields.append(replace(field, only_in=direction) if direction else field)
    return not_hiding_types(fields)


def field_of(
    schema: Node,
    name: Name,
    wire: str,
    required: bool,
    parent: Name,
    mark: Mark,
    schemas: Schemas,
    *,
    location: str = "",
) -> Field:
    """Return a property or parameter. Its example is not validated yet.

    location: of a parameter; empty for a property.
    """
    inner = make_name(wire, "class") if name == make_name(wire, "field") else name
    class_name = nested_name(parent, inner)
    if location:  # what is chosen within the schema of a parameter is the name of its class
        class_name = replace(class_name, alternative=f"{class_name.alternative}In{location.capitalize()}")
        class_name = class_name_of(schema, class_name, schemas)
    return Field(
        name=name,
        wire=wire,
        type=schemas.type_of(schema, class_name),
        required=required,
        doc=doc_of(schema, schemas),
        example=schema_example(schema, schemas),
        mark=mark,
    )
