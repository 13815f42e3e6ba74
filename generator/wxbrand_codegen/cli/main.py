"""Put the parser together, run the command, and turn errors into exit codes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version

from wxbrand_codegen.cli import console, demo, diff, draft, drift, explain, generate, init, lint, sandbox
from wxbrand_codegen.config import UsageError
from wxbrand_codegen.problems import ProblemsFound

_COMMANDS = (generate, lint, diff, draft, drift, init, sandbox, explain, demo)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code. The arguments default to those of the process."""
    console.tolerate_unprintable_characters()
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except UsageError as error:
        console.print_error(str(error))
        return console.USAGE
    except ProblemsFound as refused:
        console.print_problems(refused.problems)
        return console.PROBLEMS
    except BrokenPipeError:  # the reader, such as `head`, has read enough
        sys.stderr.close()
        return console.FINE
    except OSError as error:  # a folder without write permission, a full disk, a port in use
        console.print_error(f"{error.filename or 'operating system'}: {error.strerror or error}")
        return console.PROBLEMS
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("wxbrand"):
            raise
        console.print_error(f"{error.name} is not installed; run pip install 'wxbrand[codegen,sandbox]'")
        return console.USAGE
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return console.INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wxbrand",
        description="Generate a typed Python client for the WeChat Pay brand API, and its tests, from an OpenAPI spec.",
        epilog="To see it work, run: wxbrand demo. [tool.wxbrand] in pyproject.toml may set defaults for spec, out, "
        "package and templates.",
    )
    parser.add_argument("--version", action="version", version=f"wxbrand {version('wxbrand')}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for command in _COMMANDS:
        command.add_to(commands)
    return parser
