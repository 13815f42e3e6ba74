"""The command `explain`: say why a signature does or does not verify."""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

from wxbrand_codegen.cli.console import FINE, PROBLEMS, Commands, add_command, print_error, read_input


def add_to(commands: Commands) -> None:
    """Add the command and its arguments."""
    parser = add_command(commands, "explain", _run)
    parser.add_argument(
        "file", nargs="?", default="-", metavar="FILE", help="saved request or answer (default: -, standard input)"
    )
    parser.add_argument("--dir", metavar="DIR", help="folder of keys, such as the one that `wxbrand sandbox` fills")


def _run(options: argparse.Namespace) -> int:
    """Explain why a signature does or does not verify.

    Read a request or an answer in any of these forms: a curl command, an HTTP
    message as sent or as printed by curl -v, or header fields and a body from a log
    with an empty line between. Print what is signed, line by line, what is wrong,
    and the most likely reason if the signature does not verify.

    Keys and ids are read from DIR (apiclient_key.pem, wxp_pub.pem, wxbrand.env),
    else from the WXBRAND_ or WXPAY_ variables. Without them, only the form is
    checked. No key is printed. Exit with 0 if nothing is wrong.

    examples:
      wxbrand explain request.txt --dir wxbrand-sandbox
      wxbrand explain < log.txt
    """
    from wxbrand_runtime import InvalidCredentials

    from wxbrand_codegen.explain import explain
    from wxbrand_codegen.explain.captures import MAX_BYTES, UnreadableCapture, read_capture
    from wxbrand_codegen.explain.keys import keys_from_environment, keys_from_folder

    try:
        capture = read_capture(read_input(options.file, MAX_BYTES))
        if options.dir:
            keys = keys_from_folder(Path(options.dir), capture.headers)
        else:
            keys = keys_from_environment(os.environ, capture.headers)
        report = explain(capture, keys, now=time.time())
    except (UnreadableCapture, InvalidCredentials) as problem:
        print_error(str(problem))
        return PROBLEMS
    print("\n".join(report.lines))
    return PROBLEMS if report.is_wrong else FINE
