"""Compare conditions: when a field is required or allowed, depending on the value of another one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wxbrand_codegen.change.drift.differences import Difference, Scope, difference
from wxbrand_codegen.change.spec_lookup import Member, keyword
from wxbrand_codegen.document.nodes import Node
from wxbrand_codegen.pages import Field

_Rule = tuple[str, str, frozenset[str], bool]
"""A member, the field it depends on, that field's values, and whether the member is required then."""


def compare_conditions(
    fields: Sequence[Field], members: Sequence[Member], schema: dict[str, Node], scope: Scope
) -> Iterator[Difference]:
    """Compare the conditions on the fields of an object with the simple rules of its schema."""
    rules = list(_rules(schema))
    by_name = {member.name: member for member in members}
    for field in fields:
        member = by_name.get(field.name)
        stated = {(other, values): required for name, other, values, required in rules if name == field.name}
        mark, recorded = (member.mark, member.recorded) if member else (scope.mark, ())
        where, recorded = f"{scope.where}.{field.name}", (*scope.recorded, *recorded)
        for spec, page in _disagreements(field, stated):
            yield from difference(
                "condition", where, spec=spec, page=page, mark=mark, recorded=recorded, line=field.line
            )


def _disagreements(field: Field, stated: Mapping[tuple[str, frozenset[str]], bool]) -> Iterator[tuple[str, str]]:
    """Yield what the spec and the page say of the conditions on a field."""
    for condition in field.conditions:
        key = (condition.field, frozenset(condition.values))
        if key not in stated or (condition.required and not stated[key]):
            verb = "required" if condition.required else "allowed"
            page = f"{verb} if {condition.field} is {'/'.join(condition.values)}"
            yield "optional in that case" if key in stated else "", page
    for other, values in stated if not field.conditions and field.complete else ():
        if other not in field.prose:
            yield f"depends on {other} being {'/'.join(sorted(map(str, values)))}", ""


def _rules(schema: dict[str, Node]) -> Iterator[_Rule]:
    """Yield the rules that depend on one other field."""
    top_level = {key: keyword(schema, key) for key in ("if", "then", "else") if key in schema}
    for rule in (*(keyword(schema, "allOf") or ()), top_level):
        condition = _member(rule, "if")
        tested = _member(condition, "properties")
        if len(tested) != 1:
            continue
        ((other, test),) = tested.items()
        test = test.get("contains", test) if isinstance(test, dict) else {}
        values = frozenset([test["const"]] if "const" in test else test.get("enum", []))
        required = _member(rule, "then").get("required", [])
        forbidden = [name for name, value in _member(_member(rule, "else"), "properties").items() if value is False]
        for name in dict.fromkeys([*required, *forbidden]):
            yield name, other, values, name in required


def _member(value: Any, key: str) -> dict[str, Any]:
    """Return an object within another one; empty if either is missing or of another type."""
    member = value.get(key) if isinstance(value, dict) else None
    return member if isinstance(member, dict) else {}
