"""Compare examples: of parameters, bodies and responses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from wxbrand_codegen.change.comparison.changes import Change, Subject
from wxbrand_codegen.problems import printable

_MOST_SINGLE_VALUES = 5
"""Values that are reported one by one. Where more differ, the whole example is."""

_LONGEST = 60
"""Characters of a value in a message."""


def compare_examples(old: Any, new: Any, subject: Subject) -> Iterator[Change]:
    """Compare two examples; None if there is none."""
    if (old is None) != (new is None):
        yield subject.change("example-changed", f": example {'added' if old is None else 'removed'}", old, new)
        return
    found = list(_unequal(old, new, ()))
    if len(found) > _MOST_SINGLE_VALUES:
        yield subject.change("example-changed", ": example changed", old, new)
        return
    for path, before, after in found:
        member = subject
        for step in path:
            member = member.named(f".{step}", where=step)
        yield member.change(
            "example-changed", f": example changed from {_text(before)} to {_text(after)}", before, after
        )


def _text(value: Any) -> str:
    return "nothing" if value is None else printable(json.dumps(value, ensure_ascii=False), _LONGEST)


def _unequal(old: Any, new: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    """Yield the path and both values wherever two JSON values differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys([*old, *new]):
            yield from _unequal(old.get(key), new.get(key), (*path, key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from _unequal(one, other, (*path, str(number)))
    elif type(old) is not type(new) or old != new:
        yield path, old, new
