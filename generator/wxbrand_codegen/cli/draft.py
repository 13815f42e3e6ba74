"""The command `draft`: turn a saved documentation page into a spec to review."""

from __future__ import annotations

import argparse
from pathlib import Path

from wxbrand_codegen.cli.console import FINE, PROBLEMS, Commands, add_command, print_error, read_input
from wxbrand_codegen.config import configure
from wxbrand_codegen.packaged_files import brand_spec
from wxbrand_codegen.problems import ProblemsFound, printable


def add_to(commands: Commands) -> None:
    """Add the command and its arguments."""
    parser = add_command(commands, "draft", _run)
    parser.add_argument("page", metavar="PAGE", help="saved page; - reads standard input")
    parser.add_argument("-o", "--output", metavar="FILE", help="file to write (default: standard output)")
    parser.add_argument(
        "--with-source", action="store_true", help="add the page's own words to each description, as comments"
    )


def _run(options: argparse.Namespace) -> int:
    """Draft a spec from a saved documentation page.

    Read a page of the documentation centre, saved as text, Markdown or HTML, and
    write an OpenAPI spec of its one operation, or of its notifications. Names and
    tag follow your spec. Descriptions are placeholders for your own words. What the
    page does not say clearly becomes a TODO with the line of the page. The draft
    passes lint and generate as it is; review it first.

    examples:
      wxbrand draft page.html -o spec/coupon.yaml
      wxbrand draft - --with-source < page.txt
    """
    from wxbrand_codegen.change.coverage import key_of_page
    from wxbrand_codegen.change.draft import SpecNames, draft, names_of
    from wxbrand_codegen.change.drift import place_fields
    from wxbrand_codegen.ir.api import counted
    from wxbrand_codegen.pages import MOST_BYTES, PageError, read_page
    from wxbrand_codegen.pipeline import read

    names, spec = SpecNames(), configure().spec
    try:
        content = read_input(options.page, MOST_BYTES)
        page = read_page(content)
        document, built = read(spec if spec.exists() else brand_spec())
        names = names_of(document.root)
        if any(doubt.misplaced for doubt in page.doubts):
            page = place_fields(content, page, key_of_page(page, built.api), built.api)
    except PageError as error:
        print_error(f"{printable(options.page)}: {error}")
        return PROBLEMS
    except ProblemsFound:
        print_error(f"{printable(str(spec))} cannot be read, so the draft may take its names again; see wxbrand lint")
    text = draft(page, names=names, with_source=options.with_source)
    if options.output is None:
        print(text, end="")
        return FINE
    output = Path(options.output)
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(text, encoding="utf-8")
    todos = counted(text.count("# TODO "), "TODO")
    described = ", ".join(page.event_types) or f"{page.method} {page.path}"
    print(f"wrote {options.output}: {described}, {todos} to settle")
    return FINE
