"""The options of an operation: one for each field, and those that every call has."""

from __future__ import annotations

from functools import partial
from typing import Any

import click
from rich_click import RichOption

from wxbrand_codegen.calls.fields import Field, fields_of
from wxbrand_codegen.calls.package import CallableOperation
from wxbrand_codegen.cli.call.types import JsonValue
from wxbrand_codegen.cli.parser import FILE, FOLDER, Choice

_BODIES_WITH_MEMBERS = frozenset({"members", "whole", "form", "multipart"})


class IntegerChoice(click.ParamType[int]):
    """One of some integers."""

    name = "integer"

    def __init__(self, choices: tuple[int, ...]) -> None:
        self.choices = Choice([str(each) for each in choices])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the integer; fail if it is none of the choices."""
        return int(self.choices.convert(str(value), param, ctx))

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> Any:
        """Complete the choices."""
        return self.choices.shell_complete(ctx, param, incomplete)


def field_option(option: str, name: str, field: Field) -> click.Option:
    """Return the option of a field, or of a member of an object. name: the parameter that receives its value."""
    type_, metavar = _type(field)
    return RichOption([option, name], type=type_, metavar=metavar, multiple=field.is_list, default=None, panel="Fields")


def _type(field: Field) -> tuple[click.ParamType[Any], str | None]:
    match field.kind:
        case "choice":
            if all(isinstance(each, int) for each in field.choices):
                return IntegerChoice(tuple(int(each) for each in field.choices)), "|".join(map(str, field.choices))
            return Choice([str(each) for each in field.choices]), None
        case "integer":
            return click.INT, "INTEGER"
        case "number":
            return click.FLOAT, "NUMBER"
        case "boolean":
            return click.BOOL, "true|false"
        case "time":
            return click.STRING, "TIME"
        case "file":
            return FILE, "FILE"
        case "json":
            return JsonValue(), "JSON|@FILE"
        case "text":
            return click.STRING, "TEXT"


def call_options(operation: CallableOperation) -> list[click.Option]:
    """Return the options that a call of an operation has besides its fields."""
    wire = operation.request.operation
    options = list[click.Option]()
    if wire.body in _BODIES_WITH_MEMBERS:
        options.append(
            _own(
                "--body",
                type=JsonValue(takes_standard_input=True),
                metavar="JSON|@FILE|-",
                help="the body; fields that are given too win",
            )
        )
    if any(field.kind == "json" for field in fields_of(operation.request)):
        show = partial(_print_fields, operation)
        help_ = "list all fields and members, and exit"
        options.append(_own("--fields", is_flag=True, is_eager=True, expose_value=False, callback=show, help=help_))
    options.append(
        _own("--dir", "directory", type=FOLDER, metavar="DIR", help="folder with the keys, such as wxbrand-sandbox")
    )
    if not operation.is_read:
        options.append(_own("--yes", is_flag=True, help="send a write to the real server without asking"))
    options.append(_own("--dry-run", is_flag=True, help="print what is signed and a curl command; send nothing"))
    if wire.paging is not None:
        options.append(_own("--all", "all_pages", is_flag=True, help="go through all pages; print one item a line"))
        options.append(_own("--max-items", type=click.IntRange(1), metavar="N", help="with --all: stop after N items"))
    return [
        *options,
        _own("--raw", is_flag=True, help="print the body as received"),
        _own("--output", "-o", type=FILE, metavar="FILE", help="write the answer to a file"),
        _own("--json", "as_json", is_flag=True, help="print errors, and the dry run, as JSON"),
        _own("--verbose", "-v", is_flag=True, help="print each attempt: server, status, seconds, Request-ID"),
        _own(
            "--timeout",
            type=click.FloatRange(0, 3600, min_open=True),
            metavar="SECONDS",
            help="for one attempt (default: 15)",
        ),
        _own("--retries", type=click.IntRange(0, 10), metavar="N", help="attempts after the first (default: 2)"),
    ]


def _print_fields(operation: CallableOperation, ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from wxbrand_codegen.cli.call.listing import print_fields  # tables are slow to import

        print_fields(operation)
        ctx.exit()


def _own(*declarations: str, **settings: Any) -> click.Option:
    return RichOption(list(declarations), panel="Options", **settings)
