"""Problems of a spec: sentences its author can act on, each with its place. They are collected, not raised one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Mark:
    """A place in a source file."""

    file: str
    """Path as a person would type it from where the command runs."""

    line: int
    """From 1."""

    column: int
    """From 1."""

    def __str__(self) -> str:
        return f"{shown(self.file)}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One sentence about one place."""

    mark: Mark
    code: str
    """Fixed word of the rule, such as `broken-reference`."""

    message: str
    advice: bool = False
    """True if generation goes on all the same."""

    def __str__(self) -> str:
        return f"{self.mark} {self.code}  {shown(self.message)}"


Report = Callable[[Problem], None]
"""Takes note of a problem, so that its finder can go on."""


class Refused(Exception):
    """The input cannot be used; holds every problem found so far."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def shown(text: str, limit: int = 1000) -> str:
    """Make text of a spec fit for one line of a terminal: escapes for what is not printable, an end for what is long."""
    line = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text[: limit + 1])
    return line if len(line) <= limit else line[: limit - 1] + "…"
