"""A document that describes notifications and no operation."""

from __future__ import annotations

from wxbrand_codegen.lint import lint
from wxbrand_codegen.pipeline import read

from tests.generator.conftest import HEAD, Workshop

WEBHOOK = """\
webhooks:
  PARTY.BEGIN:
    post:
      tags: [tea]
      x-wxbrand-notification:
        event-type: PARTY.BEGIN
        resource: {type: object, properties: {party_id: {type: string}}}
      responses: {"204": {description: ok}}
"""


def test_it_is_generated(workshop: Workshop) -> None:
    workshop.whole(f"{HEAD}{WEBHOOK}").prove()


def test_without_a_resource_there_is_nothing_to_generate(workshop: Workshop) -> None:
    ignored = WEBHOOK.replace("x-wxbrand-notification", "x-other")

    assert workshop.whole(f"{HEAD}{ignored}").problems() == [
        "openapi.yaml:1:1 no-operation  the spec has no operation and no notification to generate; "
        "add one under paths or webhooks"
    ]


def test_the_tag_of_a_webhook_is_used(workshop: Workshop) -> None:
    workshop.whole(f"{HEAD}tags: [{{name: tea}}, {{name: milk}}]\n{WEBHOOK}")

    document, built = read(workshop.spec)

    found = [advice.message for advice in lint(document, built.api) if advice.code in {"unused-tag", "undeclared-tag"}]
    assert found == ["no operation or webhook has the tag milk; remove it"]
