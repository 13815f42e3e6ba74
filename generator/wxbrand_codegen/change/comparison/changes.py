"""Changes between two specs, or between a spec and a page: what changed, where, and how bad that is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from wxbrand_codegen.change.comparison.catalogue import CATALOGUE, Level, Wire
from wxbrand_codegen.problems import Mark

Marks = tuple[Mark | None, Mark | None]
"""The places in the old and the new spec."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change and its places."""

    code: str
    """Stable code, such as `limit-tightened`, explained in `catalogue`."""

    level: Level
    wire: Wire
    message: str
    operation: str = ""
    """Method and path, or webhook; empty for the whole API."""

    where: tuple[str, ...] = ()
    """Place and names on the wire, such as `("body", "goods", "name")`; empty for the operation itself.

    `[]` stands for the items of a list of plain values.
    """

    fact: str = ""
    """Keyword of OpenAPI, or extension, that changed: `maxLength`, `x-wxbrand-rate-limit`."""

    before: Any = None
    """Its value as plain JSON; None if there was none."""

    after: Any = None
    old: Mark | None = None
    new: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Something that both sides have: an operation, a parameter, a member of an object."""

    label: str
    """How messages name it."""

    operation: str = ""
    where: tuple[str, ...] = ()
    marks: Marks = (None, None)

    def at(self, old: Mark | None, new: Mark | None) -> Subject:
        """Return the same subject with other marks."""
        return replace(self, marks=(old, new))

    def named(self, addition: str, *, where: str = "") -> Subject:
        """Return a part of the subject, whose label is longer."""
        return replace(self, label=self.label + addition, where=(*self.where, where) if where else self.where)

    def change(self, code: str, words: str, before: Any = None, after: Any = None, **unusual: Any) -> Change:
        """Return a change of this subject.

        words: what follows the label in the message; they begin with `: ` or a blank.
        unusual: `level`, `wire` or `fact`, where they are not those of the catalogue.
        """
        kind = CATALOGUE[code]
        return Change(
            code=code,
            message=f"{self.label}{words}",
            operation=self.operation,
            where=self.where,
            before=before,
            after=after,
            old=self.marks[0],
            new=self.marks[1],
            **{"level": kind.level, "wire": kind.wire, "fact": kind.fact} | unusual,
        )

    def compare(self, code: str, what: str, old: Any, new: Any, **unusual: Any) -> Iterator[Change]:
        """Yield a change if two values differ. `what` is the name of the value in the message."""
        if old != new:
            yield self.change(code, f": {describe(what, old, new)}", old, new, **unusual)


def describe(what: str, old: Any, new: Any, verb: str = "changed") -> str:
    """Describe how a value changed: `pattern added: ^[a-z]+$`. None, False and empty values mean that there is none."""
    if old is None or old is False or old == "":
        return f"{what} added: {new}"
    if new is None or new is False or new == "":
        return f"{what} removed: {old}"
    return f"{what} {verb} from {old} to {new}"
