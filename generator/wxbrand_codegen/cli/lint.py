"""The command `lint`: print problems of a spec and advice on it."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import rich_click as click

from wxbrand_codegen.cli.console import (
    FINE,
    PROBLEMS,
    facts_of_problems,
    print_advice,
    print_error,
    print_json,
    print_line,
    print_problem,
    progress_line,
)
from wxbrand_codegen.cli.parser import FILE, Command
from wxbrand_codegen.config import configure
from wxbrand_codegen.garbage_collection import garbage_collection_disabled
from wxbrand_codegen.problems import Problem, ProblemsFound
from wxbrand_codegen.suggestions import did_you_mean

if TYPE_CHECKING:
    from wxbrand_codegen.ir.models import UnprovenFact

_FIRST_OF_CODE = 5
"""If there is much advice, so many pieces of each code are printed."""

_MOST_WITHOUT_TABLE = 10
"""If there is more advice, a table says how much there is of each code."""


def _complete_codes(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001
    from wxbrand_codegen.lint import CODES

    return [code for code in CODES if code.startswith(incomplete)]


@click.command(
    "lint",
    cls=Command,
    examples=[
        "wxbrand lint",
        "wxbrand lint --spec api.yaml --fix",
        "wxbrand lint --only unknown-required",
    ],
)
@click.option("--spec", metavar="FILE", type=FILE, help="root file of the spec (default: spec/openapi.yaml)")
@click.option(
    "--unproven", "with_unproven", is_flag=True, help="list the facts that no dated page of the documentation proves"
)
@click.option(
    "--fix", "fixes", is_flag=True, help="quote text that YAML could read as something else; keep every other byte"
)
@click.option(
    "--only",
    metavar="CODE",
    shell_complete=_complete_codes,
    help="print all advice of this code, and no other",
)
@click.option(
    "--json", "as_json", is_flag=True, help="print a list of objects: file, line, column, code, message, advice"
)
@garbage_collection_disabled()
def command(spec: str | None, with_unproven: bool, fixes: bool, only: str | None, as_json: bool) -> int:
    """Report problems in the spec, and advice on it.

    Print every problem, because of which generate leaves out an operation or the
    whole spec, and advice, one line each: FILE:LINE:COLUMN CODE MESSAGE. What was
    probably not meant comes first. If there is much advice, print the first of each
    code, and how many there are; --only prints all of one code. Exit with 1 if there
    is a problem; with 0 if there is only advice.
    """
    from wxbrand_codegen.document.load import load
    from wxbrand_codegen.ir.api import counted, summary
    from wxbrand_codegen.lint import CODES, fix, lint, worst_first
    from wxbrand_codegen.pipeline import read

    file = configure(spec=spec).spec
    try:
        if fixes:
            for fixed in fix(load(file)):
                print(f"fixed {fixed}", file=sys.stderr)
        with progress_line() as progress:
            document, built = read(file, progress)
            progress("looking for advice")
            advice = worst_first({*built.advice, *lint(document, built.api)})
    except ProblemsFound as refused:
        if not as_json:
            raise
        print_json(facts_of_problems(refused.problems))
        return PROBLEMS
    unproven = [_as_advice(entry) for entry in built.api.unproven if with_unproven]
    code = PROBLEMS if built.problems else FINE
    if only is not None:
        if not any(piece.code == only for piece in advice):
            hint = did_you_mean(only, {*CODES, *(piece.code for piece in advice)} - {only})
            print_error(f"no advice has the code {only}{hint}", "wxbrand lint")
        advice, unproven = [piece for piece in advice if piece.code == only], []
    if as_json:
        print_json(facts_of_problems([*built.problems, *advice, *unproven]))
        return code
    for problem in built.problems:
        print_problem(problem)
    print_advice(advice, _FIRST_OF_CODE, whole=only is not None, to=sys.stdout)
    for fact in unproven:
        print_problem(fact)
    if len(advice) > _MOST_WITHOUT_TABLE and only is None:
        _print_counts(advice)
    problems = counted(len(built.problems), "problem") if built.problems else "no problem"
    print(f"{summary(built.api)}: {problems}, {counted(len(advice), 'piece')} of advice")
    return code


def _as_advice(entry: UnprovenFact) -> Problem:
    value = "" if entry.says is None else f" {json.dumps(entry.says, ensure_ascii=False)}"
    note = f"; {entry.note}" if entry.note else ""
    message = f"{entry.fact}{value} ({', '.join(entry.sources)}{note})"
    return Problem(mark=entry.mark, code="unproven", message=message, advice=True)


def _print_counts(advice: Sequence[Problem]) -> None:
    """Print how many pieces of advice there are of each code, in the order in which they were printed."""
    counts = Counter(piece.code for piece in advice)
    digits = len(str(max(counts.values())))
    print()
    for code, count in counts.items():
        print_line(f"{count:>{digits}}  ", (code, "yellow"))
