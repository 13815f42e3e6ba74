"""The findings of an explanation, line by line."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Report:
    """The lines of the report, and whether anything is wrong."""

    lines: list[str] = field(default_factory=list[str])
    is_wrong: bool = False

    def say(self, line: str) -> None:
        """Add a heading or a fact."""
        self.lines.append(line)

    def show(self, text: str) -> None:
        """Add lines of a message, indented."""
        self.lines += [f"    {line}" for line in text.split("\n")]

    def ok(self, line: str) -> None:
        """Add a check that passed."""
        self.lines.append(f"  ok     {line}")

    def wrong(self, line: str) -> None:
        """Add a check that failed, and what to do."""
        self.lines.append(f"  WRONG  {line}")
        self.is_wrong = True

    def note(self, line: str) -> None:
        """Add what cannot be checked, or may be wrong."""
        self.lines.append(f"  note   {line}")
