"""The values that `enum` lists: of which types they are, and what they are if the stated type says otherwise."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.document.keywords import short
from wxbrand_codegen.document.nodes import JsonValue, MappingNode, Node, ScalarNode, SequenceNode, plain

_NUMERAL = re.compile(r"-?(?:0|[1-9][0-9]{0,18})(\.[0-9]{1,18})?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The values that a schema lists."""

    schema: MappingNode

    by_type: dict[str, tuple[Node, ...]]
    """The values but null, by their JSON type."""

    has_null: bool

    def schemas(self) -> dict[str, tuple[MappingNode, tuple[Node, ...]]]:
        """Return by JSON type a schema that lists only the values of that type, and these values."""
        mark = self.schema.members["enum"].mark
        return {
            name: (
                replace(self.schema, members=self.schema.members | {"enum": SequenceNode(items=values, mark=mark)}),
                values,
            )
            for name, values in self.by_type.items()
        }


def listed_values(schema: MappingNode, types: Collection[str], context: Context) -> Listed:
    """Return the values that the `enum` of a schema lists; values and the stated types are made to agree, with advice.

    The type decides if each value can be written as that type, as 1 can be the text "1"; otherwise the values do.
    """
    nodes = _distinct(schema, context)
    values = [node for node in nodes if plain(node) is not None]
    misfits = [node for node in values if types and not _fits(node, types)]
    if misfits:
        mark, are = schema.mark_of("enum"), f"{short(misfits[0])} is not of type {' or '.join(types)}"
        rewritten = {id(node): _as_type(node, types) for node in misfits}
        if all(node is not None for node in rewritten.values()):
            values = [rewritten.get(id(node)) or node for node in values]
            nodes = [rewritten.get(id(node)) or node for node in nodes]
            context.advise(mark, "enum-of-other-type", f"{are}; it is read as one, so write it as one")
            context.correct(
                schema, "enum", {"enum": SequenceNode(items=tuple(nodes), mark=schema.members["enum"].mark)}
            )
        else:
            context.advise(mark, "enum-of-other-type", f"{are}; the values decide, so correct the type")
            context.correct(schema, "type", {})
            context.correct(schema, "nullable", {})
    elif types and len(values) < len(nodes):
        context.correct(schema, "type", {})  # null is one of the values, whether or not the type says so
    by_type: dict[str, tuple[Node, ...]] = {}
    for node in values:
        name = type_of_value(plain(node))
        by_type[name] = (*by_type.get(name, ()), node)
    return Listed(schema=schema, by_type=by_type, has_null=len(values) < len(nodes))


def type_of_value(value: JsonValue) -> str:
    """Return the JSON type of a value; a whole number is an integer."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
        case _:
            return "object"


def same_value(one: JsonValue, other: JsonValue) -> bool:
    """Whether two JSON values are equal. True is not 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same_value, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same_value(member, other[key]) for key, member in one.items())
    return bool(one == other)


def _distinct(schema: MappingNode, context: Context) -> list[Node]:
    """Return the listed values, each once."""
    seen: set[str] = set()
    distinct: list[Node] = []
    for node in schema.sequence("enum"):
        identity = _identity(node)
        if identity in seen:
            context.advise(node.mark, "repeated-value", f"{short(node)} is listed twice; remove one of them")
        else:
            seen.add(identity)
            distinct.append(node)
    return distinct


def _identity(node: Node) -> str:
    value = plain(node)
    return f"{type_of_value(value)} {value!r}"


def _fits(node: Node, types: Collection[str]) -> bool:
    name = type_of_value(plain(node))
    return name in types or (name == "integer" and "number" in types)


def _as_type(node: Node, types: Collection[str]) -> Node | None:
    """Return a scalar written as one of the types; None if that is not possible."""
    return next(_readings(node, types), None) if isinstance(node, ScalarNode) else None


def _readings(node: ScalarNode, types: Collection[str]) -> Iterator[Node]:
    value = node.value
    text = value if isinstance(value, str) else node.text or str(value)
    if "string" in types and not isinstance(value, str):
        yield replace(node, value=text, quoted=True)
    if isinstance(value, str) and "boolean" in types and value in {"true", "false"}:
        yield replace(node, value=value == "true")
    if isinstance(value, float) and value.is_integer() and "integer" in types:
        yield replace(node, value=int(value))
    numeral = _NUMERAL.fullmatch(text) if isinstance(value, str) else None
    if numeral and numeral[1] is None and {"integer", "number"} & set(types):
        yield replace(node, value=int(text))
    elif numeral and "number" in types:
        yield replace(node, value=float(text))
