"""Make example values from schemas, for responses without an example. The same request gets the same value."""

from __future__ import annotations

import hashlib
import math
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from wxbrand_codegen.patterns.translation import python_pattern
from wxbrand_codegen.sandbox.schemas.nodes import Node

_DEFAULT_LENGTH = 24
_COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "minimum": operator.ge,
    "exclusiveMinimum": operator.gt,
    "maximum": operator.le,
    "exclusiveMaximum": operator.lt,
    "multipleOf": lambda number, step: number % step == 0,
}
_TEXTS = {"date-time": "2025-01-01T00:00:00+08:00", "date": "2025-01-01", "uri": "https://example.com/sandbox"}


def synthesise(schema: Node, seed: bytes, ancestors: tuple[str, ...] = ()) -> Any:
    """Make a value. Free text is derived from the seed and the schema's pointer; recursion leaves out optional parts.

    `ancestors` are the pointers of the enclosing schemas.
    """
    parts = tuple(_parts(schema))
    rules = {key: node for part in reversed(parts) for key, node in part.members()}  # the first part wins
    for key in ("const", "example", "default"):
        if key in rules:
            return rules[key].value
    for key in ("examples", "enum"):
        if key in rules and rules[key].value:
            return rules[key].value[0]
    pointer = schema.resolved().pointer
    depth, enclosing = ancestors.count(pointer), (*ancestors, pointer)
    match _type(rules):
        case "object":
            return _object(parts, seed, depth, enclosing)
        case "array":
            return _array(rules, seed, depth, enclosing)
        case "string":
            return _text(rules, hashlib.sha256(seed + schema.pointer.encode()).hexdigest())
        case "integer":
            return _number(rules, whole=True)
        case "number":
            return _number(rules, whole=False)
        case "boolean":
            return True
        case _:
            return None


def _parts(schema: Node) -> Iterator[Node]:
    """Iterate over the schema, what it refers to and what it combines; of alternatives only the first."""
    yield schema
    target = schema.reference()
    if target is not None:
        yield from _parts(target)
    for branch in schema.get_elements("allOf"):
        yield from _parts(branch)
    for key in ("oneOf", "anyOf"):
        for branch in islice(schema.get_elements(key), 1):
            yield from _parts(branch)


def _type(rules: dict[str, Node]) -> str | None:
    if "type" not in rules:
        return "object" if "properties" in rules else None
    types = rules["type"].value
    return types if isinstance(types, str) else next((kind for kind in types if kind != "null"), None)


def _object(parts: tuple[Node, ...], seed: bytes, depth: int, enclosing: tuple[str, ...]) -> dict[str, Any]:
    if depth > 1:
        return {}
    required = {node.value for part in parts for node in part.get_elements("required")}
    members = {name: node for part in parts for name, node in part.get_members("properties")}
    if not members and not depth:
        values = [node for part in parts if (node := part.get("additionalProperties")) is not None]
        members = {f"key_{number}": node for number, node in enumerate(values, 1) if isinstance(node.value, Mapping)}
    return {name: synthesise(node, seed, enclosing) for name, node in members.items() if not depth or name in required}


def _array(rules: dict[str, Node], seed: bytes, depth: int, enclosing: tuple[str, ...]) -> list[Any]:
    least = rules["minItems"].value if "minItems" in rules else 0
    most = rules["maxItems"].value if "maxItems" in rules else math.inf
    if "items" not in rules or depth > 1:
        return []
    count = min(least if depth else max(least, 1), most)
    return [synthesise(rules["items"], seed + b"[%d]" % index, enclosing) for index in range(int(count))]


def _text(rules: dict[str, Node], digest: str) -> str:
    if "format" in rules and rules["format"].value in _TEXTS:
        return _TEXTS[rules["format"].value]
    least = rules["minLength"].value if "minLength" in rules else 1
    most = rules["maxLength"].value if "maxLength" in rules else max(least, _DEFAULT_LENGTH)
    length = max(least, min(most, _DEFAULT_LENGTH))
    digits = "".join(str(int(figure, 16) % 10) for figure in digest)
    candidates = [(text * (length // len(text) + 1))[:length] for text in (digest, digits, digest.upper())]
    if "pattern" in rules:
        pattern = re.compile(python_pattern(rules["pattern"].value), re.ASCII)
        return next((text for text in candidates if pattern.search(text)), candidates[0])
    return candidates[0]


def _number(rules: dict[str, Node], *, whole: bool) -> float:
    """Return the first likely number that meets the limits, or 1 if none does."""
    limits = {key: node.value for key, node in rules.items() if key in _COMPARISONS}
    least = limits.get("minimum", limits.get("exclusiveMinimum", 0))
    most = limits.get("maximum", limits.get("exclusiveMaximum", least + 2))
    step = limits.get("multipleOf", 1)
    steps = [(math.floor(least / step) + count) * step for count in (1, 2, 0)]
    candidates = [1, *steps, least, most, (least + most) / 2]
    for number in (int(number) if whole else number for number in candidates):
        if all(_COMPARISONS[key](number, limit) for key, limit in limits.items()):
            return number
    return 1
