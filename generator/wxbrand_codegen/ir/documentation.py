"""Documentation of a part of the API, and the facts in it that no source proves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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
