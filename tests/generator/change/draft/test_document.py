"""`page_document`: the document of a page, with the lines of the page as its marks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from wxbrand_codegen.build.api import build
from wxbrand_codegen.change.draft import draft, page_document
from wxbrand_codegen.document.nodes import mark_at, plain
from wxbrand_codegen.pages import read_page
from wxbrand_codegen.problems import Mark

from tests.generator.pages.written.written_pages import FORMS, WrittenPage, written_pages

PAGES = Path(__file__).parents[2] / "saved_pages"
WAYS = ("spaced.txt", "compact.txt", "page.md", "page.html")
BODY = ("components", "schemas", "RegisterTeaGuestRequestBody", "properties")


def line_of(text: str) -> int:
    lines = (PAGES / "page.md").read_text(encoding="utf-8").splitlines()
    return 1 + next(number for number, line in enumerate(lines) if line.startswith(text))


@pytest.mark.parametrize("way", WAYS)
def test_the_document_is_what_the_draft_says(way: str) -> None:
    page = read_page((PAGES / way).read_bytes())

    found = plain(page_document(page, way).root)

    assert found == yaml.safe_load(draft(page))


def test_marks_are_lines_of_the_page() -> None:
    document = page_document(read_page((PAGES / "page.md").read_bytes()), "saved/page.md")

    def mark(*path: str | int) -> Mark:
        return mark_at(document.root, path)

    def on(text: str) -> Mark:
        return Mark(file="saved/page.md", line=line_of(text), column=1)

    operation = ("paths", "/brand/example/tea-parties/{party_id}/guests", "post")
    assert mark(*operation) == Mark(file="saved/page.md", line=1, column=1)
    assert mark(*operation, "parameters", 1, "schema", "maxLength") == on(r"| party\_id")
    assert mark(*BODY, "guest") == on("**guest**")
    assert mark(*BODY, "guest", "properties", "seat", "properties", "row") == on("**row**")
    assert mark(*BODY, "guest", "properties", "seat", "properties", "row", "maximum") == on("**row**")
    assert mark(*BODY, "companions", "items", "properties", "nickname", "title") == on("**nickname**")


def test_the_document_can_be_built_at_once() -> None:
    built = build(page_document(read_page((PAGES / "page.md").read_bytes()), "page.md"))

    (area,) = built.api.areas
    (operation,) = area.operations
    assert operation.name.snake == "register_tea_guest"
    assert (built.problems, built.advice) == ((), ())
    assert {parameter.field.wire: parameter.field.mark.line for parameter in operation.parameters} == {
        "party_id": line_of(r"| party\_id"),
        "dry_run": line_of(r"| dry\_run"),
        "out_request_no": line_of(r"**out\_request\_no**"),
        "guest_kind": line_of(r"**guest\_kind**"),
        "guest": line_of("**guest**"),
        "companions": line_of("**companions**"),
        "remark": line_of("**remark**"),
    }


@pytest.mark.parametrize("form", FORMS)
def test_drafts_of_the_made_up_pages_have_no_problem(form: Callable[[WrittenPage], str]) -> None:
    for key, written in (written_pages("pages.txt") | written_pages("unforeseen.txt")).items():
        document = page_document(read_page(form(written).encode()), key)

        assert build(document).problems == (), key
        assert {advice.code for advice in build(document).advice} <= {"example-does-not-fit"}, key
