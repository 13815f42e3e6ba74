"""Consoles of rich: what a stream can show, colours and columns. Slow to import: `console` does it when there is need."""

from __future__ import annotations

import os
from typing import Literal, TextIO

from rich.console import Console

_PIPE_COLUMNS = 10_000
"""Columns of a stream that is no terminal: no line is wrapped."""


def console_for(stream: TextIO) -> Console:
    """Return a console that writes to a stream.

    Text is printed as it is: no markup, emoji or highlighting is read into it. Colours are used on terminals, or with
    FORCE_COLOR; never with NO_COLOR or TERM=dumb. On a terminal text is wrapped to its width, elsewhere not at all.
    """
    system: Literal["auto"] | None = None if os.environ.get("NO_COLOR") else "auto"
    width = None if stream.isatty() else _PIPE_COLUMNS
    return _Console(file=stream, color_system=system, markup=False, highlight=False, emoji=False, width=width)


class _Console(Console):
    """A console whose reader may go away: the command ends then as with `print`."""

    def on_broken_pipe(self) -> None:
        """Raise BrokenPipeError, where rich would end the process with 1."""
        raise BrokenPipeError
