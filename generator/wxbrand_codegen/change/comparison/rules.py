"""Compare the rules on the members of an object, above all the simple conditions: `b is required if a is X`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wxbrand_codegen.change.comparison.changes import Change, Subject, describe
from wxbrand_codegen.ir.models import Condition, Path, Rule
from wxbrand_codegen.render.docstrings import rule_sentence

Key = tuple[Path, Path, frozenset[Any]]
"""The member with the condition, the other member, and the values of the other member."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldCondition:
    """When a member is required, or allowed, depending on the value of another member."""

    key: Key
    required: bool
    """Whether the member is required if the other one has one of the values."""

    only: bool
    """Whether the member is forbidden otherwise."""

    rules: tuple[Rule, ...]
    """What says so, about this member alone."""

    def __str__(self) -> str:
        _, other, values = self.key
        verb = "required" if self.required else "allowed"
        ending = ", and only then" if self.only and self.required else ""
        start = f"{verb} {'only ' if self.only and not self.required else ''}if"
        return f"{start} {'.'.join(other)} is {' or '.join(sorted(map(str, values)))}{ending}"

    @property
    def plain(self) -> dict[str, Any]:
        """The condition as JSON, as pages state it."""
        _, other, values = self.key
        return {
            "field": ".".join(other), "values": sorted(values, key=str), "required": self.required, "only": self.only,
        }  # fmt: skip


def conditions_in(rules: Sequence[Rule]) -> tuple[dict[Key, FieldCondition], list[Rule]]:
    """Return the simple conditions among rules, and the other rules."""
    found: dict[Key, FieldCondition] = {}
    others: list[Rule] = []
    for part in (part for rule in rules for part in _parts(rule)):
        key = _key(part)
        if key is None:
            others.append(part)
            continue
        before = found.get(key) or FieldCondition(key=key, required=False, only=False, rules=())
        found[key] = replace(
            before, required=before.required or not part.unless, only=before.only or part.unless,
            rules=(*before.rules, part),
        )  # fmt: skip
    return found, others


def _parts(rule: Rule) -> Iterator[Rule]:
    """Yield a rule for each demand."""
    for demand in rule.then:
        yield replace(rule, then=(demand,))


def _key(rule: Rule) -> Key | None:
    """Return what a rule is about if it is simple: present in some cases of another member, or absent in all others."""
    tests = [condition for condition in rule.when if condition.kind in {"equals", "contains"}]
    (demand,) = rule.then
    is_simple = len(tests) == 1 and all(_is_presence(condition, tests[0]) for condition in rule.when)
    if not is_simple or demand.kind != ("absent" if rule.unless else "present"):
        return None
    return demand.path, tests[0].path, frozenset(tests[0].values)


def _is_presence(condition: Condition, test: Condition) -> bool:
    return condition is test or (condition.kind == "present" and condition.path == test.path)


def compare_rules(old: tuple[Rule, ...], new: tuple[Rule, ...], owner: Subject) -> Iterator[Change]:
    """Compare rules between members. Only requests are validated against them."""
    (before, others_before), (after, others_after) = conditions_in(old), conditions_in(new)
    for key, condition in before.items():
        now = after.get(key) or _with_other_values(key, before, after)
        if now is None:
            subject = _conditional(owner, key[0], condition, None)
            yield subject.change("rule-gone", f": condition removed: {condition}", condition.plain)
        elif str(now) != str(condition):
            subject = _conditional(owner, key[0], condition, now)
            yield subject.change("rule-added", f": {describe('condition', condition, now)}", condition.plain, now.plain)
    for key, condition in after.items():
        if key not in before and _with_other_values(key, after, before) is None:
            subject = _conditional(owner, key[0], None, condition)
            yield subject.change("rule-added", f": condition added: {condition}", None, condition.plain)
    old_sentences, new_sentences = (
        {rule_sentence(rule): rule for rule in rules} for rules in (others_before, others_after)
    )
    for sentence, rule in old_sentences.items():
        if sentence not in new_sentences:
            yield owner.at(rule.mark, owner.marks[1]).change("rule-gone", f": rule removed: {sentence}")
    for sentence, rule in new_sentences.items():
        if sentence not in old_sentences:
            yield owner.at(owner.marks[0], rule.mark).change("rule-added", f": rule added: {sentence}")


def _with_other_values(
    key: Key, here: dict[Key, FieldCondition], there: dict[Key, FieldCondition]
) -> FieldCondition | None:
    """Return the condition on the other side that depends on the same member, if there is one on each side alone."""
    sides = [[c for k, c in side.items() if k[:2] == key[:2]] for side in (here, there)]
    return sides[1][0] if [len(side) for side in sides] == [1, 1] else None


def _conditional(
    owner: Subject, path: tuple[str, ...], old: FieldCondition | None, new: FieldCondition | None
) -> Subject:
    marks = [condition.rules[0].mark if condition else None for condition in (old, new)]
    return Subject(
        label=".".join((owner.label, *path)),
        operation=owner.operation,
        where=(*owner.where, *path),
        marks=(marks[0] or owner.marks[0], marks[1] or owner.marks[1]),
    )
