"""The documented responses of an operation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.generator.conftest import Workshop


def test_a_response_described_by_default_alone_is_the_success(
    workshop: Workshop, operation: Callable[..., str]
) -> None:
    workshop.paths(operation().replace('"200"', "default"))

    assert [reply.is_success for reply in workshop.operation().responses] == [True]


def test_default_beside_a_success_is_for_errors(workshop: Workshop, operation: Callable[..., str]) -> None:
    workshop.paths(operation() + "        default: {description: no}\n")

    assert [reply.status for reply in workshop.operation().responses] == ["200"]


def test_a_redirect_is_ignored_with_advice(workshop: Workshop, operation: Callable[..., str]) -> None:
    workshop.paths(operation() + '        "302": {description: moved}\n')

    built = workshop.read()

    assert [problem.code for problem in built.advice] == ["redirect"]
    assert [reply.status for reply in built.api.areas[0].operations[0].responses] == ["200"]


def test_several_successes_with_inline_schemas_get_different_names(
    workshop: Workshop, operation: Callable[..., str]
) -> None:
    second = operation().split("      responses:\n")[1].replace('"200"', '"201"')
    workshop.paths(operation(operationId="Make") + second)

    assert set(workshop.read().api.models) == {"MakeResponse", "MakeResponse201"}


@pytest.mark.parametrize(
    ("answer", "accepts", "content_type", "example"),
    [
        ("{text/csv: {}}", ("text/csv",), "text/csv", "example"),
        ("{text/csv: {example: 'a,b'}, image/png: {}}", ("text/csv", "image/png"), "text/csv", "a,b"),
        ("{image/png: {}}", ("image/png",), "image/png", None),
        ("{'*/*': {}}", ("*/*",), "application/octet-stream", None),
        ("{'*/*': {schema: {type: string, format: binary}}}", ("*/*",), "application/octet-stream", None),
        ("{application/xml: {schema: {type: object}}}", ("application/xml",), "application/xml", "example"),
        ("{text/csv: {}, application/json: {schema: {type: string}}}", ("application/json",), "", None),
        ("{application/a+json: {schema: {type: string}}}", ("application/a+json",), "", None),
    ],
)
def test_a_response_is_json_else_text_else_bytes(
    workshop: Workshop, answer: str, accepts: tuple[str, ...], content_type: str, example: str | None
) -> None:
    (reply,) = workshop.bodies("{text/plain: {}}", answer).operation().responses

    assert (reply.accepts, reply.content_type, reply.example) == (accepts, content_type, example)


@pytest.mark.parametrize(("verb", "status"), [("head", "200"), ("get", "204"), ("get", "205")])
def test_responses_that_have_no_body_in_http_have_none(workshop: Workshop, verb: str, status: str) -> None:
    workshop.paths(
        f"  /a:\n    {verb}: {{responses: {{'{status}': {{description: ok, content: {{text/csv: {{}}}}}}}}}}\n"
    )

    (group,) = workshop.read().api.areas

    assert [(reply.type, reply.accepts) for reply in group.operations[0].success_responses] == [(None, ())]
