"""Models: records, enums and unions, which become classes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wxbrand_codegen.ir.documentation import Doc
from wxbrand_codegen.ir.names import Name
from wxbrand_codegen.ir.rules import Rule
from wxbrand_codegen.ir.types import Type
from wxbrand_codegen.problems import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One property of a record, or the value of one parameter."""

    name: Name
    wire: str
    """Spelling in JSON, path, query or header."""

    type: Type
    required: bool
    doc: Doc
    example: Any = None
    """Valid JSON example from the spec; None if there is none."""

    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An object with named properties."""

    name: Name
    doc: Doc
    fields: tuple[Field, ...]
    rules: tuple[Rule, ...] = ()
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumMember:
    """One known value of an enum."""

    name: str
    value: str | int
    meaning: str


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
