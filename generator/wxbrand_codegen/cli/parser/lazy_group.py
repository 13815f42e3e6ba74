"""A group of commands, each in a module that is imported when the command is needed."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import click
from click.shell_completion import CompletionItem
from rich_click import RichCommand, RichCommandPanel, RichContext, RichHelpFormatter

from wxbrand_codegen.cli.parser.command import Command, Group

if TYPE_CHECKING:
    from rich.table import Table

COMPLETE = "_WXBRAND_COMPLETE"
"""Environment variable by which a shell asks for completions; see the command `completion`."""


class Entry(NamedTuple):
    """A command that is not imported yet."""

    module: str
    """Module with the attribute `command`."""

    summary: str
    """The first line of the command's help."""

    section: str
    """Heading under which help lists the command."""


class _Section(RichCommandPanel):
    """Commands under a heading. The summaries of all sections begin in the same column."""

    def __init__(self, name: str, commands: list[str], *, longest: int) -> None:
        super().__init__(name, commands)
        self._longest = longest

    def get_table(self, command: RichCommand, ctx: RichContext, formatter: RichHelpFormatter) -> Table:
        table = super().get_table(command, ctx, formatter)
        table.columns[0].min_width = self._longest
        return table


class _Listing(Group):
    """A group that lists its commands in the order given."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


class LazyGroup(Group):
    """A group whose commands are imported by name: listing them imports none."""

    def __init__(self, *args: Any, entries: Mapping[str, Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._entries = entries

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of the table."""
        return list(self._entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a command and return the command; None if there is no such command."""
        entry = self._entries.get(cmd_name)
        if entry is None:
            return None
        command: click.Command = import_module(entry.module).command
        return command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands and the options, without importing the commands."""
        stubs = {name: Command(name, help=f"{entry.summary}.") for name, entry in self._entries.items()}
        listed = _Listing(self.name, commands=stubs, params=self.params)
        for section in dict.fromkeys(entry.section for entry in self._entries.values()):
            names = [name for name, entry in self._entries.items() if entry.section == section]
            listed.add_panel(_Section(section, names, longest=max(map(len, self._entries))))
        with RichContext(listed, info_name=ctx.info_name, help_option_names=ctx.help_option_names) as inner:
            Group.format_options(listed, inner, formatter)  # type: ignore[arg-type]  # as rich-click has it

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[Any]]:
        """Complete options and names of commands, without importing the commands."""
        commands = [
            CompletionItem(name, help=entry.summary)
            for name, entry in self._entries.items()
            if name.startswith(incomplete)
        ]
        return commands + click.Command.shell_complete(self, ctx, incomplete)
