"""The command `check`: compare the generated files with the spec."""

from __future__ import annotations

from typing import Any

import rich_click as click

from wxbrand_codegen.cli.console import FINE, PROBLEMS, progress_line
from wxbrand_codegen.cli.options import configuration
from wxbrand_codegen.cli.parser import Command
from wxbrand_codegen.config import configure


@click.command(
    "check", cls=Command, examples=["wxbrand check", "wxbrand check --spec api.yaml --out src --package acme"]
)
@configuration
def command(**options: Any) -> int:
    """Check that the generated files match the spec.

    Write nothing. Print each file that is missing, stale (generated from an older
    spec), edited (changed by hand), foreign (not written by wxbrand) or orphan (no
    longer needed). Exit with 1 if there is one, with 0 otherwise: made for
    continuous integration.
    """
    from wxbrand_codegen import pipeline

    config = configure(**options)
    with progress_line() as progress:
        outcome = pipeline.check(config, progress=progress)
    for difference in outcome.differences:
        print(f"{difference.state}: {config.out / difference.path}")
    if count := len(outcome.differences):
        verb = "does" if count == 1 else "do"
        print(f"{count} of {outcome.files} files {verb} not match the spec; run wxbrand generate")
        return PROBLEMS
    print(f"{outcome.files} files match the spec")
    return FINE
