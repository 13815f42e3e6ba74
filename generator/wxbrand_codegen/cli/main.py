"""Run the command, and turn errors into exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click
import rich_click
from click.shell_completion import shell_complete

from wxbrand_codegen.cli import console, streams
from wxbrand_codegen.cli.parser import COMPLETE, Entry, LazyGroup, wrong_command
from wxbrand_codegen.cli.unexpected import bug_report, shows_traceback, undecodable_name
from wxbrand_codegen.config import UsageError
from wxbrand_codegen.problems import ProblemsFound

_SECTIONS = {
    "Start here": {
        "demo": "Generate a client, start a sandbox, make one signed call and show each step",
        "sandbox": "Serve a local WeChat Pay to develop against",
    },
    "Call and debug": {
        "call": "Make one signed call, and print the answer as JSON",
        "listen": "Receive notifications on this machine, verify and show them, and forward them",
        "trigger": "Send a notification to a handler, as WeChat Pay would",
        "explain": "Explain why a signature does or does not verify, and what an error says",
        "doctor": "Look at keys, clock, network and installation, and say what to mend",
    },
    "Generate a client": {
        "init": "Set up this repository: a first spec, configuration, a CI workflow",
        "lint": "Report problems in the spec, and advice on it",
        "generate": "Generate the client package and its tests from the spec",
        "check": "Check that the generated files match the spec",
    },
    "Follow changes of the API": {
        "diff": "Report what changes for callers between two specs",
        "docs": "Fetch the official documentation",
        "drift": "Report where the documentation and the spec disagree",
        "draft": "Draft a spec from a saved documentation page",
    },
    "Work in the shell": {
        "completion": "Print the script that completes commands in a shell",
    },
}

COMMANDS = {
    name: Entry(f"wxbrand_codegen.cli.{name}", summary, section)
    for section, commands in _SECTIONS.items()
    for name, summary in commands.items()
}
"""Every command: its name, which is that of its module, and the first line of its help."""


def _print_version(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:  # noqa: ARG001
    if wanted and not context.resilient_parsing:
        from importlib.metadata import version  # takes long to import

        click.echo(f"wxbrand {version('wxbrand')}")
        context.exit()


@rich_click.command(
    cls=LazyGroup,
    entries=COMMANDS,
    examples=["wxbrand demo", "wxbrand sandbox --help", "wxbrand generate --spec api.yaml"],
    subcommand_metavar="COMMAND ...",
)
@rich_click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="print the version"
)
def command() -> None:
    """Generate a typed Python client for an API of WeChat Pay, and its tests, from an OpenAPI spec.

    To see it work, run: wxbrand demo. [tool.wxbrand] in pyproject.toml may set defaults for spec, out, package and
    templates.

    Exit codes: 0 fine, 1 problems found, 2 wrong command, 70 a bug of wxbrand, 130 Ctrl-C. After a bug,
    WXBRAND_TRACEBACK=1 shows its traceback. NO_COLOR=1 turns colours off.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code. The arguments default to those of the process.

    Whatever happens, no traceback is shown: errors end in one line each.
    """
    streams.open_closed_streams()
    streams.tolerate_unprintable_characters()
    try:
        return _run(arguments)
    except OSError:  # the line that says what is wrong cannot be written either
        return console.PROBLEMS
    except KeyboardInterrupt:  # a second one
        return console.INTERRUPTED
    finally:
        streams.flush_or_discard()


def _run(arguments: Sequence[str] | None) -> int:
    try:
        return _run_command(sys.argv[1:] if arguments is None else list(arguments))
    except UsageError as error:
        console.print_error(str(error))
        return console.USAGE
    except click.ClickException as error:
        console.print_error(*reversed(wrong_command(error)))
        return console.USAGE
    except ProblemsFound as refused:
        console.print_problems(refused.problems)
        return console.PROBLEMS
    except BrokenPipeError:  # the reader, such as `head`, has read enough
        streams.discard(sys.stdout)
        return console.FINE
    except OSError as error:  # a folder without write permission, a full disk, a port in use
        console.print_error(f"{error.filename or 'operating system'}: {error.strerror or error}")
        return console.PROBLEMS
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("wxbrand"):
            return _unexpected(error)
        console.print_error(f"{error.name} is not installed; run pip install 'wxbrand[codegen,sandbox]'")
        return console.USAGE
    except (KeyboardInterrupt, click.Abort):
        print("interrupted", file=sys.stderr)
        return console.INTERRUPTED
    except MemoryError:
        console.print_error("there is not enough memory")
        return console.PROBLEMS
    except UnicodeEncodeError as error:
        name = undecodable_name(error)
        if name is None:
            return _unexpected(error)
        console.print_error(f"{name} is the name of a file or folder and is not UTF-8; rename it")
        return console.PROBLEMS
    except Exception as error:  # noqa: BLE001  (a bug: reported as one, with its traceback in a file)
        return _unexpected(error)


def _run_command(arguments: list[str]) -> int:
    if instruction := os.environ.get(COMPLETE):
        return shell_complete(command, {}, "wxbrand", COMPLETE, instruction)
    if not arguments:
        with command.make_context("wxbrand", [], resilient_parsing=True) as context:
            click.echo(f"{command.get_help(context)}\n", err=True)
        raise UsageError("name a command; wxbrand demo shows how all of it works")
    try:
        with command.make_context("wxbrand", arguments) as context:
            status: int = command.invoke(context)
    except click.exceptions.Exit as ended:  # help or the version is printed
        status = ended.exit_code
    sys.stdout.flush()  # here, so that a full disk is reported
    return status


def _unexpected(error: Exception) -> int:
    if shows_traceback():
        raise error
    console.print_error(bug_report(error))
    return console.BUG
