"""Which operation a request is of: the generated request classes that this process has imported know it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any
from urllib.parse import unquote

from wxbrand_runtime.models import Operation, Request

Model = type[Request[Any]]

_PLACE = re.compile(r"\{([^{}]*)\}")


def model_of(method: str, target: str, scripted: Collection[Model]) -> Model | None:
    """Find the request class of a request; None if there is none.

    A path without places for values goes before one with them; of two packages with the same operation, the one whose
    classes were `scripted`.
    """
    path = target.partition("?")[0]
    fitting = [
        model
        for model in _models(Request)
        if model.operation.method == method and _pattern(model.operation.path).fullmatch(path)
    ]
    return min(fitting, key=lambda model: (_places(model.operation.path), model not in scripted), default=None)


def path_values(operation: Operation, target: str) -> dict[str, str]:
    """Give the values in a path, decoded, by the names of the template."""
    found = _pattern(operation.path).fullmatch(target.partition("?")[0])
    names = _PLACE.findall(operation.path)
    return dict(zip(names, map(unquote, found.groups()), strict=True)) if found else {}


def _models(base: Any) -> Iterator[Model]:
    for model in base.__subclasses__():
        if isinstance(getattr(model, "operation", None), Operation):
            yield model
        yield from _models(model)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    texts = _PLACE.split(template)[::2]
    return re.compile("([^/]+)".join(map(re.escape, texts)))


@cache
def _places(template: str) -> tuple[bool, ...]:
    return tuple("{" in segment for segment in template.split("/"))
