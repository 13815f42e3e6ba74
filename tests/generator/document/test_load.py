from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from wxbrand_codegen.document.load import load
from wxbrand_codegen.document.nodes import plain

if TYPE_CHECKING:
    from tests.generator.conftest import Workshop


def referring(reference: str) -> str:
    return f"thing: {{$ref: {reference!r}}}"


def test_files_are_joined_under_components(workshop: Workshop) -> None:
    workshop.body(referring("parts/a.yaml#/A"))
    workshop.write("parts/a.yaml", "A: {type: object, properties: {b: {$ref: '../b.yaml'}}}\n")
    workshop.write("b.yaml", "type: string\n")

    document = load(workshop.spec)

    schemas = plain(document.root)["components"]["schemas"]
    assert schemas["A"]["properties"]["b"] == {"$ref": "#/components/schemas/b"}
    assert schemas["b"] == {"type": "string"}
    assert [name for name, _ in document.sources] == ["b.yaml", "openapi.yaml", "parts/a.yaml"]


def test_a_problem_in_another_file_is_reported_there(workshop: Workshop) -> None:
    workshop.body(referring("a.yaml#/A"))
    workshop.write("a.yaml", "B: 1\nA:\n  type: string\n  type: integer\n")

    (line,) = workshop.problems()

    assert line.startswith("a.yaml:4:3 duplicate-key  type is also at ")


def test_schemas_that_only_refer_to_each_other_are_refused(workshop: Workshop) -> None:
    workshop.body(
        referring("#/components/schemas/A"),
        "components:\n  schemas:\n    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/A'}\n",
    )

    lines = workshop.problems()

    assert lines
    assert all("reference-cycle" in line for line in lines)


def test_path_items_that_refer_to_each_other_are_refused(workshop: Workshop) -> None:
    workshop.paths("  /a: {$ref: 'a.yaml#/A'}\n")
    workshop.write("a.yaml", "A: {$ref: 'b.yaml#/B'}\n")
    workshop.write("b.yaml", "B: {$ref: 'a.yaml#/A'}\n")

    (line,) = workshop.problems()

    assert "reference-cycle" in line


def test_a_long_chain_of_path_items_is_refused(workshop: Workshop) -> None:
    workshop.paths("  /a: {$ref: 'a.yaml#/P0'}\n")
    workshop.write("a.yaml", "".join(f"P{n}: {{$ref: '#/P{n + 1}'}}\n" for n in range(2000)) + "P2000: {}\n")

    (line,) = workshop.problems()

    assert "too-deep" in line


def test_a_spec_that_refers_to_itself_is_joined_once(workshop: Workshop) -> None:
    workshop.body(
        referring("openapi.yaml#/components/schemas/A"),
        "components:\n  schemas:\n    A: {type: object, properties: {a: {$ref: 'openapi.yaml#/components/schemas/A'}}}\n",
    )

    document = load(workshop.spec)

    assert list(plain(document.root)["components"]["schemas"]) == ["A"]


def test_two_schemas_of_one_name_are_called_after_their_files(workshop: Workshop) -> None:
    workshop.body("a: {$ref: 'a.yaml#/Thing'}\nb: {$ref: 'b/Thing.yaml'}\nc: {$ref: 'b.yaml#/Other'}")
    workshop.write("a.yaml", "Thing: {type: string}\n")
    workshop.write("b/Thing.yaml", "{type: string}\n")
    workshop.write("b.yaml", "Other: {type: string}\n")

    document = load(workshop.spec)

    assert list(plain(document.root)["components"]["schemas"]) == ["a_Thing", "b_Thing", "Other"]
    first, second = map(str, document.advice)
    assert "spec/openapi.yaml:16:21 name-clash  several schemas are called Thing; " in first
    assert "a.yaml#/Thing is called a_Thing in the client" in first
    assert "b/Thing.yaml is called b_Thing in the client" in second


def test_a_component_of_the_root_file_keeps_its_name(workshop: Workshop) -> None:
    components = "components: {schemas: {Thing: {type: integer}}}\n"
    workshop.body("a: {$ref: 'a.yaml#/Thing'}\nb: {$ref: '#/components/schemas/Thing'}", components)
    workshop.write("a.yaml", "Thing: {type: string}\n")

    schemas = plain(load(workshop.spec).root)["components"]["schemas"]

    assert schemas == {"Thing": {"type": "integer"}, "a_Thing": {"type": "string"}}


def test_an_example_that_looks_like_a_reference_is_data(workshop: Workshop) -> None:
    workshop.body("thing: {type: object, example: {$ref: 'http://127.0.0.1:9/x'}, default: {$ref: '../../etc/passwd'}}")

    document = load(workshop.spec)

    assert "http://127.0.0.1:9/x" in str(plain(document.root))
    assert workshop.problems() == []


def test_a_property_called_ref_is_a_property(workshop: Workshop) -> None:
    workshop.body("$ref: {type: string}\nexample: {type: integer}")

    api = workshop.read().api

    parameters = api.areas[0].operations[0].parameters
    assert [(p.field.wire, p.field.name.snake) for p in parameters] == [("$ref", "ref"), ("example", "example")]


def test_nothing_is_fetched(workshop: Workshop, operation: Callable[..., str], closed_network: list[str]) -> None:
    url = "http://127.0.0.1:9/schema.json"
    document = operation(operationId="GetThing").replace(
        "{type: object, ", f"{{type: object, $id: '{url}', $schema: '{url}', example: {{$ref: '{url}'}}, "
    )
    workshop.paths(document)
    workshop.spec.write_text(workshop.spec.read_text() + f"jsonSchemaDialect: {url}\nexternalDocs: {{url: '{url}'}}\n")

    lines = workshop.problems()

    assert closed_network == []
    assert all("unsupported-keyword" in line for line in lines)


def test_sources_do_not_depend_on_the_working_directory(
    workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.body("a: {$ref: 'a.yaml'}")
    workshop.write("a.yaml", "type: string\n")
    monkeypatch.chdir(workshop.spec.parent)

    document = load(Path("openapi.yaml"))

    assert document.sources == load(Path(os.path.relpath(workshop.spec))).sources
