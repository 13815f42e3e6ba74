"""Types of schemas with `const`, which allows one value only."""

from __future__ import annotations

import json

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.build.schemas.keywords import type_names
from wxbrand_codegen.document.nodes import MappingNode, Node, plain
from wxbrand_codegen.ir.types import Constant, Integer, Type

_TYPES: dict[type, str] = {str: "string", bool: "boolean", int: "integer", float: "number"}


def constant_of(schema: MappingNode, context: Context) -> Type:
    """Return the type of a schema with `const`. Advise where the value is not checked or contradicts other keywords."""
    node = schema.members["const"]
    value, mark = plain(node), schema.mark_of("const")
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # JSON Schema makes no difference
    if type(value) is int and not -(2**63) <= value < 2**63:
        context.advise(mark, "unchecked-const", "const is an integer beyond 64 bits, which cannot be sent")
        return Integer()
    if isinstance(value, dict | list):
        message = "const is an object or a list: requests must give it, and are not checked against it"
        context.ignore(schema, "const", message, code="unchecked-const")
        return Constant(text=json.dumps(value))
    kind = _TYPES.get(type(value), "null")
    names, _ = type_names(schema)
    if names and kind != "null" and kind not in names and not (kind == "integer" and "number" in names):
        message = f"const is of type {kind}, but type is {', '.join(names)}; const is followed; correct one of them"
        context.advise(mark, "const-of-other-type", message)
        context.correct(schema, "type", {})
    listed = schema.sequence("enum")
    if listed and not any(_is_same(item, node) for item in listed):
        context.advise(mark, "const-outside-enum", "const is not among the values of enum; const is followed")
        context.correct(schema, "enum", {})
    return Constant(text=json.dumps(value))


def _is_same(first: Node, second: Node) -> bool:
    one, other = plain(first), plain(second)
    return bool(one == other) and isinstance(one, bool) is isinstance(other, bool)
