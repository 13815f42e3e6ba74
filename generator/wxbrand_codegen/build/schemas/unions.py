"""The variants of a union (`oneOf`, `anyOf`, several types) and its discriminator."""

from __future__ import annotations

from dataclasses import dataclass

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.build.schemas.all_of import as_mapping, merged
from wxbrand_codegen.build.schemas.intersections import allows_null, is_false
from wxbrand_codegen.build.schemas.keywords import is_annotation, is_rule, type_names
from wxbrand_codegen.build.schemas.value_unions import has_values
from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode, is_true
from wxbrand_codegen.document.references import component_name
from wxbrand_codegen.ir.models import Enum, Models
from wxbrand_codegen.ir.types import Integer, Number, Ref, Text, Timestamp, Type, is_sensitive

MAX_VARIANTS = 100
"""Schemas of one `oneOf` or `anyOf`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternatives:
    """The schemas of one `oneOf` or `anyOf`."""

    key: str = ""
    """`oneOf` or `anyOf`; empty for several types."""

    parts: tuple[Node, ...] = ()
    """As written, without null."""

    schemas: tuple[Node, ...] = ()
    """Each together with what stands beside the keyword."""

    nullable: bool = False

    def check_merged(self, types: list[Type], variants: list[Type], schema: MappingNode, context: Context) -> None:
        """Report types that were merged into one, because JSON cannot tell them apart."""
        lost = [type_ for type_ in types if type_ not in variants and has_values(type_)]
        if not self.key or not lost:
            return
        message = (
            f"schemas of {self.key} whose values look alike are not told apart: any text or number is accepted there"
        )
        context.advise(schema.mark_of(self.key), "unchecked-keyword", message)
        kept: list[Node] = [part for part, type_ in zip(self.schemas, types, strict=True) if type_ in variants]
        for name, kinds in (("string", Text), ("number", Number)):
            if any(isinstance(variant, kinds) for variant in variants):
                kept.append(_of_type(name, schema))
        if self.nullable:
            kept.append(_of_type("null", schema))
        context.correct(schema, self.key, {"anyOf": SequenceNode(items=tuple(kept), mark=schema.mark)})


def _of_type(name: str, schema: MappingNode) -> MappingNode:
    type_ = ScalarNode(value=name, mark=schema.mark, text=name, quoted=True)
    return MappingNode(members={"type": type_}, mark=schema.mark)


def alternatives_of(schema: MappingNode, context: Context) -> Alternatives | None:
    """Return the schemas in `anyOf` or `oneOf`; None if there are none but rules on members."""
    found: Alternatives | None = None
    for key in ("anyOf", "oneOf"):
        if key not in schema.members:
            continue
        if is_rule(key, schema.members[key]):
            if "properties" not in schema.members:
                context.ignore(schema, key, f"{key} with nothing but required is not checked without properties")
        elif "properties" in schema.members and not _brings_members(schema, key, context):
            continue  # reported with the other keywords beside properties
        elif found is not None:
            context.ignore(schema, key, f"{key} beside {found.key} is not checked")
        else:
            found = _alternatives(schema, key, context)
    return found


def brings_members(schema: MappingNode, context: Context) -> bool:
    """Return whether an object schema is a union, because its alternatives have members that it does not have itself."""
    return any(_brings_members(schema, key, context) for key in ("anyOf", "oneOf"))


def _brings_members(schema: MappingNode, key: str, context: Context) -> bool:
    own = schema.entries("properties").keys()
    wholes = [as_mapping(part, context) for part in schema.sequence(key)]
    return any(merged(whole, context).entries("properties").keys() - own for whole in wholes if whole is not None)


def _alternatives(schema: MappingNode, key: str, context: Context) -> Alternatives:
    beside = {
        name: member for name, member in schema.members.items()
        if name not in {key, "anyOf", "oneOf", "nullable"} and not is_annotation(name) and not is_rule(name, member)
    }  # fmt: skip
    base = MappingNode(members=beside, mark=schema.mark, key_marks=schema.key_marks)
    context.shared.update(map(schema.mark_of, beside))
    listed = schema.sequence(key)
    parts = tuple(part for part in listed if not is_null(part) and not is_false(part))
    null = any(map(is_null, listed)) and ("type" not in beside or allows_null(base))
    if len(parts) > MAX_VARIANTS:
        context.problem(schema.mark_of(key), "too-many-kinds", f"{key} has more than {MAX_VARIANTS} schemas")
        parts = ()
    return Alternatives(
        key=key,
        parts=parts,
        schemas=tuple(_with_base(part, base, context) for part in parts),
        nullable=null or is_true(schema, "nullable"),
    )


def _with_base(part: Node, base: MappingNode, context: Context) -> Node:
    """Return a schema of `oneOf` together with what stands beside it; itself if that adds nothing."""
    if not base.members:
        return part
    whole = as_mapping(part, context)
    if whole is not None and base.members.keys() == {"type"}:
        own, allowed = set(type_names(merged(whole, context))[0]), set(type_names(base)[0])
        if (own and own <= allowed) or (not own and "properties" in merged(whole, context).members):
            return part
    key = id(part), id(base)
    if (known := context.pairs.get(key)) is None:
        both = SequenceNode(items=(base, part), mark=part.mark)
        known = context.pairs[key] = (part, base, MappingNode(members={"allOf": both}, mark=part.mark))
        if isinstance(component := context.resolve(part), MappingNode):
            context.origins[id(known[2])] = component
    return known[2]


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


def discriminator_of(
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
