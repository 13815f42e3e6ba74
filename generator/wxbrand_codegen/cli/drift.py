"""The command `drift`: report where the documentation and the spec disagree."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from wxbrand_codegen.cli.console import FINE, PROBLEMS, Commands, add_command, print_error, progress_line
from wxbrand_codegen.config import configure
from wxbrand_codegen.garbage_collection import garbage_collection_disabled

if TYPE_CHECKING:
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


@garbage_collection_disabled()
def _run(options: argparse.Namespace) -> int:
    """Report where the documentation and the spec disagree.

    Read pages of the documentation, find the operation or notification that each
    one describes, and compare every fact of it with the spec. In folders and in the
    official archive, guides and copies for sample code are only counted, and the
    report says what only one side has. Disagreements that the spec records under
    x-wxbrand-unproven are not reported again. A page that is cut short is compared
    as far as it goes. Exit with 1 if there is a difference.

    examples:
      wxbrand drift page.html
      wxbrand drift saved/ --format markdown
      wxbrand drift wechatpay-docs.zip
    """
    from wxbrand_codegen.change.drift import compare_sources
    from wxbrand_codegen.change.reports import FORMS
    from wxbrand_codegen.ir.api import counted
    from wxbrand_codegen.pages.sources import open_sources
    from wxbrand_codegen.pipeline import read

    with progress_line() as progress, open_sources(options.sources) as sources:
        api = read(configure(spec=options.spec).spec, progress)[1].api
        findings = compare_sources(sources, api, options.under, progress)
        report = _report(findings, options.sources)
    changes = report.changes
    if changes or options.format != "text" or findings.survey.has_collection:
        print(FORMS[options.format](report))
    for unreadable in findings.coverage.unreadable:
        print_error(f"{unreadable.name}: {unreadable.reason}")
    differences = counted(len(changes), "difference") if changes else "no difference"
    print(f"{counted(len(findings.survey.pages), 'page')} read: {differences}", file=sys.stderr)
    return PROBLEMS if changes or findings.coverage.unreadable else FINE


def _report(findings: Findings, sources: list[str]) -> Report:
    from wxbrand_codegen.change.coverage import as_text
    from wxbrand_codegen.change.reports import Report, Section

    sections = [
        Section(heading=f"{match.name}: {match.key}", changes=drift.changes, notes=drift.notes)
        for match, drift in findings.pages
    ]
    coverage = as_text(findings.coverage).splitlines() if findings.survey.has_collection else []
    files = {change.old.file for section in sections for change in section.changes if change.old}
    texts = {file: Path(file).read_text("utf-8-sig").splitlines() for file in files}
    texts |= {match.name: match.found.text.splitlines() for match, drift in findings.pages if drift.changes}
    return Report(title=f"spec → {', '.join(sources)}", sections=sections, coverage=coverage, texts=texts)
