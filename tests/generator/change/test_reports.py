"""Reports in every form: what they say, and that no text of a spec or page can become markup."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml import html
from wxbrand_codegen.change.comparison import Change
from wxbrand_codegen.change.reports import FORMS, Report, Section
from wxbrand_codegen.problems import Mark

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> & \"'\x1b[31m\u202e"

TIGHTER = Change(
    code="limit-tightened",
    level="breaking",
    wire="breaking",
    message="BookTeaSeat body.guest_name: maximum length lowered from 20 to 16",
    operation="POST /brand/seats",
    where=("body", "guest_name"),
    fact="maxLength",
    before=20,
    after=16,
    old=Mark(file="spec/openapi.yaml", line=2, column=3),
    new=Mark(file="page.md", line=1, column=1),
)
HOSTILE_CHANGE = Change(
    code="words-changed",
    level="documentation",
    wire="same",
    message=HOSTILE,
    before=HOSTILE,
    after={HOSTILE: [HOSTILE]},
)
REPORT = Report(
    title=f"spec and {HOSTILE}",
    sections=[
        Section(heading=HOSTILE, changes=[TIGHTER, HOSTILE_CHANGE], notes=[HOSTILE]),
        Section(heading="other.md: GET /brand/seats", changes=[]),
    ],
    coverage=[HOSTILE],
    texts={"spec/openapi.yaml": ["a:", "  guest_name:", "    maxLength: 20"], "page.md": [HOSTILE]},
)


def test_the_page_is_one_file_without_scripts_whatever_the_texts_say() -> None:
    page = FORMS["html"](REPORT)

    root: Any = html.document_fromstring(page)
    assert not root.xpath("//script | //img | //link | //iframe | //@onerror | //@src")
    assert [link for link in root.xpath("//@href") if not link.startswith("#change-")] == []
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert "default-src 'none'" in page


def test_the_page_shows_both_sides_with_the_lines_of_their_places() -> None:
    root: Any = html.document_fromstring(FORMS["html"](REPORT))

    first, _ = root.xpath("//article")
    old, new = first.xpath(".//section")
    assert first.xpath("string(.//h3)") == TIGHTER.message
    assert (old.xpath("string(.//h4)"), old.xpath("string(.//pre[@class='value'])")) == ("spec/openapi.yaml:2:3", "20")
    assert old.xpath("string(.//span[@class='here'])").split() == ["2", "guest_name:"]
    assert new.xpath("string(.//pre[@class='value'])") == "16"
    assert [link.text for link in root.xpath("//ul[@class='counts']//a")] == ["1 breaking", "1 documentation"]
    assert [heading.text for heading in root.xpath("//h2")][-1] == "Coverage"


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_report_for_a_terminal_or_a_pull_request_has_no_control_characters_and_no_markup(form: str) -> None:
    text = FORMS[form](REPORT)

    assert "\x1b" not in text
    assert form == "text" or "<script>" not in text.replace("\\<", "")
    assert TIGHTER.message.partition(":")[2] in text


def test_a_report_for_programs_has_all_facts_of_a_change() -> None:
    value = json.loads(FORMS["json"](REPORT))

    change = value["changes"][0]
    assert (change["code"], change["where"], change["before"], change["after"]) == (
        "limit-tightened",
        ["body", "guest_name"],
        20,
        16,
    )
    assert change["new"] == {"file": "page.md", "line": 1, "column": 1}
    assert value["bump"] == "major"


@pytest.mark.parametrize("form", list(FORMS))
def test_no_change_is_said_so(form: str) -> None:
    text = FORMS[form](Report(title="a and b", sections=[Section(changes=[])]))

    assert "no change" in text.lower() or json.loads(text)["bump"] == "none"
