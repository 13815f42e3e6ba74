"""Rules on several members of a request together: what must be set, left out or have a certain value, and when.

A member is named by its attribute, or by a path of attributes with dots between. A rule does not apply to a member whose parent
is left out, as in JSON Schema. Responses are never checked against rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any, ClassVar

from msgspec import UNSET, Struct

from wxbrand_runtime.errors import InvalidRequest
from wxbrand_runtime.type_guards import is_list


class Predicate:
    """A statement about a model that is true or false. It is a condition or a requirement of a rule."""

    def holds(self, model: Any) -> bool:
        """Whether it is true of a model."""
        raise NotImplementedError

    def condition(self, model: Any) -> str:
        """Return it as a condition, with names as on the wire: `mode is BUNDLE`."""
        raise NotImplementedError

    def requirement(self, model: Any, prefix: str) -> tuple[str, str]:
        """Return the member to correct, and it as a requirement: `mode must be BUNDLE`."""
        raise NotImplementedError


class _MemberPredicate(Predicate):
    condition_verb: ClassVar[str]
    requirement_verb: ClassVar[str]

    def __init__(self, member: str) -> None:
        self.member = member
        """Attribute, or path of attributes with dots between."""

    def condition(self, model: Any) -> str:
        """Return the member, the verb and the values."""
        return f"{_wire_path(model, self.member)} {self.condition_verb}{self._values_text()}"

    def requirement(self, model: Any, prefix: str) -> tuple[str, str]:
        """Return the member, and the sentence."""
        path = prefix + _wire_path(model, self.member)
        return path, f"{path} {self.requirement_verb}{self._values_text()}"

    def _values_text(self) -> str:
        return ""

    def _value(self, model: Any) -> Any:
        *parents, last = self.member.split(".")
        for attribute in parents:
            model = getattr(model, attribute, UNSET)
        return getattr(model, last, UNSET)


class Given(_MemberPredicate):
    """The member is given."""

    condition_verb = "is given"
    requirement_verb = "must be given"

    def holds(self, model: Any) -> bool:
        """Whether the member is given, or its parent is left out."""
        return not _has_parent(model, self.member) or self._value(model) is not UNSET


class Absent(_MemberPredicate):
    """The member is left out."""

    condition_verb = "is left out"
    requirement_verb = "must be left out"

    def holds(self, model: Any) -> bool:
        """Whether the member is left out."""
        return self._value(model) is UNSET


class _ValuePredicate(_MemberPredicate):
    def __init__(self, member: str, *values: Any) -> None:
        super().__init__(member)
        self.values = values

    def _is_listed(self, value: Any) -> bool:
        plain = value.value if isinstance(value, Enum) else value
        return any(plain == listed and isinstance(plain, bool) == isinstance(listed, bool) for listed in self.values)

    def _values_text(self) -> str:
        *texts, last = [
            str(value).lower() if isinstance(value, bool) or value is None else str(value) for value in self.values
        ]
        return f" {', '.join(texts)} or {last}" if texts else f" {last}"


class Is(_ValuePredicate):
    """The member, if it is given, has one of these values."""

    condition_verb = "is"
    requirement_verb = "must be"

    def holds(self, model: Any) -> bool:
        """Whether the member has one of the values, or is left out."""
        value = self._value(model)
        return value is UNSET or self._is_listed(value)


class Has(_ValuePredicate):
    """The member, if it is given, is a list that contains one of these values."""

    condition_verb = "contains"
    requirement_verb = "must contain"

    def holds(self, model: Any) -> bool:
        """Whether the member contains one of the values, or is left out."""
        value = self._value(model)
        return not is_list(value) or any(map(self._is_listed, value))


class _CountPredicate(Predicate):
    condition_text: ClassVar[str]
    requirement_text: ClassVar[str]

    def __init__(self, *sets: str | tuple[str, ...]) -> None:
        self.sets = tuple((names,) if isinstance(names, str) else names for names in sets)
        """Sets of members; those of one set belong together."""

    def holds(self, model: Any) -> bool:
        """Whether an allowed number of the sets is given, or their parent is left out."""
        if not _has_parent(model, self.sets[0][0]):
            return True
        return self._is_allowed(sum(all(Given(member).holds(model) for member in members) for members in self.sets))

    def _is_allowed(self, count: int) -> bool:
        """Whether this many of the sets may be given."""
        raise NotImplementedError

    def condition(self, model: Any) -> str:
        """Return the sentence."""
        return self.condition_text.format(self._names(model, ""))

    def requirement(self, model: Any, prefix: str) -> tuple[str, str]:
        """Return the first member, and the sentence."""
        first = prefix + _wire_path(model, self.sets[0][0])
        return first, self.requirement_text.format(self._names(model, prefix))

    def _names(self, model: Any, prefix: str) -> str:
        return ", ".join(" with ".join(prefix + _wire_path(model, name) for name in names) for names in self.sets)


class ExactlyOne(_CountPredicate):
    """Exactly one of these is given."""

    condition_text = "exactly one of {} is given"
    requirement_text = "exactly one of {} must be given"

    def _is_allowed(self, count: int) -> bool:
        return count == 1


class AtLeastOne(_CountPredicate):
    """At least one of these is given."""

    condition_text = "at least one of {} is given"
    requirement_text = "at least one of {} must be given"

    def _is_allowed(self, count: int) -> bool:
        return count > 0


class NotTogether(_CountPredicate):
    """At least one of these is left out."""

    condition_text = "{} are not given together"
    requirement_text = "{} must not be given together"

    def _is_allowed(self, count: int) -> bool:
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

    def check(self, model: Any, prefix: str) -> None:
        """Raise InvalidRequest, naming the members, if a model breaks the rule."""
        if not self.applies(model):
            return
        for predicate in self.then:
            if not predicate.holds(model):
                field, sentence = predicate.requirement(model, prefix)
                raise InvalidRequest(f"{sentence}{self._condition(model)}", field=field)

    def _condition(self, model: Any) -> str:
        if self.unless:
            return f" unless {_conjunction(self.unless, model)}"
        return f" when {_conjunction(self.when, model)}" if self.when else ""


def check_rules(model: Any, prefix: str = "") -> None:
    """Raise InvalidRequest for the first rule of a model that it breaks. `prefix` is put before the names of members."""
    for rule in model.rules:
        rule.check(model, prefix)


def _conjunction(predicates: tuple[Predicate, ...], model: Any) -> str:
    return " and ".join(dict.fromkeys(_conditions(predicates, model)))


def _conditions(predicates: tuple[Predicate, ...], model: Any) -> Iterator[str]:
    """Yield each predicate as a condition, except `a is given` where the value of `a` is stated too."""
    with_value = {predicate.member for predicate in predicates if isinstance(predicate, _ValuePredicate)}
    for predicate in predicates:
        if not (isinstance(predicate, Given) and predicate.member in with_value):
            yield predicate.condition(model)


def _has_parent(model: Any, member: str) -> bool:
    """Whether the object that would contain a member is set."""
    for attribute in member.split(".")[:-1]:
        model = getattr(model, attribute, UNSET)
    return model is not UNSET and model is not None


def _wire_path(model: Any, member: str) -> str:
    """Return the path of a member with the names on the wire; in a request, its keyword."""
    names: list[str] = []
    for attribute in member.split("."):
        fields: tuple[str, ...] = getattr(model, "__struct_fields__", ())
        names.append(model.__struct_encode_fields__[fields.index(attribute)] if attribute in fields else attribute)
        model = getattr(model, attribute, UNSET)
    return ".".join(names)
