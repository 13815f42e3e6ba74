"""Values and the rules on their members: which rules a value breaks, and how it is made to keep them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from wxbrand_codegen.ir.api import Fact, Field, ListOf, MapOf, Model, Nullable, Path, Record, Ref, Rule, Type

Models = Mapping[str, Model | None]
Make = Callable[[Field], Any]
"""Makes a value for a member. Raises NoExample."""

_MOST_ROUNDS = 80
_ROUNDS_PER_TURN = 10
"""After so many changes the next of several alternatives is tried."""


class Unkeepable(ValueError):
    """No value that keeps every rule was found."""


@dataclass(frozen=True, slots=True)
class Members:
    """The members of one object, and the rules on them."""

    fields: tuple[Field, ...]
    rules: tuple[Rule, ...]

    def field(self, wire: str) -> Field | None:
        """Give a member by its spelling on the wire."""
        return next((field for field in self.fields if field.wire == wire), None)


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a value breaks."""

    members: Members
    holder: dict[str, Any]
    """The object that the rule is on, within the value."""

    place: Path
    """Of that object within the value; positions in lists are digits."""

    rule: Rule
    fact: Fact
    """The first of what the rule wants that is not so."""

    @property
    def at(self) -> Path:
        """Give the member that an error names."""
        first = self.fact.sets[0][:1] if self.fact.sets else ()
        return (*self.place, *self.fact.path, *first)


def is_so(fact: Fact, value: dict[str, Any]) -> bool:
    """Whether a fact is so of an object."""
    path = fact.path if fact.sets else fact.path[:-1]
    holder = _reached(value, path)
    if holder is None:
        return True
    if fact.sets:
        given = sum(all(name in holder for name in names) for names in fact.sets)
        return {"exactly_one": given == 1, "at_least_one": given > 0, "not_all": given < len(fact.sets)}[fact.verb]
    name = fact.path[-1]
    match fact.verb:
        case "given":
            return name in holder
        case "absent":
            return name not in holder
        case "is":
            return name not in holder or _among(holder[name], fact.values)
        case _:
            items = holder.get(name)
            return not isinstance(items, list) or any(_among(item, fact.values) for item in items)


def _among(value: Any, values: tuple[Any, ...]) -> bool:
    return any(value == known and isinstance(value, bool) == isinstance(known, bool) for known in values)


def _reached(value: dict[str, Any], path: Path) -> dict[str, Any] | None:
    holder: Any = value
    for name in path:
        holder = holder.get(name) if isinstance(holder, dict) else None
    return holder if isinstance(holder, dict) else None


def counts(rule: Rule, value: dict[str, Any]) -> bool:
    """Whether the condition of a rule is met."""
    return all(is_so(fact, value) for fact in rule.when) is not rule.unless


def breaches(value: dict[str, Any], members: Members, models: Models, place: Path = ()) -> Iterator[Breach]:
    """Give what a value breaks: the rules on the objects within it before its own."""
    for field in members.fields:
        if field.wire in value:
            yield from _within(value[field.wire], field.type, models, (*place, field.wire))
    for rule in members.rules:
        if counts(rule, value):
            wrong = next((fact for fact in rule.then if not is_so(fact, value)), None)
            if wrong is not None:
                yield Breach(members, value, place, rule, wrong)


def _within(value: Any, type_: Type, models: Models, place: Path) -> Iterator[Breach]:
    match type_:
        case Nullable(item=item):
            yield from _within(value, item, models, place)
        case ListOf(item=item) if isinstance(value, list):
            for position, entry in enumerate(value):
                yield from _within(entry, item, models, (*place, str(position)))
        case MapOf(value=item) if isinstance(value, dict):
            for key, entry in value.items():
                yield from _within(entry, item, models, (*place, key))
        case Ref(name=name) if isinstance(value, dict) and isinstance(model := models.get(name), Record):
            yield from breaches(value, Members(model.fields, model.rules), models, place)
        case _:
            return


def are_ruled(type_: Type, models: Models, seen: frozenset[str] = frozenset()) -> bool:
    """Whether there are rules on anything within values of a type."""
    match type_:
        case Nullable(item=inner) | ListOf(item=inner) | MapOf(value=inner):
            return are_ruled(inner, models, seen)
        case Ref(name=name) if name not in seen and isinstance(model := models.get(name), Record):
            return bool(model.rules) or any(are_ruled(f.type, models, seen | {name}) for f in model.fields)
        case _:
            return False


def member_at(path: Path, members: Members, models: Models) -> Field | None:
    """Give the member that a path leads to, through objects only."""
    field = members.field(path[0])
    for wire in path[1:]:
        inner = _members_of(field.type, models) if field else None
        field = inner.field(wire) if inner else None
    return field


def _members_of(type_: Type, models: Models) -> Members | None:
    if isinstance(type_, Nullable):
        return _members_of(type_.item, models)
    model = models.get(type_.name) if isinstance(type_, Ref) else None
    return Members(model.fields, model.rules) if isinstance(model, Record) else None


def kept(value: dict[str, Any], members: Members, models: Models, make: Make) -> dict[str, Any]:
    """Give a copy of a value that keeps every rule, with members added, changed or taken away. Raises Unkeepable, NoExample."""
    whole = deepcopy(value)
    for number in range(_MOST_ROUNDS):
        breach = next(breaches(whole, members, models), None)
        if breach is None:
            return whole
        make_so(breach.fact, breach.holder, breach.members, models, make, turn=number // _ROUNDS_PER_TURN)
    raise Unkeepable


def grown(value: dict[str, Any], more: list[Field], members: Members, models: Models, make: Make) -> dict[str, Any]:
    """Give a copy of a value that keeps every rule, with each further member that leaves it so, in the order of the fields."""
    whole = kept(value, members, models, make)
    touched = _rules_by_member(members)
    for field in more:
        if field.wire not in whole:
            larger = {**whole, field.wire: make(field)}
            looked_at = Members((field,), touched.get(field.wire, ()))  # nothing else can have become wrong
            if next(breaches(larger, looked_at, models), None) is None:
                whole = larger
    return {field.wire: whole[field.wire] for field in members.fields if field.wire in whole}


def _rules_by_member(members: Members) -> dict[str, tuple[Rule, ...]]:
    """Give, for each member, the rules that look at it or into it."""
    found: dict[str, dict[Rule, None]] = {}
    for rule in members.rules:
        for fact in rule.facts:
            for wire in (*fact.path[:1], *(name for names in fact.sets for name in names)):
                found.setdefault(wire, {})[rule] = None
    return {wire: tuple(rules) for wire, rules in found.items()}


def make_so(fact: Fact, holder: dict[str, Any], members: Members, models: Models, make: Make, *, turn: int = 0) -> None:
    """Change an object so that a fact is so of it. Raises Unkeepable where that would take away a required member."""
    if is_so(fact, holder):
        return
    if fact.sets:
        _choose(fact, holder, members, models, make, turn)
        return
    inner = _reached(holder, fact.path[:-1])
    name = fact.path[-1]
    field = member_at(fact.path, members, models)
    if inner is None or field is None:
        raise Unkeepable
    match fact.verb:
        case "given":
            inner[name] = deepcopy(make(field))
        case "absent":
            _take_away(inner, name, field)
        case "is":
            inner[name] = fact.values[0]
        case _:
            inner[name] = [*inner.get(name, []), fact.values[0]]


def _choose(fact: Fact, holder: dict[str, Any], members: Members, models: Models, make: Make, turn: int) -> None:
    inner = _reached(holder, fact.path)
    if inner is None:
        raise Unkeepable
    given = [names for names in fact.sets if all(name in inner for name in names)]
    if fact.verb == "not_all":
        name = fact.sets[-1 - turn % len(fact.sets)][0]
        _take_away(inner, name, member_at((*fact.path, name), members, models))
    elif not given:
        for name in fact.sets[turn % len(fact.sets)]:
            make_so(Fact(verb="given", path=(*fact.path, name)), holder, members, models, make)
    else:
        stays = given[turn % len(given)]
        for name in sorted({name for names in given for name in names} - set(stays)):
            _take_away(inner, name, member_at((*fact.path, name), members, models))


def _take_away(holder: dict[str, Any], name: str, field: Field | None) -> None:
    if field is None or field.required:
        raise Unkeepable
    holder.pop(name, None)
