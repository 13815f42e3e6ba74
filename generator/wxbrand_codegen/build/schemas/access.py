"""Members that are sent in one direction only: `readOnly` in responses, `writeOnly` in requests."""

from __future__ import annotations

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.build.schemas.keywords import READ_ONLY, WRITE_ONLY
from wxbrand_codegen.build.schemas.unions.alternatives import is_null
from wxbrand_codegen.document.nodes import MappingNode, Node, SequenceNode, is_true, plain
from wxbrand_codegen.ir.models import Direction

_LEADING_ON = frozenset({"$ref", "allOf", "oneOf", "anyOf"})
"""Keywords that lead to further schemas for the same value."""


def only_in(schema: Node, context: Context) -> Direction | None:
    """Return the only direction in which a property is sent; None if it is sent in both.

    A keyword counts wherever it applies to the value: in what the schema refers to, in a part of `allOf`, in every schema
    of `oneOf` or `anyOf` (JSON Schema 2020-12, validation, section 9.4).
    """
    if isinstance(schema, MappingNode) and schema.members.keys().isdisjoint(_LEADING_ON):
        read_only, write_only = is_true(schema, READ_ONLY), is_true(schema, WRITE_ONLY)
    else:
        read_only, write_only = (_says(schema, key, context, {}) for key in (READ_ONLY, WRITE_ONLY))
    if read_only is write_only:
        if read_only:
            message = "a property cannot be both readOnly and writeOnly, so it is sent in both directions; remove one"
            context.advise(schema.mark, "contradictory-access", message)
        return None
    return "response" if read_only else "request"


def without_received(schema: MappingNode, context: Context) -> tuple[MappingNode, frozenset[str]]:
    """Return an object schema, whose `allOf` has been merged, without its `readOnly` properties; and the names of these."""
    properties = schema.mapping("properties")
    received = frozenset(
        wire for wire, node in schema.entries("properties").items() if only_in(node, context) == "response"
    )
    if properties is None or not received:
        return schema, received
    members = dict(schema.members)
    kept = {wire: node for wire, node in properties.members.items() if wire not in received}
    members["properties"] = MappingNode(members=kept, mark=properties.mark, key_marks=properties.key_marks)
    if isinstance(required := members.get("required"), SequenceNode):
        items = tuple(item for item in required.items if plain(item) not in received)
        members["required"] = SequenceNode(items=items, mark=required.mark)
    sent = MappingNode(members=members, mark=schema.mark, key_marks=schema.key_marks)
    context.merged_schemas[id(sent)] = (sent, sent)
    context.origins[id(sent)] = context.origins.get(id(schema), schema)
    if id(schema) in context.merged_rules:
        context.merged_rules[id(sent)] = context.merged_rules[id(schema)]
    return sent, received


def _says(schema: Node, key: str, context: Context, known: dict[int, bool]) -> bool:
    """Return whether a schema has a keyword that is true, itself or through schemas that apply as well."""
    for node in context.reference_chain(schema):
        if not isinstance(node, MappingNode):
            return False
        if id(node) not in known:
            known[id(node)] = False  # a schema that contains itself adds nothing
            known[id(node)] = is_true(node, key) or _parts_say(node, key, context, known)
        if known[id(node)]:
            return True
    return False


def _parts_say(schema: MappingNode, key: str, context: Context, known: dict[int, bool]) -> bool:
    if any(_says(part, key, context, known) for part in schema.sequence("allOf")):
        return True
    for alternatives in (schema.sequence("oneOf"), schema.sequence("anyOf")):
        values = [part for part in alternatives if not is_null(part)]
        if values and all(_says(part, key, context, known) for part in values):
            return True
    return False
