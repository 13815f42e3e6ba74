"""JSON read as strictly as a careful server reads it."""

from __future__ import annotations

import json
import math
from typing import Any

_DEEPEST = 64


class UnreadableJson(ValueError):
    """The message says why, as what follows the name of the place: "is not JSON ..."."""


def read_json(text: bytes) -> Any:
    """Read UTF-8 JSON; raise UnreadableJson for duplicate keys, NaN, lone surrogates and depths that no API uses."""
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
        raise UnreadableJson("holds a number of too many digits") from None  # int() refuses thousands of them
    except RecursionError:
        raise UnreadableJson("is nested too deeply") from None
    _check_depth(value)
    try:
        canonical(value)
    except UnicodeEncodeError:
        raise UnreadableJson("holds half a surrogate pair") from None
    return value


def canonical(value: Any) -> bytes:
    """Write a value so that equal values give equal bytes."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise UnreadableJson(f"has the key {twice[:64]!r} twice in one object")
    return members


def _constant(name: str) -> Any:
    raise UnreadableJson(f"holds {name}, which is not JSON")


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise UnreadableJson("holds a number that is too large")
    return number


def _check_depth(value: Any) -> None:
    level = [value]
    for _ in range(_DEEPEST):
        level = [
            member
            for item in level
            if isinstance(item, dict | list)
            for member in (item.values() if isinstance(item, dict) else item)
        ]
    if level:
        raise UnreadableJson(f"is nested more than {_DEEPEST} levels deep")
