"""The command of an installation without extras: `demo` and `--version`; for all else it says what to install.

`pip install wxbrand` is the client alone, without click and what else the commands need.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from importlib.metadata import version

from wxbrand_codegen.cli import streams
from wxbrand_codegen.demo.installed import WITH_TOOL, demo_of_installed_client


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code. The arguments default to those of the process."""
    streams.open_closed_streams()
    streams.tolerate_unprintable_characters()
    try:
        return _run(sys.argv[1:] if arguments is None else list(arguments))
    except BrokenPipeError:  # the reader, such as `head`, has read enough
        streams.discard(sys.stdout)
        return 0
    except OSError as error:
        sys.stderr.write(f"wxbrand: {error.strerror or error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        streams.flush_or_discard()


def _run(arguments: list[str]) -> int:
    match arguments:
        case ["demo"]:
            return demo_of_installed_client()
        case ["--version"]:
            sys.stdout.write(f"wxbrand {version('wxbrand')}\n")
            return 0
        case _:
            typed = shlex.join(arguments) or "--help"
            sys.stderr.write(
                "wxbrand: only the client is installed, and `demo` is the one command that needs no more; run "
                f"pip install 'wxbrand[codegen,sandbox]', or without installing: {WITH_TOOL} {typed}\n"
            )
            return 2
