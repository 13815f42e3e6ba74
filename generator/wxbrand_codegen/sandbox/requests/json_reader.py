"""Parse JSON strictly, as a careful server does, and write it in canonical form."""

from __future__ import annotations

import json
import math
from typing import Any

_MAX_DEPTH = 64


class UnreadableJson(ValueError):
    """The JSON is invalid. The message continues the name of the value: "is not JSON ..."."""


def read_json(text: bytes) -> Any:
    """Parse UTF-8 JSON. Raise UnreadableJson also for duplicate keys, NaN, lone surrogates and more than 64 levels."""
    try:
        value = json.loads(
            text.decode(),
            object_pairs_hook=_object,
            parse_constant=_constant,
            parse_float=_float,
        )
    except UnreadableJson:
        raise
    except UnicodeDecodeError as problem:
        raise UnreadableJson(f"is not UTF-8 at byte {problem.start}") from None
    except json.JSONDecodeError as problem:
        raise UnreadableJson(f"is not JSON: {problem.msg} at character {problem.pos}") from None
    except ValueError:
        raise UnreadableJson("has a number with too many digits") from None  # int() refuses more than 4300
    except RecursionError:
        raise UnreadableJson("is nested too deeply") from None
    _check_depth(value)
    try:
        canonical_json(value)
    except UnicodeEncodeError:
        raise UnreadableJson("has half a surrogate pair") from None
    return value


def canonical_json(value: Any) -> bytes:
    """Serialise a value so that equal values have equal bytes."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        duplicate = next(name for name in names if names.count(name) > 1)
        raise UnreadableJson(f"has the key {duplicate[:64]!r} twice in one object")
    return members


def _constant(name: str) -> Any:
    raise UnreadableJson(f"has {name}, which is not JSON")


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise UnreadableJson("has a number that is too large")
    return number


def _check_depth(value: Any) -> None:
    level = [value]
    for _ in range(_MAX_DEPTH):
        level = [
            member
            for item in level
            if isinstance(item, dict | list)
            for member in (item.values() if isinstance(item, dict) else item)
        ]
    if level:
        raise UnreadableJson(f"is nested more than {_MAX_DEPTH} levels deep")
