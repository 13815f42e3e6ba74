"""Examples that are invalid or missing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.generator.conftest import Workshop


@pytest.mark.parametrize(
    ("place", "example"), [("header", "券"), ("header", "' a'"), ("path", "..")], ids=["chinese", "blank", "dots"]
)
def test_an_example_that_cannot_be_sent_is_not_used(
    workshop: Workshop, operation: Callable[..., str], place: str, example: str
) -> None:
    path = "/a/{b}" if place == "path" else "/a"
    rest = (
        f"      parameters: [{{name: b, in: {place}, required: true, schema: {{type: string}}, example: {example}}}]\n"
    )
    workshop.paths(operation(path, rest=rest))

    built = workshop.read()

    assert [problem.code for problem in built.advice] == ["example-does-not-fit"]
    assert built.api.areas[0].operations[0].parameters[0].field.example is None


def test_an_invalid_example_is_advice_and_is_not_used(workshop: Workshop) -> None:
    workshop.body("a: {type: string, maxLength: 2, example: abc}\nb: {type: array, items: {$ref: '#/components/schemas/B'}, example: [[1]]}",
        "components:\n  schemas:\n    B: {type: object, properties: {b: {$ref: '#/components/schemas/B'}}, example: {b: {b: 5}}}\n")  # fmt: skip

    built = workshop.read()

    assert sorted({problem.code for problem in built.advice}) == ["example-does-not-fit"]
    assert [p.field.example for p in built.api.areas[0].operations[0].parameters] == [None, None]


def test_a_record_that_requires_itself_has_no_example(workshop: Workshop) -> None:
    workshop.body(
        "a: {type: object, required: [a], properties: {a: {$ref: '#/components/schemas/A'}}}",
        "components:\n  schemas:\n    A: {type: object, required: [a], properties: {a: {$ref: '#/components/schemas/A'}}}\n",
    )
    workshop.spec.write_text(
        workshop.spec.read_text().replace("              type: object\n", "              required: [a]\n", 1)
    )

    (line,) = workshop.advice()

    assert "needs-example" in line
    assert workshop.problems() == []
