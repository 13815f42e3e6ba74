"""The parts of a command: name, help texts, arguments and the function that runs it."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Callable
from dataclasses import dataclass


def _no_arguments(parser: argparse.ArgumentParser) -> None:
    """Add no arguments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command of `wxbrand`."""

    name: str
    summary: str
    """One line for the list of commands, in the imperative."""

    description: str
    """The text of `--help`, wrapped by hand to fit 80 columns."""

    run: Callable[[argparse.Namespace], int]
    """Run the command and return the exit code."""

    add_arguments: Callable[[argparse.ArgumentParser], None] = _no_arguments

    def add_to(self, commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
        """Add the command to the parser's list."""
        parser = commands.add_parser(
            self.name,
            help=self.summary,
            description=textwrap.dedent(self.description).strip(),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        self.add_arguments(parser)
        parser.set_defaults(run=self.run)
