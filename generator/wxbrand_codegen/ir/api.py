"""The API that a spec describes. Begin reading here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wxbrand_codegen.ir.documentation import UnprovenFact
from wxbrand_codegen.ir.models import Model, Record, Union
from wxbrand_codegen.ir.names import Name
from wxbrand_codegen.ir.operations import Notification, Operation
from wxbrand_codegen.ir.types import Type, referenced_names
from wxbrand_codegen.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """The operations and notifications of one tag; an attribute of the clients."""

    name: Name
    title: str
    operations: tuple[Operation, ...]
    notifications: tuple[Notification, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """An operation or notification that was not generated (`--skip-unsupported`)."""

    key: str
    """Method and path, or webhook."""

    problem: Problem
    """The first problem that keeps it from being generated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """A whole spec."""

    title: str
    version: str
    text: str
    servers: tuple[str, ...]
    areas: tuple[Area, ...]
    models: Mapping[str, Model]
    """By class name, in the order of the spec."""

    skipped: tuple[Skipped, ...] = ()
    """Unsupported operations and notifications."""

    ignored_rules: tuple[str, ...] = ()
    """Sentences about rules of schemas that are not enforced."""

    unproven: tuple[UnprovenFact, ...] = ()
    """All unproven facts of the spec."""

    @property
    def notifications(self) -> tuple[Notification, ...]:
        """The notifications of all areas."""
        return tuple(notification for area in self.areas for notification in area.notifications)


def types_of(part: Operation | Notification) -> tuple[Type | None, ...]:
    """Return the types of an operation's parameters and responses, or of a notification's resource."""
    if isinstance(part, Notification):
        return (part.resource,)
    return (*(p.field.type for p in part.parameters), *(response.type for response in part.responses))


def reachable_models(parts: Iterable[Operation | Notification], models: Mapping[str, Model]) -> dict[str, None]:
    """Return the names of the models that operations and notifications refer to, directly or through other models."""
    waiting = [name for part in parts for type_ in types_of(part) for name in referenced_names(type_)]
    found: dict[str, None] = {}
    while waiting:
        name = waiting.pop()
        model = models.get(name)
        if name in found or model is None:
            continue
        found[name] = None
        if isinstance(model, Record):
            waiting.extend(inner for field in model.fields for inner in referenced_names(field.type))
        elif isinstance(model, Union):
            waiting.extend(inner for variant in model.variants for inner in referenced_names(variant))
    return found
