"""Checks of the type of a value: texts, numbers, times, members of enums, lists, maps.

Their messages name the type of a value and never the value itself, which may be personal.
"""

from __future__ import annotations

import re
from datetime import datetime
from enum import Enum
from typing import Any

from msgspec import UNSET

from wxbrand_runtime.errors import InvalidRequest
from wxbrand_runtime.models.enums import is_plain, is_sendable, known_member, nearest_member, plain_kind
from wxbrand_runtime.models.files import FileSource, is_file_source
from wxbrand_runtime.models.limits import Check
from wxbrand_runtime.models.times import Time, moment, sent_time
from wxbrand_runtime.sanitise import sanitise
from wxbrand_runtime.type_guards import is_dict, is_list

_SURROGATE = re.compile("[\ud800-\udfff]")

_MAX_NAMED = 30
"""Known values of an enum that a message names."""


class WrongType(InvalidRequest):
    """A value is of another type than expected. `validate` raises it as InvalidRequest."""

    def __init__(self, message: str, *, field: str, expected: str) -> None:
        super().__init__(message, field=field)
        self.expected = expected


def wrong_type(path: str, expected: str, value: object, hint: str = "") -> WrongType:
    """Name the type of the value and never the value itself, which may be personal."""
    actual = "UNSET" if value is UNSET else "None" if value is None else type(value).__name__
    message = f"{path or 'the request'} must be {expected}, not {actual}{hint}"
    return WrongType(message, field=path, expected=expected)


def list_check(check: Check) -> Check:
    """Return a check of a list, each item of which must pass another check."""

    def check_list(value: Any, path: str) -> None:
        if not is_list(value):
            raise wrong_type(path, "a list", value)
        for position, item in enumerate(value):
            check(item, f"{path}[{position}]")

    return check_list


def map_check(check: Check) -> Check:
    """Return a check of a dict with text keys, each value of which must pass another check."""

    def check_map(value: Any, path: str) -> None:
        if not is_dict(value):
            raise wrong_type(path, "a dict", value)
        for key, member in value.items():
            if type(key) is not str or not _is_encodable(key):
                raise InvalidRequest(f"{path} must have keys that are text (str)", field=path)
            check(member, f"{path}.{sanitise(key, max_length=60)}")

    return check_map


def enum_check(enum: type[Enum]) -> Check:
    """Return a check of a member of an enum, or of its value."""

    def check_enum(value: Any, path: str) -> None:
        if isinstance(value, enum):
            if is_sendable(value):
                return
        elif known_member(enum, value) is not None:  # put there after the model was made, as into a list
            return
        raise _not_listed(enum, value, path)

    return check_enum


def _not_listed(enum: type[Enum], value: object, path: str) -> InvalidRequest:
    """Name the nearest known value and never the value itself, which may be personal."""
    kind = plain_kind(enum)
    nearest = nearest_member(enum, value) if isinstance(value, enum) or is_plain(value) else None
    hint = "" if nearest is None else f" (did you mean {nearest.value}?)"
    if not isinstance(value, enum) and (not is_plain(value) or not isinstance(value, kind)):
        return wrong_type(path, f"a member of {enum.__name__} or its value ({kind.__name__})", value, hint)
    known = [str(member.value) or '""' for member in enum]
    more = f" and {len(known) - _MAX_NAMED} more" if len(known) > _MAX_NAMED else ""
    return InvalidRequest(
        f"{path} has a value that {enum.__name__} does not list{hint}; known values are "
        f"{', '.join(known[:_MAX_NAMED])}{more}; use {enum.__name__}.unlisted(...) to send it all the same",
        field=path,
    )


def check_text(value: Any, path: str) -> None:
    """Check a text."""
    if value.__class__ is str and value.isascii():
        return
    if not isinstance(value, str) or isinstance(value, Enum):
        raise wrong_type(path, "text (str)", value)
    if not _is_encodable(value):
        raise InvalidRequest(f"{path} contains an unpaired surrogate, which UTF-8 cannot encode", field=path)


def _is_encodable(text: str) -> bool:
    return text.isascii() or not _SURROGATE.search(text)


def _check_integer(value: Any, path: str) -> None:
    if type(value) is not int:
        raise wrong_type(path, "an integer (int)", value)
    if not -(2**63) <= value < 2**63:
        raise InvalidRequest(f"{path} must fit into 64 bits", field=path)


def _check_number(value: Any, path: str) -> None:
    if type(value) not in {int, float}:
        raise wrong_type(path, "a number (int or float)", value)
    if type(value) is int:
        _check_integer(value, path)
    elif value != value or value in {float("inf"), float("-inf")}:  # noqa: PLR0124  (NaN is not itself)
        raise InvalidRequest(f"{path} must be a finite number", field=path)


def _check_boolean(value: Any, path: str) -> None:
    if type(value) is not bool:
        raise wrong_type(path, "True or False", value)


def _check_time(value: Any, path: str) -> None:
    if not isinstance(value, (str, datetime)):
        raise wrong_type(path, "a datetime or RFC 3339 text", value)
    try:
        moment(value) if isinstance(value, str) else sent_time(value)
    except ValueError as reason:
        raise InvalidRequest(f"{path} {reason}", field=path) from None


def _check_json(value: Any, path: str) -> None:
    """Check a value that the spec leaves open: any JSON value."""
    if value is None or type(value) is bool:
        return
    if isinstance(value, str):
        check_text(value, path)
    elif isinstance(value, (int, float)):
        _check_number(value, path)
    elif is_dict(value):
        map_check(_check_json)(value, path)
    elif is_list(value):
        list_check(_check_json)(value, path)
    else:
        raise wrong_type(path, "a JSON value (text, number, True, False, None, list or dict)", value)


def _check_file(value: Any, path: str) -> None:
    if not is_file_source(value):
        raise wrong_type(path, "a file (a path, bytes or a binary file object)", value)


def _check_null(value: Any, path: str) -> None:
    if value is not None:
        raise wrong_type(path, "None", value)


SIMPLE_CHECKS: dict[Any, Check] = {
    FileSource: _check_file,
    str: check_text,
    int: _check_integer,
    float: _check_number,
    bool: _check_boolean,
    Time: _check_time,
    type(None): _check_null,
    Any: _check_json,
    object: _check_json,
}
"""Checks of types without arguments."""
