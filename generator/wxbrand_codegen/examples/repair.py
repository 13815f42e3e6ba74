"""Change a JSON value until it satisfies the rules on it: add members, replace values, remove optional members."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from wxbrand_codegen.ir.models import Condition, ConditionKind, Field, Members, Models, Rule
from wxbrand_codegen.ir.rule_evaluation import holds, member_at, object_at, violations

MakeValue = Callable[[Field], Any]
"""Makes a value for a member. Raises NoExample."""

_MAX_CHANGES = 80
_CHANGES_PER_ALTERNATIVE = 10
"""After so many changes the next of several alternatives is tried."""


class NoExample(ValueError):
    """No value that fits was found; the spec must have an example."""


class Unsatisfiable(ValueError):
    """No value that satisfies every rule was found."""


def repair(value: dict[str, Any], members: Members, models: Models, make: MakeValue) -> dict[str, Any]:
    """Return a copy of a value, changed until it satisfies every rule. Raises Unsatisfiable, NoExample."""
    copy = deepcopy(value)
    for number in range(_MAX_CHANGES):
        violation = next(violations(copy, members, models), None)
        if violation is None:
            return copy
        attempt = number // _CHANGES_PER_ALTERNATIVE
        make_hold(violation.condition, violation.value, violation.members, models, make, attempt=attempt)
    raise Unsatisfiable


def extend(
    value: dict[str, Any], more: list[Field], members: Members, models: Models, make: MakeValue
) -> dict[str, Any]:
    """Repair a copy of a value and add each further member that has a value and violates no rule.

    Members are in the order of the fields.
    """
    extended = repair(value, members, models, make)
    rules = _rules_by_member(members)
    for field in more:
        if field.wire not in extended:
            try:
                larger = {**extended, field.wire: make(field)}
            except NoExample:
                continue
            affected = Members((field,), rules.get(field.wire, ()))
            if next(violations(larger, affected, models), None) is None:
                extended = larger
    return {field.wire: extended[field.wire] for field in members.fields if field.wire in extended}


def _rules_by_member(members: Members) -> dict[str, tuple[Rule, ...]]:
    """Return, for each member, the rules that depend on it or on a value within it."""
    found: dict[str, dict[Rule, None]] = {}
    for rule in members.rules:
        for condition in rule.conditions:
            for wire in (*condition.path[:1], *(name for names in condition.alternatives for name in names)):
                found.setdefault(wire, {})[rule] = None
    return {wire: tuple(rules) for wire, rules in found.items()}


def make_hold(
    condition: Condition, value: dict[str, Any], members: Members, models: Models, make: MakeValue, *, attempt: int = 0
) -> None:
    """Change an object in place so that a condition holds. Raises Unsatisfiable if a required member would be removed."""
    if holds(condition, value):
        return
    if condition.alternatives:
        for simple in _on_single_members(condition, object_at(value, condition.path) or {}, attempt):
            make_hold(simple, value, members, models, make)
        return
    parent = object_at(value, condition.path[:-1])
    name = condition.path[-1]
    field = member_at(condition.path, members, models)
    if parent is None or field is None or (condition.kind == "absent" and field.required):
        raise Unsatisfiable
    match condition.kind:
        case "present":
            parent[name] = deepcopy(make(field))
        case "absent":
            del parent[name]
        case "equals":
            parent[name] = condition.values[0]
        case _:
            parent[name] = [*parent.get(name, []), condition.values[0]]


def _on_single_members(condition: Condition, parent: dict[str, Any], attempt: int) -> Iterator[Condition]:
    """Yield conditions that make one on alternatives hold; each attempt chooses another alternative."""
    alternatives = condition.alternatives
    present = [names for names in alternatives if all(name in parent for name in names)]
    kind: ConditionKind = "absent"
    if condition.kind == "not_all":
        names = alternatives[-1 - attempt % len(alternatives)][:1]
    elif not present:
        kind, names = "present", alternatives[attempt % len(alternatives)]
    else:
        kept = present[attempt % len(present)]
        names = tuple(sorted({name for names in present for name in names} - set(kept)))
    for name in names:
        yield Condition(kind=kind, path=(*condition.path, name))
