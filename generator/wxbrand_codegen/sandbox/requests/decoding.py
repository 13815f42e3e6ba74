"""Decode text, forms and JSON strictly, as a careful server does, and convert text to JSON types.

An invalid value is a RequestRefused, 400 PARAM_ERROR, with its location and field.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import unquote_to_bytes

from wxbrand_codegen.sandbox.refusals import Location, param_error
from wxbrand_codegen.sandbox.schemas.nodes import Node, items_of, types_of

T = TypeVar("T")

_INVALID_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,30})")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,30})(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,3})?")
_BOOLEANS = {"true": True, "false": False}
_MAX_DEPTH = 64
_MAX_VALUES = 50_000
"""Values in a JSON text, many more than a real one has. Half a million take half a minute to validate."""


def decode_text(content: bytes, field: str) -> str:
    """Decode UTF-8 in the body."""
    try:
        return content.decode()
    except UnicodeDecodeError as problem:
        raise param_error("body", field, f"is not UTF-8 at byte {problem.start}") from None


def percent_decode(text: str, location: Location, field: str) -> str:
    """Decode percent-encoded UTF-8."""
    if _INVALID_ESCAPE.search(text):
        raise param_error(location, field, "has a % that is not followed by two hexadecimal digits")
    try:
        return unquote_to_bytes(text).decode()
    except UnicodeDecodeError:
        raise param_error(location, field, "is not percent-encoded UTF-8") from None


def split_form(text: str, location: Location) -> dict[str, list[str]]:
    """Split a query or a form by name. Names are decoded; values are not, since an encoded comma is no separator."""
    values: dict[str, list[str]] = {}
    for piece in text.split("&") if text else ():
        name, _, value = (part.replace("+", " ") for part in piece.partition("="))  # form encoding, as Java sends it
        values.setdefault(percent_decode(name, location, name), []).append(value)
    return values


def only(values: Sequence[T], location: Location, field: str) -> T:
    """Return the value of a field that may be given once."""
    if len(values) > 1:
        raise param_error(location, field, f"is given {len(values)} times; once is allowed")
    return values[0]


def to_object(
    values: Mapping[str, Sequence[T]],
    properties: Mapping[str, Node],
    convert_value: Callable[[T, Node | None, str], Any],
) -> dict[str, Any]:
    """Convert the values of a form or an upload by name. Only arrays may be given several times.

    `convert_value` takes the value, its schema and its name.
    """
    members: dict[str, Any] = {}
    for name, same in values.items():
        schema = properties.get(name)
        if "array" in types_of(schema):
            items = items_of(schema)
            members[name] = [convert_value(value, items, f"{name}[{index}]") for index, value in enumerate(same)]
        else:
            members[name] = convert_value(only(same, "body", name), schema, name)
    return members


def convert(text: str, schema: Node | None, field: str, location: Location = "body") -> Any:
    """Convert a text to a type of its schema, or to the listed value that is written so."""
    listed = schema.resolved().get_value("enum") if schema is not None else None
    for value in listed if isinstance(listed, list) else ():
        if isinstance(value, int) and text == json.dumps(value):
            return value
    types = types_of(schema)
    if "string" in types:
        return text
    if "integer" in types and _INTEGER.fullmatch(text):
        return int(text)
    if "number" in types and _NUMBER.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    if "boolean" in types and text in _BOOLEANS:
        return _BOOLEANS[text]
    wanted = " or ".join(sorted(types - {"null", "array"})) or "string"
    raise param_error(location, field, f"must be {wanted}", text, keyword="type")


def read_json(content: bytes, location: Location, field: str, *value: str) -> Any:
    """Parse UTF-8 JSON. Duplicate keys, NaN, lone surrogates, more than 64 levels and very many values are invalid too.

    `value`, if given, is the text to include in the error.
    """
    try:
        parsed = json.loads(
            content.decode(),
            object_pairs_hook=_object,
            parse_constant=_constant,
            parse_float=_float,
        )
        _check_size(parsed)
        canonical_json(parsed)
    except UnicodeDecodeError as problem:
        issue = f"is not UTF-8 at byte {problem.start}"
    except UnicodeEncodeError:
        issue = "has half a surrogate pair"
    except json.JSONDecodeError as problem:
        issue = f"is not JSON: {problem.msg} at character {problem.pos}"
    except _InvalidJson as problem:
        issue = str(problem)
    except ValueError:
        issue = "has a number with too many digits"  # int() refuses more than 4300
    except RecursionError:
        issue = "is nested too deeply"
    else:
        return parsed
    raise param_error(location, field, issue, *value)


def canonical_json(value: Any) -> bytes:
    """Serialise a value so that equal values have equal bytes."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


class _InvalidJson(ValueError):
    pass


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for name, value in pairs:
        if name in members:
            raise _InvalidJson(f"has the key {name[:64]!r} twice in one object")
        members[name] = value
    return members


def _constant(name: str) -> Any:
    raise _InvalidJson(f"has {name}, which is not JSON")


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise _InvalidJson("has a number that is too large")
    return number


def _check_size(value: Any) -> None:
    level, count = [value], 0
    for _ in range(_MAX_DEPTH):
        count += len(level)
        if count > _MAX_VALUES:
            raise _InvalidJson(f"has more than {_MAX_VALUES} values")
        level = [
            member
            for item in level
            if isinstance(item, dict | list)
            for member in (item.values() if isinstance(item, dict) else item)
        ]
    if level:
        raise _InvalidJson(f"is nested more than {_MAX_DEPTH} levels deep")
