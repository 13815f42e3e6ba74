"""The command `lint`: print problems of a spec and advice on it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

from wxbrand_codegen.cli.console import FINE, PROBLEMS, Commands, add_command, print_advice
from wxbrand_codegen.config import configure
from wxbrand_codegen.garbage_collection import garbage_collection_disabled
from wxbrand_codegen.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from wxbrand_codegen.ir.models import UnprovenFact

_FIRST_OF_CODE = 5
"""If there is much advice, so many pieces of each code are printed."""


def add_to(commands: Commands) -> None:
    """Add the command and its arguments."""
    parser = add_command(commands, "lint", _run)
    parser.add_argument("--spec", metavar="FILE", help="root file of the spec (default: spec/openapi.yaml)")
    parser.add_argument(
        "--unproven", action="store_true", help="list the facts that no dated page of the documentation proves"
    )
    parser.add_argument(
        "--fix", action="store_true", help="quote text that YAML could read as something else; keep every other byte"
    )
    parser.add_argument("--only", metavar="CODE", help="print all advice of this code, and no other")
    parser.add_argument(
        "--json", action="store_true", help="print a list of objects: file, line, column, code, message, advice"
    )


@garbage_collection_disabled()
def _run(options: argparse.Namespace) -> int:
    """Report problems in the spec, and advice on it.

    Print every problem, because of which generate leaves out an operation or the
    whole spec, and advice, one line each: FILE:LINE:COLUMN CODE MESSAGE. What was
    probably not meant comes first. If there is much advice, print the first of each
    code, and how many there are; --only prints all of one code. Exit with 1 if there
    is a problem; with 0 if there is only advice.

    examples:
      wxbrand lint
      wxbrand lint --spec api.yaml --fix
      wxbrand lint --only unknown-required
    """
    from wxbrand_codegen.document.load import load
    from wxbrand_codegen.ir.api import counted, summary
    from wxbrand_codegen.lint import fix, lint, worst_first
    from wxbrand_codegen.pipeline import read

    spec = configure(spec=options.spec).spec
    try:
        if options.fix:
            for fixed in fix(load(spec)):
                print(f"fixed {fixed}", file=sys.stderr)
        document, built = read(spec)
    except ProblemsFound as refused:
        if not options.json:
            raise
        print(_as_json(refused.problems))
        return PROBLEMS
    advice = worst_first({*built.advice, *lint(document, built.api)})
    unproven = [_as_advice(entry) for entry in built.api.unproven if options.unproven]
    code = PROBLEMS if built.problems else FINE
    if options.only is not None:
        advice, unproven = [piece for piece in advice if piece.code == options.only], []
    if options.json:
        print(_as_json([*built.problems, *advice, *unproven]))
        return code
    for problem in built.problems:
        print(problem)
    print_advice(advice, _FIRST_OF_CODE, whole=options.only is not None, to=sys.stdout)
    for fact in unproven:
        print(fact)
    problems = counted(len(built.problems), "problem") if built.problems else "no problem"
    print(f"{summary(built.api)}: {problems}, {counted(len(advice), 'piece')} of advice")
    return code


def _as_advice(entry: UnprovenFact) -> Problem:
    value = "" if entry.says is None else f" {json.dumps(entry.says, ensure_ascii=False)}"
    note = f"; {entry.note}" if entry.note else ""
    message = f"{entry.fact}{value} ({', '.join(entry.sources)}{note})"
    return Problem(mark=entry.mark, code="unproven", message=message, advice=True)


def _as_json(problems: Iterable[Problem]) -> str:
    entries = [
        asdict(problem.mark) | {"code": problem.code, "message": problem.message, "advice": problem.advice}
        for problem in problems
    ]
    return json.dumps(entries, indent=1)
