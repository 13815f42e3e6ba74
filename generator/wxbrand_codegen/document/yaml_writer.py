"""Write YAML that every YAML parser reads alike: strings are quoted unless no parser can take them for another type."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_PLAIN = re.compile(r"[A-Za-z\u4e00-\u9fff][A-Za-z0-9_\-./\u4e00-\u9fff，。；（）]*", re.ASCII)
_AMBIGUOUS = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf"})


class Comment(str):
    """A key that is written as a comment of one line; its value is ignored."""

    __slots__ = ()


def to_yaml(value: dict[str, Any]) -> str:
    """Return a mapping as YAML, its keys in their order."""
    return "".join(f"{line}\n" for line in _lines(value))


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, dict) and value:
        for key, member in value.items():
            if isinstance(key, Comment):
                yield f"# {' '.join(key.split())}"
            elif isinstance(member, dict | list) and member:
                yield f"{_key(key)}:"
                yield from (f"  {line}" for line in _lines(member))
            else:
                yield f"{_key(key)}: {_scalar(member)}"
    elif isinstance(value, list) and value:
        for item in value:
            first, *rest = _lines(item)
            yield f"- {first}"
            yield from (f"  {line}" for line in rest)
    else:
        yield _scalar(value)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[/$A-Za-z][A-Za-z0-9_\-./$]*", key) and key.lower() not in _AMBIGUOUS else _quoted(key)


def _scalar(value: Any) -> str:
    if isinstance(value, dict):
        return "{}"
    if isinstance(value, list):
        return "[]"
    if not isinstance(value, str):
        return json.dumps(value)
    return value if _PLAIN.fullmatch(value) and value.lower() not in _AMBIGUOUS else _quoted(value)


def _quoted(text: str) -> str:
    """Return text in double quotes, with unprintable characters escaped."""
    return "".join(c if c.isprintable() else _escaped(c) for c in json.dumps(text, ensure_ascii=False))


def _escaped(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
