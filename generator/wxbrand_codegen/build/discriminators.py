"""The value that a discriminator has in each schema: the one that tells an object of this schema from the others."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from wxbrand_codegen.document.inheritance import all_heirs, heirs_of
from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode
from wxbrand_codegen.document.references import component_name
from wxbrand_codegen.document.structure import walk
from wxbrand_codegen.examples.validation import mismatch
from wxbrand_codegen.ir.models import Field
from wxbrand_codegen.ir.types import Constant, Text


@dataclass(frozen=True, slots=True)
class TagValue:
    """The value of a discriminator in one schema."""

    text: str
    is_mapped: bool
    """Whether the mapping names it. If it is the name of the schema, authors often mean another spelling."""


def tag_values(root: MappingNode) -> Mapping[int, Mapping[str, TagValue]]:
    """Return, by the id of a component, the properties that tell it from others, and the value that they have in it.

    The value is the one that the mapping has for the component, else its name. Where several are possible, there is none.
    """
    if not _mentions(root, "discriminator"):
        return {}
    components = root.mapping("components")
    schemas = components.entries("schemas") if components else {}
    found: defaultdict[int, defaultdict[str, set[TagValue | None]]] = defaultdict(lambda: defaultdict(set))
    heirs: dict[str, list[str]] | None = None
    for schema, kind, _ in walk(root):
        discriminator = schema.mapping("discriminator") if kind == "Schema" else None
        property_name = discriminator.text("propertyName") if discriminator else None
        if discriminator is None or not property_name:
            continue
        variants = [*_references(schema, "oneOf"), *_references(schema, "anyOf")]
        if not variants:
            heirs = heirs_of(schemas) if heirs is None else heirs
            names = [name for name, node in schemas.items() if node is schema]
            variants = [heir for name in names for heir in all_heirs(name, heirs)]
        for variant in variants:
            if variant in schemas:
                found[id(schemas[variant])][property_name].add(_value_for(variant, discriminator))
    return {
        key: {name: value for name, values in properties.items() if len(values) == 1 and (value := next(iter(values)))}
        for key, properties in found.items()
    }


def _mentions(root: Node, key: str) -> bool:
    """Return whether a key occurs anywhere, which is found faster than in schemas only."""
    waiting: list[Node] = [root]
    while waiting:
        match waiting.pop():
            case MappingNode(members=members):
                if key in members:
                    return True
                waiting.extend(members.values())
            case SequenceNode(items=items):
                waiting.extend(items)
            case _:
                pass
    return False


def with_tag_value(field: Field, value: TagValue | None) -> Field:
    """Return a field that fills in its value, if it is a text that can have this value, and no example has another one."""
    if value is None or not isinstance(field.type, Text) or mismatch(value.text, field.type, {}):
        return field
    if isinstance(field.example, ScalarNode) and field.example.value != value.text:
        return field
    if not value.is_mapped and field.type != Text():
        return field
    return replace(field, type=Constant(text=json.dumps(value.text), is_only=value.is_mapped))


def _value_for(variant: str, discriminator: MappingNode) -> TagValue | None:
    """Return the value that stands for a component; None if several do."""
    mapping = discriminator.mapping("mapping")
    values = [
        value
        for value in (mapping.members if mapping else ())
        if mapping and component_name(mapping.text(value) or "") == variant
    ]
    if not values:
        return TagValue(variant, is_mapped=False)
    return TagValue(values[0], is_mapped=True) if len(values) == 1 else None


def _references(schema: MappingNode, key: str) -> Iterator[str]:
    for part in schema.sequence(key):
        reference = part.text("$ref") if isinstance(part, MappingNode) else None
        if reference is not None:
            yield component_name(reference)
