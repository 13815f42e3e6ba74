"""Merge the schemas of an `allOf` into one."""

from __future__ import annotations

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.build.schemas.keywords import READ_ONLY, WRITE_ONLY, is_annotation, is_rule
from wxbrand_codegen.build.schemas.rules import rule_parts
from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode, is_true, plain


def only_part(schema: MappingNode, context: Context) -> Node | None:
    """Return the only part that restricts values, if nothing beside `allOf` does, as in `{allOf: [{$ref}]}`."""
    if any(not is_annotation(key) and key not in {"allOf", "nullable"} for key in schema.members):
        return None
    parts = [part for part in schema.sequence("allOf") if _has_assertions(part, context)]
    return parts[0] if len(parts) == 1 else None


def _has_assertions(part: Node, context: Context) -> bool:
    schema = context.resolve(part)
    return not isinstance(schema, MappingNode) or any(not is_annotation(key) for key in schema.members)


def merged(schema: MappingNode, context: Context, parents: tuple[MappingNode, ...] = ()) -> MappingNode:
    """Return one schema for all parts and the keywords beside `allOf`. Annotations of the parts are dropped, except
    `readOnly` and `writeOnly`."""
    if "allOf" not in schema.members:
        return schema
    if (known := context.merged_schemas.get(id(schema))) is not None:
        return known[1]
    if any(schema is parent for parent in parents):
        context.problem(schema.mark_of("allOf"), "endless-schema", "this allOf contains itself")
        return MappingNode(members={}, mark=schema.mark)
    outer = {key: member for key, member in schema.members.items() if key != "allOf" and not is_rule(key, member)}
    result = MappingNode(members=outer, mark=schema.mark, key_marks=dict(schema.key_marks))
    rules = rule_parts(schema, context)
    for part in schema.sequence("allOf"):
        resolved = context.resolve(part)
        if isinstance(resolved, MappingNode):
            part_schema = merged(resolved, context, (*parents, schema))
            _merge(result, part_schema, context)
            rules += rule_parts(part_schema, context)
        elif not (isinstance(resolved, ScalarNode) and resolved.value is True):
            context.problem(part.mark, "not-a-schema", "a schema must be an object")
    context.merged_schemas[id(schema)] = (schema, result)
    context.merged_rules[id(result)] = rules
    context.origins[id(result)] = schema
    return result


def _merge(result: MappingNode, part: MappingNode, context: Context) -> None:
    for key, member in part.members.items():
        present = result.members.get(key)
        if key in {READ_ONLY, WRITE_ONLY} and is_true(part, key):
            result.members[key] = member
        if is_annotation(key) or key == "nullable" or is_rule(key, member):
            continue
        if present is None:
            result.members[key] = member
            result.key_marks[key] = part.mark_of(key)
        elif key == "properties" and isinstance(present, MappingNode) and isinstance(member, MappingNode):
            result.members[key] = _merged_properties(present, member, context)
        elif key == "required" and isinstance(present, SequenceNode) and isinstance(member, SequenceNode):
            result.members[key] = SequenceNode(items=(*present.items, *member.items), mark=present.mark)
        elif key == "additionalProperties":
            continue  # it concerns the properties of its own part only
        elif plain(present) != plain(member):
            message = f"{key} differs from that of another part of the same allOf ({result.mark_of(key)})"
            context.problem(part.mark_of(key), "unsupported-allof", message)


def _merged_properties(first: MappingNode, second: MappingNode, context: Context) -> MappingNode:
    members = dict(first.members)
    for name, schema in second.members.items():
        members[name] = _merged_property(members[name], schema, context) if name in members else schema
    return MappingNode(members=members, mark=first.mark, key_marks=first.key_marks | second.key_marks)


def _merged_property(first: Node, second: Node, context: Context) -> Node:
    """Return a schema for a property that two parts describe; values must match both."""
    if plain(first) == plain(second) or not isinstance(second, MappingNode):
        return first
    both = SequenceNode(items=(first, second), mark=second.mark)
    return merged(MappingNode(members={"allOf": both}, mark=second.mark), context)
