"""The command `generate`: write the generated files."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import rich_click as click

from wxbrand_codegen.cli.console import FINE, PROBLEMS, print_advice, print_problems, progress_line
from wxbrand_codegen.cli.options import configuration
from wxbrand_codegen.cli.parser import Command
from wxbrand_codegen.config import Config, configure
from wxbrand_codegen.problems import ProblemsFound

if TYPE_CHECKING:
    from wxbrand_codegen.build.api import Built
    from wxbrand_codegen.pipeline import Outcome

_FIRST_OF_CODE = 3
"""If there is much advice, so many pieces of each code are printed."""


@click.command(
    "generate",
    cls=Command,
    examples=[
        "wxbrand generate",
        "wxbrand generate --spec api.yaml --out src --package acme",
        "wxbrand generate --dry-run",
    ],
)
@configuration
@click.option("--force", is_flag=True, help="overwrite files that were edited by hand or not written by wxbrand")
@click.option("--dry-run", is_flag=True, help="print what would be written, removed or refused; write nothing")
def command(*, force: bool, dry_run: bool, **options: Any) -> int:
    """Generate the client package and its tests from the spec.

    Read the spec and write OUT/PACKAGE and OUT/tests. Only files that changed are
    replaced. Files that wxbrand wrote and that are no longer needed are removed.
    If a file was edited by hand, nothing is written unless --force is given.

    An operation that cannot be generated is left out. It is listed, with the
    reason, on standard error and in the package's README.md. What else of the spec
    has no effect is printed as advice, FILE:LINE:COLUMN CODE MESSAGE. With --strict,
    either stops the run; nothing is written then. So does a problem of the whole
    spec.
    """
    from wxbrand_codegen import pipeline

    config = configure(**options)
    try:
        with progress_line() as progress:
            outcome = pipeline.generate(config, force=force, dry_run=dry_run, progress=progress)
    except ProblemsFound as refused:
        print_problems(refused.problems, "; nothing was written")
        return PROBLEMS
    if outcome.built:
        _print_parts_without_effect(outcome.built)
    if dry_run:
        return _print_dry_run(outcome, config, force=force)
    for difference in outcome.differences:
        print(f"{'removed' if 'orphan' in difference.state else 'wrote'} {config.out / difference.path}")
    package, tests = config.folders
    written = f"{package} and {tests} ({outcome.files} files)"
    print(f"{outcome.counts}: {written}{'' if outcome.differences else ', nothing changed'}")
    return FINE


def _print_dry_run(outcome: Outcome, config: Config, *, force: bool) -> int:
    refused = 0
    for difference in outcome.differences:
        is_refused = difference.state in {"edited", "foreign", "edited orphan"} and not force
        action = f"{'refuse to ' if is_refused else ''}{'remove' if 'orphan' in difference.state else 'write'}"
        print(f"would {action} {config.out / difference.path} ({difference.state})")
        refused += is_refused
    count = len(outcome.differences)
    if refused:
        print(f"would refuse {refused} of {count} changes and write nothing; nothing was written")
        return PROBLEMS
    print(f"would change {count} of {outcome.files} files; nothing was written")
    return FINE


def _print_parts_without_effect(built: Built) -> None:
    for entry in built.api.skipped:
        print(f"left out {entry.key}: {entry.problem}", file=sys.stderr)
    print_advice(built.advice, _FIRST_OF_CODE)
