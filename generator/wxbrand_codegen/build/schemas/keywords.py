"""Keywords of JSON Schema: annotations, rules on members, and all that are supported."""

from __future__ import annotations

from wxbrand_codegen.document.nodes import MappingNode, Node, SequenceNode, is_true, plain

SENSITIVE = "x-wxbrand-sensitive"
READ_ONLY = "readOnly"
WRITE_ONLY = "writeOnly"

_ANNOTATIONS = frozenset(
    {
        "title", "description", "default", "example", "examples", "deprecated", READ_ONLY, WRITE_ONLY, "$comment",
        "externalDocs", "xml", "format", "contentEncoding", "contentMediaType", "discriminator",
    }
)  # fmt: skip
"""Keywords that do not restrict values, or whose restrictions are not checked."""

RULE_KEYWORDS = frozenset({"if", "then", "else", "dependentRequired", "not"})
"""Keywords that are always rules on members; `oneOf` and `anyOf` are rules if their schemas only have `required`."""

IGNORED_IN_RULES = frozenset({"type", "title", "description", "$comment"})
"""Keywords without effect on a rule."""


def is_annotation(key: str) -> bool:
    """Return whether a keyword does not restrict values."""
    return key in _ANNOTATIONS or (key.startswith("x-") and key != SENSITIVE)


def is_rule(key: str, value: Node) -> bool:
    """Return whether a keyword with this value is a rule on the members of an object."""
    return key in RULE_KEYWORDS or (
        key in {"oneOf", "anyOf"} and isinstance(value, SequenceNode) and all(map(only_requires, value.items))
    )


def only_requires(schema: Node) -> bool:
    """Return whether a schema says only which members are required."""
    return (
        isinstance(schema, MappingNode)
        and "required" in schema.members
        and not schema.members.keys() - IGNORED_IN_RULES - {"required"}
    )


def type_names(schema: MappingNode) -> tuple[list[str], bool]:
    """Return the names in `type`, and whether null is allowed."""
    declared = schema.get("type")
    if isinstance(declared, SequenceNode):
        names = [str(plain(item)) for item in declared.items]
    else:
        names = [schema.text("type") or ""] if declared is not None else []
    nullable = "null" in names or is_true(schema, "nullable")
    return [name for name in names if name != "null"], nullable


def implied_type(schema: MappingNode) -> str:
    """Return the type of a schema without `type`; empty if it can be any."""
    if "properties" in schema.members:
        return "object"
    return "array" if {"items", "prefixItems"} & schema.members.keys() else ""
