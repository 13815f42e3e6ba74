"""Part of render: for each rule on members a request on either side of its condition, and one that breaks it, for the tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from wxbrand_codegen.examples.repair import Unsatisfiable, make_hold, repair
from wxbrand_codegen.examples.validation import mismatch
from wxbrand_codegen.examples.values import NoExample, example, field_example
from wxbrand_codegen.ir.models import Enum, Field, Models, Record
from wxbrand_codegen.ir.operations import Operation
from wxbrand_codegen.ir.rule_evaluation import Members, Violation, body_members, has_rules, holds, member_at, violations
from wxbrand_codegen.ir.rules import Condition, Path, Rule
from wxbrand_codegen.ir.types import Boolean, ListOf, MapOf, Nullable, Ref, Type
from wxbrand_codegen.render.code import Code, code, literal, together

_MOST = 200
"""Rows of one operation."""

MOST_TRIES = 20_000
"""Requests that are tried out for all tests of a spec together; our own spec needs a tenth. Then tests of rules end."""

_MOST_MENDS = 10
"""Changes until nothing but the one rule is broken."""


REQUEST, REQUIRED_ONLY = "", "required only"
"""Bases of rows: the request with every field, and the one with nothing that may be left out."""


@dataclass(frozen=True, slots=True)
class Branch:
    """What to change in a request, and what comes of it."""

    label: str
    base: str
    """Label of the request that is changed."""

    edits: tuple[tuple[Path, Any], ...]
    """Where, and the new value; `GONE` for none."""

    field: Path | None = None
    """What the error names; None for a request that keeps every rule."""

    @property
    def takes_away(self) -> bool:
        """Whether a member is taken away."""
        return any(value is GONE for _, value in self.edits)

    def row(self, absent: Code) -> Code:
        """Write the row of a table."""
        edits = [
            code("({}, {})", _path(where), absent if value is GONE else literal(value)) for where, value in self.edits
        ]
        written = code("({},)", edits[0]) if len(edits) == 1 else code("({})", together(", ", edits))
        parts = [literal(self.label), literal(self.base), written, *([_path(self.field)] if self.field else [])]
        return code("({})", together(", ", parts))


GONE = object()


def branches(
    operation: Operation, many: dict[str, Any], few: dict[str, Any], models: Models, tries: Iterator[int]
) -> Iterator[Branch]:
    """Give every branch of every rule within a body, as changes to the two requests or to another branch.

    `tries` is used up, one for each attempt, by all operations together. What one rule wants may break another while many members are there; then the request with few is where it begins.
    """
    members = body_members(operation)
    if not members.rules and not any(has_rules(field.type, models) for field in members.fields):
        return
    spelled = {field.wire: field.name.snake for field in members.fields}
    yield from islice(_Finder(members, models, spelled, tries).find(many, few), _MOST)


class _Finder:
    def __init__(self, members: Members, models: Models, spelled: Mapping[str, str], tries: Iterator[int]) -> None:
        self._members = members
        self._models = models
        self._spelled = spelled
        self._tries = tries
        self._ruleless = _without_rules(models)
        self._bodies: dict[str, tuple[str, dict[str, Any]]] = {}
        """By what is said of it, the row that makes a body, and that body."""

    def find(self, many: dict[str, Any], few: dict[str, Any]) -> Iterator[Branch]:
        """Give rows that keep every rule, each before those that it is the base of, and rows that break one."""
        waiting, done = [(REQUEST, many), (REQUIRED_ONLY, few)], set[Any]()
        while waiting:
            base, body = waiting.pop(0)
            for place, members in list(_ruled(body, self._members, self._models, ())):
                for rule in members.rules:
                    if next(self._tries, None) is None:
                        return
                    for branch, made in self._of_rule(base, body, place, members, rule):
                        if (branch.label, branch.field) not in done:
                            done.add((branch.label, branch.field))
                            yield branch
                            if branch.field is None:
                                waiting.append((branch.label, made))

    def _of_rule(
        self, base: str, body: dict[str, Any], place: Path, members: Members, rule: Rule
    ) -> Iterator[tuple[Branch, dict[str, Any]]]:
        before = f"{'.'.join(place)}: " if place else ""
        for is_met in (True, False) if rule.when else (True,):
            said = before + _label(rule, is_met)
            if said not in self._bodies:
                value = self._with_condition(body, place, members, rule, is_met)
                if value is None:
                    continue
                edits = self._edits(body, value)
                self._bodies[said] = (said if edits else base, value)
                if edits:
                    yield Branch(said, base, edits), value
            row, value = self._bodies[said]
            if is_met is rule.unless:
                continue
            for fact in rule.then:
                for how, wrong, breach in self._broken(value, place, members, rule, fact):
                    label = f"{said}, but {how}" if rule.when else before + how
                    first, *rest = breach.member
                    where = (self._spelled.get(first, first), *rest)
                    yield Branch(label, row, self._edits(value, wrong), where), wrong

    def _edits(self, old: dict[str, Any], new: dict[str, Any]) -> tuple[tuple[Path, Any], ...]:
        before, after = ({self._spelled[wire]: member for wire, member in body.items()} for body in (old, new))
        return tuple(_edits(before, after))

    def _with_condition(
        self, body: dict[str, Any], place: Path, members: Members, rule: Rule, is_met: bool
    ) -> dict[str, Any] | None:
        """Give a body that keeps every rule, in which the facts of a condition are all so, or are not."""
        for wrong in (None,) if is_met else reversed(rule.when):
            value = deepcopy(body)
            holder = _at(value, place)
            try:
                for fact in rule.when:
                    make_hold(fact, holder, members, self._models, self._make)
                if wrong is not None:
                    self._make_not_so(wrong, holder, members)
                value = repair(value, self._members, self._models, self._make)
            except (Unsatisfiable, NoExample):
                continue
            holder = _at(value, place)
            if holder is not None and all(holds(fact, holder) for fact in rule.when) is is_met:
                return value
        return None

    def _broken(
        self, body: dict[str, Any], place: Path, members: Members, rule: Rule, fact: Condition
    ) -> Iterator[tuple[str, dict[str, Any], Violation]]:
        """Give bodies that break this one rule in this one way, and are fine otherwise, and say in which."""
        for given in (False, True) if fact.kind == "exactly_one" else (False,):
            value = deepcopy(body)
            holder = _at(value, place)
            try:
                self._make_not_so(fact, holder, members, all_given=given)
            except (Unsatisfiable, NoExample):
                continue
            own, others = self._breaches(value, rule, fact)
            for _ in range(_MOST_MENDS):
                if not others:
                    break
                try:
                    make_hold(others[0].condition, others[0].value, others[0].members, self._models, self._make)
                except (Unsatisfiable, NoExample):
                    break
                own, others = self._breaches(value, rule, fact)
            if len(own) == 1 and not others and self._is_typed(value):
                how = _fact_label(fact, is_so=False)
                yield how.replace("none or several", "several" if given else "none"), value, own[0]

    def _breaches(self, value: dict[str, Any], rule: Rule, fact: Condition) -> tuple[list[Violation], list[Violation]]:
        """Give what breaks this rule in this way, and what else is broken."""
        found = list(violations(value, self._members, self._models))
        own = [breach for breach in found if breach.rule == rule and breach.condition == fact]
        return own, [breach for breach in found if breach not in own]

    def _is_typed(self, value: dict[str, Any]) -> bool:
        """Whether everything but rules is kept, so that nothing else is refused first."""
        return all(
            (
                mismatch(value[field.wire], field.type, self._ruleless) is None
                if field.wire in value
                else not field.required
            )
            for field in self._members.fields
        )

    def _make_not_so(
        self, fact: Condition, holder: dict[str, Any], members: Members, *, all_given: bool = False
    ) -> None:
        inner = holder
        for name in fact.path if fact.alternatives else fact.path[:-1]:
            inner = inner.get(name) or {}
            if not isinstance(inner, dict) or not inner:
                raise Unsatisfiable
        if fact.alternatives:
            self._make_sets_wrong(fact, holder, inner, members, all_given=all_given)
            return
        name, field = fact.path[-1], member_at(fact.path, members, self._models)
        if field is None:
            raise Unsatisfiable
        match fact.kind:
            case "present" if not field.required:
                inner.pop(name, None)
            case "absent":
                inner[name] = self._make(field)
            case "equals":
                inner[name] = _other_value(field.type, fact.values, self._models)
            case "contains":
                inner[name] = [_other_value(_item(field.type), fact.values, self._models)]
            case _:
                raise Unsatisfiable

    def _make_sets_wrong(
        self, fact: Condition, holder: dict[str, Any], inner: dict[str, Any], members: Members, *, all_given: bool
    ) -> None:
        names = dict.fromkeys(name for names in fact.alternatives for name in names)
        if all_given or fact.kind == "not_all":
            for name in names:
                if name not in inner:
                    make_hold(
                        Condition(kind="present", path=(*fact.path, name)), holder, members, self._models, self._make
                    )
        else:
            for name in names:
                field = member_at((*fact.path, name), members, self._models)
                if field is None or field.required:
                    raise Unsatisfiable
                inner.pop(name, None)

    def _make(self, field: Field) -> Any:
        return deepcopy(field_example(field, self._models))


def _ruled(value: dict[str, Any], members: Members, models: Models, place: Path) -> Iterator[tuple[Path, Members]]:
    """Give the objects within a value that have rules, each with its place."""
    if members.rules:
        yield place, members
    for field in members.fields:
        if field.wire in value:
            yield from _ruled_within(value[field.wire], field.type, models, (*place, field.wire))


def _ruled_within(value: Any, type_: Type, models: Models, place: Path) -> Iterator[tuple[Path, Members]]:
    match type_:
        case Nullable(item=item):
            yield from _ruled_within(value, item, models, place)
        case ListOf(item=item) if isinstance(value, list) and value:
            yield from _ruled_within(value[0], item, models, (*place, "0"))
        case MapOf(value=item) if isinstance(value, dict) and value:
            key = next(iter(value))
            yield from _ruled_within(value[key], item, models, (*place, key))
        case Ref(name=name) if isinstance(value, dict) and isinstance(model := models.get(name), Record):
            yield from _ruled(value, Members(model.fields, model.rules), models, place)
        case _:
            return


def _at(value: Any, place: Path) -> Any:
    """Give what stands at a place, or None."""
    for step in place:
        if isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def _item(type_: Type) -> Type:
    match type_:
        case Nullable(item=ListOf(item=item)) | ListOf(item=item):
            return item
        case _:
            raise Unsatisfiable


def _other_value(type_: Type, values: tuple[Any, ...], models: Models) -> Any:
    """Give a value of the type that is none of these."""
    match type_:
        case Nullable(item=item):
            return _other_value(item, values, models)
        case Boolean():
            candidates: list[Any] = [True, False]
        case Ref(name=name) if isinstance(choice := models.get(name), Enum):
            candidates = [member.value for member in choice.members]
        case _:
            candidates = [example(type_, models)]
    other = next((value for value in candidates if value not in values), None)
    if other is None:
        raise Unsatisfiable
    return other


def _without_rules(models: Models) -> Models:
    return {key: replace(model, rules=()) if isinstance(model, Record) else model for key, model in models.items()}


def _edits(old: dict[str, Any], new: dict[str, Any], place: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Give the smallest changes to members, however deep, that make one object the other; lists are taken whole."""
    for key in old:
        if key not in new:
            yield (*place, key), GONE
    for key, value in new.items():
        before = old.get(key, GONE)
        if isinstance(before, dict) and isinstance(value, dict) and before and value:
            yield from _edits(before, value, (*place, key))
        elif before is GONE or before != value or isinstance(before, bool) is not isinstance(value, bool):
            yield (*place, key), value


def _path(path: Path) -> Code:
    return code("({},)", literal(path[0])) if len(path) == 1 else code("({})", together(", ", map(literal, path)))


def _label(rule: Rule, is_met: bool) -> str:
    """Say on which side of its condition a rule is."""
    if not rule.when:
        return " and ".join(_fact_label(fact, is_so=True) for fact in rule.then)
    said = " and ".join(
        _fact_label(fact, is_so=True) for fact in rule.when if fact.kind != "present" or len(rule.when) == 1
    )
    return said if is_met else f"not {said}"


def _fact_label(fact: Condition, *, is_so: bool) -> str:
    name = ".".join(fact.path)
    values = "/".join(map(str, fact.values))
    match fact.kind:
        case "present":
            return f"{'with' if is_so else 'without'} {name}"
        case "absent":
            return f"{'without' if is_so else 'with'} {name}"
        case "equals":
            return f"{name} {'=' if is_so else '!='} {values}"
        case "contains":
            return f"{name} {'has' if is_so else 'lacks'} {values}"
        case _:
            sets = ", ".join("+".join((*fact.path, *names)) for names in fact.alternatives)
            return f"{_OF_SETS[fact.kind][0 if is_so else 1]} of {sets}"


_OF_SETS = {
    "exactly_one": ("one", "none or several"), "at_least_one": ("some", "none"), "not_all": ("not all", "all"),
}  # fmt: skip
