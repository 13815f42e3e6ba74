"""The size of the output is limited, so that many operations sharing large schemas do not fill the memory."""

from __future__ import annotations

import pytest
from wxbrand_codegen.build import size_budget

from tests.generator.conftest import Workshop

BIG = '{$ref: "#/components/schemas/Big"}'
TAKES = """\
  /a%d:
    post: {operationId: A%d, requestBody: {content: {application/json: {schema: BIG}}}, responses: {204: {description: ok}}}
"""
GIVES = """\
  /b%d:
    get: {tags: [t%d], responses: {200: {description: ok, content: {application/json: {schema: BIG}}}}}
"""
NOTIFIES = """\
  n%d:
    post: {x-wxbrand-notification: {event-type: e%d, resource: BIG}, responses: {204: {description: ok}}}
"""
SPECS = {"taken": TAKES * 9, "given": GIVES * 9, "notified": GIVES + "webhooks:\n" + NOTIFIES * 9}


def spec(name: str) -> str:
    text = SPECS[name].replace("BIG", BIG)
    numbered = text.split("%d")
    text = "".join(part + str(place // 2) for place, part in enumerate(numbered[:-1])) + numbered[-1]
    properties = ", ".join(f"m{n}: {{type: string}}" for n in range(100))
    return f"{text}components: {{schemas: {{Big: {{type: object, properties: {{{properties}}}}}}}}}\n"


@pytest.mark.parametrize("name", SPECS)
def test_too_large_an_output_is_refused_at_the_position_where_it_exceeds_the_limit(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(size_budget, "MAX_CHARACTERS", 30_000)
    workshop.paths(spec(name))

    (problem,) = workshop.problems()

    place, _, message = problem.partition(" too-much  ")
    line = int(place.split(":")[1])
    assert "m99" not in workshop.spec.read_text().splitlines()[line - 1]
    assert 6 < line < 30
    assert message.startswith("the output would exceed 3")


@pytest.mark.parametrize("name", SPECS)
def test_a_small_output_is_accepted(workshop: Workshop, name: str) -> None:
    assert workshop.paths(spec(name)).problems() == []
