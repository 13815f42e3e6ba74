"""What arrays and objects contain: the schemas of items, of members, and of members without a name in the spec.

What the client does not follow exactly, such as a schema for each position of a list, is said, and the sandbox is told.
"""

from __future__ import annotations

from dataclasses import replace

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.build.schemas.intersections import is_false
from wxbrand_codegen.build.schemas.keywords import is_rule
from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode
from wxbrand_codegen.ir.types import Limits
from wxbrand_codegen.problems import Mark
from wxbrand_codegen.suggestions import did_you_mean

_IN_LISTS = ("contains", "minContains", "maxContains")
_BESIDE_PROPERTIES = (
    "enum", "const", "minProperties", "maxProperties", "patternProperties", "propertyNames", "dependentSchemas",
)  # fmt: skip
_OTHERS = ("additionalProperties", "unevaluatedProperties")


def items_of(schema: MappingNode, context: Context) -> tuple[Node | None, Limits | None]:
    """Return the schema of the items of an array, None for any JSON value; and limits that follow from it."""
    for key in _IN_LISTS:
        if key in schema.members:
            context.ignore(schema, key, f"{key} is not checked, but WeChat Pay may refuse other values")
    rest_key = "items" if "items" in schema.members else "unevaluatedItems"
    rest = schema.get(rest_key)
    first = schema.sequence("prefixItems")
    if not first:
        return (None, Limits(max_items=0)) if is_false(rest) else (rest, None)
    most = _max_items(schema)
    is_closed = is_false(rest) or (most is not None and most <= len(first))
    alternatives = list(first if most is None else first[:most])
    if not is_closed:
        alternatives.append(_any(schema.mark) if rest is None else rest)
    message = "prefixItems are not checked by their position: an item may be of any of their types"
    context.advise(schema.mark_of("prefixItems"), "unchecked-keyword", message)
    item = _any_of(alternatives, schema.mark_of("prefixItems"))
    context.correct(schema, "prefixItems", {"items": item} | _limit(schema, len(first), is_false(rest)))
    context.correct(schema, rest_key, {})
    return item, Limits(max_items=len(first)) if is_false(rest) else None


def _limit(schema: MappingNode, length: int, is_closed: bool) -> dict[str, Node]:
    if not is_closed or "maxItems" in schema.members:
        return {}
    mark = schema.mark
    return {"maxItems": ScalarNode(value=length, mark=mark, text=str(length))}


def _max_items(schema: MappingNode) -> int | None:
    node = schema.get("maxItems")
    value = node.value if isinstance(node, ScalarNode) else None
    return int(value) if isinstance(value, int | float) else None


def values_of(schema: MappingNode, context: Context) -> tuple[Node | None, Limits | None]:
    """Return the schema of the members of an object without properties, None for any; and limits that follow from it."""
    for key in ("propertyNames", "dependentSchemas", "required"):
        if key in schema.members:
            context.ignore(schema, key, f"{key} is not checked for an object of any members")
    others_key = next((key for key in _OTHERS if key in schema.members), _OTHERS[0])
    others = schema.get(others_key)
    patterns = list(schema.entries("patternProperties").values())
    if not patterns:
        return (None, Limits(max_properties=0)) if is_false(others) else (others, None)
    if not is_false(others):
        patterns.append(_any(schema.mark) if others is None else others)
    message = "patternProperties are not checked by the names of members: a member may be of any of their types"
    context.advise(schema.mark_of("patternProperties"), "unchecked-keyword", message)
    value = _any_of(patterns, schema.mark_of("patternProperties"))
    context.correct(schema, "patternProperties", {"additionalProperties": value})
    context.correct(schema, others_key, {})
    return value, None


def is_closed(schema: MappingNode) -> bool:
    """Whether an object with properties may have no other members."""
    return any(is_false(schema.get(key)) for key in _OTHERS)


def check_object(schema: MappingNode, context: Context) -> None:
    """Report what is not followed beside `properties`."""
    for key in _OTHERS:
        rest = schema.mapping(key)
        if rest and rest.members:
            message = "additional properties cannot be sent; received ones are only in the raw answer"
            context.advise(schema.mark_of(key), "open-object", message)
    for key in _BESIDE_PROPERTIES:
        if key in schema.members:
            context.ignore(schema, key, f"{key} beside properties is not checked")
    for key in ("anyOf", "oneOf"):
        if key in schema.members and not is_rule(key, schema.members[key]):
            context.ignore(schema, key, f"{key} beside properties is not checked, as it is no rule on members")


def with_required(schema: MappingNode, context: Context) -> MappingNode:
    """Return an object schema with properties for the members that are required but not described: any JSON value."""
    properties = schema.mapping("properties")
    if properties is None and not _is_record(schema):
        return schema
    described = properties.members if properties else {}
    missing = {
        name: ScalarNode(value=True, mark=item.mark)
        for item in schema.sequence("required")
        if isinstance(item, ScalarNode) and isinstance(name := item.value, str) and name not in described
    }
    if not missing:
        return schema
    if (known := context.merged_schemas.get(id(schema))) is not None:
        return known[1]
    for name, node in missing.items():
        message = (
            f"{name} is required, but no property describes it; it takes any JSON value{did_you_mean(name, described)}"
        )
        context.advise(node.mark, "unknown-required", message)
    for key in _OTHERS:
        if is_false(schema.get(key)):
            context.correct(schema, key, {})  # else no object would be valid
    own = MappingNode(
        members={**described, **missing},
        mark=properties.mark if properties else schema.mark,
        key_marks=(properties.key_marks if properties else {}) | {name: node.mark for name, node in missing.items()},
    )
    completed = replace(schema, members=schema.members | {"properties": own})
    context.merged_schemas[id(schema)] = (schema, completed)
    context.merged_schemas[id(completed)] = (completed, completed)
    context.origins[id(completed)] = context.origins.get(id(schema), schema)
    if (rules := context.merged_rules.get(id(schema))) is not None:
        context.merged_rules[id(completed)] = rules
    return completed


def _is_record(schema: MappingNode) -> bool:
    """Whether an object without properties is one of known members, those that it requires."""
    return schema.text("type") == "object" and not any(key in schema.members for key in (*_OTHERS, "patternProperties"))


def _any(mark: Mark) -> Node:
    return ScalarNode(value=True, mark=mark)


def _any_of(schemas: list[Node], mark: Mark) -> Node:
    possible = tuple(schema for schema in schemas if not is_false(schema))
    if not possible or any(isinstance(schema, ScalarNode) for schema in possible):
        return _any(mark)
    if len(possible) == 1:
        return possible[0]
    return MappingNode(members={"anyOf": SequenceNode(items=possible, mark=mark)}, mark=mark)
