"""Serialise parameters: path templates, query strings and header fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from wxbrand_runtime.client.serialisation.styles import UnsendableValue, Words, expand, percent_encode, query_pairs
from wxbrand_runtime.errors import InvalidRequest
from wxbrand_runtime.models import UNSET, Request
from wxbrand_runtime.type_guards import is_list

PLAIN: Words = ("simple",)
"""The style of path and header parameters, unless the operation names another."""

EXPLODED: Words = ("form", "explode")
"""The style of query parameters, unless the operation names another."""

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class UnsafePathValue(ValueError):
    """A path parameter whose value would address another resource. Its only argument is the placeholder's name."""


def request_target(request: Request[Any]) -> str:
    """Return path and query of a request, percent-encoded. Raise InvalidRequest for what cannot be sent as it is meant."""
    operation = request.operation
    values: dict[str, str] = {}
    for attribute in operation.in_path:
        values[operation.wire(attribute)] = _expanded(request, attribute, percent_encode)
    try:
        path = expand_path(operation.path, values)
    except UnsafePathValue as error:
        unsafe = next(attribute for attribute in operation.in_path if operation.wire(attribute) == str(error))
        found = "empty" if not values[operation.wire(unsafe)] else "'.' or '..'"
        raise InvalidRequest(
            f"{unsafe} is {found}, and part of the path: another resource would be addressed", field=unsafe
        ) from None
    query = pairs_of(request, operation.in_query) if operation.in_query else ""
    return f"{path}?{query}" if query else path


def pairs_of(request: Request[Any], attributes: Iterable[str]) -> str:
    """Return the `name=value` pairs of attributes for a query or a form. Raise InvalidRequest."""
    operation = request.operation
    pairs: list[str] = []
    for attribute in attributes:
        if (value := getattr(request, attribute)) is not UNSET:
            try:
                pairs += query_pairs(operation.styles.get(attribute, EXPLODED), operation.wire(attribute), value)
            except UnsendableValue as error:
                raise InvalidRequest(f"{attribute} {error}", field=attribute) from None
    return "&".join(pairs)


def header_fields(request: Request[Any]) -> tuple[tuple[str, str], ...]:
    """Return the header parameters of a request. Raise InvalidRequest for a value that a header field cannot carry."""
    operation = request.operation
    fields: list[tuple[str, str]] = []
    for attribute in operation.in_header:
        if getattr(request, attribute) is UNSET:
            continue
        text = _expanded(request, attribute, str)
        if not (text.isascii() and text.isprintable()) or text != text.strip():
            raise InvalidRequest(
                f"{attribute} is a header field and must be printable ASCII without outer spaces", field=attribute
            )
        fields.append((operation.wire(attribute), text))
    return tuple(fields)


def _expanded(request: Request[Any], attribute: str, encode: Callable[[str], str]) -> str:
    operation = request.operation
    try:
        return expand(
            operation.styles.get(attribute, PLAIN), operation.wire(attribute), getattr(request, attribute), encode
        )
    except UnsendableValue as error:
        raise InvalidRequest(f"{attribute} {error}", field=attribute) from None


def items_of(value: Any) -> list[Any] | tuple[Any, ...]:
    """Return the items of a list, or any other value as the only item."""
    return value if is_list(value) else (value,)


def expand_path(template: str, values: Mapping[str, str]) -> str:
    """Replace the `{name}` placeholders of a path template with values that are percent-encoded already.

    Raises UnsafePathValue for an empty value, `.` and `..`, which clients and proxies resolve (RFC 3986, section 5.2.4).
    """

    def replacement(match: re.Match[str]) -> str:
        value = values[match[1]]
        if value in {"", ".", ".."}:
            raise UnsafePathValue(match[1])
        return value

    return _PLACEHOLDER.sub(replacement, template)
