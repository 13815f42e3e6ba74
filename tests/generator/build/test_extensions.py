"""The extension x-wxbrand-paging."""

from __future__ import annotations

import pytest

from tests.generator.conftest import Workshop


@pytest.mark.parametrize(
    ("member", "parameter", "wrong"),
    [
        ("{type: array, items: {type: string}}", "{type: string}", "next"),
        ("{type: object}", "{type: string}", "next"),
        ("{}", "{type: string}", "next"),
        ("{type: string}", "{type: array, items: {type: string}}", "token"),
        ("{type: string}", "{type: integer}", "token"),
        ("{type: string}", "{type: string, enum: [A]}", "token"),
    ],
)
def test_members_used_for_paging_need_the_right_type(
    workshop: Workshop, member: str, parameter: str, wrong: str
) -> None:
    workshop.paths(
        "  /a:\n    get:\n      x-wxbrand-paging: {items: items, token: token, next: next}\n"
        f"      parameters: [{{name: token, in: query, schema: {parameter}}}]\n      responses:\n        '200':\n"
        "          description: ok\n          content: {application/json: {schema: {type: object, properties: "
        "{items: {type: array}, next: " + member + "}}}}\n"
    )

    (problem,) = workshop.problems()

    assert problem.endswith(f"unusable-paging  {wrong} is used for paging as {wrong}, so its type must be string")
    assert problem.startswith("openapi.yaml:7:")
