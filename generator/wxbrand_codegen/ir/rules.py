"""Rules on the members of an object, such as "available_days and irregular_period exclude each other"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from wxbrand_codegen.problems import Mark

Path = tuple[str, ...]
"""Names of members on the wire, the outermost first."""

ConditionKind = Literal["present", "absent", "equals", "contains", "exactly_one", "at_least_one", "not_all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition on members of an object. It holds where the object that would contain the member is absent."""

    kind: ConditionKind
    path: Path = ()
    """The member; for the last three kinds, the object whose members `alternatives` names."""

    values: tuple[Any, ...] = ()
    """For `equals`: the values that the member may have if present. For `contains`: the list has at least one of them."""

    alternatives: tuple[Path, ...] = ()
    """For the last three kinds: sets of members; one alternative is all members of a set."""

    @property
    def compares_values(self) -> bool:
        """Whether it is about the values of members, not about their presence."""
        return self.kind in {"equals", "contains"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Conditions that the members of an object must meet, always or only in some cases."""

    when: tuple[Condition, ...] = ()
    """The rule applies if all hold; always if there are none."""

    unless: bool = False
    """True if the rule applies when `when` does not hold."""

    then: tuple[Condition, ...]
    mark: Mark

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All conditions of the rule."""
        return (*self.when, *self.then)
