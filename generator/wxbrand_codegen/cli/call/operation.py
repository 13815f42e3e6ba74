"""The command of one operation: an option for each field of its request, and the options of every call."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import click
from click.shell_completion import CompletionItem
from rich_click import RichContext, RichHelpFormatter

from wxbrand_codegen.calls.fields import Field, fields_of, members_below
from wxbrand_codegen.calls.package import CallableOperation, Package
from wxbrand_codegen.cli.call.options import call_options, field_option
from wxbrand_codegen.cli.parser import Command, unexpected_assignment
from wxbrand_codegen.generated_text import wrap

_MOST_LISTED = 30
"""Fields and members that help lists; if there are more, it lists the fields only."""

_OBJECTS = """\
An object is given as JSON, as the JSON in a file, or member by member: --object.member VALUE. --fields lists all
members, also those of the objects in lists."""


class OperationCommand(Command):
    """Make one call of an operation."""

    def __init__(self, package: Package, operation: CallableOperation) -> None:
        fields = fields_of(operation.request)
        paragraphs = [operation.help.text, *([_OBJECTS] if any(field.kind == "json" for field in fields) else [])]
        super().__init__(
            operation.id,
            help="\n\n".join(paragraphs),
            short_help=operation.help.title,
            context_settings={"token_normalize_func": _with_underscores},
        )
        self._package = package
        self._operation = operation
        self._fields = fields

    @cached_property
    def _own_options(self) -> list[click.Option]:
        return call_options(self._operation)

    @cached_property
    def _field_options(self) -> list[tuple[click.Option, Field]]:
        """Return an option for each field and each member; `--field.NAME` for one whose own name is taken."""
        taken = {_with_underscores(name) for option in self._own_options for name in option.opts} | {"__help"}
        fields = [each for field in self._fields for each in (field, *members_below(field))]
        options: list[tuple[click.Option, Field]] = []
        for field in fields:
            name = f"--{field.name}" if _with_underscores(f"--{field.name}") not in taken else f"--field.{field.name}"
            if _with_underscores(name) not in taken:  # members that differ in `-` and `_` alone are given as JSON
                taken.add(_with_underscores(name))
                options.append((field_option(name, f"field_{len(options)}", field), field))
        for option, field in options:
            option.hidden = len(options) > _MOST_LISTED and len(field.path) > 1
        return options

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return all options."""
        self.params = [*(option for option, _ in self._field_options), *self._own_options]
        return super().get_params(ctx)

    def get_help(self, ctx: click.Context) -> str:
        """Return the help, which ends with an example."""
        from wxbrand_codegen.calls.example import example_command  # needed for help only

        for option, field in self._field_options:
            option.help = "" if option.hidden else self._operation.text_of(field)
        names = {field.name: option.opts[0] for option, field in self._field_options}
        self.examples = (example_command(self._operation, names),)
        return super().get_help(ctx)

    def format_help_text(self, ctx: RichContext, formatter: RichHelpFormatter) -> None:  # type: ignore[override]  # as rich-click has it
        """Write the paragraphs of the help, broken between Chinese characters, which rich takes for one word."""
        for paragraph in (self.help or "").split("\n\n"):
            for line in wrap(paragraph.replace("\n", " "), formatter.console.width - 1):
                formatter.write(line, markup=False, highlight=False)
            formatter.write()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep the arguments as typed, for the command that repeats the call. Say how a field is given."""
        ctx.obj = list(args)
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            assignment = unexpected_assignment(error, ctx.obj)
            if assignment is None:
                raise
            name = assignment.partition("=")[0]
            if _with_underscores(f"--{name}") not in {
                _with_underscores(each.opts[0]) for each, _ in self._field_options
            }:
                raise click.NoSuchOption(f"--{name}", ctx=ctx) from error
            raise click.UsageError(f"a field is an option: write --{name} VALUE, not {name}=VALUE", ctx) from error

    def invoke(self, ctx: click.Context) -> int:
        """Make the call and return the exit code."""
        from wxbrand_codegen.cli.call.run import Given, run  # completion does not need it

        values = [(field, ctx.params.pop(str(option.name))) for option, field in self._field_options]
        given = [
            (field, list(value) if field.is_list else value)
            for field, value in values
            if value is not None and value != ()
        ]
        return run(
            Given(package=self._package, operation=self._operation, arguments=ctx.obj, fields=given, **ctx.params)
        )

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[Any]]:
        """Complete options: those of members once a dot is typed, and with `-` in place of `_` once one is typed."""
        if not incomplete.startswith("-"):
            return []
        dashed, has_dot = "-" in incomplete[2:], "." in incomplete
        options = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
        fields = {option.name: field for option, field in self._field_options}
        names = [
            (name.replace("_", "-") if dashed else name, option)
            for option in options
            if has_dot == ("." in option.opts[0]) and (option.multiple or ctx.params.get(str(option.name)) is None)
            for name in option.opts
        ]
        return [
            CompletionItem(
                name, help=self._operation.text_of(fields[option.name]) if option.name in fields else option.help
            )
            for name, option in names
            if name.startswith(incomplete)
        ]


def _with_underscores(name: str) -> str:
    """Return the name of an option as it is declared: `--send-request-no` means `--send_request_no`."""
    return name.replace("-", "_")
