"""Types of unions (`oneOf`, `anyOf`, several types, values of several types), and their discriminators."""

from __future__ import annotations

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.build.descriptions import doc_of
from wxbrand_codegen.build.schemas.names import class_name_of, option_name
from wxbrand_codegen.build.schemas.unions.alternatives import Alternatives
from wxbrand_codegen.build.schemas.unions.values import as_variant, combined_enum, has_values, without_null
from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode
from wxbrand_codegen.document.references import component_name
from wxbrand_codegen.ir.models import Enum, Models, Union
from wxbrand_codegen.ir.names import Name
from wxbrand_codegen.ir.types import (
    NULL,
    Anything,
    Integer,
    Number,
    Ref,
    Text,
    Timestamp,
    Type,
    is_impossible,
    is_sensitive,
    with_null,
)


def union_of(
    schema: MappingNode, class_name: Name, alternatives: Alternatives, types: list[Type], context: Context
) -> Type:
    """Return the type of values of any of these types, those of the alternatives or of `schema` itself."""
    types, nullable = without_null(types)
    parts = alternatives.schemas or (schema,) * len(types)
    if all(map(is_impossible, types)):
        return NULL if nullable or alternatives.nullable else Anything(impossible=True)
    values = [(part, type_) for part, type_ in zip(parts, types, strict=True) if has_values(type_)]
    if len({type_ for _, type_ in values}) > 1:
        if (combined := _combined_enum(schema, class_name, values, context)) is not None:
            return with_null(combined, nullable)
        names = [class_name_of(part, option_name(class_name, number), context) for number, part in enumerate(parts, 1)]
        types = [_variant(*variant, context) for variant in zip(types, parts, names, strict=True)]
    variants = _distinct_variants(list(filter(has_values, types)) or [NULL], context.models.by_name)
    _check_merged(schema, alternatives, types, variants, context)
    if not variants or any(isinstance(variant, Anything) for variant in variants):
        return Anything()
    if len(variants) == 1:
        return with_null(variants[0], nullable)
    class_name, is_new = context.classes.claim(class_name, schema.mark)
    if is_new:
        context.note_input_name(schema)
        discriminator, mapping = _discriminator_of(schema, alternatives.parts, types, context)
        union = Union(
            name=class_name,
            doc=doc_of(schema, context),
            variants=tuple(variants),
            discriminator=discriminator,
            mapping=mapping,
            mark=schema.mark,
        )
        context.models.add(union)
    return with_null(Ref(name=class_name.pascal), nullable)


def _combined_enum(
    schema: MappingNode, class_name: Name, values: list[tuple[Node, Type]], context: Context
) -> Type | None:
    """Return the enum of all values; None if there are others than those that are listed."""
    doc = doc_of(schema, context)
    is_component = schema is context.open_component
    models = context.models.by_name
    found = combined_enum(class_name, doc, schema.mark, values, models, may_take_name=not is_component)
    if found is None:
        return None
    enum, base = found
    return context.models.add_enum(enum, base=base)


def _variant(type_: Type, part: Node, class_name: Name, context: Context) -> Type:
    """Return a variant of a union; for a constant, an enum or a wider type."""
    variant = as_variant(type_, part, class_name)
    return context.models.add_enum(variant) if isinstance(variant, Enum) else variant


def _check_merged(
    schema: MappingNode, alternatives: Alternatives, types: list[Type], variants: list[Type], context: Context
) -> None:
    """Report types that were merged into one, because JSON cannot tell them apart."""
    lost = [type_ for type_ in types if type_ not in variants and has_values(type_)]
    if not alternatives.key or not lost:
        return
    message = f"schemas of {alternatives.key} whose values look alike are not told apart: any text or number is accepted there"
    context.advise(schema.mark_of(alternatives.key), "unchecked-keyword", message)
    kept: list[Node] = [part for part, type_ in zip(alternatives.schemas, types, strict=True) if type_ in variants]
    for name, kinds in (("string", Text), ("number", Number)):
        if any(isinstance(variant, kinds) for variant in variants):
            kept.append(_of_type(name, schema))
    if alternatives.nullable:
        kept.append(_of_type("null", schema))
    context.correct(schema, alternatives.key, {"anyOf": SequenceNode(items=tuple(kept), mark=schema.mark)})


def _of_type(name: str, schema: MappingNode) -> MappingNode:
    type_ = ScalarNode(value=name, mark=schema.mark, text=name, quoted=True)
    return MappingNode(members={"type": type_}, mark=schema.mark)


def _distinct_variants(types: list[Type], models: Models) -> list[Type]:
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


def _discriminator_of(
    schema: MappingNode, parts: tuple[Node, ...], types: list[Type], context: Context
) -> tuple[str, dict[str, str]]:
    """Return the property that tells the variant, and the class name for each of its values."""
    discriminator = schema.mapping("discriminator")
    property_name = discriminator.text("propertyName") if discriminator else None
    if not discriminator or not property_name:
        return "", {}
    classes = {
        key: type_.name
        for part, type_ in zip(parts, types, strict=False)
        if isinstance(type_, Ref) and (key := _component_key(part))
    }
    mapping = discriminator.mapping("mapping")
    mapped: dict[str, str] = {}
    for value in mapping.members if mapping else ():
        key = component_name((mapping.text(value) if mapping else None) or "")
        if key in classes:
            mapped[value] = classes[key]
        elif mapping:
            message = f"the discriminator maps {value} to no schema of this union; it is ignored, so name one of them"
            context.advise(mapping.mark_of(value), "unknown-variant", message)
    return property_name, classes | mapped


def _component_key(part: Node) -> str:
    reference = part.text("$ref") if isinstance(part, MappingNode) else None
    return component_name(reference or "")
