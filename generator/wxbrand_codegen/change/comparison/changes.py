"""Changes between two specs, or between a spec and a page: what changed, where, and how bad that is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from wxbrand_codegen.problems import Mark

Level = Literal["breaking", "additive", "documentation"]
"""For callers of the client: code that worked may fail or no longer type-check; more is possible; only words change."""

Wire = Literal["breaking", "compatible", "same"]
"""On the wire: older clients send or expect something wrong; they still work; nothing changed there."""

Marks = tuple[Mark | None, Mark | None]
"""The places in the old and the new spec."""

LEVELS: tuple[Level, ...] = get_args(Level)
"""The worst first."""


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

    def breaking(
        self, code: str, words: str, fact: str = "", before: Any = None, after: Any = None, wire: Wire = "breaking"
    ) -> Change:
        """Return a change after which code that worked may fail or no longer type-check."""
        return self.change("breaking", wire, code, words, fact, before, after)

    def additive(
        self, code: str, words: str, fact: str = "", before: Any = None, after: Any = None, wire: Wire = "compatible"
    ) -> Change:
        """Return a change after which more is possible."""
        return self.change("additive", wire, code, words, fact, before, after)

    def documentation(
        self, code: str, words: str, fact: str = "", before: Any = None, after: Any = None, wire: Wire = "same"
    ) -> Change:
        """Return a change of words only."""
        return self.change("documentation", wire, code, words, fact, before, after)

    def change(
        self, level: Level, wire: Wire, code: str, words: str, fact: str = "", before: Any = None, after: Any = None
    ) -> Change:
        """Return a change of this subject. `words` follow its label; they begin with `: ` or a blank."""
        return Change(
            code=code,
            level=level,
            wire=wire,
            message=f"{self.label}{words}",
            operation=self.operation,
            where=self.where,
            fact=fact,
            before=before,
            after=after,
            old=self.marks[0],
            new=self.marks[1],
        )


def describe(what: str, old: Any, new: Any, verb: str = "changed") -> str:
    """Describe how a value changed: `pattern added: ^[a-z]+$`. None, False and empty values mean that there is none."""
    if old is None or old is False or old == "":
        return f"{what} added: {new}"
    if new is None or new is False or new == "":
        return f"{what} removed: {old}"
    return f"{what} {verb} from {old} to {new}"
