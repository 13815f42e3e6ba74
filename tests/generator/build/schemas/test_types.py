"""Schemas that become types, and keywords that are not supported."""

from __future__ import annotations

import pytest

from tests.generator.conftest import Workshop


@pytest.mark.parametrize(
    ("member", "advice"),
    [
        ("a: {type: string, format: binary}", "openapi.yaml:16:35 binary-text"),
        ("a: {not: {}}", "openapi.yaml:16:21 unchecked-keyword"),
        ("a: {$id: 'http://example.com'}", "openapi.yaml:16:21 unchecked-keyword"),
        ("a: {properties: {b: {}}, patternProperties: {c: {}}}", "openapi.yaml:16:42 unchecked-keyword"),
        ("a: {properties: {b: {}}, minProperties: 1}", "openapi.yaml:16:42 unchecked-keyword"),
    ],
)
def test_an_unsupported_keyword_is_ignored_with_advice(workshop: Workshop, member: str, advice: str) -> None:
    (line,) = workshop.body(member).advice()

    assert line.startswith(advice)
    assert workshop.problems() == []


def test_an_optional_member_that_can_have_no_value_is_left_out(workshop: Workshop) -> None:
    workshop.body("a: {$ref: '#/components/schemas/Never'}\nb: false\nc: {}", "components: {schemas: {Never: false}}\n")

    operation = workshop.operation()

    assert [parameter.field.wire for parameter in operation.parameters] == ["c"]


def test_records_may_refer_to_themselves_and_each_other_across_files(workshop: Workshop) -> None:
    workshop.body("a: {$ref: 'a.yaml#/A'}")
    workshop.write(
        "a.yaml", "A: {type: object, properties: {b: {$ref: 'b.yaml#/B'}, a: {type: array, items: {$ref: '#/A'}}}}\n"
    )
    workshop.write("b.yaml", "B: {type: object, properties: {a: {$ref: 'a.yaml#/A'}}}\n")

    models = workshop.read().api.models

    assert {"A", "B"} <= set(models)


def test_a_list_that_contains_only_itself_has_any_items(workshop: Workshop) -> None:
    workshop.body(
        "a: {$ref: '#/components/schemas/A'}",
        "components:\n  schemas:\n    A: {type: array, items: {$ref: '#/components/schemas/A'}}\n",
    )

    (line,) = workshop.advice()

    assert "endless-schema" in line
    assert workshop.problems() == []


def test_a_long_chain_of_records_is_accepted(workshop: Workshop) -> None:
    links = "".join(
        f"    R{n}: {{type: object, properties: {{next: {{$ref: '#/components/schemas/R{n + 1}'}}}}}}\n"
        for n in range(500)
    )
    workshop.body(
        "a: {$ref: '#/components/schemas/R0'}", f"components:\n  schemas:\n{links}    R500: {{type: string}}\n"
    )

    assert len(workshop.read().api.models) == 501


def test_a_long_chain_of_lists_is_cut(workshop: Workshop) -> None:
    links = "".join(
        f"    R{n}: {{type: array, items: {{$ref: '#/components/schemas/R{n + 1}'}}}}\n" for n in range(500)
    )
    workshop.body(
        "a: {$ref: '#/components/schemas/R0'}", f"components:\n  schemas:\n{links}    R500: {{type: string}}\n"
    )

    (line,) = workshop.advice()

    assert "too-deep" in line
    assert workshop.problems() == []
