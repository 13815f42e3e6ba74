"""Serialise path and query parameters: percent-encoding, path templates, query strings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

_TEMPLATE_NAME = re.compile(r"\{([^{}]*)\}")


class UnsafePathValue(ValueError):
    """A value that, put into a path, would address another resource."""


def percent_encode(text: str) -> str:
    """Percent-encode UTF-8 bytes once (RFC 3986, section 2): all but letters, digits and `-._~`, upper-case hexadecimal."""
    return quote(text, safe="")


def expand_path(template: str, values: Mapping[str, str]) -> str:
    """Put percent-encoded values into `{name}` places.

    Raises UnsafePathValue for an empty value, `.` and `..`, which clients and proxies resolve away (RFC 3986, section 5.2.4).
    """

    def encoded(match: re.Match[str]) -> str:
        value = values[match[1]]
        if value in {"", ".", ".."}:
            raise UnsafePathValue(match[1])
        return percent_encode(value)

    return _TEMPLATE_NAME.sub(encoded, template)


def query_string(pairs: Iterable[tuple[str, Iterable[str]]]) -> str:
    """Join names and values, each percent-encoded, in the order given; empty without pairs.

    Several values of one name are parted by commas, which stay as they are (RFC 6570, section 3.2.8).
    """
    return "&".join(f"{percent_encode(name)}={','.join(map(percent_encode, values))}" for name, values in pairs)
