"""The findings of an explanation, line by line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal["fact", "message", "ok", "wrong", "note"]
"""What a line is: a heading or a fact, a line of a message, or what a check found."""


class Finding(NamedTuple):
    """One line of the report."""

    kind: Kind
    text: str

    @property
    def label(self) -> str:
        """What stands before the text: spaces for a line of a message, the result of a check."""
        return {"fact": "", "message": "    ", "ok": "  ok     ", "wrong": "  WRONG  ", "note": "  note   "}[self.kind]


@dataclass(slots=True)
class Report:
    """The lines of the report, and whether anything is wrong."""

    findings: list[Finding] = field(default_factory=list[Finding])
    is_wrong: bool = False

    @property
    def lines(self) -> list[str]:
        """The report as text."""
        return [finding.label + finding.text for finding in self.findings]

    def say(self, line: str) -> None:
        """Add a heading or a fact."""
        self.findings.append(Finding("fact", line))

    def show(self, text: str) -> None:
        """Add lines of a message, indented."""
        self.findings += [Finding("message", line) for line in text.split("\n")]

    def ok(self, line: str) -> None:
        """Add a check that passed."""
        self.findings.append(Finding("ok", line))

    def wrong(self, line: str) -> None:
        """Add a check that failed, and what to do."""
        self.findings.append(Finding("wrong", line))
        self.is_wrong = True

    def note(self, line: str) -> None:
        """Add what cannot be checked, or may be wrong."""
        self.findings.append(Finding("note", line))
