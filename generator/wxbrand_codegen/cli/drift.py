"""The command `drift`: report where the documentation and the spec disagree."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from wxbrand_codegen.cli.console import FINE, PROBLEMS, Commands, add_command, print_advice, print_error, progress_line
from wxbrand_codegen.config import configure
from wxbrand_codegen.garbage_collection import garbage_collection_disabled
from wxbrand_codegen.problems import display_path, printable

if TYPE_CHECKING:
    from wxbrand_codegen.change.apply import Applied
    from wxbrand_codegen.change.comparison import Change
    from wxbrand_codegen.change.drift import Findings
    from wxbrand_codegen.change.reports import Report


def add_to(commands: Commands) -> None:
    """Add the command and its arguments."""
    parser = add_command(commands, "drift", _run)
    parser.add_argument(
        "sources", nargs="+", metavar="SOURCE", help="saved pages, folders of pages, zip archives; - reads a page"
    )
    parser.add_argument("--spec", metavar="FILE", help="root file of the spec (default: spec/openapi.yaml)")
    parser.add_argument(
        "--under",
        action="append",
        metavar="PREFIX",
        help="in folders and archives, read what is below this prefix of paths (default: what the spec's paths begin with)",
    )
    parser.add_argument(
        "--format",
        choices=["text", "markdown", "json", "html"],
        default="text",
        help="form of the report; html is one file with spec and page side by side (default: text)",
    )
    writing = parser.add_mutually_exclusive_group()
    writing.add_argument(
        "--apply", action="store_true", help="write into the spec what the pages say; keep every other byte"
    )
    writing.add_argument(
        "--dry-run", action="store_true", help="print what --apply would write, as a patch, in place of the report"
    )


@garbage_collection_disabled()
def _run(options: argparse.Namespace) -> int:
    """Report where the documentation and the spec disagree.

    Read pages of the documentation, find the operation or notification that each
    one describes, and compare every fact of it with the spec. In folders and in the
    official archive, guides and copies for sample code are only counted, and the
    report says what only one side has. Disagreements that the spec records under
    x-wxbrand-unproven are not reported again. A page that is cut short is compared
    as far as it goes.

    With --apply, what the pages say is written into the YAML of the spec, in the
    lines of each fact; comments, order and quotes stay. The result is loaded, built
    and compared again before anything is written; what cannot be applied is listed.
    Review the result with `wxbrand diff git:HEAD spec/openapi.yaml`.

    Exit with 1 if there is a difference (with --apply: one that is left), or a page
    cannot be read.

    examples:
      wxbrand drift page.html
      wxbrand drift saved/ --format markdown
      wxbrand drift docs-archive/wechatpay-docs.zip --dry-run
      wxbrand drift docs-archive/wechatpay-docs.zip --apply
    """
    from wxbrand_codegen.change.drift import compare_sources
    from wxbrand_codegen.change.reports import FORMS
    from wxbrand_codegen.ir.api import counted
    from wxbrand_codegen.pages.sources import open_sources
    from wxbrand_codegen.pipeline import read

    with progress_line() as progress, open_sources(options.sources) as sources:
        document, built = read(configure(spec=options.spec).spec, progress)
        findings = compare_sources(sources, built.api, options.under, progress)
        report = _report(findings, options.sources, with_texts=options.format == "html")
        if options.apply or options.dry_run:
            from wxbrand_codegen.change.apply import apply_pages  # not needed for a report

            progress("applying changes")
            applied = apply_pages(document, findings.pages)
    changes = left = report.changes
    if (changes or options.format != "text" or findings.survey.has_collection) and not options.dry_run:
        print(FORMS[options.format](report))
    for unreadable in () if findings.survey.has_collection else findings.coverage.unreadable:
        print_error(f"{unreadable.name}: {unreadable.reason}")
    for match in () if findings.survey.has_collection else findings.coverage.matches.superseded:
        print_error(f"{match.name}: not compared: another page of {match.key} is newer, or came first")
    differences = counted(len(changes), "difference") if changes else "no difference"
    print(f"{counted(len(findings.survey.pages), 'page')} read: {differences}", file=sys.stderr)
    if options.apply or options.dry_run:
        left = _finish(applied, dry_run=options.dry_run)
    return PROBLEMS if left or findings.coverage.unreadable else FINE


def _finish(applied: Applied, *, dry_run: bool) -> list[Change]:
    """Write what was applied, or print it as a patch; say what was done. Return the changes that are left."""
    from wxbrand_codegen.change.apply import patch, write
    from wxbrand_codegen.ir.api import counted

    if dry_run:
        print(patch(applied.before, applied.files), end="")
    else:
        write(applied.folder, applied.files)
    for change, reason in applied.refused:
        print(printable(f"not applied: {change.message}: {reason}"), file=sys.stderr)
    for change, note in applied.notes:
        print(printable(f"note: {change.message}: {note}"), file=sys.stderr)
    print_advice(applied.advice, first_of_code=1)
    done = f"{'would apply' if dry_run else 'applied'} {counted(len(applied.applied), 'change')}"
    names = ", ".join(display_path(applied.folder / name) for name in applied.files)
    print(f"{done}{f': {names}' if names else ''}", file=sys.stderr)
    return [change for change, _ in applied.refused]


def _report(findings: Findings, sources: list[str], *, with_texts: bool) -> Report:
    from wxbrand_codegen.change.coverage import as_json, as_text
    from wxbrand_codegen.change.reports import Report, Section

    sections = [
        Section(heading=f"{match.name}: {match.key}", page=match.name, changes=drift.changes, notes=drift.notes)
        for match, drift in findings.pages
    ]
    coverage = as_text(findings.coverage).splitlines() if findings.survey.has_collection else []
    texts: dict[str, list[str]] = {}
    if with_texts:
        files = {change.old.file for section in sections for change in section.changes if change.old}
        texts = {file: Path(file).read_text("utf-8-sig").splitlines() for file in files}
        texts |= {match.name: match.found.text.splitlines() for match, drift in findings.pages if drift.changes}
    title, facts = f"spec → {', '.join(sources)}", as_json(findings.coverage)
    return Report(
        nothing="no difference between the pages and the spec",
        title=title,
        sections=sections,
        coverage=coverage,
        coverage_facts=facts,
        texts=texts,
    )
