"""The command `drift`: report where saved documentation pages and the spec disagree."""

from __future__ import annotations

import argparse
import sys

from wxbrand_codegen.cli.console import FINE, PROBLEMS, Commands, add_command, print_error, read_input
from wxbrand_codegen.config import configure
from wxbrand_codegen.problems import printable


def add_to(commands: Commands) -> None:
    """Add the command and its arguments."""
    parser = add_command(commands, "drift", _run)
    parser.add_argument("pages", nargs="+", metavar="PAGE", help="saved pages; - reads standard input")
    parser.add_argument("--spec", metavar="FILE", help="root file of the spec (default: spec/openapi.yaml)")
    parser.add_argument(
        "--format", choices=["text", "markdown", "json"], default="text", help="form of the report (default: text)"
    )


def _run(options: argparse.Namespace) -> int:
    """Compare saved documentation pages with the spec.

    Find the operation that each page describes, by method and path (or by name, if
    the path has changed), and compare the two field by field. Disagreements that
    the spec records under x-wxbrand-unproven are not reported again. A page that is
    cut short is compared as far as it goes. Exit with 1 if there is a difference.

    examples:
      wxbrand drift page.html
      wxbrand drift saved/*.html --format markdown
    """
    from wxbrand_codegen.change.drift import as_json, as_markdown, as_text, drift
    from wxbrand_codegen.document.load import load
    from wxbrand_codegen.ir.api import counted
    from wxbrand_codegen.pages import MOST_BYTES, PageError

    root = load(configure(spec=options.spec).spec).root
    found, unread = [], 0
    for file in options.pages:
        try:
            page, differences = drift(read_input(file, MOST_BYTES), root)
        except PageError as error:
            print_error(f"{printable(file)}: {error}")
            unread += 1
            continue
        found += [(file, difference) for difference in differences]
        for doubt in page.doubts:
            print(printable(f"{file}:{doubt.line} not compared: {doubt.text}"), file=sys.stderr)
    print_as = {"text": as_text, "markdown": as_markdown, "json": as_json}
    if found or options.format == "json":
        print(print_as[options.format](found))
    if read := len(options.pages) - unread:
        differences_found = counted(len(found), "difference") if found else "no difference"
        print(f"{counted(read, 'page')} read: {differences_found}", file=sys.stderr)
    return PROBLEMS if found or unread else FINE
