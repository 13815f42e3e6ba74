"""Combine two values of one keyword, as parts of an `allOf` state them: what is allowed by both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import gcd, lcm

from wxbrand_codegen.build.schemas.keywords import type_names
from wxbrand_codegen.build.schemas.values import same_value
from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode, is_true, plain


def common_types(one: MappingNode, other: MappingNode) -> tuple[str, ...] | None:
    """Return the types, null among them, that both schemas allow; None if neither states a type."""
    first, second = _types(one), _types(other)
    if first is None or second is None:
        return first if second is None else second
    return tuple(
        dict.fromkeys(
            "integer" if {name, counterpart} == {"integer", "number"} else name
            for name in first
            for counterpart in second
            if name == counterpart or {name, counterpart} == {"integer", "number"}
        )
    )


def _types(schema: MappingNode) -> tuple[str, ...] | None:
    if "type" not in schema.members:
        return None
    names, nullable = type_names(schema)
    return (*names, "null") if nullable else tuple(names)


def listed_in_both(one: Node, other: Node) -> SequenceNode:
    """Return the values that are in both lists of `enum`."""
    first, second = _items(one), [plain(item) for item in _items(other)]
    kept = tuple(item for item in first if any(same_value(plain(item), value) for value in second))
    return SequenceNode(items=kept, mark=other.mark)


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, SequenceNode) else ()


def _greater(one: ScalarNode, other: ScalarNode) -> Node:
    return max(one, other, key=_number)


def _less(one: ScalarNode, other: ScalarNode) -> Node:
    return min(one, other, key=_number)


def _either(one: ScalarNode, other: ScalarNode) -> Node:
    return one if one.value is True else other


def _common_multiple(one: ScalarNode, other: ScalarNode) -> Node:
    first, second = (Fraction(Decimal(str(_number(step)))) for step in (one, other))
    common = Fraction(lcm(first.numerator, second.numerator), gcd(first.denominator, second.denominator))
    value = int(common) if common.denominator == 1 else float(common)
    return replace(other, value=value, text=str(value))


def _number(node: ScalarNode) -> float:
    return node.value if isinstance(node.value, int | float) else 0


_INTERSECTIONS: Mapping[str, Callable[[ScalarNode, ScalarNode], Node]] = (
    dict.fromkeys(("minLength", "minItems", "minProperties", "minContains", "minimum", "exclusiveMinimum"), _greater)
    | dict.fromkeys(("maxLength", "maxItems", "maxProperties", "maxContains", "maximum", "exclusiveMaximum"), _less)
    | {"uniqueItems": _either, "multipleOf": _common_multiple}
)


def common_limit(key: str, one: Node, other: Node) -> Node | None:
    """Return the limit that contains both limits; None for a keyword that is not a limit."""
    combine = _INTERSECTIONS.get(key)
    if combine is None or not isinstance(one, ScalarNode) or not isinstance(other, ScalarNode):
        return None
    return combine(one, other)


def is_false(node: Node | None) -> bool:
    """Whether a schema allows no value at all."""
    return isinstance(node, ScalarNode) and node.value is False


def allows_null(schema: MappingNode) -> bool:
    """Whether a schema says that null is allowed."""
    return is_true(schema, "nullable") or type_names(schema)[1]
