"""Add commands to the parser."""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Callable
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""The parser's list of commands."""


def add_command(commands: Commands, name: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
    """Add a command and return its parser. `run` returns the exit code.

    The docstring of `run` is the text of `--help`, wrapped by hand to fit 80 columns. Its first line is also the summary
    in the list of commands.
    """
    text = inspect.cleandoc(run.__doc__ or "")
    summary = text.partition("\n")[0].removesuffix(".")
    parser = commands.add_parser(
        name, help=summary, description=text, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.set_defaults(run=run)
    return parser
