"""The command `call`, whose commands are the operations of the configured package."""

from __future__ import annotations

from typing import Any

import click
from click.shell_completion import CompletionItem
from rich_click import RichContext

from wxbrand_codegen.calls.package import Package, load_package
from wxbrand_codegen.cli.call.operation import OperationCommand
from wxbrand_codegen.cli.parser import Command, Group
from wxbrand_codegen.config import UsageError


class CallGroup(Group):
    """A group whose commands are found in a generated package."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the ids of all operations."""
        return [operation.id for operation in _package(ctx).operations]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of an operation; None if there is no such operation."""
        try:
            package = _package(ctx)
        except UsageError:
            if not ctx.resilient_parsing:
                raise
            return None
        operation = package.find(cmd_name)
        return None if operation is None else OperationCommand(package, operation)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command of an operation, under the name that was typed. Raises UsageError if there is none."""
        name, *rest = args
        command = self.get_command(ctx, name)
        if command is None and not ctx.resilient_parsing:
            raise UsageError(_package(ctx).unknown(name))
        return name, command, rest

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options only: `--list` lists the operations."""
        listed = Command(self.name, params=self.params)
        with RichContext(listed, info_name=ctx.info_name, **listed.context_settings) as inner:
            listed.format_options(inner, formatter)  # type: ignore[arg-type]  # as rich-click has it

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[Any]]:
        """Complete an operation: its id, its method, or its area and method with a dot between."""
        try:
            operations = _package(ctx).operations
        except UsageError:  # said when the command is run
            operations = ()
        names = [
            (name, each.help.title)
            for each in operations
            for name in _spellings(incomplete, each.id, each.method, each.area)
        ]
        found = [CompletionItem(name, help=title) for name, title in names if name.startswith(incomplete)]
        return found + click.Command.shell_complete(self, ctx, incomplete)


def _spellings(incomplete: str, id_: str, method: str, area: str) -> list[str]:
    """Return the spelling of an operation that someone has begun to type."""
    if "." in incomplete:
        return [f"{area}.{method}"]
    if incomplete[:1].islower():
        return [method.replace("_", "-")] if "-" in incomplete else [method]
    return [id_]


def _package(ctx: click.Context) -> Package:
    """Return the package to call, imported once."""
    name = ctx.params.get("package")
    loaded: dict[str | None, Package] = ctx.meta.setdefault(__name__, {})
    if name not in loaded:
        loaded[name] = load_package(name)
    return loaded[name]


@click.command(
    "call",
    cls=CallGroup,
    invoke_without_command=True,
    subcommand_metavar="OPERATION [OPTIONS]",
    examples=[
        "wxbrand call --list",
        "wxbrand call GetNotifyConfig --dir wxbrand-sandbox",
        "wxbrand call PreSendUserProductCoupon --help",
        "wxbrand call CreateStore --dir wxbrand-sandbox --body @store.json --dry-run",
    ],
)
@click.option("--package", metavar="NAME", help="package to call (default: the configured one)")
@click.option("--list", "list_", is_flag=True, help="list the operations by area, and exit")
@click.option("--json", "as_json", is_flag=True, help="with --list: print JSON")
@click.pass_context
def command(ctx: click.Context, /, list_: bool, as_json: bool, **_: object) -> int | None:
    """Make one signed call, and print the answer as JSON.

    OPERATION is an operationId such as GetStore, a method such as get_store, or store.get_store. Its fields are
    options; see wxbrand call OPERATION --help.

    Ids and keys are read from the WXBRAND_ variables (WXPAY_ for a merchant's package), or from the folder that --dir
    names, such as that of wxbrand sandbox. A write to a server that is not on this machine asks first.
    """
    if ctx.invoked_subcommand is not None:
        if list_ or as_json:
            raise UsageError(
                f"--list and --json stand alone before an operation; give options after {ctx.invoked_subcommand}"
            )
        return None
    if not list_:
        raise UsageError("name an operation; wxbrand call --list shows all, wxbrand call --help explains")
    from wxbrand_codegen.cli.call.listing import print_operations  # tables are slow to import

    print_operations(_package(ctx), as_json=as_json)
    return 0
