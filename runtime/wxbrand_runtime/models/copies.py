"""Make a model of one class from a model of another, such as the object of a request from one that was received."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from msgspec import UNSET

from wxbrand_runtime.errors import InvalidRequest
from wxbrand_runtime.models.annotations import model_fields
from wxbrand_runtime.models.codec import plain_value
from wxbrand_runtime.models.conversion import convert
from wxbrand_runtime.models.records import Record
from wxbrand_runtime.models.unreadable import members_at
from wxbrand_runtime.sanitise import sanitise

Copy = TypeVar("Copy", bound=Record)


def copy_as(model: type[Copy], source: Record, /, **changes: Any) -> Copy:
    """Return a record of a class with the members that a record of another class has by the same names.

    This turns what was received into what requests take, where the spec has members that are only received (`readOnly`):
    `copy_as(StoreInput, store, name="new")`. Members that the class does not have are left out, in objects below too.

    changes: members that differ, by attribute. Raise InvalidRequest if a member of the class is missing or does not fit, or could
    not be read in what was received (see `unreadable_members`): the copy would lack it.
    """
    received = {wire: attribute for attribute, wire, _ in model_fields(type(source))}
    members: dict[str, Any] = {}
    for attribute, wire, annotation in model_fields(model):
        if attribute in changes or wire not in received:
            continue
        for unreadable in members_at(source, received[wire]):
            raise InvalidRequest(f"{wire} of what was received could not be read: {unreadable}", field=wire)
        value = getattr(source, received[wire])
        if value is UNSET:
            continue
        try:
            members[attribute] = convert(plain_value(value), annotation)
        except msgspec.ValidationError as problem:
            raise InvalidRequest(
                f"{wire} does not fit {model.__name__}: {sanitise(str(problem))}", field=wire
            ) from None
    return model(**members, **changes)
