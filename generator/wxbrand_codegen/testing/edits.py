"""Change values inside a request, for tests of limits and rules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from enum import Enum
from typing import Any

from wxbrand_runtime.models import Record, Request, original_text
from wxbrand_runtime.models.codec import plain_value
from wxbrand_runtime.models.conversion import convert

ABSENT: Any = object()
"""Value of a member that is to be removed."""

_BEIJING = timezone(timedelta(hours=8))

Edits = tuple[tuple[tuple[str, ...], Any], ...]
"""Path of a member, and its new value or ABSENT."""


def field_path(where: tuple[str, ...], request: Request[Any]) -> str:
    """Write a path of keys in a request as errors do: `store_list[0].store_id`."""
    first, *rest = where
    path, parent = first, as_builtins(request).get(first)
    for step in rest:
        if isinstance(parent, list):
            path, parent = f"{path}[{step}]", parent[int(step)]
        else:
            path, parent = f"{path}.{step}", parent.get(step) if isinstance(parent, dict) else None
    return path


def with_edits(request: Request[Any], edits: Edits) -> Request[Any]:
    """Return the request with JSON values replaced or removed. The result is not validated."""
    content = as_builtins(request)
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


def with_plain_values(value: Any, of_time: Callable[[datetime], datetime | str] = original_text) -> Any:
    """Return a request, or a value in one, made anew: with texts and numbers instead of members of enums and times."""
    match value:
        case Record() | Request():
            fields = {name: with_plain_values(getattr(value, name), of_time) for name in value.__struct_fields__}
            return type(value)(**fields)
        case Enum():
            return value.value
        case datetime():
            return of_time(value)
        case list():
            return [with_plain_values(item, of_time) for item in value]
        case dict():
            return {key: with_plain_values(member, of_time) for key, member in value.items()}
        case _:
            return value


def late_in_its_second(time: datetime) -> datetime:
    """Return a datetime of the same second in UTC, with a fraction: what `datetime.now(UTC)` returns."""
    return time.astimezone(UTC).replace(microsecond=999_999) if _is_within_years(time) else time


def as_documented(time: datetime) -> datetime | str:
    """Write a time as WeChat Pay documents it, `yyyy-MM-ddTHH:mm:ss+08:00`."""
    return time.astimezone(_BEIJING).isoformat(timespec="seconds") if _is_within_years(time) else time


def _is_within_years(time: datetime) -> bool:
    """Whether a time is in the years that datetime has in every time zone."""
    return 1 < time.year < 9999


def members_and_times(value: Any) -> list[Any]:
    """Return the members of enums and the times in a request, or in a value in one."""
    match value:
        case Record() | Request():
            return [found for name in value.__struct_fields__ for found in members_and_times(getattr(value, name))]
        case list():
            return [found for item in value for found in members_and_times(item)]
        case dict():
            return [found for member in value.values() for found in members_and_times(member)]
        case Enum() | datetime():
            return [value]
        case _:
            return []


def as_builtins(request: Request[Any]) -> Any:
    """Return the JSON values of a request."""
    return plain_value(request)
