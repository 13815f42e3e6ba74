"""Disagreements that the spec records (`x-wxbrand-unproven`), and that are not reported again."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from wxbrand_codegen.ir.models import UnprovenFact

_ALSO_CALLED = {
    "maxLength": {"length"},
    "minLength": {"length"},
    "name": {"fields"},
    "in": {"fields"},
    "properties": {"fields", "name"},
    "x-wxbrand-rate-limit": {"rate-limit"},
    "x-wxbrand-page": {"page", "date"},
    "x-wxbrand-preconditions": {"preconditions"},
    "x-wxbrand-lifetime-seconds": {"lifetime"},
    "operationId": {"name"},
    "allOf": {"condition", "required"},
}
"""Names of facts under which a disagreement about a keyword may be recorded."""


class Recorded:
    """What is recorded at a member, at the objects around it and at its operation."""

    def __init__(self, entries: Collection[UnprovenFact]) -> None:
        self.entries = tuple(entries)

    def and_(self, entries: Collection[UnprovenFact]) -> Recorded:
        """Return what is recorded here and there."""
        return Recorded((*self.entries, *entries)) if entries else self

    def about(self, name: str) -> Recorded:
        """Return what is recorded about a member of this name, given what is recorded around it."""
        return Recorded([entry for entry in self.entries if name in str(entry.says) or entry.says is None])

    def has(self, fact: str, stated: Any = None) -> bool:
        """Whether a disagreement about a fact is recorded: that pages are silent on it, or state this value.

        A record without `says` is about silent pages alone, since a page that states something is a proof.
        """
        names = {fact, *_ALSO_CALLED.get(fact, ())}
        return any(
            entry.fact in names and (stated is None or (entry.says is not None and _is_same(entry.says, stated)))
            for entry in self.entries
        )


def _is_same(says: Any, stated: Any) -> bool:
    if isinstance(says, bool) or isinstance(stated, bool):
        return says is stated
    if isinstance(says, int):
        return str(says) in re.findall(r"\d+", str(stated))
    parts = stated if isinstance(stated, list) else [stated]
    return all(str(part) in str(says) or str(says) in str(part) for part in parts)
