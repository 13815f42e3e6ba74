"""Rules on members together: what must be given, left out or of a certain value, always or under a condition.

A member is named by its attribute, or by attributes with dots between for one further in. Where what would hold it is left
out, nothing is asked of it, as in JSON Schema. Requests are held against rules; answers never are.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any, ClassVar

from msgspec import UNSET, Struct

from wxbrand_runtime.errors import InvalidRequest
from wxbrand_runtime.type_guards import is_list

__all__ = [
    "Absent", "AtLeastOne", "ExactlyOne", "Fact", "Given", "Has", "Is", "NotTogether", "Rule", "keep_rules",
]  # fmt: skip


class Fact:
    """Something that is so, or not, of a request or a part of it."""

    def is_so(self, model: Any) -> bool:
        """Whether it is so of a model."""
        raise NotImplementedError

    def said(self, model: Any) -> str:
        """Say it of a model, members spelled as on the wire."""
        raise NotImplementedError

    def wanted(self, model: Any, place: str) -> tuple[str, str]:
        """Give the member that must change for it to be so, and the sentence that says how."""
        raise NotImplementedError


class _OfMember(Fact):
    def __init__(self, member: str) -> None:
        self.member = member
        """Attribute, or attributes with dots between."""

    def _value(self, model: Any) -> tuple[bool, Any]:
        """Give whether the member could stand anywhere, and its value or UNSET."""
        *holders, last = self.member.split(".")
        for attribute in holders:
            model = getattr(model, attribute, UNSET)
            if model is UNSET or model is None:
                return False, UNSET
        return True, getattr(model, last, UNSET)

    def _name(self, model: Any) -> str:
        return spelled(model, self.member)


class Given(_OfMember):
    """The member is there."""

    def is_so(self, model: Any) -> bool:
        """Look at the model."""
        can_stand, value = self._value(model)
        return not can_stand or value is not UNSET

    def said(self, model: Any) -> str:
        """Say it as a condition."""
        return f"{self._name(model)} is given"

    def wanted(self, model: Any, place: str) -> tuple[str, str]:
        """Say it as a demand."""
        return place + self._name(model), "must be given"


class Absent(_OfMember):
    """The member is left out."""

    def is_so(self, model: Any) -> bool:
        """Look at the model."""
        return self._value(model)[1] is UNSET

    def said(self, model: Any) -> str:
        """Say it as a condition."""
        return f"{self._name(model)} is left out"

    def wanted(self, model: Any, place: str) -> tuple[str, str]:
        """Say it as a demand."""
        return place + self._name(model), "must be left out"


class _OfValues(_OfMember):
    def __init__(self, member: str, *values: Any) -> None:
        super().__init__(member)
        self.values = values

    def _fits(self, value: Any) -> bool:
        plain = value.value if isinstance(value, Enum) else value
        return any(plain == known and isinstance(plain, bool) == isinstance(known, bool) for known in self.values)

    def _choices(self) -> str:
        return _either([_shown(value) for value in self.values])


class Is(_OfValues):
    """The member, if it is there, has one of these values."""

    def is_so(self, model: Any) -> bool:
        """Look at the model."""
        value = self._value(model)[1]
        return value is UNSET or self._fits(value)

    def said(self, model: Any) -> str:
        """Say it as a condition."""
        return f"{self._name(model)} is {self._choices()}"

    def wanted(self, model: Any, place: str) -> tuple[str, str]:
        """Say it as a demand."""
        return place + self._name(model), f"must be {self._choices()}"


class Has(_OfValues):
    """The member, if it is there, is a list that holds one of these values."""

    def is_so(self, model: Any) -> bool:
        """Look at the model."""
        value = self._value(model)[1]
        return not is_list(value) or any(map(self._fits, value))

    def said(self, model: Any) -> str:
        """Say it as a condition."""
        return f"{self._name(model)} holds {self._choices()}"

    def wanted(self, model: Any, place: str) -> tuple[str, str]:
        """Say it as a demand."""
        return place + self._name(model), f"must hold {self._choices()}"


class _OfSets(Fact):
    rule: ClassVar[str]

    def __init__(self, *sets: str | tuple[str, ...]) -> None:
        self.sets = sets
        """Each a member, or members that belong together."""

    def is_so(self, model: Any) -> bool:
        """Look at the model."""
        facts = [[Given(member) for member in _members(names)] for names in self.sets]
        if not facts[0][0]._value(model)[0]:
            return True
        return self._is_right(sum(all(fact.is_so(model) for fact in names) for names in facts))

    def _is_right(self, given: int) -> bool:
        raise NotImplementedError

    def said(self, model: Any) -> str:
        """Say it as a condition."""
        return f"{self._listed(model)}: {self.rule}"

    def wanted(self, model: Any, place: str) -> tuple[str, str]:
        """Say it as a demand."""
        first = place + spelled(model, _members(self.sets[0])[0])
        return first, f"stands in the rule on {self._listed(model)}: {self.rule}"

    def _listed(self, model: Any) -> str:
        return ", ".join(" with ".join(spelled(model, name) for name in _members(names)) for names in self.sets)


class ExactlyOne(_OfSets):
    """One of these is given, and no other."""

    rule = "exactly one of them must be given"

    def _is_right(self, given: int) -> bool:
        return given == 1


class AtLeastOne(_OfSets):
    """One of these is given, or several."""

    rule = "at least one of them must be given"

    def _is_right(self, given: int) -> bool:
        return given > 0


class NotTogether(_OfSets):
    """Not all of these are given."""

    rule = "they must not be given together"

    def _is_right(self, given: int) -> bool:
        return given < len(self.sets)


class Rule(Struct, frozen=True, kw_only=True):
    """What must be so, always or under a condition."""

    when: tuple[Fact, ...] = ()
    """The rule counts if all of these are so."""

    unless: tuple[Fact, ...] = ()
    """The rule counts if not all of these are so."""

    then: tuple[Fact, ...]

    def counts(self, model: Any) -> bool:
        """Whether the condition is met."""
        if self.unless and all(fact.is_so(model) for fact in self.unless):
            return False
        return all(fact.is_so(model) for fact in self.when)

    def _condition(self, model: Any) -> str:
        if self.unless:
            return f" unless {_said(self.unless, model)}"
        return f" when {_said(self.when, model)}" if self.when else ""

    def keep(self, model: Any, place: str) -> None:
        """Raise InvalidRequest, naming the members, if a model breaks the rule."""
        if not self.counts(model):
            return
        for fact in self.then:
            if not fact.is_so(model):
                field, sentence = fact.wanted(model, place)
                raise InvalidRequest(f"{field} {sentence}{self._condition(model)}", field=field)


def keep_rules(model: Any, place: str = "") -> None:
    """Raise InvalidRequest for the first of a model's rules that it breaks; `place` stands before the members' names."""
    for rule in model.rules:
        rule.keep(model, place)


def spelled(model: Any, member: str) -> str:
    """Write a member as on the wire, or, in a request, as its keyword."""
    names: list[str] = []
    for attribute in member.split("."):
        names.append(_wire(model, attribute))
        model = getattr(model, attribute, UNSET)
    return ".".join(names)


def _wire(model: Any, attribute: str) -> str:
    fields: tuple[str, ...] = getattr(model, "__struct_fields__", ())
    return model.__struct_encode_fields__[fields.index(attribute)] if attribute in fields else attribute


def _said(facts: tuple[Fact, ...], model: Any) -> str:
    return " and ".join(dict.fromkeys(_telling(facts, model)))


def _telling(facts: tuple[Fact, ...], model: Any) -> Iterator[str]:
    """Say each fact, but not that a member is given whose value is said too."""
    valued = {fact.member for fact in facts if isinstance(fact, _OfValues)}
    for fact in facts:
        if not (isinstance(fact, Given) and fact.member in valued):
            yield fact.said(model)


def _members(names: str | tuple[str, ...]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else names


def _either(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) or value is None else str(value)
