"""Parse regular expressions with the parser behind Python's `re`, which has no public interface."""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

__all__ = ["REPEATS", "class_items", "class_source", "kinds", "parse", "walk"]

REPEATS = frozenset({kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT})

_CATEGORIES = {
    kinds.CATEGORY_DIGIT: r"\d",
    kinds.CATEGORY_NOT_DIGIT: r"\D",
    kinds.CATEGORY_SPACE: r"\s",
    kinds.CATEGORY_NOT_SPACE: r"\S",
    kinds.CATEGORY_WORD: r"\w",
    kinds.CATEGORY_NOT_WORD: r"\W",
}


def parse(pattern: str) -> Any:
    """Return the syntax tree of a Python pattern: a sequence of pairs of kind and value."""
    return parser.parse(pattern, re.ASCII)


def walk(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every node of a syntax tree but the bodies of repeats and of atomic groups."""
    for kind, value in tree:
        yield kind, value
        if kind is kinds.SUBPATTERN:
            yield from walk(value[3])
        elif kind is kinds.BRANCH:
            for branch in value[1]:
                yield from walk(branch)
        elif kind in {kinds.ASSERT, kinds.ASSERT_NOT}:
            yield from walk(value[1])


def class_items(kind: Any, value: Any) -> Any:
    """Return the items of a character class that is equivalent to a node of one character, but not to a dot."""
    if kind is kinds.NOT_LITERAL:
        return [(kinds.NEGATE, None), (kinds.LITERAL, value)]
    return value if kind is kinds.IN else [(kind, value)]


def class_source(items: Any) -> str:
    """Return the source of a character class."""
    return f"[{''.join(_item_source(kind, value) for kind, value in items)}]"


def _item_source(kind: Any, value: Any) -> str:
    if kind is kinds.NEGATE:
        return "^"
    if kind is kinds.LITERAL:
        return re.escape(chr(value))
    if kind is kinds.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return _CATEGORIES[value]
