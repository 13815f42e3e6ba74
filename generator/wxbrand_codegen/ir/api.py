"""The API that a spec describes. Begin reading here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wxbrand_codegen.ir.models import Model, Record, Union, UnprovenFact
from wxbrand_codegen.ir.names import Name
from wxbrand_codegen.ir.operations import Notification, Operation
from wxbrand_codegen.ir.schemes import Scheme
from wxbrand_codegen.ir.types import Ref, Type, innermost
from wxbrand_codegen.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """The operations and notifications of one tag; an attribute of the clients."""

    name: Name
    module: str
    """Name of its files: small ASCII letters, digits and underscores."""

    title: str
    operations: tuple[Operation, ...]
    notifications: tuple[Notification, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """An operation or notification that cannot be generated, and is left out."""

    key: str
    """Method and path, or webhook."""

    problem: Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """A whole spec."""

    title: str
    version: str
    text: str
    scheme: Scheme
    """How requests are signed; the clients are called after it."""

    servers: tuple[str, ...]
    """The default base URL and its backups; none if clients must be given a base URL."""

    areas: tuple[Area, ...]
    models: Mapping[str, Model]
    """By class name, in the order of the spec."""

    skipped: tuple[Skipped, ...] = ()
    ignored_rules: tuple[str, ...] = ()
    """Sentences about rules of schemas that are not enforced."""

    unproven: tuple[UnprovenFact, ...] = ()

    @property
    def operations(self) -> tuple[Operation, ...]:
        """The operations of all areas."""
        return tuple(operation for area in self.areas for operation in area.operations)

    @property
    def parts(self) -> dict[str, Operation | Notification]:
        """All operations and notifications by their keys."""
        parts: tuple[Operation | Notification, ...] = (*self.notifications, *self.operations)
        return {part.key: part for part in parts}

    @property
    def notifications(self) -> tuple[Notification, ...]:
        """The notifications of all areas."""
        return tuple(notification for area in self.areas for notification in area.notifications)


def reachable_models(parts: Iterable[Operation | Notification], models: Mapping[str, Model]) -> dict[str, None]:
    """Return the names of the models that operations and notifications refer to, directly or through other models."""
    return _reachable([type_ for part in parts for type_ in _types_of(part)], models)


def models_in_requests(api: Api) -> dict[str, None]:
    """Return the names of the models that the requests of an API contain."""
    types = [parameter.field.type for operation in api.operations for parameter in operation.parameters]
    return _reachable(types, api.models)


def models_received(api: Api) -> dict[str, None]:
    """Return the names of the models that the responses and notifications of an API contain."""
    responses = (r.type for operation in api.operations for r in operation.responses if r.type)
    return _reachable([*responses, *(notification.resource for notification in api.notifications)], api.models)


def _reachable(waiting: list[Type], models: Mapping[str, Model]) -> dict[str, None]:
    found: dict[str, None] = {}
    while waiting:
        type_ = innermost(waiting.pop())
        if not isinstance(type_, Ref) or type_.name in found or type_.name not in models:
            continue
        found[type_.name] = None
        model = models[type_.name]
        if isinstance(model, Record):
            waiting.extend(field.type for field in model.fields)
        elif isinstance(model, Union):
            waiting.extend(model.variants)
    return found


def _types_of(part: Operation | Notification) -> list[Type]:
    if isinstance(part, Notification):
        return [part.resource]
    return [p.field.type for p in part.parameters] + [r.type for r in part.responses if r.type]


def summary(api: Api) -> str:
    """Return the numbers of operations, areas, notifications, unproven facts and operations left out, as text."""
    operations = sum(len(area.operations) for area in api.areas)
    parts = [f"{counted(operations, 'operation')} in {counted(len(api.areas), 'area')}"]
    if api.notifications:
        parts.append(counted(len(api.notifications), "notification"))
    if api.unproven:
        parts.append(counted(len(api.unproven), "unproven fact"))
    if api.skipped:
        parts.append(f"{len(api.skipped)} left out")
    return ", ".join(parts)


def counted(number: int, noun: str) -> str:
    """Return a number and its noun, in the plural if needed: `3 operations`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
