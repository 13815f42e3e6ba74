"""Merge the schemas of an `allOf` into one that allows what all of them allow."""

from __future__ import annotations

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.build.schemas.intersections import common_limit, common_types, is_false, listed_in_both
from wxbrand_codegen.build.schemas.keywords import (
    READ_ONLY,
    WRITE_ONLY,
    is_annotation,
    is_rule,
)
from wxbrand_codegen.build.schemas.rules import rule_parts
from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode, is_true, plain
from wxbrand_codegen.problems import Mark

_ADDITIONAL = frozenset({"additionalProperties", "unevaluatedProperties"})
_MEANING = frozenset({"format", "contentEncoding", "contentMediaType", "discriminator", "x-wxbrand-enum-meanings"})
"""Annotations that say what a value is; those of a part hold for the whole."""

IMPOSSIBLE = "impossible-schema"


def only_part(schema: MappingNode, context: Context) -> Node | None:
    """Return the only part that restricts values, if nothing beside `allOf` does, as in `{allOf: [{$ref}]}`."""
    if any(_counts(key) and key not in {"allOf", "nullable"} for key in schema.members):
        return None
    parts = [part for part in schema.sequence("allOf") if _has_assertions(part, context)]
    return parts[0] if len(parts) == 1 else None


def _has_assertions(part: Node, context: Context) -> bool:
    schema = context.resolve(part)
    if not isinstance(schema, MappingNode):
        return not (isinstance(schema, ScalarNode) and schema.value is True)
    return any(map(_counts, schema.members))


def _counts(key: str) -> bool:
    return key in _MEANING or not is_annotation(key)


def merged(schema: MappingNode, context: Context) -> MappingNode:
    """Return one schema for all parts and the keywords beside `allOf`. Texts of the parts are dropped."""
    if "allOf" not in schema.members:
        return schema
    if (known := context.merged_schemas.get(id(schema))) is not None:
        return known[1]
    outer = {key: member for key, member in schema.members.items() if key != "allOf" and not is_rule(key, member)}
    result = MappingNode(members=outer, mark=schema.mark, key_marks=dict(schema.key_marks))
    rules = rule_parts(schema, context)
    for part in schema.sequence("allOf"):
        whole = as_mapping(part, context)
        if whole is not None:
            part_schema = merged(whole, context)
            _merge(result, part_schema, context)
            rules += rule_parts(part_schema, context)
    if is_true(schema, "nullable"):  # OpenAPI 3.0: {allOf: [{$ref}], nullable: true}
        result.members["nullable"] = schema.members["nullable"]
    context.merged_schemas[id(schema)] = (schema, result)
    context.merged_rules[id(result)] = rules
    context.origins[id(result)] = context.origins.get(id(schema), schema)
    return result


def as_mapping(node: Node, context: Context) -> MappingNode | None:
    """Return a schema without `$ref`: what it refers to, and as `allOf` with what stands beside it. None for true."""
    if not isinstance(node, MappingNode):
        never = MappingNode(members={"enum": SequenceNode(items=(), mark=node.mark)}, mark=node.mark)
        return never if is_false(node) else None
    if "$ref" not in node.members:
        return node
    if has_siblings(node):
        return beside_reference(node, context)
    target = context.resolve(node)
    return None if target is node else as_mapping(target, context)  # a reference that leads nowhere says nothing


def has_siblings(node: MappingNode) -> bool:
    """Whether keywords beside `$ref` restrict values, as in OpenAPI 3.1."""
    return any(_counts(key) and key not in {"$ref", "nullable", "x-wxbrand-sensitive"} for key in node.members)


def beside_reference(node: MappingNode, context: Context) -> MappingNode:
    """Return a schema with `$ref` and siblings as an `allOf`, always the same one for the same schema."""
    if (known := context.merged_schemas.get(id(node))) is not None:
        return known[1]
    reference = MappingNode(members={"$ref": node.members["$ref"]}, mark=node.mark, key_marks=node.key_marks)
    siblings = {key: member for key, member in node.members.items() if key not in {"$ref", "allOf"}}
    siblings["allOf"] = SequenceNode(items=(reference, *node.sequence("allOf")), mark=node.mark)
    whole = MappingNode(members=siblings, mark=node.mark, key_marks=node.key_marks)
    context.merged_schemas[id(node)] = (node, whole)
    return whole


def _merge(result: MappingNode, part: MappingNode, context: Context) -> None:
    """Add the restrictions of a part to the result."""
    _merge_types(result, part, context)
    _merge_values(result, part, context)
    _merge_additional(result, part, context)
    for key, member in part.members.items():
        if key in {READ_ONLY, WRITE_ONLY} and is_true(part, key):
            result.members[key] = member
        if (is_annotation(key) and key not in _MEANING) or is_rule(key, member):
            continue
        if key in {"type", "nullable", "enum", "const"} or key in _ADDITIONAL:
            continue  # see above
        present = result.members.get(key)
        if present is None:
            result.members[key] = member
            result.key_marks[key] = part.mark_of(key)
        else:
            result.members[key] = _merged_keyword(key, present, member, result, part, context)


def _merged_keyword(
    key: str, present: Node, member: Node, result: MappingNode, part: MappingNode, context: Context
) -> Node:
    if (limit := common_limit(key, present, member)) is not None:
        return limit
    match key, present, member:
        case "properties" | "patternProperties", MappingNode(), MappingNode():
            return _merged_properties(present, member, context)
        case "required", SequenceNode(items=first), SequenceNode(items=second):
            return SequenceNode(items=(*first, *second), mark=present.mark)
        case "items" | "contains" | "propertyNames" | "unevaluatedItems", _, _:
            return _both(present, member, context)
        case "x-wxbrand-enum-meanings", MappingNode(), MappingNode():
            return MappingNode(members=member.members | present.members, mark=present.mark)
    if plain(present) != plain(member):
        other = f"another part of the same allOf ({result.mark_of(key)})"
        message = f"{key} differs from that of {other}; this one is ignored, so write one {key} for both"
        context.ignore(part, key, message)
    return present


def _merge_types(result: MappingNode, part: MappingNode, context: Context) -> None:
    types = common_types(result, part)
    if types is None:
        return
    mark = part.mark_of("type") if "type" in part.members else result.mark_of("type")
    if not types and "type" in part.members:
        message = f"the type excludes that of another part of the same allOf ({result.mark_of('type')})"
        _make_impossible(result, part.mark_of("type"), message, context)
        return
    if types:
        written = tuple(ScalarNode(value=name, mark=mark, text=name, quoted=True) for name in types)
        result.members["type"] = written[0] if len(written) == 1 else SequenceNode(items=written, mark=mark)
        result.key_marks.setdefault("type", mark)
        result.members.pop("nullable", None)


def _merge_values(result: MappingNode, part: MappingNode, context: Context) -> None:
    """Merge `enum` and `const`, which is an `enum` with one value."""
    for key in ("enum", "const"):
        member = part.get(key)
        if member is None:
            continue
        present_key = "const" if "const" in result.members else "enum"
        present = result.get(present_key)
        if present is None:
            result.members[key] = member
            result.key_marks[key] = part.mark_of(key)
            continue
        common = listed_in_both(_values(present, present_key), _values(member, key))
        if not common.items:
            message = f"none of the values is among those of another part of the same allOf ({present.mark})"
            _make_impossible(result, part.mark_of(key), message, context)
        elif "const" in {key, present_key}:
            result.members["const"] = common.items[0]
            result.key_marks.setdefault("const", part.mark_of(key))
            result.members.pop("enum", None)
        else:
            result.members["enum"] = common


def _values(node: Node, key: str) -> Node:
    return node if key == "enum" else SequenceNode(items=(node,), mark=node.mark)


def _make_impossible(result: MappingNode, mark: Mark, message: str, context: Context) -> None:
    context.advise(mark, IMPOSSIBLE, f"{message}, so no value is possible; it is only read, and never sent")
    result.members.pop("const", None)
    result.members["enum"] = SequenceNode(items=(), mark=result.mark)


def _merge_additional(result: MappingNode, part: MappingNode, context: Context) -> None:
    """Merge what is said of other members. Read strictly, a part would forbid the members of the other parts."""
    for key in _ADDITIONAL:
        member, present = part.get(key), result.get(key)
        others = result.entries("properties").keys() - part.entries("properties").keys()
        foreign = part.entries("properties").keys() - result.entries("properties").keys()
        if member is not None and others and _restricts(member):
            _widen(part, key, context)
        if present is not None and foreign and _restricts(present):
            _widen(result, key, context)
        if member is not None:
            result.members[key] = member if present is None else _both(present, member, context)
            result.key_marks.setdefault(key, part.mark_of(key))


def _restricts(schema: Node) -> bool:
    return is_false(schema) or (isinstance(schema, MappingNode) and len(schema.members) > 0)


def _widen(schema: MappingNode, key: str, context: Context) -> None:
    if key == "additionalProperties" and (mark := schema.key_marks.get(key)) not in context.corrections:
        message = (
            "additionalProperties in a part of allOf concerns the members of the other parts too; it is read as if it did "
            "not; write unevaluatedProperties beside allOf"
        )
        if mark is not None:
            context.ignore(schema, key, message)


def _merged_properties(first: MappingNode, second: MappingNode, context: Context) -> MappingNode:
    members = dict(first.members)
    for name, schema in second.members.items():
        members[name] = _both(members[name], schema, context) if name in members else schema
    return MappingNode(members=members, mark=first.mark, key_marks=second.key_marks | first.key_marks)


def _both(first: Node, second: Node, context: Context) -> Node:
    """Return a schema for values that must match two schemas: an `allOf`, merged only when it is met, as it may be recursive."""
    if is_false(first) or is_false(second):
        return first if is_false(first) else second
    if plain(first) == plain(second) or not isinstance(second, MappingNode) or not second.members:
        return first
    if not isinstance(first, MappingNode) or not first.members:
        return second
    known = context.pairs.get((id(first), id(second)))
    if known is not None:
        return known[2]
    texts = {key: member for key, member in first.members.items() if is_annotation(key) and key not in _MEANING}
    members = texts | {"allOf": SequenceNode(items=(first, second), mark=second.mark)}
    both = MappingNode(members=members, mark=second.mark, key_marks=first.key_marks)
    context.pairs[id(first), id(second)] = (first, second, both)
    return both
