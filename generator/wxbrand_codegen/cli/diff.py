"""The command `diff`: report what changes for callers between two specs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import rich_click as click

from wxbrand_codegen.cli.change_report import form_option, print_report
from wxbrand_codegen.cli.console import FINE, PROBLEMS, progress_line
from wxbrand_codegen.cli.parser import FILE, Choice, Command
from wxbrand_codegen.config import configure
from wxbrand_codegen.garbage_collection import garbage_collection_disabled

_LEVELS = ("breaking", "additive", "documentation")
"""The worst first."""


@click.command(
    "diff",
    cls=Command,
    examples=[
        "wxbrand diff git:HEAD spec/openapi.yaml",
        "wxbrand diff git:v1.0 git:HEAD --format markdown",
        "wxbrand diff old.yaml new.yaml --fail-on breaking",
    ],
)
@click.argument("old", metavar="OLD", type=FILE, help="the spec before, such as git:HEAD")
@click.argument("new", metavar="NEW", type=FILE, help="the spec after, such as spec/openapi.yaml")
@form_option(
    "text (the default), json, markdown, which is an entry for a changelog, or html, one file with both specs side by side"
)
@click.option(
    "--fail-on",
    type=Choice(_LEVELS),
    metavar="LEVEL",
    help="exit with 1 if a change is of this level or worse: breaking, additive or documentation",
)
@garbage_collection_disabled()
def command(old: str, new: str, form: str, fail_on: str | None) -> int:
    """Report what changes for callers between two specs.

    Compare what the specs mean; order, comments and layout do not matter. OLD and
    NEW are root files, or revisions: git:REV is the configured spec at that
    revision, git:REV:PATH another file.

    Each change is breaking (code that worked may fail or no longer type-check),
    additive, or documentation, and is printed with its place in both specs. A
    change that breaks older clients on the wire is marked. The part of the version
    to raise is suggested. Exit with 0, unless --fail-on says otherwise.
    """
    from wxbrand_codegen.change.comparison import compare
    from wxbrand_codegen.change.reports import FORMS, Report, Section
    from wxbrand_codegen.change.revisions import spec_file
    from wxbrand_codegen.pipeline import read

    default = configure().spec
    with progress_line() as progress, spec_file(old, default) as before, spec_file(new, default) as after:
        changes = compare(read(before.path, progress)[1].api, read(after.path, progress)[1].api)
        sides = [
            (spec, mark) for change in changes for spec, mark in ((before, change.old), (after, change.new)) if mark
        ]
        files = {mark.file: spec.printed(mark) for spec, mark in sides} if form == "html" else {}
        texts = {
            printed.file: Path(file).read_text("utf-8-sig").splitlines() for file, printed in files.items() if printed
        }
    changes = [replace(change, old=before.printed(change.old), new=after.printed(change.new)) for change in changes]
    report = Report(title=f"{old} → {new}", sections=[Section(changes=changes)], texts=texts)
    print_report(FORMS[form](report), form)
    failing = _LEVELS[: _LEVELS.index(fail_on) + 1] if fail_on else ()
    return PROBLEMS if any(change.level in failing for change in changes) else FINE
