"""Where the attributes of a request model go: into the path, the query, a header field or the body."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from msgspec import Struct

from wxbrand_runtime.models import Request
from wxbrand_runtime.type_guards import is_list

Attributes = tuple[tuple[str, str], ...]
"""Pairs of an attribute and its name on the wire."""


class Locations(Struct, frozen=True, kw_only=True):
    """The attributes of a request model by their location."""

    path: Attributes
    query: Attributes
    header: Attributes
    body: Attributes


@cache
def locations_of(model: type[Request[Any]]) -> Locations:
    """Return the locations of a model's attributes."""
    operation = model.operation
    parameters = {*operation.in_path, *operation.in_query, *operation.in_header}

    def with_names(attributes: Iterable[str]) -> Attributes:
        return tuple((attribute, operation.wire(attribute)) for attribute in attributes)

    return Locations(
        path=with_names(operation.in_path),
        query=with_names(operation.in_query),
        header=with_names(operation.in_header),
        body=with_names(attribute for attribute in model.__struct_fields__ if attribute not in parameters),
    )


def items_of(value: Any) -> list[Any] | tuple[Any, ...]:
    """Return the items of a list, or any other value as the only item."""
    return value if is_list(value) else (value,)
