"""Serialise parameters: path templates, query strings and header fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from wxbrand_runtime.errors import InvalidRequest
from wxbrand_runtime.models import UNSET, Request
from wxbrand_runtime.models.codec import as_text
from wxbrand_runtime.type_guards import is_list

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class UnsafePathValue(ValueError):
    """A path parameter whose value would address another resource. Its only argument is the placeholder's name."""


def request_target(request: Request[Any]) -> str:
    """Return path and query of a request, percent-encoded. Raise InvalidRequest for an unsafe path parameter."""
    operation = request.operation
    values = {operation.wire(attribute): as_text(getattr(request, attribute)) for attribute in operation.in_path}
    try:
        path = expand_path(operation.path, values)
    except UnsafePathValue as error:
        unsafe = next(attribute for attribute in operation.in_path if operation.wire(attribute) == str(error))
        raise InvalidRequest(
            f"{unsafe} is part of the path and must not be empty, '.' or '..': another resource would be addressed",
            field=unsafe,
        ) from None
    query = query_string(_query_pairs(request)) if operation.in_query else ""
    return f"{path}?{query}" if query else path


def _query_pairs(request: Request[Any]) -> Iterator[tuple[str, Iterable[str]]]:
    for attribute in request.operation.in_query:
        value, wire = getattr(request, attribute), request.operation.wire(attribute)
        if value is UNSET:
            continue
        texts = [as_text(item) for item in items_of(value)]
        if attribute in request.operation.joined:
            yield wire, texts
        else:
            yield from ((wire, (text,)) for text in texts)


def header_fields(request: Request[Any]) -> tuple[tuple[str, str], ...]:
    """Return the header parameters of a request. Raise InvalidRequest for a value that a header field cannot carry."""
    fields: list[tuple[str, str]] = []
    for attribute in request.operation.in_header:
        value = getattr(request, attribute)
        if value is UNSET:
            continue
        text = as_text(value)
        if not (text.isascii() and text.isprintable()) or text != text.strip():
            raise InvalidRequest(
                f"{attribute} is a header field and must be printable ASCII without outer spaces", field=attribute
            )
        fields.append((request.operation.wire(attribute), text))
    return tuple(fields)


def items_of(value: Any) -> list[Any] | tuple[Any, ...]:
    """Return the items of a list, or any other value as the only item."""
    return value if is_list(value) else (value,)


def percent_encode(text: str) -> str:
    """Percent-encode UTF-8 bytes (RFC 3986, section 2), all but letters, digits and `-._~`, with upper-case hexadecimal."""
    return quote(text, safe="")


def expand_path(template: str, values: Mapping[str, str]) -> str:
    """Replace the `{name}` placeholders of a path template with percent-encoded values.

    Raises UnsafePathValue for an empty value, `.` and `..`, which clients and proxies resolve (RFC 3986, section 5.2.4).
    """

    def replacement(match: re.Match[str]) -> str:
        value = values[match[1]]
        if value in {"", ".", ".."}:
            raise UnsafePathValue(match[1])
        return percent_encode(value)

    return _PLACEHOLDER.sub(replacement, template)


def query_string(pairs: Iterable[tuple[str, Iterable[str]]]) -> str:
    """Join names and values, percent-encoded, in the order given. Empty if there are no pairs.

    Several values of one name are separated by commas, which are not encoded (RFC 6570, section 3.2.8).
    """
    return "&".join(f"{percent_encode(name)}={','.join(map(percent_encode, values))}" for name, values in pairs)
