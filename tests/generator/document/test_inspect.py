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


@pytest.mark.parametrize("version", ["3.2.0", "2.0", "'3.1'", "3.1", "3.10.0", "[3]", "null", "3.1.0-rc1"])
def test_other_versions_of_openapi_are_refused(workshop: Workshop, version: str) -> None:
    workshop.paths(GOOD, head=f"openapi: {version}\ninfo: {{title: a, version: '1'}}\n")

    (line,) = workshop.problems()

    assert line.startswith("openapi.yaml:1:1 not-openapi  the version of OpenAPI must be 3.1.x")


@pytest.mark.parametrize("version", ["3.0.0", "3.0.4", "3.1.0", "3.1.2"])
def test_openapi_3_0_and_3_1_are_supported(workshop: Workshop, version: str) -> None:
    workshop.paths(
        GOOD, head=f"openapi: {version}\ninfo: {{title: a, version: '1'}}\nservers: [{{url: 'https://a.example'}}]\n"
    )

    assert workshop.problems() == []


def test_every_problem_is_reported_with_its_position(workshop: Workshop) -> None:
    workshop.paths(GOOD.replace("GetThings", "[1]") + "  things: {}\n")

    lines = workshop.problems()

    assert [line.split("  ")[0] for line in lines] == ["openapi.yaml:4:1 not-openapi", "openapi.yaml:7:7 not-openapi"]


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
        "openapi.yaml:4:1 no-operation  the spec has no operation to generate; add one under paths"
    ]


def test_operations_in_an_unused_file_do_not_count(workshop: Workshop, operation: Callable[..., str]) -> None:
    workshop.paths("  {}\n")
    workshop.write("other.yaml", "paths:\n" + operation())

    (line,) = workshop.problems()

    assert "no-operation" in line
