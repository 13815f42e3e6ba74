"""What the commands share: exit codes, printing to terminals and pipes, progress, problems, and files that may be `-`."""

from __future__ import annotations

import os
import shutil
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from wxbrand_codegen.problems import Problem, printable

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

FINE, PROBLEMS, USAGE = 0, 1, 2
"""Exit codes: success; problems, or output or pages that do not match the spec; a wrong command."""

BUG = 70
"""Exit code of an unexpected error, EX_SOFTWARE of BSD, so that no script takes it for a problem of the spec."""

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells report it: 128 + SIGINT."""

_MOST_PROBLEMS = 500
"""Problems that are printed; the rest are counted."""

_MOST_ADVICE = 40
"""Pieces of advice that are all printed."""


def out() -> Console:
    """Return the console of standard output; see `terminal.console_for`."""
    from wxbrand_codegen.cli.terminal import console_for

    return console_for(sys.stdout)


def err() -> Console:
    """Return the console of standard error."""
    from wxbrand_codegen.cli.terminal import console_for

    return console_for(sys.stderr)


def print_line(*pieces: str | tuple[str, str], to: TextIO | None = None) -> None:
    """Print one line of pieces, each text or (text, style). It is never wrapped, and plain where there are no colours.

    to: standard output by default.
    """
    stream = to or sys.stdout
    if stream.isatty() or os.environ.get("FORCE_COLOR"):
        from rich.text import Text

        from wxbrand_codegen.cli.terminal import console_for

        console_for(stream).print(Text.assemble(*pieces), soft_wrap=True)
    else:
        print("".join(piece if isinstance(piece, str) else piece[0] for piece in pieces), file=stream)


def print_json(value: Any) -> None:
    """Print a value as JSON for programs: never coloured or wrapped. Chinese is printed as it is where the encoding is UTF-8."""
    import json

    is_unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print(json.dumps(value, indent=1, ensure_ascii=not is_unicode))


def facts_of_problems(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems for `print_json`: file, line, column, code, message, and whether each is advice only."""
    return [
        asdict(problem.mark) | {"code": problem.code, "message": problem.message, "advice": problem.advice}
        for problem in problems
    ]


@contextmanager
def progress_line() -> Iterator[Callable[[str], None]]:
    """Return a function that shows on a terminal what is being done; erase its line at the end. Silent elsewhere."""
    shows = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def write(text: str) -> None:
        if shows:
            columns = shutil.get_terminal_size().columns
            print(f"\r\033[K{printable(text, columns - 1)}", end="", file=sys.stderr, flush=True)

    try:
        yield lambda step: write(f"{step} …")
    finally:
        write("")


@contextmanager
def warnings_on_stderr() -> Iterator[None]:
    """Print warnings, such as of a key file that others can read, on one line each."""

    def show(message: Warning | str, *_: Any, **__: Any) -> None:
        print(f"warning: {printable(str(message))}", file=sys.stderr, flush=True)

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = show
        yield


def print_error(text: str, command: str = "wxbrand") -> None:
    """Print one line that says what is wrong."""
    print_line((f"{command}: ", "bold red"), printable(text), to=sys.stderr)


def print_problem(problem: Problem, to: TextIO | None = None) -> None:
    """Print a problem or a piece of advice on one line. to: standard output by default."""
    style = "yellow" if problem.advice else "bold red"
    print_line((str(problem.mark), "cyan"), " ", (problem.code, style), f"  {printable(problem.message)}", to=to)


def print_problems(problems: Sequence[Problem], ending: str = "") -> None:
    """Print problems, one line each, and how many there are."""
    for problem in problems[:_MOST_PROBLEMS]:
        print_problem(problem, to=sys.stderr)
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
            print_problem(piece, to=stream)
        if len(pieces) > shown:
            print_line(f"… and {len(pieces) - shown} more; wxbrand lint --only {code} prints all", to=stream)


def read_input(file: str, limit: int) -> bytes:
    """Read a file, or standard input for `-`: up to one byte more than the limit, so that the caller sees an excess."""
    if file == "-":
        if sys.stdin.isatty():
            ending = "Ctrl-Z and Enter" if os.name == "nt" else "Ctrl-D"
            print_line(f"reading standard input; end it with {ending}", to=sys.stderr)
        return sys.stdin.buffer.read(limit + 1)
    with Path(file).open("rb") as stream:
        return stream.read(limit + 1)


def print_block(renderable: RenderableType, indent: int = 0) -> None:
    """Print a table or other block of rich to standard output at once, without blanks at the ends of lines."""
    from rich.padding import Padding

    console = out()
    with console.capture() as captured:
        console.print(Padding(renderable, (0, 0, 0, indent), expand=False))
    for line in captured.get().splitlines():
        print(line.rstrip())
    sys.stdout.flush()
