"""Rules on several members of a request together: what must be set, left out or have a certain value, and when.

A member is named by its attribute, or by a path of attributes with dots between. A rule does not apply to a member whose parent
is left out, as in JSON Schema. Responses are never checked against rules.
"""

from __future__ import annotations

from enum import Enum
from typing import Any, ClassVar

from msgspec import UNSET, Struct

from wxbrand_runtime.errors import InvalidRequest
from wxbrand_runtime.models.wire_names import wire_names
from wxbrand_runtime.type_guards import is_list


class Predicate:
    """A statement about a model that is true or false. It is a condition or a requirement of a rule."""

    condition: ClassVar[str]
    """The statement as a condition, with placeholders for members and values: `{} is {}`."""

    requirement: ClassVar[str]
    """The statement as a requirement: `{} must be {}`."""

    sets: tuple[tuple[str, ...], ...]
    """Sets of members; those of one set belong together."""

    values: tuple[Any, ...] = ()

    def holds(self, model: Any) -> bool:
        """Whether it is true of a model."""
        raise NotImplementedError

    def sentence(self, template: str, model: Any, prefix: str = "") -> str:
        """Return the condition or the requirement with the names on the wire and the values filled in."""
        members = ", ".join(" with ".join(prefix + _wire_path(model, name) for name in names) for names in self.sets)
        texts = [
            str(value).lower() if isinstance(value, bool) or value is None else str(value) for value in self.values
        ]
        values = f"{', '.join(texts[:-1])} or {texts[-1]}" if len(texts) > 1 else "".join(texts)
        return template.format(members, values)


class _MemberPredicate(Predicate):
    def __init__(self, member: str) -> None:
        self.member = member
        self.sets = ((member,),)


class Given(_MemberPredicate):
    """The member is given."""

    condition = "{} is given"
    requirement = "{} must be given"

    def holds(self, model: Any) -> bool:
        """Whether the member is given, or its parent is left out."""
        return _is_given(model, self.member)


class Absent(_MemberPredicate):
    """The member is left out."""

    condition = "{} is left out"
    requirement = "{} must be left out"

    def holds(self, model: Any) -> bool:
        """Whether the member is left out."""
        return _value(model, self.member) is UNSET


class _ValuePredicate(_MemberPredicate):
    def __init__(self, member: str, *values: Any) -> None:
        super().__init__(member)
        self.values = values

    def _is_listed(self, value: Any) -> bool:
        plain = value.value if isinstance(value, Enum) else value
        return any(plain == listed and isinstance(plain, bool) == isinstance(listed, bool) for listed in self.values)


class Is(_ValuePredicate):
    """The member, if it is given, has one of these values."""

    condition = "{} is {}"
    requirement = "{} must be {}"

    def holds(self, model: Any) -> bool:
        """Whether the member has one of the values, or is left out."""
        value = _value(model, self.member)
        return value is UNSET or self._is_listed(value)


class Has(_ValuePredicate):
    """The member, if it is given, is a list that contains one of these values."""

    condition = "{} contains {}"
    requirement = "{} must contain {}"

    def holds(self, model: Any) -> bool:
        """Whether the member contains one of the values, or is left out."""
        value = _value(model, self.member)
        return not is_list(value) or any(map(self._is_listed, value))


class _CountPredicate(Predicate):
    def __init__(self, *sets: str | tuple[str, ...]) -> None:
        self.sets = tuple((names,) if isinstance(names, str) else names for names in sets)

    def holds(self, model: Any) -> bool:
        """Whether an allowed number of the sets is given, or their parent is left out."""
        parent, _ = _parent(model, self.sets[0][0])
        if parent is UNSET or parent is None:
            return True
        return self._allows(sum(all(_is_given(model, member) for member in members) for members in self.sets))

    def _allows(self, count: int) -> bool:
        """Whether this many of the sets may be given."""
        raise NotImplementedError


class ExactlyOne(_CountPredicate):
    """Exactly one of these is given."""

    condition = "exactly one of {} is given"
    requirement = "exactly one of {} must be given"

    def _allows(self, count: int) -> bool:
        return count == 1


class AtLeastOne(_CountPredicate):
    """At least one of these is given."""

    condition = "at least one of {} is given"
    requirement = "at least one of {} must be given"

    def _allows(self, count: int) -> bool:
        return count > 0


class NotTogether(_CountPredicate):
    """At least one of these is left out."""

    condition = "{} are not given together"
    requirement = "{} must not be given together"

    def _allows(self, count: int) -> bool:
        return count < len(self.sets)


class Rule(Struct, frozen=True, kw_only=True):
    """Requirements that apply always or under a condition."""

    when: tuple[Predicate, ...] = ()
    """The rule applies if all of these hold."""

    unless: tuple[Predicate, ...] = ()
    """The rule applies if not all of these hold."""

    then: tuple[Predicate, ...]
    """The requirements."""

    def applies(self, model: Any) -> bool:
        """Whether the condition is met."""
        if self.unless and all(predicate.holds(model) for predicate in self.unless):
            return False
        return all(predicate.holds(model) for predicate in self.when)


def check_rules(model: Any, prefix: str = "") -> None:
    """Raise InvalidRequest for the first rule of a model that it breaks. `prefix` is put before the names of members."""
    for rule in model.rules:
        if not rule.applies(model):
            continue
        for predicate in rule.then:
            if not predicate.holds(model):
                sentence = predicate.sentence(predicate.requirement, model, prefix)
                field = prefix + _wire_path(model, predicate.sets[0][0])
                raise InvalidRequest(f"{sentence}{_condition(rule, model)}", field=field)


def _condition(rule: Rule, model: Any) -> str:
    """Return when the rule applies. `a is given` is left out where the value of `a` is stated too."""
    predicates = rule.unless or rule.when
    with_value = {predicate.sets for predicate in predicates if predicate.values}
    sentences = [
        predicate.sentence(predicate.condition, model)
        for predicate in predicates
        if not (isinstance(predicate, Given) and predicate.sets in with_value)
    ]
    word = "unless" if rule.unless else "when"
    return f" {word} {' and '.join(dict.fromkeys(sentences))}" if predicates else ""


def _parent(model: Any, member: str) -> tuple[Any, str]:
    """Return the object that would contain a member, and the attribute of the member in it."""
    *parents, attribute = member.split(".")
    for parent in parents:
        model = getattr(model, parent, UNSET)
    return model, attribute


def _value(model: Any, member: str) -> Any:
    return getattr(*_parent(model, member), UNSET)


def _is_given(model: Any, member: str) -> bool:
    parent, attribute = _parent(model, member)
    return parent is UNSET or parent is None or getattr(parent, attribute, UNSET) is not UNSET


def _wire_path(model: Any, member: str) -> str:
    """Return the path of a member with the names on the wire; in a request, its keyword."""
    names: list[str] = []
    for attribute in member.split("."):
        names.append(wire_names(type(model)).get(attribute, attribute) if isinstance(model, Struct) else attribute)
        model = getattr(model, attribute, UNSET)
    return ".".join(names)
