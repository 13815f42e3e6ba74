"""Path, query and header parameters."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.generator.conftest import Workshop


def headers(*names: str) -> str:
    rows = [f"        - {{name: {name}, in: header, schema: {{type: string}}}}\n" for name in names]
    return "      parameters:\n" + "".join(rows)


def test_headers_that_the_runtime_sets_are_not_parameters(workshop: Workshop, operation: Callable[..., str]) -> None:
    own = ["Authorization", "wechatpay-serial", "Accept", "CONTENT-TYPE", "User-Agent", "Host", "Content-Length"]
    workshop.paths(operation(rest=headers(*own, "X-Trace")))

    made = workshop.operation()

    assert [(p.field.wire, p.location) for p in made.parameters] == [("X-Trace", "header")]
    advice = workshop.advice()
    assert [line.split()[1] for line in advice] == ["ignored-parameter"] * 6
    assert not any("serial" in line for line in advice)  # which the client sends


@pytest.mark.parametrize("name", ["Cookie", "a b", '"a: b"', "券", "'a\"'"])
@pytest.mark.parametrize("required", [False, True])
def test_a_header_that_cannot_be_sent_is_left_out_and_with_it_its_operation_if_it_is_required(
    workshop: Workshop, operation: Callable[..., str], name: str, required: bool
) -> None:
    workshop.paths(
        operation(rest=headers(name).replace("in: header", f"in: header, required: {str(required).lower()}"))
    )

    if required:
        assert "unsupported-parameter" in workshop.problems()[0]
    else:
        assert "ignored-parameter" in workshop.advice()[0]
        assert workshop.operation().parameters == ()


def test_an_optional_cookie_is_left_out(workshop: Workshop, operation: Callable[..., str]) -> None:
    workshop.paths(operation(rest="      parameters: [{name: a, in: cookie, schema: {type: string}}]\n"))

    assert workshop.operation().parameters == ()
    assert "ignored-parameter  the parameter a is in cookie, which clients do not send" in workshop.advice()[0]


def test_only_a_required_parameter_that_openapi_3_2_alone_knows_costs_its_operation(workshop: Workshop) -> None:
    parameter = "{{name: {}, in: {}, {}schema: {{type: string}}}}".format
    workshop.paths(
        "  /a: {get: {operationId: kept, tags: [t], parameters: ["
        f"{parameter('a', 'cookie', 'style: cookie, ')}, {parameter('b', 'querystring', '')}"
        "], responses: {'204': {description: ok}}}}\n"
        f"  /b: {{get: {{operationId: lost, tags: [t], parameters: [{parameter('b', 'querystring', 'required: true, ')}], "
        "responses: {'204': {description: ok}}}}\n"
    )

    lines = workshop.problems() + workshop.advice()

    assert [operation.key for area in workshop.read().api.areas for operation in area.operations] == ["GET /a"]
    for words in (
        "the parameter a is in cookie",
        "the parameter b is in querystring",
    ):
        assert any("ignored-parameter" in line and words in line for line in lines), words
    assert any("unsupported-parameter" in line and "but the parameter is required" in line for line in lines)


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
