"""Commands and groups whose help ends with examples."""

from __future__ import annotations

import inspect
import os
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

import click
from rich_click import (
    RichCommand,
    RichContext,
    RichGroup,
    RichHelpConfiguration,
    RichHelpFormatter,
    RichOptionPanel,
)

HELP = RichHelpConfiguration(
    theme="default-slim",
    enable_theme_env_var=False,
    text_markup=None,  # help names [tool.wxbrand], which is no markup
    text_emojis=False,
    options_table_column_types=["opt_all_metavar", "help"],
    style_options_panel_title_style="bold not dim",
    style_commands_panel_title_style="bold not dim",
    commands_before_options=True,
    max_width=120,
)
"""How help looks: no boxes, so that it reads well in a pipe."""


class _Context(RichContext):
    """A context that decides anew for each help whether there are colours."""

    def make_formatter(self, error_mode: bool = False) -> RichHelpFormatter:
        system: Literal["auto"] | None = None if os.environ.get("NO_COLOR") else "auto"
        forced = True if os.environ.get("FORCE_COLOR") else None
        return RichHelpFormatter(config=replace(HELP, color_system=system, force_terminal=forced))


class _Documented(RichCommand):
    """A command with examples."""

    context_class = _Context

    def __init__(self, *args: Any, examples: Sequence[str] = (), **kwargs: Any) -> None:
        kwargs["context_settings"] = {"help_option_names": ["-h", "--help"], **kwargs.get("context_settings", {})}
        super().__init__(*args, **kwargs)
        self.no_args_is_help = False  # a wrong command is answered with one line
        self.examples = tuple(examples)
        """Command lines, each as typed into a shell."""
        if arguments := [each.name for each in self.params if isinstance(each, click.Argument) and each.name]:
            self.panels.insert(0, RichOptionPanel("Arguments", arguments, column_types=["opt_long", "help"]))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse arguments. Every error knows its context, and so the command."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option --help, described as the other options are."""
        option = super().get_help_option(ctx)  # type: ignore[arg-type]  # as rich-click has it
        if option:
            option.help = "print this help"
        return option

    def get_help(self, ctx: click.Context) -> str:
        """Return the help without spaces at the ends of lines."""
        return "\n".join(line.rstrip() for line in super().get_help(ctx).splitlines()).strip("\n")

    def format_help_text(self, ctx: RichContext, formatter: RichHelpFormatter) -> None:  # type: ignore[override]  # as rich-click has it
        """Write the paragraphs of the help. A paragraph with an indented line keeps its lines."""
        for paragraph in inspect.cleandoc(self.help or "").split("\n\n"):
            text = paragraph if "\n  " in paragraph else paragraph.replace("\n", " ")
            formatter.write(formatter.highlighter(text), markup=False)
            formatter.write()

    def format_epilog(self, ctx: RichContext, formatter: RichHelpFormatter) -> None:  # type: ignore[override]  # as rich-click has it
        """Write the examples, then the epilog."""
        if self.examples:
            formatter.write("Examples:", style="bold")
            for line in self.examples:
                formatter.write(f"  {line}", markup=False, highlight=False, soft_wrap=True)
            formatter.write()
        super().format_epilog(ctx, formatter)


class Command(_Documented):
    """A command. Its callback returns the exit code; its help ends with `examples`."""


class Group(_Documented, RichGroup):  # type: ignore[misc]  # as rich-click has it
    """A command that consists of commands."""

    command_class = Command
