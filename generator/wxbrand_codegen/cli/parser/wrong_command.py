"""What is wrong with a command, in one line."""

from __future__ import annotations

from collections.abc import Sequence

import click

from wxbrand_codegen.suggestions import did_you_mean


def wrong_command(error: click.ClickException) -> tuple[str, str]:
    """Return the command as far as it is known, such as `wxbrand generate`, and what is wrong with it."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    path = context.command_path if context else "wxbrand"
    reason = _reason(error, context)
    return path, reason if reason.endswith("?") else f"{reason.rstrip('.')}; see {path} --help"


def unexpected_assignment(error: click.UsageError, arguments: Sequence[str]) -> str | None:
    """Return the argument such as `name=value` that an error complains about, if it does."""
    return next((each for each in arguments if "=" in each and each[:1] != "-" and each in error.message), None)


def _reason(error: click.ClickException, context: click.Context | None) -> str:
    match error:
        case click.NoSuchOption(option_name=name):
            options = [each for parameter in _parameters(context) for each in parameter.opts]
            return f"there is no option {name}{did_you_mean(name, options)}"
        case click.exceptions.NoSuchCommand(command_name=name):
            return f"there is no command {name}{did_you_mean(name, _commands(context))}"
        case click.MissingParameter(param=parameter) if parameter is not None:
            return f"{_name(parameter)} is missing"
        case click.BadParameter(param=parameter) if parameter is not None:
            return f"{_name(parameter)}: {error.message}"
        case _:
            message = error.format_message()
            return message[:1].lower() + message[1:]


def _name(parameter: click.Parameter) -> str:
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return parameter.human_readable_name


def _parameters(context: click.Context | None) -> list[click.Option]:
    found = context.command.get_params(context) if context else []
    return [each for each in found if isinstance(each, click.Option) and not each.hidden]


def _commands(context: click.Context | None) -> list[str]:
    return context.command.list_commands(context) if context and isinstance(context.command, click.Group) else []
