"""Path, query and header parameters."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.generator.conftest import Workshop


def headers(*names: str) -> str:
    rows = [f"        - {{name: {name}, in: header, schema: {{type: string}}}}\n" for name in names]
    return "      parameters:\n" + "".join(rows)


def test_headers_that_the_runtime_sets_are_not_parameters(workshop: Workshop, operation: Callable[..., str]) -> None:
    own = ["Authorization", "wechatpay-serial", "Accept", "CONTENT-TYPE", "User-Agent"]
    workshop.paths(operation(rest=headers(*own, "X-Trace")))

    made = workshop.operation()

    assert [(p.field.wire, p.location) for p in made.parameters] == [("X-Trace", "header")]


@pytest.mark.parametrize("name", ["Host", "Content-Length", "Cookie", "a b", '"a: b"', "券", "'a\"'"])
def test_a_header_that_must_not_be_set_is_refused(workshop: Workshop, operation: Callable[..., str], name: str) -> None:
    workshop.paths(operation(rest=headers(name)))

    assert any("unusable-header" in line for line in workshop.problems())


def test_a_path_parameter_and_a_body_property_of_one_name_get_different_names(workshop: Workshop) -> None:
    workshop.body("id: {type: string}\nid_in_path: {type: string}")
    text = (
        workshop.spec.read_text()
        .replace("/things:", "/things/{id}:")
        .replace(
            "      requestBody:",
            "      parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n      requestBody:",
        )
    )
    workshop.spec.write_text(text)

    made = workshop.operation()

    assert [(p.field.name.snake, p.field.wire, p.location) for p in made.parameters] == [
        ("id", "id", "path"),
        ("id_in_body", "id", "body"),
        ("id_in_path", "id_in_path", "body"),
    ]


def test_operations_inherit_the_parameters_of_their_path_and_may_replace_them(
    workshop: Workshop, operation: Callable[..., str]
) -> None:
    shared = (
        "    parameters: [{name: a, in: query, schema: {type: string}}, {name: b, in: query, schema: {type: string}}]\n"
    )
    own = "      parameters: [{name: b, in: query, schema: {type: integer}}]\n"
    workshop.paths(operation(rest=own) + shared)

    made = workshop.operation()

    assert [(p.field.wire, type(p.field.type).__name__) for p in made.parameters] == [("a", "Text"), ("b", "Integer")]
