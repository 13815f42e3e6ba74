"""Change values inside a request, for tests of limits and rules."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from wxbrand_runtime.models import Request, original_text
from wxbrand_runtime.models.codec import convert

ABSENT: Any = object()
"""Value of a member that is to be removed."""

Edits = tuple[tuple[tuple[str, ...], Any], ...]
"""Path of a member, and its new value or ABSENT."""


def field_path(where: tuple[str, ...]) -> str:
    """Write a path of keys as errors do: `store_list[0].store_id`."""
    first, *rest = where
    return first + "".join(f"[{step}]" if step.isdecimal() else f".{step}" for step in rest)


def with_edits(request: Request[Any], edits: Edits) -> Request[Any]:
    """Return the request with JSON values replaced or removed. The result is not validated."""
    content = msgspec.to_builtins(request, enc_hook=_encode_time)
    for where, value in edits:
        parent: Any = content
        for step in where[:-1]:
            parent = parent[int(step) if isinstance(parent, list) else step]
        last = int(where[-1]) if isinstance(parent, list) else where[-1]
        if value is ABSENT:
            del parent[last]
        else:
            parent[last] = value
    changed: Request[Any] = convert(content, type(request))
    return changed


def _encode_time(value: Any) -> str:
    if isinstance(value, datetime):
        return original_text(value)
    raise NotImplementedError
