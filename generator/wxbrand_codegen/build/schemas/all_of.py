"""Part of build: the schemas that `allOf` joins, as the one schema they make together."""

from __future__ import annotations

from wxbrand_codegen.build.context import Components
from wxbrand_codegen.build.schemas.rules import is_rule, rule_parts
from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode, plain

ANNOTATIONS = frozenset(
    {
        "title", "description", "default", "example", "examples", "deprecated", "readOnly", "writeOnly", "$comment",
        "externalDocs", "xml", "format", "contentEncoding", "contentMediaType", "discriminator",
    }
)  # fmt: skip
"""Keywords that allow and refuse nothing, or that no check follows from here."""


SENSITIVE = "x-wxbrand-sensitive"


def is_remark(key: str) -> bool:
    """Whether a keyword leaves every value alone."""
    return key in ANNOTATIONS or (key.startswith("x-") and key != SENSITIVE)


def only_part(node: MappingNode, components: Components) -> Node | None:
    """Give the one part that says something, if all else in and beside `allOf` are remarks; `{allOf: [{$ref}]}` is common."""
    if any(not is_remark(key) and key not in {"allOf", "nullable"} for key in node.members):
        return None
    telling = [part for part in node.sequence("allOf") if _tells(part, components)]
    return telling[0] if len(telling) == 1 else None


def _tells(part: Node, components: Components) -> bool:
    target = components.resolve(part)
    return not isinstance(target, MappingNode) or any(not is_remark(key) for key in target.members)


def flattened(node: MappingNode, components: Components, seen: tuple[MappingNode, ...] = ()) -> MappingNode:
    """Give the schema that all parts, and what stands beside them, make together; its remarks are the outer ones."""
    if "allOf" not in node.members:
        return node
    if (known := components.flattened.get(id(node))) is not None:
        return known[1]
    if any(node is earlier for earlier in seen):
        components.problem(node.mark_of("allOf"), "endless-schema", "this allOf holds itself")
        return MappingNode(members={}, mark=node.mark)
    outer = {key: member for key, member in node.members.items() if key != "allOf" and not is_rule(key, member)}
    whole = MappingNode(members=dict(outer), mark=node.mark, key_marks=dict(node.key_marks))
    rules = rule_parts(node, components)
    for part in node.sequence("allOf"):
        target = components.resolve(part)
        if isinstance(target, MappingNode):
            flat = flattened(target, components, (*seen, node))
            _merge(whole, flat, components)
            rules += rule_parts(flat, components)
        elif not (isinstance(target, ScalarNode) and target.value is True):
            components.problem(part.mark, "not-a-schema", "a schema must be an object")
    components.flattened[id(node)] = (node, whole)
    components.joined_rules[id(whole)] = rules
    return whole


def _merge(whole: MappingNode, part: MappingNode, components: Components) -> None:
    for key, member in part.members.items():
        mine = whole.members.get(key)
        if is_remark(key) or key == "nullable" or is_rule(key, member):
            continue
        if mine is None:
            whole.members[key] = member
            whole.key_marks[key] = part.mark_of(key)
        elif key == "properties" and isinstance(mine, MappingNode) and isinstance(member, MappingNode):
            whole.members[key] = _merged_properties(mine, member, components)
        elif key == "required" and isinstance(mine, SequenceNode) and isinstance(member, SequenceNode):
            whole.members[key] = SequenceNode(items=(*mine.items, *member.items), mark=mine.mark)
        elif key == "additionalProperties":
            continue  # what one part leaves open, or closes, says nothing of what the others name
        elif plain(mine) != plain(member):
            message = f"{key} differs from that of another part of the same allOf ({whole.mark_of(key)})"
            components.problem(part.mark_of(key), "unsupported-allof", message)


def _merged_properties(mine: MappingNode, other: MappingNode, components: Components) -> MappingNode:
    members, marks = dict(mine.members), mine.key_marks | other.key_marks
    for name, member in other.members.items():
        present = members.get(name)
        members[name] = member if present is None else _merged_property(present, member, components)
    return MappingNode(members=members, mark=mine.mark, key_marks=marks)


def _merged_property(mine: Node, other: Node, components: Components) -> Node:
    """Give a member that two parts describe: both must hold."""
    if plain(mine) == plain(other) or not isinstance(other, MappingNode):
        return mine
    both = SequenceNode(items=(mine, other), mark=other.mark)
    return flattened(MappingNode(members={"allOf": both}, mark=other.mark), components)
