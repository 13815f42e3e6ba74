"""Type guards for JSON-like values. After a plain `isinstance`, type checkers do not know the type of the items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Whether a value is a list or a tuple, which requests may hold instead."""
    return isinstance(value, (list, tuple))


def is_dict(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a value is a dict. The keys of one decoded from JSON are text."""
    return isinstance(value, dict)


def is_mapping(value: object) -> TypeGuard[Mapping[Any, Any]]:
    """Whether a value is a mapping of any kind."""
    return isinstance(value, Mapping)


def is_sequence(value: object) -> TypeGuard[Sequence[Any]]:
    """Whether a value is a sequence of any kind, except text and bytes."""
    return isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray, memoryview))


def is_bytes_like(value: object) -> TypeGuard[bytes | bytearray | memoryview[int]]:
    """Whether a value holds bytes."""
    return isinstance(value, (bytes, bytearray, memoryview))
