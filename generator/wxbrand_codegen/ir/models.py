"""Models: records, enums and unions, which become classes; their documentation and the rules on their members."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from wxbrand_codegen.ir.names import Name
from wxbrand_codegen.ir.types import Constant, Type
from wxbrand_codegen.problems import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class UnprovenFact:
    """A fact that no dated documentation page proves, or on which sources disagree (`x-wxbrand-unproven`)."""

    fact: str
    """A keyword such as `maxLength` or `required`, or `path`, `rate-limit`, `fields` ..."""

    says: Any
    """What the sources say where the spec does not follow them; None if they say nothing else."""

    sources: tuple[str, ...]
    note: str
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Doc:
    """Documentation of a model or a field."""

    title: str = ""
    text: str = ""
    unit: str = ""
    """`characters`, `fen`, `seconds` ...; empty if the spec states none."""

    lifetime: int | None = None
    """Seconds for which the value is valid."""

    default: Any = None
    """Value that the server assumes when the field is left out."""

    deprecated: bool = False
    unproven: tuple[UnprovenFact, ...] = ()


Direction = Literal["request", "response"]
"""The way that a value goes. A notification goes the way of a response: WeChat Pay sends it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One property of a record, or the value of one parameter."""

    name: Name
    wire: str
    """Spelling in JSON, path, query or header."""

    type: Type
    required: bool
    only_in: Direction | None = None
    """The only direction in which it is sent: `response` if it is `readOnly`, `request` if `writeOnly`; None for both."""

    doc: Doc
    example: Any = None
    """Valid JSON example from the spec; None if there is none."""

    mark: Mark

    @property
    def fills_in(self) -> bool:
        """Whether it need not be given although it is required, because it has one value only."""
        return self.required and isinstance(self.type, Constant) and not self.type.is_structure

    @property
    def must_be_given(self) -> bool:
        """Whether the caller must give it."""
        return self.required and not self.fills_in


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
    def members(self) -> tuple[Path, ...]:
        """The members that it names."""
        return tuple((*self.path, name) for names in self.alternatives for name in names) or (self.path,)

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

    @property
    def members(self) -> tuple[Path, ...]:
        """The members that the rule names."""
        return tuple(path for condition in self.conditions for path in condition.members)


@dataclass(frozen=True, slots=True)
class Members:
    """The members of one object and the rules on them."""

    fields: tuple[Field, ...]
    rules: tuple[Rule, ...] = ()

    def field(self, wire: str) -> Field | None:
        """Return a member by its name on the wire."""
        return next((field for field in self.fields if field.wire == wire), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Members):
    """An object with named properties."""

    name: Name
    received_as: Name | None = None
    """For a record of requests: the record that is received instead, with other members (`readOnly`, `writeOnly`)."""

    closed: bool = False
    """Whether the spec allows no members but these (`additionalProperties: false`)."""

    doc: Doc
    mark: Mark

    def is_unproven(self, field: Field) -> bool:
        """Whether a member is required although the spec records that it may be missing, or may be of another form.

        Recorded at the member: its `required`, `type`, `format` or `name`. At the object: `required`, without what sources say
        instead, which are further members. Facts about limits say nothing of this.
        """
        return field.required and (
            any(entry.fact in {"required", "type", "format", "name"} for entry in field.doc.unproven)
            or any(entry.fact == "required" and entry.says is None for entry in self.doc.unproven)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumMember:
    """One known value of an enum."""

    name: str
    value: str | int
    meaning: str
    deprecated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Enum:
    """A string or an integer whose known values are listed."""

    name: Name
    doc: Doc
    members: tuple[EnumMember, ...]
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Union:
    """A value of one of several types (`oneOf`, `anyOf`)."""

    name: Name
    doc: Doc
    variants: tuple[Type, ...]
    discriminator: str = ""
    """Property that tells the variant; empty if there is none."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    """Value of the discriminator -> class name of the variant."""

    mark: Mark


Model = Record | Enum | Union

Models = Mapping[str, Model | None]
"""Models by class name; None for a model that is still being built, because it refers to itself."""
