"""Problems of a spec or of the output: sentences that a user can act on, each with its file, line and column.

Stages collect problems and go on, so that one run reports all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from wxbrand_codegen.links import resolved


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Mark:
    """A position in a source file."""

    file: str
    """Path as a user would type it in the current directory."""

    line: int
    """From 1."""

    column: int
    """From 1."""

    def __str__(self) -> str:
        return f"{printable(self.file)}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One sentence about one position."""

    mark: Mark
    code: str
    """Stable identifier of the rule, such as `broken-reference`."""

    message: str
    advice: bool = False
    """True if the problem does not stop generation."""

    def __str__(self) -> str:
        return f"{self.mark} {self.code}  {printable(self.message)}"

    def sort_key(self) -> tuple[str, int, int, str, str, bool]:
        """Return what sorts problems as they compare, in a third of the time."""
        return self.mark.file, self.mark.line, self.mark.column, self.code, self.message, self.advice


Report = Callable[[Problem], None]
"""Records a problem, so that its finder can go on."""


class ProblemsFound(Exception):
    """The input cannot be used, or the output cannot be written. Holds every problem found so far."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def printable(text: str, limit: int = 1000) -> str:
    """Return text on one line for a terminal: unprintable characters escaped, cut to `limit` characters."""
    line = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text[: limit + 1])
    return line if len(line) <= limit else line[: limit - 1] + "…"


def display_path(path: Path) -> str:
    """Return a path relative to the current directory if it lies below it."""
    try:
        return resolved(path).relative_to(resolved(Path.cwd())).as_posix()
    except (ValueError, OSError):
        return str(path)
