"""Routing of requests: find the generated request class that a method and path belong to, among all that are imported."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any
from urllib.parse import unquote

from wxbrand_runtime.models import Operation, Request

RequestClass = type[Request[Any]]

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def find_request_class(method: str, target: str, preferred: Collection[RequestClass]) -> RequestClass | None:
    """Return the request class of a method and target; None if there is none.

    A path without placeholders takes precedence over one with them. If two packages have the same operation, a class that is
    `preferred` takes precedence.
    """
    path = target.partition("?")[0]
    matching = [
        class_
        for class_ in _subclasses(Request)
        if class_.operation.method == method and _pattern(class_.operation.path).fullmatch(path)
    ]
    return min(
        matching, key=lambda class_: (_specificity(class_.operation.path), class_ not in preferred), default=None
    )


def path_values(operation: Operation, target: str) -> dict[str, str]:
    """Return the decoded values of the placeholders in the path of a request, by name."""
    match = _pattern(operation.path).fullmatch(target.partition("?")[0])
    names = _PLACEHOLDER.findall(operation.path)
    return dict(zip(names, map(unquote, match.groups()), strict=True)) if match else {}


def _subclasses(base: Any) -> Iterator[RequestClass]:
    for class_ in base.__subclasses__():
        if isinstance(getattr(class_, "operation", None), Operation):
            yield class_
        yield from _subclasses(class_)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    texts = _PLACEHOLDER.split(template)[::2]
    return re.compile("([^/]+)".join(map(re.escape, texts)))


@cache
def _specificity(template: str) -> tuple[bool, ...]:
    """Return a sort key by which a literal segment comes before a placeholder."""
    return tuple("{" in segment for segment in template.split("/"))
