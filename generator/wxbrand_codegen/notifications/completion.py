"""Events and their members for completion in a shell: from the classes of installed packages, which a spec would be too slow for."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Any

from wxbrand_runtime.models.annotations import model_fields
from wxbrand_runtime.models.records import is_model
from wxbrand_runtime.notifications.events import GenericNotification, known_events, notification_class

_DEPTH = 3


def events(beginning: str) -> list[tuple[str, str]]:
    """Return the event types that begin so and that installed packages declare, and the first line of the documentation of each."""
    names = [name for name in known_events() if name.startswith(beginning)]
    return [(name, (notification_class(name).__doc__ or "").partition("\n")[0]) for name in names]


def members(event: str) -> list[str]:
    """Return the members of an event's resource, as `--set` takes them; none if no installed package declares the event."""
    class_ = notification_class(event)
    return [] if class_ is GenericNotification else list(_paths(class_.event.resource, _DEPTH))


def _paths(type_: Any, depth: int) -> Iterator[str]:
    for _, wire, annotation in model_fields(type_):
        model, is_list = _model_in(annotation)
        path = f"{wire}[0]" if is_list else wire
        inner = list(_paths(model, depth - 1)) if model is not None and depth > 1 else []
        yield from (f"{path}.{each}" for each in inner) if inner else [path]


def _model_in(annotation: Any) -> tuple[Any, bool]:
    """Return the model that an annotation contains, if any, and whether it is in a list."""
    if is_model(annotation):
        return annotation, False
    is_list = typing.get_origin(annotation) is list
    for argument in typing.get_args(annotation):
        model, is_inner_list = _model_in(argument)
        if model is not None or is_inner_list:
            return model, is_list or is_inner_list
    return None, is_list
