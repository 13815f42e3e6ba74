"""Datetimes that came into a request after it was made: in a list that was changed, or with `msgspec.structs.replace`.

All others are converted when a model is made (`plain_values`). msgspec would write these in its own form.
"""

from __future__ import annotations

import typing
from datetime import datetime
from functools import cache
from typing import Any, TypeVar, cast

from msgspec import structs

from wxbrand_runtime.models.annotations import is_union, model_fields, union_kinds
from wxbrand_runtime.models.records import Model, Request, is_model
from wxbrand_runtime.models.times import Time, sent_time
from wxbrand_runtime.type_guards import is_dict, is_list

_Request = TypeVar("_Request", bound=Request[Any])


def convert_late_times(request: _Request) -> _Request:
    """Return a validated request in which all times are as they are sent; the request itself if they are so already."""
    return cast(_Request, _converted_members(request))


def _converted(value: Any) -> Any:
    if isinstance(value, datetime):
        return sent_time(value)
    if is_list(value):
        items = [_converted(item) for item in value]
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
    if is_dict(value):
        members = {key: _converted(member) for key, member in value.items()}
        return members if any(member is not value[key] for key, member in members.items()) else value
    return _converted_members(value) if isinstance(value, Model) else value


def _converted_members(model: Any) -> Any:
    changes: dict[str, Any] = {}
    for attribute in _attributes_with_times(model.__class__):
        old = getattr(model, attribute)
        new = _converted(old)
        if new is not old:
            changes[attribute] = new
    return structs.replace(model, **changes) if changes else model


@cache
def _attributes_with_times(model: type[Model]) -> tuple[str, ...]:
    """Return the attributes that may hold times, themselves or below."""
    return tuple(attribute for attribute, _, annotation in model_fields(model) if _may_hold_times(annotation))


def _may_hold_times(annotation: Any) -> bool:
    seen: set[Any] = set()
    waiting = [annotation]
    while waiting:
        type_ = waiting.pop()
        if type_ is Time:
            return True
        if is_union(type_) or is_model(type_):
            if type_ in seen:
                continue
            seen.add(type_)
        if is_union(type_):
            waiting.append(union_kinds(type_))
        elif is_model(type_):
            waiting.extend(member for _, _, member in model_fields(type_))
        else:
            waiting.extend(typing.get_args(type_))
    return False
