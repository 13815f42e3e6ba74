"""Evaluate rules: find those that a JSON value violates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wxbrand_codegen.ir.models import Condition, Field, Members, Models, Path, Record, Rule
from wxbrand_codegen.ir.types import ListOf, MapOf, Nullable, Ref, Type, innermost


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that a value violates."""

    members: Members
    value: dict[str, Any]
    """The object that the rule is on."""

    path: Path
    """Path of that object within the whole value; indexes of lists are digits."""

    rule: Rule
    condition: Condition
    """The first condition of `then` that does not hold."""

    @property
    def member(self) -> Path:
        """Path of the member that an error names."""
        first = self.condition.alternatives[0][:1] if self.condition.alternatives else ()
        return (*self.path, *self.condition.path, *first)


def holds(condition: Condition, value: dict[str, Any]) -> bool:
    """Whether a condition holds for an object."""
    path = condition.path if condition.alternatives else condition.path[:-1]
    parent = object_at(value, path)
    if parent is None:
        return True
    if condition.alternatives:
        count = sum(all(name in parent for name in names) for names in condition.alternatives)
        match condition.kind:
            case "exactly_one":
                return count == 1
            case "at_least_one":
                return count > 0
            case _:
                return count < len(condition.alternatives)
    name = condition.path[-1]
    match condition.kind:
        case "present":
            return name in parent
        case "absent":
            return name not in parent
        case "equals":
            return name not in parent or _is_one_of(parent[name], condition.values)
        case _:
            items = parent.get(name)
            return not isinstance(items, list) or any(_is_one_of(item, condition.values) for item in items)


def _is_one_of(value: Any, values: tuple[Any, ...]) -> bool:
    return any(value == known and isinstance(value, bool) == isinstance(known, bool) for known in values)


def object_at(value: dict[str, Any], path: Path) -> dict[str, Any] | None:
    """Return the object at a path through objects, or None if there is none."""
    found: Any = value
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else None


def violations(value: dict[str, Any], members: Members, models: Models, path: Path = ()) -> Iterator[Violation]:
    """Yield the rules that an object violates, those on objects within it first."""
    for field in members.fields:
        if field.wire in value:
            yield from _violations_within(value[field.wire], field.type, models, (*path, field.wire))
    for rule in members.rules:
        if all(holds(condition, value) for condition in rule.when) is not rule.unless:
            broken = next((condition for condition in rule.then if not holds(condition, value)), None)
            if broken is not None:
                yield Violation(members, value, path, rule, broken)


def _violations_within(value: Any, type_: Type, models: Models, path: Path) -> Iterator[Violation]:
    match type_:
        case Nullable(item=item):
            yield from _violations_within(value, item, models, path)
        case ListOf(item=item) if isinstance(value, list):
            for index, entry in enumerate(value):
                yield from _violations_within(entry, item, models, (*path, str(index)))
        case MapOf(value=item) if isinstance(value, dict):
            for key, entry in value.items():
                yield from _violations_within(entry, item, models, (*path, key))
        case Ref(name=name) if isinstance(value, dict) and isinstance(model := models.get(name), Record):
            yield from violations(value, model, models, path)
        case _:
            return


def has_rules(type_: Type, models: Models, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a record within a type has rules."""
    match innermost(type_):
        case Ref(name=name) if name not in seen and isinstance(model := models.get(name), Record):
            return bool(model.rules) or any(has_rules(f.type, models, seen | {name}) for f in model.fields)
        case _:
            return False


def member_at(path: Path, members: Members, models: Models) -> Field | None:
    """Return the member at a path through objects, or None if there is none."""
    field = members.field(path[0])
    for wire in path[1:]:
        type_ = field.type.item if field and isinstance(field.type, Nullable) else field and field.type
        model = models.get(type_.name) if isinstance(type_, Ref) else None
        field = model.field(wire) if isinstance(model, Record) else None
    return field
