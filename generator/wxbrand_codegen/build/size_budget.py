"""Limit the size of the output. A short spec can ask for gigabytes: operations repeat the schemas that they share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from wxbrand_codegen.document.nodes import MappingNode, ScalarNode, SequenceNode
from wxbrand_codegen.ir.api import Area, reachable_models
from wxbrand_codegen.ir.models import Model
from wxbrand_codegen.ir.operations import Notification, Operation
from wxbrand_codegen.problems import Mark, Problem, ProblemsFound

MAX_CHARACTERS = 4_000_000
"""Approximate number of characters for operations, areas and examples; our own spec needs a tenth of it."""

_CHARACTERS_PER_BYTE = 2
"""Additional characters for each byte of the spec: a long spec may ask for more than a short one."""


class SizeBudget:
    """Counts the characters to be written, and ends the run before they fill the memory."""

    def __init__(self, spec_bytes: int) -> None:
        self._limit = MAX_CHARACTERS + spec_bytes * _CHARACTERS_PER_BYTE
        self._count = 0
        self._model_sizes: dict[str, int] = {}

    def add(self, value: Any, mark: Mark) -> None:
        """Count an operation, or an example for tests and documentation. Raise ProblemsFound above the limit."""
        self._add(_size(value), mark)

    def add_area(self, area: Area, models: Mapping[str, Model]) -> None:
        """Count the models that the documentation of an area describes. Raise ProblemsFound above the limit."""
        parts: list[Operation | Notification] = [*area.operations, *area.notifications]
        self._add(sum(self._model_size(name, models) for name in reachable_models(parts, models)), parts[0].mark)

    def _model_size(self, name: str, models: Mapping[str, Model]) -> int:
        if name not in self._model_sizes:
            self._model_sizes[name] = _size(models[name])
        return self._model_sizes[name]

    def _add(self, size: int, mark: Mark) -> None:
        self._count += size
        if self._count > self._limit:
            message = (
                f"the output would exceed {self._limit} characters at this point, because each operation repeats the "
                "schemas that it shares with others; share less, or split the spec"
            )
            raise ProblemsFound([Problem(mark=mark, code="too-much", message=message)])


def _size(value: Any, indent: int = 4) -> int:
    """Estimate the characters of a value, one line for each part. Examples are counted once they are validated."""
    if value.__class__ is str:
        return len(value) + 4
    if names := _field_names(value.__class__):
        size = 4
        for name in names:
            part = getattr(value, name)
            if part is not None and part is not False and part != ():
                size += _size(part)
        return size
    match value:
        case str():
            return len(value) + 4
        case list() | tuple():
            return sum([indent + _size(item, indent + 4) for item in value])
        case Mark() | ScalarNode() | SequenceNode() | MappingNode():
            return 0
        case Mapping():
            return sum([indent + len(key) + _size(member, indent + 4) for key, member in value.items()])
        case _:
            return 4


@cache
def _field_names(kind: Any) -> tuple[str, ...]:
    """Return the names of the fields that count."""
    if kind in {Mark, ScalarNode, SequenceNode, MappingNode} or not is_dataclass(kind):
        return ()
    return tuple(field.name for field in fields(kind) if field.type != "Mark")
