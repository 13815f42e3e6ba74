"""Writes YAML that every YAML reader takes for the same thing: text in quotes unless it can be nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_PLAIN = re.compile(r"[A-Za-z\u4e00-\u9fff][A-Za-z0-9_\-./\u4e00-\u9fff，。；（）]*", re.ASCII)
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf"})


class Comment(str):
    """As a key, with any value: a comment of one line that stands there."""

    __slots__ = ()


def to_yaml(value: dict[str, Any]) -> str:
    """Write a mapping; keys keep their order."""
    return "".join(f"{line}\n" for line in _mapping(value, ""))


def _mapping(value: dict[str, Any], indent: str) -> Iterator[str]:
    for key, held in value.items():
        if isinstance(key, Comment):
            yield f"{indent}# {' '.join(key.split())}"
        else:
            yield from _entry(f"{indent}{_key(key)}:", held, indent + "  ")


def _entry(head: str, value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, dict) and value:
        yield head
        yield from _mapping(value, indent)
    elif isinstance(value, list) and value:
        yield head
        yield from _items(value, indent)
    else:
        yield f"{head} {_scalar(value)}"


def _items(value: list[Any], indent: str) -> Iterator[str]:
    for item in value:
        if isinstance(item, dict | list) and item:
            lines = list(_mapping(item, "") if isinstance(item, dict) else _items(item, ""))
            yield f"{indent}- {lines[0]}"
            yield from (f"{indent}  {line}" for line in lines[1:])
        else:
            yield f"{indent}- {_scalar(item)}"


def _key(key: str) -> str:
    return key if re.fullmatch(r"[/$A-Za-z][A-Za-z0-9_\-./$]*", key) and key.lower() not in _WORDS else quoted(key)


def _scalar(value: Any) -> str:
    if isinstance(value, dict):
        return "{}"
    if isinstance(value, list):
        return "[]"
    if not isinstance(value, str):
        return json.dumps(value)
    return value if _PLAIN.fullmatch(value) and value.lower() not in _WORDS else quoted(value)


def quoted(text: str) -> str:
    """Put text in double quotes; what cannot be printed is escaped."""
    return "".join(c if c.isprintable() else _escaped(c) for c in json.dumps(text, ensure_ascii=False))


def _escaped(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
