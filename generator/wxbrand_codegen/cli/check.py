"""The command `check`: compare the generated files with the spec."""

from __future__ import annotations

from typing import Any

import rich_click as click

from wxbrand_codegen.cli.console import FINE, PROBLEMS, facts_of_problems, print_json, progress_line
from wxbrand_codegen.cli.options import configuration
from wxbrand_codegen.cli.parser import Command
from wxbrand_codegen.config import configure
from wxbrand_codegen.problems import ProblemsFound


@click.command(
    "check", cls=Command, examples=["wxbrand check", "wxbrand check --spec api.yaml --out src --package acme"]
)
@configuration
@click.option(
    "--json",
    "as_json",
    panel="What to print",
    is_flag=True,
    help="print an object: files, differences (state and file), problems",
)
def command(*, as_json: bool, **options: Any) -> int:
    """Check that the generated files match the spec.

    Write nothing. Print each file that is missing, stale (generated from an older
    spec), edited (changed by hand), foreign (not written by wxbrand) or orphan (no
    longer needed). Exit with 1 if there is one, with 0 otherwise: made for
    continuous integration.
    """
    from wxbrand_codegen import pipeline

    config = configure(**options)
    try:
        with progress_line() as progress:
            outcome = pipeline.check(config, progress=progress)
    except ProblemsFound as refused:
        if not as_json:
            raise
        print_json({"files": 0, "differences": [], "problems": facts_of_problems(refused.problems)})
        return PROBLEMS
    if as_json:
        differences = [
            {"state": difference.state, "file": str(config.out / difference.path)} for difference in outcome.differences
        ]
        print_json({"files": outcome.files, "differences": differences, "problems": []})
        return PROBLEMS if differences else FINE
    for difference in outcome.differences:
        print(f"{difference.state}: {config.out / difference.path}")
    if count := len(outcome.differences):
        verb = "does" if count == 1 else "do"
        print(f"{count} of {outcome.files} files {verb} not match the spec; run wxbrand generate")
        return PROBLEMS
    print(f"{outcome.files} files match the spec")
    return FINE
