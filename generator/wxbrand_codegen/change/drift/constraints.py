"""Compare the limits, patterns and enum values of a field.

A page that is silent on a limit of the spec differs from it only if the field is complete and its prose does not
mention the limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wxbrand_codegen.change.drift.differences import Difference, Pair
from wxbrand_codegen.change.spec_lookup import keyword
from wxbrand_codegen.document.nodes import Node
from wxbrand_codegen.pages import FieldType


def compare_limits(pair: Pair, schema: dict[str, Node], type_: FieldType) -> Iterator[Difference]:
    """Compare the limits of a value; `schema` and `type_` are those of the items, for a list of plain values."""
    field, limits = pair.field, pair.field.limits
    if type_.name == "string" and not field.enum and keyword(schema, "format") != "date-time":
        in_prose = limits.max_length if field.type.name == "string" else None
        yield from _compare_limit(pair, "length", "maxLength", schema, type_.length, in_prose)
        yield from _compare_limit(pair, "length", "minLength", schema, limits.min_length)
        yield from _compare_pattern(pair, schema)
    if type_.name in {"integer", "number"}:
        yield from _compare_limit(pair, "range", "minimum", schema, limits.minimum)
        yield from _compare_limit(pair, "range", "maximum", schema, limits.maximum)
    if field.type.name == "array":
        yield from _compare_limit(pair, "items", "minItems", pair.member.schema, limits.min_items)
        yield from _compare_limit(pair, "items", "maxItems", pair.member.schema, limits.max_items)


def _compare_limit(
    pair: Pair, fact: str, key: str, schema: dict[str, Node], *stated: int | None
) -> Iterator[Difference]:
    """Compare one limit with what the page states of it, perhaps twice."""
    ours, theirs = keyword(schema, key), [number for number in stated if number is not None]
    if not theirs:
        is_mentioned = ours is None or re.search(rf"(?<!\d){ours}(?!\d)", pair.field.prose)
        if pair.field.complete and not is_mentioned:
            yield from pair.difference(fact, spec=f"{key} {ours}", page="")
        return
    other = next((number for number in theirs if number != ours), None)
    if other is not None:
        yield from pair.difference(fact, spec="" if ours is None else f"{key} {ours}", page=f"{key} {other}")


def _compare_pattern(pair: Pair, schema: dict[str, Node]) -> Iterator[Difference]:
    field = pair.field
    ours, theirs = keyword(schema, "pattern"), field.limits.pattern
    if theirs is None:
        is_silent = field.complete and not re.search(r"数字|字母|组成|格式|英文", field.prose)
        if ours is not None and is_silent:
            yield from pair.difference("pattern", spec=ours, page="")
        return
    allowed = _allowed_characters(ours) if ours is not None else None
    if ours is None or (allowed is not None and allowed != _allowed_characters(theirs)):
        yield from pair.difference("pattern", spec=ours, page=theirs)


def _allowed_characters(pattern: str) -> frozenset[str] | None:
    """Return the printable ASCII characters that `^[...]+$` allows; None for patterns of another form."""
    found = re.fullmatch(r"\^?\[((?:[^\]\\]|\\[\\\-_])+)\](?:[+*]|\{\d+(?:,\d*)?\})(?:\$|\\Z)?", pattern)
    if found is None or found[1].startswith("^"):
        return None
    accepts = re.compile(f"[{found[1]}]")
    return frozenset(c for c in map(chr, range(32, 127)) if accepts.match(c))


def compare_enum(pair: Pair, schema: dict[str, Node]) -> Iterator[Difference]:
    """Compare the known values."""
    field = pair.field
    ours = keyword(schema, "enum") or ([keyword(schema, "const")] if "const" in schema else [])
    spec = "/".join(map(str, ours))
    if not field.enum:
        is_mentioned = "取值" in field.prose or any(str(value) in field.prose for value in ours)
        if ours and field.complete and field.type.name == "string" and not is_mentioned:
            yield from pair.difference("enum", spec=spec, page="")
        return
    added = [f"{value} added" for value in field.enum if value not in ours]
    removed = [f"{value} removed" for value in ours if value not in field.enum] if field.complete else []
    if added or removed:
        yield from pair.difference("enum", spec=spec, page="/".join(field.enum), note=", ".join([*removed, *added]))
