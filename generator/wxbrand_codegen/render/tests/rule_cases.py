"""Test cases for rules between members.

For each rule: a request that meets its conditions, one that does not, and requests that violate only this rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Any

from wxbrand_codegen.examples.repair import NoExample, Unsatisfiable, make_hold, repair
from wxbrand_codegen.examples.validation import mismatch
from wxbrand_codegen.examples.values import field_example
from wxbrand_codegen.ir.models import Condition, Members, Models, Path, Record, Rule
from wxbrand_codegen.ir.operations import Operation
from wxbrand_codegen.ir.rule_evaluation import Violation, has_rules, holds, violations
from wxbrand_codegen.ir.types import Ref
from wxbrand_codegen.render.code import Code, literal
from wxbrand_codegen.render.imports import Imports
from wxbrand_codegen.render.tests.example_requests import values_within
from wxbrand_codegen.render.tests.violations import make_fail

MAX_ATTEMPTS = 20_000
"""Requests tried for all tests of a spec together, before the search ends. The spec of the brand API needs a tenth."""

_MAX_CASES = 200
"""Cases of one operation."""

_MAX_REPAIRS = 10
"""Changes to a request until it violates one rule only."""

_FULL, _REQUIRED_ONLY = "", "required only"
"""Labels of the requests that cases begin with: with every member, and with required members only."""

_REMOVED = object()
"""The new value of a member that is removed."""

Edits = tuple[tuple[Path, Any], ...]
"""Paths, and the new value of each or `_REMOVED`."""


@dataclass(frozen=True, slots=True)
class RuleCase:
    """A request, as changes to another one."""

    label: str
    base: str
    """Label of the request that is changed."""

    edits: Edits
    error_path: Path | None = None
    """The member that the error names; None for a request that satisfies every rule."""

    def row(self, imports: Imports) -> Code:
        """Return the row of a table."""
        edits = tuple(
            (path, imports.add("wxbrand_codegen.testing.edits", "ABSENT") if value is _REMOVED else value)
            for path, value in self.edits
        )
        row = (self.label, self.base, edits)
        return literal(row if self.error_path is None else (*row, self.error_path))


def rule_cases(
    operation: Operation, full: dict[str, Any], minimal: dict[str, Any], models: Models, attempts: Iterator[int]
) -> Iterator[RuleCase]:
    """Yield cases for every rule within a body, each after the case that it changes.

    One item of `attempts` is used for each attempt; all operations share it. If changing the full request for one rule
    violates another, the search begins with the minimal request instead.
    """
    members = operation.body_members
    if members.rules or any(has_rules(field.type, models) for field in members.fields):
        yield from islice(_Search(members, models, attempts).cases(full, minimal), _MAX_CASES)


class _Search:
    """The search for the cases of one operation."""

    def __init__(self, members: Members, models: Models, attempts: Iterator[int]) -> None:
        self._members = members
        self._models = models
        self._attempts = attempts
        self._make = partial(field_example, models=models)
        self._attributes = {field.wire: field.name.snake for field in members.fields}
        self._models_without_rules = {
            name: replace(model, rules=()) if isinstance(model, Record) else model for name, model in models.items()
        }
        self._requests: dict[str, tuple[str, dict[str, Any]]] = {}
        """By label: the label of the case that makes the request, and its body."""

    def cases(self, full: dict[str, Any], minimal: dict[str, Any]) -> Iterator[RuleCase]:
        waiting, found = [(_FULL, full), (_REQUIRED_ONLY, minimal)], set[Any]()
        while waiting:
            base, body = waiting.pop(0)
            for path, members in list(self._objects_with_rules(body)):
                for rule in members.rules:
                    if next(self._attempts, None) is None:
                        return
                    for case, changed in self._cases_of_rule(base, body, path, members, rule):
                        if (case.label, case.error_path) not in found:
                            found.add((case.label, case.error_path))
                            yield case
                            if case.error_path is None:
                                waiting.append((case.label, changed))

    def _objects_with_rules(self, body: dict[str, Any]) -> Iterator[tuple[Path, Members]]:
        if self._members.rules:
            yield (), self._members
        for field in self._members.fields:
            if field.wire in body:
                for path, type_, value in values_within(body[field.wire], field.type, self._models, (field.wire,)):
                    model = self._models[type_.name] if isinstance(type_, Ref) and isinstance(value, dict) else None
                    if isinstance(model, Record) and model.rules:
                        yield path, model

    def _cases_of_rule(
        self, base: str, body: dict[str, Any], path: Path, members: Members, rule: Rule
    ) -> Iterator[tuple[RuleCase, dict[str, Any]]]:
        """Yield cases, each with the body it results in."""
        prefix = f"{'.'.join(path)}: " if path else ""
        for is_met in (True, False) if rule.when else (True,):
            label = prefix + _rule_label(rule, is_met)
            if label not in self._requests:
                satisfying = self._satisfy(body, path, members, rule, is_met)
                if satisfying is None:
                    continue
                edits = self._edits(body, satisfying)
                self._requests[label] = (label if edits else base, satisfying)
                if edits:
                    yield RuleCase(label, base, edits), satisfying
            own_base, satisfying = self._requests[label]
            if is_met is rule.unless:  # the rule does not apply
                continue
            for condition in rule.then:
                for how, violating, violation in self._violate(satisfying, path, members, rule, condition):
                    first, *rest = violation.member
                    error_path = (self._attributes.get(first, first), *rest)
                    violating_label = f"{label}, but {how}" if rule.when else prefix + how
                    edits = self._edits(satisfying, violating)
                    yield RuleCase(violating_label, own_base, edits, error_path), violating

    def _satisfy(
        self, body: dict[str, Any], path: Path, members: Members, rule: Rule, is_met: bool
    ) -> dict[str, Any] | None:
        """Return a body that satisfies every rule, and meets or does not meet the conditions of this one."""
        for failing in (None,) if is_met else reversed(rule.when):
            changed = deepcopy(body)
            value = _value_at(changed, path)
            with suppress(Unsatisfiable, NoExample):
                for condition in rule.when:
                    make_hold(condition, value, members, self._models, self._make)
                if failing is not None:
                    make_fail(failing, value, members, self._models, self._make)
                changed = repair(changed, self._members, self._models, self._make)
                value = _value_at(changed, path)
                if value is not None and all(holds(condition, value) for condition in rule.when) is is_met:
                    return changed
        return None

    def _violate(
        self, body: dict[str, Any], path: Path, members: Members, rule: Rule, condition: Condition
    ) -> Iterator[tuple[str, dict[str, Any], Violation]]:
        """Yield bodies that violate only this condition of this rule, with how they do, and the violation."""
        for all_present in (False, True) if condition.kind == "exactly_one" else (False,):
            changed = deepcopy(body)
            value = _value_at(changed, path)
            with suppress(Unsatisfiable, NoExample):
                make_fail(condition, value, members, self._models, self._make, all_present=all_present)
                for _ in range(_MAX_REPAIRS + 1):
                    found = list(violations(changed, self._members, self._models))
                    own = [each for each in found if each.rule == rule and each.condition == condition]
                    other = next((each for each in found if each not in own), None)
                    if other is None:
                        break
                    make_hold(other.condition, other.value, other.members, self._models, self._make)
                if len(own) == 1 and other is None and self._is_valid_without_rules(changed):
                    yield _condition_label(condition, fails=True, all_present=all_present), changed, own[0]

    def _is_valid_without_rules(self, body: dict[str, Any]) -> bool:
        """Whether types and limits are satisfied, so that no other error is raised first."""
        return all(
            (
                mismatch(body[field.wire], field.type, self._models_without_rules) is None
                if field.wire in body
                else not field.required
            )
            for field in self._members.fields
        )

    def _edits(self, old: dict[str, Any], new: dict[str, Any]) -> Edits:
        before, after = ({self._attributes[wire]: member for wire, member in body.items()} for body in (old, new))
        return tuple(_edits(before, after))


def _value_at(value: Any, path: Path) -> Any:
    """Return the value at a path, whose digits are indexes of lists; None if there is none."""
    for step in path:
        if isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def _edits(old: Mapping[str, Any], new: Mapping[str, Any], path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield the smallest changes that turn one object into another. A list is replaced as a whole."""
    for key in old:
        if key not in new:
            yield (*path, key), _REMOVED
    for key, value in new.items():
        before = old.get(key, _REMOVED)
        if isinstance(before, dict) and isinstance(value, dict) and before and value:
            yield from _edits(before, value, (*path, key))
        elif before is _REMOVED or before != value or isinstance(before, bool) is not isinstance(value, bool):
            yield (*path, key), value


def _rule_label(rule: Rule, is_met: bool) -> str:
    """Return a label that tells whether the conditions of a rule are met."""
    if not rule.when:
        return " and ".join(map(_condition_label, rule.then))
    conditions = [condition for condition in rule.when if condition.kind != "present" or len(rule.when) == 1]
    label = " and ".join(map(_condition_label, conditions))
    return label if is_met else f"not {label}"


_LABELS = {
    "present": ("with {name}", "without {name}"),
    "absent": ("without {name}", "with {name}"),
    "equals": ("{name} = {values}", "{name} != {values}"),
    "contains": ("{name} has {values}", "{name} lacks {values}"),
    "exactly_one": ("one of {sets}", "none of {sets}"),
    "at_least_one": ("some of {sets}", "none of {sets}"),
    "not_all": ("not all of {sets}", "all of {sets}"),
}
"""Label of a condition that holds, and of one that fails."""


def _condition_label(condition: Condition, *, fails: bool = False, all_present: bool = False) -> str:
    label = "several of {sets}" if all_present else _LABELS[condition.kind][fails]
    return label.format(
        name=".".join(condition.path),
        values="/".join(map(str, condition.values)),
        sets=", ".join("+".join((*condition.path, *names)) for names in condition.alternatives),
    )
