"""The catalogue explains every code that a comparison can report, and `docs/en/change/catalogue.md` has the same text."""

from __future__ import annotations

import re
from pathlib import Path

from wxbrand_codegen.change import comparison, drift
from wxbrand_codegen.change.comparison.catalogue import CATALOGUE, as_markdown

_ROOT = Path(__file__).parents[3]
_CODE = re.compile(
    r"\.(?:breaking|additive|documentation)\(\s*f?\"([a-z{}-]+)\"|\"((?:[a-z]+-)+(?:changed|added|gone|required|optional|allowed|refused|deprecated|renamed|tightened|loosened|widened))\""
)


def codes_in_sources() -> set[str]:
    folders = [Path(package.__file__ or "").parent for package in (comparison, drift)]
    text = "".join(
        path.read_text("utf-8") for folder in folders for path in folder.glob("*.py") if path.stem != "catalogue"
    )
    return {one or other for one, other in _CODE.findall(text)} - {"answer-{change}", "error-{change}"}


def test_every_code_is_explained_and_every_explanation_is_of_a_code() -> None:
    made_of_two_words = {"answer-gone", "answer-added", "error-gone", "error-added"}

    assert codes_in_sources() | made_of_two_words == set(CATALOGUE)


def test_the_documentation_lists_the_catalogue() -> None:
    assert (_ROOT / "docs" / "en" / "change" / "catalogue.md").read_text("utf-8") == as_markdown()
