"""The command `diff`: report what changes for callers between two specs."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from wxbrand_codegen.cli.console import FINE, PROBLEMS, Commands, add_command
from wxbrand_codegen.config import configure
from wxbrand_codegen.garbage_collection import garbage_collection_disabled

_LEVELS = ("breaking", "additive", "documentation")
"""The worst first."""


def add_to(commands: Commands) -> None:
    """Add the command and its arguments."""
    parser = add_command(commands, "diff", _run)
    parser.add_argument("old", metavar="OLD", help="the spec before, such as git:HEAD")
    parser.add_argument("new", metavar="NEW", help="the spec after, such as spec/openapi.yaml")
    parser.add_argument(
        "--format",
        choices=("text", "markdown", "json", "html"),
        default="text",
        help="form of the report; markdown is an entry for a changelog, html one file with both specs side by side (default: text)",
    )
    parser.add_argument("--fail-on", choices=_LEVELS, help="exit with 1 if a change is of this level or worse")


@garbage_collection_disabled()
def _run(options: argparse.Namespace) -> int:
    """Report what changes for callers between two specs.

    Compare what the specs mean; order, comments and layout do not matter. OLD and
    NEW are root files, or revisions: git:REV is the configured spec at that
    revision, git:REV:PATH another file.

    Each change is breaking (code that worked may fail or no longer type-check),
    additive, or documentation, and is printed with its place in both specs. A
    change that breaks older clients on the wire is marked. The part of the version
    to raise is suggested.

    examples:
      wxbrand diff git:HEAD spec/openapi.yaml
      wxbrand diff git:v1.0 git:HEAD --format markdown
      wxbrand diff old.yaml new.yaml --fail-on breaking
    """
    from wxbrand_codegen.change.comparison import compare
    from wxbrand_codegen.change.reports import FORMS, Report, Section
    from wxbrand_codegen.change.revisions import spec_file
    from wxbrand_codegen.pipeline import read

    default = configure().spec
    with spec_file(options.old, default) as old, spec_file(options.new, default) as new:
        changes = compare(read(old.path)[1].api, read(new.path)[1].api)
        sides = [(spec, mark) for change in changes for spec, mark in ((old, change.old), (new, change.new)) if mark]
        files = {mark.file: spec.printed(mark) for spec, mark in sides} if options.format == "html" else {}
        texts = {
            printed.file: Path(file).read_text("utf-8-sig").splitlines() for file, printed in files.items() if printed
        }
    changes = [replace(change, old=old.printed(change.old), new=new.printed(change.new)) for change in changes]
    report = Report(title=f"{options.old} → {options.new}", sections=[Section(changes=changes)], texts=texts)
    print(FORMS[options.format](report))
    failing = _LEVELS[: _LEVELS.index(options.fail_on) + 1] if options.fail_on else ()
    return PROBLEMS if any(change.level in failing for change in changes) else FINE
