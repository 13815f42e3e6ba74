"""What the commands share: exit codes, progress, problems, and files that may be `-`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from wxbrand_codegen.problems import Problem, printable

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

FINE, PROBLEMS, USAGE = 0, 1, 2
"""Exit codes: success; problems, or output or pages that do not match the spec; a wrong command."""

BUG = 70
"""Exit code of an unexpected error, EX_SOFTWARE of BSD, so that no script takes it for a problem of the spec."""

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells report it: 128 + SIGINT."""

_UNLIMITED = 10_000
"""Columns of a pipe: no line is wrapped."""

_MOST_PROBLEMS = 500
"""Problems that are printed; the rest are counted."""

_MOST_ADVICE = 40
"""Pieces of advice that are all printed."""


@contextmanager
def progress_line() -> Iterator[Callable[[str], None]]:
    """Return a function that shows on a terminal what is being done; erase its line at the end. Silent elsewhere."""

    def write(text: str) -> None:
        if sys.stderr.isatty():
            print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)

    try:
        yield lambda step: write(f"{step} …")
    finally:
        write("")


def print_error(text: str, command: str = "wxbrand") -> None:
    """Print one line that says what is wrong."""
    print(f"{command}: {printable(text)}", file=sys.stderr)


def print_problems(problems: Sequence[Problem], ending: str = "") -> None:
    """Print problems, one line each, and how many there are."""
    for problem in problems[:_MOST_PROBLEMS]:
        print(problem, file=sys.stderr)
    count = len(problems)
    if count > _MOST_PROBLEMS:
        print(f"… and {count - _MOST_PROBLEMS} more", file=sys.stderr)
    print(f"{count} {'problem' if count == 1 else 'problems'}{ending}", file=sys.stderr)


def print_advice(
    advice: Sequence[Problem], first_of_code: int, *, whole: bool = False, to: TextIO | None = None
) -> None:
    """Print pieces of advice, one line each; if there are many, the first of each code, and how many more there are.

    whole: print all, however many. to: standard error by default.
    """
    stream = to or sys.stderr
    by_code: dict[str, list[Problem]] = {}
    for piece in advice:
        by_code.setdefault(piece.code, []).append(piece)
    shown = len(advice) if whole or len(advice) <= _MOST_ADVICE else first_of_code
    for code, pieces in by_code.items():
        for piece in pieces[:shown]:
            print(piece, file=stream)
        if len(pieces) > shown:
            print(f"… and {len(pieces) - shown} more; wxbrand lint --only {code} prints all", file=stream)


def read_input(file: str, limit: int) -> bytes:
    """Read a file, or standard input for `-`: up to one byte more than the limit, so that the caller sees an excess."""
    if file == "-":
        return sys.stdin.buffer.read(limit + 1)
    with Path(file).open("rb") as stream:
        return stream.read(limit + 1)


def out() -> Console:
    """Return the console of standard output. It has colours on a terminal only, and none with NO_COLOR; a pipe wraps no line."""
    return _rich_console(sys.stdout)


def err() -> Console:
    """Return the console of standard error, in the same way."""
    return _rich_console(sys.stderr)


def _rich_console(stream: TextIO) -> Console:
    from rich.console import Console  # slow to import

    return Console(file=stream, highlight=False, emoji=False, width=None if stream.isatty() else _UNLIMITED)


def print_block(renderable: RenderableType, indent: int = 0) -> None:
    """Print a table or other block of rich to standard output at once, without blanks at the ends of lines."""
    from rich.padding import Padding

    console = out()
    with console.capture() as captured:
        console.print(Padding(renderable, (0, 0, 0, indent), expand=False))
    for line in captured.get().splitlines():
        print(line.rstrip())
    sys.stdout.flush()
