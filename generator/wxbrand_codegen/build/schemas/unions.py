"""The variants of a union (`oneOf`, `anyOf`, several types) and its discriminator."""

from __future__ import annotations

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.build.schemas.keywords import is_annotation, is_rule
from wxbrand_codegen.document.nodes import MappingNode, Node, is_true
from wxbrand_codegen.document.references import component_name
from wxbrand_codegen.ir.models import Enum, Models
from wxbrand_codegen.ir.types import Integer, Number, Ref, Text, Timestamp, Type, is_sensitive

MAX_VARIANTS = 100
"""Schemas of one `oneOf` or `anyOf`."""


def union_schemas(schema: MappingNode, context: Context) -> tuple[list[Node], bool] | None:
    """Return the schemas in `anyOf` or `oneOf`, and whether null is allowed; None if there are none but rules."""
    for key in ("anyOf", "oneOf"):
        if key not in schema.members or ("properties" in schema.members and is_rule(key, schema.members[key])):
            continue
        beside = [k for k in schema.members if k not in {key, "type", "nullable"} and not is_annotation(k)]
        if beside:
            context.unsupported(schema.mark_of(key), f"{key} beside {beside[0]} is not supported")
            continue
        schemas = [part for part in schema.sequence(key) if not is_null(part)]
        nullable = len(schemas) < len(schema.sequence(key)) or is_true(schema, "nullable")
        if len(schemas) > MAX_VARIANTS:
            context.problem(schema.mark_of(key), "too-many-kinds", f"{key} has more than {MAX_VARIANTS} schemas")
            return [], nullable
        return schemas, nullable
    return None


def is_null(schema: Node) -> bool:
    """Return whether a schema allows nothing but null."""
    return isinstance(schema, MappingNode) and schema.text("type") == "null"


def distinct_variants(types: list[Type], models: Models) -> list[Type]:
    """Merge types that JSON cannot tell apart: several strings become one text, several numbers one number."""
    variants = list(dict.fromkeys(types))
    texts = [variant for variant in variants if _is_text(variant, models)]
    if len(texts) > 1:
        text = Text(sensitive=any(map(is_sensitive, texts)))  # encrypt rather too much than too little
        variants = [text if variant is texts[0] else variant for variant in variants if variant not in texts[1:]]
    numbers = [variant for variant in variants if isinstance(variant, Integer | Number)]
    if len(numbers) > 1:
        variants = [
            Number() if variant is numbers[0] else variant for variant in variants if variant not in numbers[1:]
        ]
    return variants


def _is_text(type_: Type, models: Models) -> bool:
    match type_:
        case Text() | Timestamp():
            return True
        case Ref(name=name):
            model = models.get(name)
            return isinstance(model, Enum) and isinstance(model.members[0].value, str)
        case _:
            return False


def discriminator_of(schema: MappingNode, parts: list[Node], types: list[Type]) -> tuple[str, dict[str, str]]:
    """Return the property that tells the variant, and the class name for each of its values."""
    discriminator = schema.mapping("discriminator")
    property_name = discriminator.text("propertyName") if discriminator else None
    if not discriminator or not property_name:
        return "", {}
    classes = {
        key: type_.name
        for part, type_ in zip(parts, types, strict=True)
        if isinstance(type_, Ref) and (key := _component_key(part))
    }
    mapping = discriminator.mapping("mapping")
    mapped = {value: component_name(mapping.text(value) or "") for value in mapping.members} if mapping else {}
    return property_name, classes | {value: classes[key] for value, key in mapped.items() if key in classes}


def _component_key(part: Node) -> str:
    reference = part.text("$ref") if isinstance(part, MappingNode) else None
    return component_name(reference or "")
