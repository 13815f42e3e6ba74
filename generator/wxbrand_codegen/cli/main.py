"""Put the parser together, run the command, and turn errors into exit codes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version

from wxbrand_codegen.cli import console, demo, diff, docs, draft, drift, explain, generate, init, lint, sandbox, streams
from wxbrand_codegen.cli.unexpected import bug_report, shows_traceback, undecodable_name
from wxbrand_codegen.config import UsageError
from wxbrand_codegen.problems import ProblemsFound

_COMMANDS = (generate, lint, diff, docs, draft, drift, init, sandbox, explain, demo)


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
        return _run_command(arguments)
    except UsageError as error:
        console.print_error(str(error))
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
    except KeyboardInterrupt:
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


def _run_command(arguments: Sequence[str] | None) -> int:
    try:
        options = _parser().parse_args(arguments)
    except SystemExit:  # the parser has printed help, or what is wrong
        sys.stdout.flush()
        raise
    run: Callable[[argparse.Namespace], int] = options.run
    status = run(options)
    sys.stdout.flush()  # here, so that a full disk is reported
    return status


def _unexpected(error: Exception) -> int:
    if shows_traceback():
        raise error
    console.print_error(bug_report(error))
    return console.BUG


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wxbrand",
        description="Generate a typed Python client for an API of WeChat Pay, and its tests, from an OpenAPI spec.",
        epilog="To see it work, run: wxbrand demo. [tool.wxbrand] in pyproject.toml may set defaults for spec, out, "
        "package and templates. After an unexpected error, WXBRAND_TRACEBACK=1 shows its traceback.",
    )
    parser.add_argument("--version", action="version", version=f"wxbrand {version('wxbrand')}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for command in _COMMANDS:
        command.add_to(commands)
    return parser
