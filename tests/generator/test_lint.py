from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from wxbrand_codegen.lint import lint
from wxbrand_codegen.pipeline import read

if TYPE_CHECKING:
    from tests.generator.conftest import Workshop


def advice(spec: Path) -> list[str]:
    document, built = read(spec)
    return [f"{problem.mark.line} {problem.code}" for problem in lint(document, built.api)]


def test_our_own_spec_lacks_only_the_number_of_its_page(seed: Path) -> None:
    assert {line.split()[1] for line in advice(seed)} <= {"missing-page-id"}


@pytest.mark.parametrize(
    ("member", "code"),
    [
        ("a: {type: string, x-wxbrand-unit: characters}", "16 text-without-limit"),
        ("a: {type: string, enum: [A, B]}", "16 enum-without-meanings"),
        ("a: {type: string, example: 34657_20250101_123456}", "16 unquoted-text"),
        ("a: {type: string, example: no}", "16 unquoted-text"),
        ("a: {type: string, example: 12:30:45}", "16 unquoted-text"),
        ("a: {type: string}", "7 missing-title"),
        ("a: {type: string}", "7 missing-page"),
    ],
)
def test_what_an_author_should_say_as_well_is_advice(workshop: Workshop, member: str, code: str) -> None:
    workshop.body(member)

    assert code in advice(workshop.spec)


def test_a_quoted_text_is_no_matter(workshop: Workshop) -> None:
    workshop.body("a: {type: string, example: '34657_20250101_123456'}")

    assert not any("unquoted-text" in line for line in advice(workshop.spec))


def test_a_schema_that_nothing_uses_is_named(workshop: Workshop) -> None:
    workshop.body("a: {type: string}", "components:\n  schemas:\n    Lonely: {type: string}\n")

    assert any(line.endswith("unused-component") for line in advice(workshop.spec))
