"""The schemas of `oneOf` and `anyOf`, each together with what stands beside the keyword."""

from __future__ import annotations

from dataclasses import dataclass

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.build.schemas.all_of import as_mapping, merged
from wxbrand_codegen.build.schemas.intersections import allows_null, is_false
from wxbrand_codegen.build.schemas.keywords import is_annotation, is_rule, type_names
from wxbrand_codegen.document.nodes import MappingNode, Node, SequenceNode, is_true

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
