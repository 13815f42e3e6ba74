"""The command `generate`: write the generated files."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import rich_click as click

from wxbrand_codegen.cli.console import (
    FINE,
    PROBLEMS,
    facts_of_problems,
    print_advice,
    print_json,
    print_problems,
    progress_line,
)
from wxbrand_codegen.cli.options import configuration
from wxbrand_codegen.cli.parser import Command
from wxbrand_codegen.config import Config, configure
from wxbrand_codegen.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from wxbrand_codegen.output.folder import Difference
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
@click.option(
    "--force",
    panel="What to refuse",
    is_flag=True,
    help="overwrite files that were edited by hand or not written by wxbrand",
)
@click.option(
    "--dry-run",
    panel="What to print",
    is_flag=True,
    help="print what would be written, removed or refused; write nothing",
)
@click.option(
    "--json",
    "as_json",
    panel="What to print",
    is_flag=True,
    help="print an object: files, changes (action, state, file), left_out, advice, problems",
)
def command(*, force: bool, dry_run: bool, as_json: bool, **options: Any) -> int:
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
        if as_json:
            print_json(_facts(None, (), refused.problems))
        else:
            print_problems(refused.problems, "; nothing was written")
        return PROBLEMS
    changes = [_Change.of(difference, config.out, force=force) for difference in outcome.differences]
    if as_json:
        print_json(_facts(outcome, changes))
    else:
        _print(outcome, changes, config, dry_run=dry_run)
    return PROBLEMS if any(change.action == "refuse" for change in changes) else FINE


class _Change(NamedTuple):
    """What is done with a file: in a dry run, what would be done."""

    action: Literal["write", "remove", "refuse"]
    state: str
    file: str

    @classmethod
    def of(cls, difference: Difference, out: Path, *, force: bool) -> _Change:
        is_refused = difference.state in {"edited", "foreign", "edited orphan"} and not force
        action: Literal["write", "remove"] = "remove" if "orphan" in difference.state else "write"
        return cls("refuse" if is_refused else action, difference.state, str(out / difference.path))


def _facts(outcome: Outcome | None, changes: Iterable[_Change], problems: Iterable[Problem] = ()) -> dict[str, Any]:
    built = outcome.built if outcome else None
    skipped = built.api.skipped if built else ()
    return {
        "files": outcome.files if outcome else 0,
        "changes": [change._asdict() for change in changes],
        "left_out": [
            {"operation": entry.key, **fact} for entry in skipped for fact in facts_of_problems([entry.problem])
        ],
        "advice": facts_of_problems(built.advice if built else ()),
        "problems": facts_of_problems(problems),
    }


def _print(outcome: Outcome, changes: Sequence[_Change], config: Config, *, dry_run: bool) -> None:
    if outcome.built:
        for entry in outcome.built.api.skipped:
            print(f"left out {entry.key}: {entry.problem}", file=sys.stderr)
        print_advice(outcome.built.advice, _FIRST_OF_CODE)
    if dry_run:
        _print_dry_run(changes, outcome.files)
        return
    for change in changes:
        print(f"{'removed' if change.action == 'remove' else 'wrote'} {change.file}")
    package, tests = config.folders
    written = f"{package} and {tests} ({outcome.files} files)"
    print(f"{outcome.counts}: {written}{'' if changes else ', nothing changed'}")


def _print_dry_run(changes: Sequence[_Change], files: int) -> None:
    for change in changes:
        usual = "remove" if "orphan" in change.state else "write"
        print(f"would {f'refuse to {usual}' if change.action == 'refuse' else usual} {change.file} ({change.state})")
    if refused := sum(change.action == "refuse" for change in changes):
        print(f"would refuse {refused} of {len(changes)} changes and write nothing; nothing was written")
    else:
        print(f"would change {len(changes)} of {files} files; nothing was written")
