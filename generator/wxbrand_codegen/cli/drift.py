"""The command `drift`: report where the documentation and the spec disagree."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from wxbrand_codegen.cli.change_report import form_option, print_report
from wxbrand_codegen.cli.console import FINE, PROBLEMS, print_advice, print_error, progress_line
from wxbrand_codegen.cli.parser import FILE, FILE_OR_FOLDER, Command
from wxbrand_codegen.config import UsageError, configure
from wxbrand_codegen.garbage_collection import garbage_collection_disabled
from wxbrand_codegen.problems import display_path, printable

if TYPE_CHECKING:
    from wxbrand_codegen.change.apply import Applied
    from wxbrand_codegen.change.comparison import Change
    from wxbrand_codegen.change.drift import Findings
    from wxbrand_codegen.change.reports import Report


@click.command(
    "drift",
    cls=Command,
    examples=[
        "wxbrand drift page.html",
        "wxbrand drift saved/ --format markdown",
        "wxbrand drift docs-archive/wechatpay-docs.zip --dry-run",
        "wxbrand drift docs-archive/wechatpay-docs.zip --apply",
    ],
)
@click.argument(
    "source",
    nargs=-1,
    required=True,
    metavar="SOURCE...",
    type=FILE_OR_FOLDER,
    help="saved pages, folders of pages, zip archives; - reads a page",
)
@click.option("--spec", metavar="FILE", type=FILE, help="root file of the spec (default: spec/openapi.yaml)")
@click.option(
    "--under",
    multiple=True,
    metavar="PREFIX",
    help="in folders and archives, read what is below this prefix of paths (default: what the spec's paths begin with)",
)
@form_option("text (the default), markdown, json, or html, one file with spec and page side by side")
@click.option("--apply", is_flag=True, help="write into the spec what the pages say; keep every other byte")
@click.option("--dry-run", is_flag=True, help="print what --apply would write, as a patch, in place of the report")
@garbage_collection_disabled()
def command(
    source: tuple[str, ...], spec: str | None, under: tuple[str, ...], form: str, apply: bool, dry_run: bool
) -> int:
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
    """
    if apply and dry_run:
        raise UsageError("--apply and --dry-run exclude each other")
    from wxbrand_codegen.change.drift import compare_sources
    from wxbrand_codegen.change.reports import FORMS
    from wxbrand_codegen.ir.api import counted
    from wxbrand_codegen.pages.sources import open_sources
    from wxbrand_codegen.pipeline import read

    with progress_line() as progress, open_sources(source) as opened:
        document, built = read(configure(spec=spec).spec, progress)
        findings = compare_sources(opened, built.api, under or None, progress)
        report = _report(findings, source, with_texts=form == "html")
        if apply or dry_run:
            from wxbrand_codegen.change.apply import apply_pages  # not needed for a report

            progress("applying changes")
            applied = apply_pages(document, findings.pages)
    changes = left = report.changes
    if (changes or form != "text" or findings.survey.has_collection) and not dry_run:
        print_report(FORMS[form](report), form)
    for unreadable in () if findings.survey.has_collection else findings.coverage.unreadable:
        print_error(f"{unreadable.name}: {unreadable.reason}")
    for match in () if findings.survey.has_collection else findings.coverage.matches.superseded:
        print_error(f"{match.name}: not compared: another page of {match.key} is newer, or came first")
    differences = counted(len(changes), "difference") if changes else "no difference"
    print(f"{counted(len(findings.survey.pages), 'page')} read: {differences}", file=sys.stderr)
    if apply or dry_run:
        left = _finish(applied, dry_run=dry_run)
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


def _report(findings: Findings, sources: Sequence[str], *, with_texts: bool) -> Report:
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
