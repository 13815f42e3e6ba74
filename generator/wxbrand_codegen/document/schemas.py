"""Bring the schemas of a document into one form, so that later stages meet only known keywords with usable values.

What has no effect is left out with advice: unknown keywords, values of a wrong kind, keywords beside `$ref` in OpenAPI 3.0.
What older versions write otherwise is written as in JSON Schema 2020-12.
"""

from __future__ import annotations

from dataclasses import replace

from wxbrand_codegen.document.keywords import (
    KEYWORDS,
    METADATA,
    NOT_FOLLOWED,
    ONLY_TEXT_BESIDE_REF,
    SCHEMA_LISTS,
    SCHEMA_MAPS,
    SCHEMAS,
    TYPES,
    expected_value,
    is_schema,
    short,
)
from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode
from wxbrand_codegen.document.structure import map_schemas
from wxbrand_codegen.problems import Mark, Problem
from wxbrand_codegen.suggestions import did_you_mean

_EXCLUSIVE = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}
_CLOSEST_TYPES = {
    "int": "integer", "int32": "integer", "int64": "integer", "long": "integer", "float": "number", "double": "number",
    "decimal": "number", "str": "string", "text": "string", "date": "string", "datetime": "string", "bool": "boolean",
    "list": "array", "dict": "object", "map": "object", "none": "null", "nil": "null",
}  # fmt: skip
"""Names of types in other languages."""


def normalise_schemas(root: MappingNode, version: str) -> tuple[MappingNode, tuple[Problem, ...]]:
    """Return a joined document with normalised schemas, and advice on what was changed."""
    normaliser = _Normaliser(is_old=version.startswith("3.0"))
    normalised = map_schemas(root, normaliser.schema)
    return (normalised if isinstance(normalised, MappingNode) else root), tuple(normaliser.advice)


class _Normaliser:
    def __init__(self, *, is_old: bool) -> None:
        self._is_old = is_old
        """Whether it is OpenAPI 3.0."""

        self.advice: list[Problem] = []

    def schema(self, node: Node) -> Node:
        """Return a normalised schema: an object, true or false."""
        if not is_schema(node):
            message = f"a schema must be an object, not {short(node)}; any value is accepted"
            self._advise(node.mark, "not-a-schema", message)
            return ScalarNode(value=True, mark=node.mark)
        if not isinstance(node, MappingNode):
            return node
        if self._is_old and "$ref" in node.members:
            node = self._without_siblings(node)
        members = {key: kept for key, member in node.members.items() if (kept := self._member(node, key, member))}
        _write_exclusive_bounds(members)
        normalised = replace(node, members=members)
        return self._with_prefix_items(normalised) if isinstance(members.get("items"), SequenceNode) else normalised

    def _without_siblings(self, node: MappingNode) -> MappingNode:
        beside = [key for key in node.members if key != "$ref" and not self._may_stand_beside_ref(key)]
        for key in beside:
            message = (
                f"{key} beside $ref has no effect in OpenAPI 3.0; to combine them, write allOf: [{{$ref: ...}}] and "
                f"{key} beside it"
            )
            self._advise(node.mark_of(key), "keyword-beside-ref", message)
        return replace(node, members={key: member for key, member in node.members.items() if key not in beside})

    @staticmethod
    def _may_stand_beside_ref(key: str) -> bool:
        return key in ONLY_TEXT_BESIDE_REF or key.startswith("x-")

    def _member(self, node: MappingNode, key: str, member: Node) -> Node | None:
        """Return the normalised value of a keyword; None if the keyword has no effect."""
        mark = node.mark_of(key)
        if key.startswith("x-"):
            return member
        if key in METADATA:
            return None
        if key in NOT_FOLLOWED:
            self._advise(mark, "unchecked-keyword", f"{key} is not followed: {NOT_FOLLOWED[key]}")
            return None
        if key not in KEYWORDS:
            message = f"{key} is not a keyword of schemas, and has no effect{did_you_mean(key, KEYWORDS)}"
            self._advise(mark, "unknown-keyword", message)
            return None
        if key == "type":
            return self._type(member, mark)
        if key in SCHEMA_LISTS and isinstance(member, MappingNode):
            self._advise(
                mark, "malformed-keyword", f"{key} must be a list of schemas; the one schema is read as its only item"
            )
            member = SequenceNode(items=(member,), mark=member.mark)
        if key == "items" and isinstance(member, SequenceNode) and member.items:
            return member  # as older versions write prefixItems, see below
        if expected := expected_value(key, member):
            self._advise(mark, "malformed-keyword", f"{key} must be {expected}, not {short(member)}; it is ignored")
            return None
        if key == "nullable" and not self._is_old:
            message = "nullable is a keyword of OpenAPI 3.0, read as there; in 3.1 write type: [..., 'null']"
            self._advise(mark, "keyword-of-3.0", message)
        return self._with_normalised_schemas(key, member)

    def _with_normalised_schemas(self, key: str, member: Node) -> Node:
        match member:
            case SequenceNode(items=items) if key in SCHEMA_LISTS:
                return replace(member, items=tuple(map(self.schema, items)))
            case MappingNode(members=members) if key in SCHEMA_MAPS:
                return replace(member, members={name: self.schema(schema) for name, schema in members.items()})
            case _:
                return self.schema(member) if key in SCHEMAS else member

    def _type(self, node: Node, mark: Mark) -> Node | None:
        """Return the value of `type` without unknown types; None if none is left."""
        if not isinstance(node, SequenceNode):
            return self._known_type(node, mark, "any JSON value is accepted")
        known = tuple(
            kept
            for item in node.items
            if (kept := _quoted_null(item) or self._known_type(item, item.mark, "it is ignored"))
        )
        return replace(node, items=known) if known else None

    def _known_type(self, node: Node, mark: Mark, otherwise: str) -> Node | None:
        name = node.value if isinstance(node, ScalarNode) else None
        if name in TYPES:
            return node
        if isinstance(name, str):
            meant = _CLOSEST_TYPES.get(name.lower())
            hint = f"; did you mean {meant}?" if meant else did_you_mean(name, TYPES)
        else:
            hint = "; for null write 'null', with quotes" if isinstance(node, ScalarNode) and name is None else ""
        self._advise(mark, "unknown-type", f"{short(node)} is not a type of JSON Schema; {otherwise}{hint}")
        return None

    def _with_prefix_items(self, node: MappingNode) -> MappingNode:
        """Write a list of schemas in `items` as newer versions do."""
        mark = node.mark_of("items")
        message = "items must be one schema; the list is read as prefixItems, the schemas of the first items"
        self._advise(mark, "malformed-keyword", message)
        members = {key: member for key, member in node.members.items() if key != "items"}
        members["prefixItems"] = self._with_normalised_schemas("prefixItems", node.members["items"])
        return replace(node, members=members, key_marks=node.key_marks | {"prefixItems": mark})

    def _advise(self, mark: Mark, code: str, message: str) -> None:
        self.advice.append(Problem(mark=mark, code=code, message=message, advice=True))


def _quoted_null(node: Node) -> Node | None:
    """Return null in a list of types as its name, which people forget to quote."""
    return replace(node, value="null") if isinstance(node, ScalarNode) and node.value is None else None


def _write_exclusive_bounds(members: dict[str, Node]) -> None:
    """Write exclusive bounds that are flags, as in OpenAPI 3.0, as numbers."""
    for key, inclusive in _EXCLUSIVE.items():
        flag = members.get(key)
        if isinstance(flag, ScalarNode) and isinstance(flag.value, bool):
            del members[key]
            if flag.value and inclusive in members:
                members[key] = members.pop(inclusive)
