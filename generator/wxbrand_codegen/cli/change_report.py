"""Reports of changes: the option that chooses their form, and printing, in colour where it is text and goes to a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import rich_click as click

from wxbrand_codegen.cli.console import print_line
from wxbrand_codegen.cli.parser import Choice

_CHANGE = re.compile(
    r"(?P<level>breaking|additive|documentation|not compared)(?P<space> +)(?P<code>[a-z-]+ +)?(?P<rest>.*)"
)
"""A line of `change.reports.text` about one change."""

_STYLES = {"breaking": "bold red", "additive": "green", "documentation": "blue", "not compared": "dim"}


def form_option(help_: str) -> Callable[[Any], Any]:
    """Return the option `--format`, the keyword argument `form`: a name of `change.reports.FORMS`."""
    return click.option(
        "--format",
        "form",
        type=Choice(["text", "markdown", "json", "html"]),
        metavar="FORM",
        default="text",
        help=help_,
    )


def print_report(text: str, form: str) -> None:
    """Print a report. form: `text`, which may be coloured, or another one, which is printed as it is."""
    if form != "text":
        print(text)
        return
    for line in text.split("\n"):
        if found := _CHANGE.fullmatch(line):
            print_line(
                (found["level"], _STYLES[found["level"]]), found["space"], (found["code"] or "", "cyan"), found["rest"]
            )
        else:
            print_line(line)
