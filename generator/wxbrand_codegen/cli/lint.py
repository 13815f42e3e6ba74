"""The command `lint`: print problems of a spec and advice on it."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

from wxbrand_codegen.cli.console import FINE, PROBLEMS, Commands, add_command
from wxbrand_codegen.config import configure
from wxbrand_codegen.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from wxbrand_codegen.ir.models import UnprovenFact

_FEW = 40
"""Pieces of advice that need no summary by code."""


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
    parser.add_argument(
        "--json", action="store_true", help="print a list of objects: file, line, column, code, message, advice"
    )


def _run(options: argparse.Namespace) -> int:
    """Report problems in the spec, and advice on it.

    Print every problem, because of which generate leaves out an operation or the
    whole spec, and advice on what the spec should say as well, one line each:
    FILE:LINE:COLUMN CODE MESSAGE. Exit with 1 if there is a problem; with 0 if there
    is only advice.

    examples:
      wxbrand lint
      wxbrand lint --spec api.yaml --fix
    """
    from wxbrand_codegen.document.load import load
    from wxbrand_codegen.ir.api import counted, summary
    from wxbrand_codegen.lint import fix, lint
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
    advice = sorted({*built.advice, *lint(document, built.api)})
    unproven = [_as_advice(entry) for entry in built.api.unproven if options.unproven]
    code = PROBLEMS if built.problems else FINE
    if options.json:
        print(_as_json([*built.problems, *advice, *unproven]))
        return code
    for found in (*built.problems, *advice, *unproven):
        print(found)
    if len(advice) > _FEW:
        for kind, number in Counter(found.code for found in advice).most_common():
            print(f"{number:6} {kind}")
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
