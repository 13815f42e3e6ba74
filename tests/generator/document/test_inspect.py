from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.generator.conftest import Workshop

GOOD = """\
  /things:
    get:
      operationId: GetThings
      responses:
        "204": {description: ok}
"""


NAMED = "info: {title: a, version: '1'}\n"
SERVED = f"{NAMED}servers: [{{url: 'https://a.example'}}]\n"


@pytest.mark.parametrize("version", ["2.0", "'3.1'", "3.1", "3.10.0", "[3]", "null", "3.1.0-rc1"])
def test_other_versions_of_openapi_are_refused(workshop: Workshop, version: str) -> None:
    workshop.paths(GOOD, head=f"openapi: {version}\n{NAMED}")

    (line,) = workshop.problems()

    assert line.startswith("openapi.yaml:1:1 not-openapi  the version of OpenAPI must be 3.0.x, 3.1.x or 3.2.x")


@pytest.mark.parametrize("version", ["3.0.0", "3.0.4", "3.1.0", "3.1.2"])
def test_openapi_3_0_and_3_1_are_supported(workshop: Workshop, version: str) -> None:
    workshop.paths(GOOD, head=f"openapi: {version}\n{SERVED}")

    assert workshop.problems() == workshop.advice() == []


def test_openapi_3_2_is_read_as_3_1_and_what_is_new_in_it_is_listed(workshop: Workshop) -> None:
    workshop.paths(f"{GOOD}    query: {{responses: {{}}}}\n", head=f"openapi: 3.2.0\n{SERVED}")

    assert workshop.problems() == []
    assert workshop.advice() == [
        "openapi.yaml:1:1 newer-openapi  OpenAPI 3.2 is read as 3.1; what only 3.2 knows is passed over, and listed",
        "openapi.yaml:10:5 unknown-key  query is not a key of a path item, so it is ignored",
    ]


@pytest.mark.parametrize(
    ("before", "after", "advice"),
    [
        ("operationId: GetThings", "operationId: [1]", "7:7 not-openapi  operationId must be a string, not a list; operationId is ignored"),
        ("operationId:", "operationID:", "7:7 unknown-key  operationID is not a key of an operation, so it is ignored; did you mean operationId?"),
        ("{description: ok}", "{}", "9:9 not-openapi  description is missing here; the meaning is clear all the same"),
        ("{description: ok}", "{description: ok, headers: {X-A: {schema: {type: foo}}}}", "9:59 unknown-type  \"foo\" is not a type of JSON Schema; any JSON value is accepted"),
        ("      responses", "      tags: 5\n      responses", "8:7 not-openapi  tags must be a list, not 5; tags is ignored"),
        ("  /things", "  things: {}\n  /things", "5:3 unknown-key  a path must begin with /, so things is ignored"),
        ("info: {title: a, version: '1'}\n", "", "1:1 not-openapi  info is missing here; the meaning is clear all the same"),
    ],
)  # fmt: skip
def test_what_does_not_change_what_is_sent_is_ignored_with_advice(
    workshop: Workshop, before: str, after: str, advice: str
) -> None:
    workshop.whole(f"openapi: 3.1.1\n{SERVED}paths:\n{GOOD}".replace(before, after))

    assert workshop.problems() == []
    lines = workshop.advice()

    assert [line.replace("openapi.yaml:", "") for line in lines] == [advice]


def test_a_component_that_is_not_valid_costs_only_the_operations_that_use_it(workshop: Workshop) -> None:
    used = GOOD.replace('"204": {description: ok}', '"200": {$ref: "#/components/responses/Things"}')
    response = "{description: d, content: {application/json: 5}}"
    workshop.paths(
        f"{used}  /others: {{get: {{operationId: GetOthers, responses: {{'204': {{description: ok}}}}}}}}\n"
        f"components: {{responses: {{Things: {response}}}, parameters: {{Unused: {{in: quary, name: a, schema: {{}}}}}}}}\n"
    )

    assert workshop.problems() == ["openapi.yaml:11:61 not-openapi  application/json must be an object, not 5"]
    assert workshop.advice() == ['openapi.yaml:11:107 not-openapi  in cannot be "quary"; did you mean query?']
    assert [operation.id for area in workshop.read().api.areas for operation in area.operations] == ["GetOthers"]


def test_a_parameter_of_a_path_that_is_not_valid_costs_the_operations_of_the_path(workshop: Workshop) -> None:
    workshop.paths(
        f"{GOOD}    delete: {{responses: {{'204': {{description: ok}}}}}}\n    parameters: [{{name: a, in: querry, schema: {{}}}}]\n"
        "  /others: {get: {operationId: GetOthers, responses: {'204': {description: ok}}}}\n"
    )

    assert workshop.problems() == ['openapi.yaml:11:28 not-openapi  in cannot be "querry"; did you mean query?']
    built = workshop.read()
    assert [skipped.key for skipped in built.api.skipped] == ["GET /things", "DELETE /things"]
    assert [operation.id for area in built.api.areas for operation in area.operations] == ["GetOthers"]


@pytest.mark.parametrize(
    ("extension", "code"),
    [
        ("x-wxbrand-unti: fen", "unknown-extension"),
        ("x-wxbrand-unit: stones", "wrong-extension"),
        ("x-wxbrand-lifetime-seconds: soon", "wrong-extension"),
        ("x-wxbrand-enum-meanings: {a: 1}", "wrong-extension"),
    ],
)
def test_our_extensions_are_validated(workshop: Workshop, extension: str, code: str) -> None:
    workshop.body(f"default: {{type: string, {extension}}}")

    (line,) = workshop.problems()

    assert line.startswith("openapi.yaml:16:")
    assert f" {code}  " in line


def test_other_extensions_and_data_that_look_like_ours_are_ignored(workshop: Workshop) -> None:
    workshop.body(
        "a: {type: object, x-internal: {x-wxbrand-unit: 1}, example: {x-wxbrand-foo: 1}}\nx-wxbrand-b: {type: string}"
    )

    assert workshop.problems() == []


def test_a_document_that_is_not_an_object_is_refused(workshop: Workshop) -> None:
    workshop.whole("- a\n- b\n")

    assert workshop.problems() == ["openapi.yaml:1:1 not-openapi  an OpenAPI document must be an object"]


def test_a_spec_without_operations_is_refused(workshop: Workshop) -> None:
    workshop.paths("  /things: {$ref: 'a.yaml#/Empty'}\n")
    workshop.write("a.yaml", "Empty: {summary: nothing here}\n")

    assert workshop.problems() == [
        "openapi.yaml:4:1 no-operation  the spec has no operation and no notification to generate; add one under paths or webhooks"
    ]


def test_operations_in_an_unused_file_do_not_count(workshop: Workshop, operation: Callable[..., str]) -> None:
    workshop.paths("  {}\n")
    workshop.write("other.yaml", "paths:\n" + operation())

    (line,) = workshop.problems()

    assert "no-operation" in line
