"""Put values into answers and notifications that the client cannot read, so that it puts these members aside."""

from __future__ import annotations

import json
import re
import types
import typing
from collections.abc import Collection, Mapping
from enum import Enum
from typing import Annotated, Any, Union

from msgspec import UnsetType

from wxbrand_runtime.models import Time
from wxbrand_runtime.models.annotations import is_union, model_fields, union_kinds
from wxbrand_runtime.models.partial import read_partly
from wxbrand_runtime.models.records import is_model
from wxbrand_runtime.models.unreadable import required_attributes
from wxbrand_runtime.type_guards import is_dict

_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")

_ODD_VALUES: tuple[Any, ...] = ({}, [])

_EXAMPLES: dict[Any, Any] = {str: "example", int: 1, float: 1, bool: True, Time: "2025-01-01T00:00:00+08:00"}


def with_unreadable(type_: Any, body: bytes, root: str, members: Mapping[str, Any]) -> bytes:
    """Return JSON with the values at some places replaced.

    members: places as `unreadable_members` has them, such as `body.data[0].create_time`, and the values. Raise ValueError for a
    place that there is not, and for a value that the client can read.
    """
    if not members:
        return body
    content = {root: json.loads(body)}
    for place, value in members.items():
        _set(content, place, value)
    replaced = json.dumps(content[root]).encode()
    put_aside = {member.place for member in read_partly(type_, replaced, root).members}
    for place in members:
        if place not in put_aside:
            raise ValueError(
                f"the client can read the value of {place}; one that it cannot is, for a time, the text ''"
            )
    return replaced


def with_an_unreadable_member(type_: Any, body: bytes | None, root: str, keep: Collection[str] = ()) -> bytes | None:
    """Return JSON one of whose members the client cannot read: one that may be left out, if there is one. None without members.

    body: by default an example with the required members. keep: attributes that stay.
    """
    content = _example(type_) if body is None else json.loads(body)
    if not is_model(type_) or not is_dict(content):
        return None
    required = required_attributes(type_)
    fields = [field for field in model_fields(type_) if field[0] not in keep]
    for _, wire, _ in sorted(fields, key=lambda field: (field[0] in required, field[1] not in content)):
        for value in _ODD_VALUES:
            changed = json.dumps({**content, wire: value}).encode()
            if any(member.place.startswith(f"{root}.{wire}") for member in read_partly(type_, changed, root).members):
                return changed
    return None


def _set(content: Any, place: str, value: Any) -> None:
    steps = [int(index) if index else name for index, name in _STEP.findall(place)]
    try:
        for step in steps[:-1]:
            content = content[step]
        if len(steps) > 1 and isinstance(content, list if isinstance(steps[-1], int) else dict):
            content[steps[-1]] = value
            return
    except (KeyError, IndexError, TypeError):
        pass
    raise ValueError(f"there is no {place}; places are written as in body.data[0].create_time")


def _example(annotation: Any) -> Any:
    """Return a small JSON value of a type, as far as it can be told from its annotation."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated or origin in {Union, types.UnionType}:
        return _example(next(kind for kind in arguments if kind is not UnsetType))
    if origin is typing.Literal:
        return arguments[0]
    if origin is list:
        return []
    if is_union(annotation):
        return _example(union_kinds(annotation))
    if is_model(annotation):
        required = required_attributes(annotation)
        return {wire: _example(kind) for name, wire, kind in model_fields(annotation) if name in required}
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return next(iter(annotation)).value
    return _EXAMPLES.get(annotation, {})
