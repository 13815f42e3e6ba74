"""Part of build: how much a spec asks to be written. A short one can ask for gigabytes, by sharing much between many operations."""

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

MOST = 4_000_000
"""Characters, about, of all that is written for operations, for areas and as examples; our own spec has a tenth."""

_PER_BYTE = 2
"""Characters more for each byte of the spec: a long one may ask for more than a short one."""


class Volume:
    """Counts what is asked for, and ends the run where that is too much, since it would fill the memory before it is written."""

    def __init__(self, size: int) -> None:
        self._most = MOST + size * _PER_BYTE
        self._counted = 0

    def add(self, written: Any, mark: Mark) -> None:
        """Count an operation, or a value that tests and documentation show. Raises ProblemsFound."""
        self._add(_size(written), mark)

    def area(self, group: Area, models: Mapping[str, Model]) -> None:
        """Count the models that an area's documentation describes. Raises ProblemsFound."""
        parts: list[Operation | Notification] = [*group.operations, *group.notifications]
        self._add(sum(_size(models[name]) for name in reachable_models(parts, models)), parts[0].mark)

    def _add(self, size: int, mark: Mark) -> None:
        self._counted += size
        if self._counted > self._most:
            message = (
                f"up to here over {self._most} characters would be written, since what operations share is written for each; "
                "share less, or split the spec"
            )
            raise ProblemsFound([Problem(mark=mark, code="too-much", message=message)])


def _size(value: Any, indent: int = 4) -> int:
    """Give about how many characters a value takes, a line for each part; examples that are not judged yet count later."""
    match value:
        case str():
            return len(value) + 4
        case list() | tuple():
            return sum(indent + _size(item, indent + 4) for item in value)
        case Mark() | ScalarNode() | SequenceNode() | MappingNode():
            return 0
        case Mapping():
            return sum(indent + len(key) + _size(member, indent + 4) for key, member in value.items())
        case _ if names := _fields_of(value.__class__):
            parts = (getattr(value, name) for name in names)
            return 4 + sum(_size(part) for part in parts if part is not None and part is not False)
        case _:
            return 4


@cache
def _fields_of(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
