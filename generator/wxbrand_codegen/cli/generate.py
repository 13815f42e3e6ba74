"""The commands `generate` and `check`: write the generated files, or compare them with the spec."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from wxbrand_codegen.cli.console import (
    FINE,
    PROBLEMS,
    Commands,
    add_command,
    print_advice,
    print_problems,
    progress_line,
)
from wxbrand_codegen.config import Config, configure
from wxbrand_codegen.problems import ProblemsFound

if TYPE_CHECKING:
    from wxbrand_codegen.build.api import Built
    from wxbrand_codegen.pipeline import Outcome

_FIRST_OF_CODE = 3
"""If there is much advice, so many pieces of each code are printed."""


def add_to(commands: Commands) -> None:
    """Add both commands and their arguments."""
    parser = add_command(commands, "generate", _generate)
    _add_shared_arguments(parser)
    parser.add_argument(
        "--force", action="store_true", help="overwrite files that were edited by hand or not written by wxbrand"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="print what would be written, removed or refused; write nothing"
    )
    parser = add_command(commands, "check", _check)
    _add_shared_arguments(parser)


def _add_shared_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--spec", metavar="FILE", help="root file of the spec (default: spec/openapi.yaml)")
    parser.add_argument("--out", metavar="DIR", help="folder for the package and its tests (default: generated)")
    parser.add_argument("--package", metavar="NAME", help="import name of the package (default: wxbrand)")
    parser.add_argument(
        "--templates", metavar="DIR", help="folder of templates that replace built-in ones of the same name"
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        help="refuse the spec if there is advice about it or an operation that cannot be generated",
    )
    parser.add_argument(
        "--skip-unsupported",
        action="store_true",
        help="with --strict: allow operations that cannot be generated; they are left out, as without --strict",
    )


def _generate(options: argparse.Namespace) -> int:
    """Generate the client package and its tests from the spec.

    Read the spec and write OUT/PACKAGE and OUT/tests. Only files that changed are
    replaced. Files that wxbrand wrote and that are no longer needed are removed.
    If a file was edited by hand, nothing is written unless --force is given.

    An operation that cannot be generated is left out. It is listed, with the
    reason, on standard error and in the package's README.md. What else of the spec
    has no effect is printed as advice, FILE:LINE:COLUMN CODE MESSAGE. With --strict,
    either stops the run; nothing is written then. So does a problem of the whole
    spec.

    examples:
      wxbrand generate
      wxbrand generate --spec api.yaml --out src --package acme
      wxbrand generate --dry-run
    """
    from wxbrand_codegen import pipeline

    config = _config(options)
    try:
        with progress_line() as progress:
            outcome = pipeline.generate(config, force=options.force, dry_run=options.dry_run, progress=progress)
    except ProblemsFound as refused:
        print_problems(refused.problems, "; nothing was written")
        return PROBLEMS
    if outcome.built:
        _print_parts_without_effect(outcome.built)
    if options.dry_run:
        return _print_dry_run(outcome, config, force=options.force)
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


def _check(options: argparse.Namespace) -> int:
    """Check that the generated files match the spec.

    Write nothing. Print each file that is missing, stale (generated from an older
    spec), edited (changed by hand), foreign (not written by wxbrand) or orphan (no
    longer needed). Exit with 1 if there is one, with 0 otherwise: made for
    continuous integration.

    example:
      wxbrand check --spec api.yaml --out src --package acme
    """
    from wxbrand_codegen import pipeline

    config = _config(options)
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


def _config(options: argparse.Namespace) -> Config:
    return configure(
        spec=options.spec,
        out=options.out,
        package=options.package,
        templates=options.templates,
        strict=options.strict,
        skip_unsupported=options.skip_unsupported,
    )
