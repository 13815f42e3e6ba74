"""The command `draft`: turn a saved documentation page into a spec to review."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from wxbrand_codegen.cli.console import FINE, PROBLEMS, print_error, read_input
from wxbrand_codegen.cli.parser import FILE, Command
from wxbrand_codegen.packaged_files import configured_spec
from wxbrand_codegen.problems import ProblemsFound, printable


@click.command(
    "draft",
    cls=Command,
    examples=[
        "wxbrand draft page.html -o spec/coupon.yaml",
        "wxbrand draft - --with-source < page.txt",
    ],
)
@click.argument("page", metavar="PAGE", type=FILE, help="saved page; - reads standard input")
@click.option("-o", "--output", metavar="FILE", type=FILE, help="file to write (default: standard output)")
@click.option("--with-source", is_flag=True, help="add the page's own words to each description, as comments")
def command(page: str, output: str | None, with_source: bool) -> int:
    """Draft a spec from a saved documentation page.

    Read a page of the documentation centre, saved as text, Markdown or HTML, and
    write an OpenAPI spec of its one operation, or of its notifications. Names and
    tag follow your spec. Descriptions are placeholders for your own words. What the
    page does not say clearly becomes a TODO with the line of the page. The draft
    passes lint and generate as it is; review it first. Exit with 1 if the page cannot be
    read.
    """
    from wxbrand_codegen.change.coverage import key_of_page
    from wxbrand_codegen.change.draft import SpecNames, draft, names_of
    from wxbrand_codegen.change.drift import place_fields
    from wxbrand_codegen.ir.api import counted
    from wxbrand_codegen.pages import MOST_BYTES, PageError, read_page
    from wxbrand_codegen.pipeline import read

    names, spec = SpecNames(), configured_spec()
    try:
        content = read_input(page, MOST_BYTES)
        parsed = read_page(content)
        document, built = read(spec)
        names = names_of(document.root)
        if any(doubt.misplaced for doubt in parsed.doubts):
            parsed = place_fields(content, parsed, key_of_page(parsed, built.api), built.api)
    except PageError as error:
        print_error(f"{printable(page)}: {error}")
        return PROBLEMS
    except ProblemsFound:
        print_error(f"{printable(str(spec))} cannot be read, so the draft may take its names again; see wxbrand lint")
    text = draft(parsed, names=names, with_source=with_source)
    if output is None:
        print(text, end="")
        return FINE
    file = Path(output)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    todos = counted(text.count("# TODO "), "TODO")
    described = ", ".join(parsed.event_types) or f"{parsed.method} {parsed.path}"
    print(f"wrote {output}: {described}, {todos} to settle")
    return FINE
