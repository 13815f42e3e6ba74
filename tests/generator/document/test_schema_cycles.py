"""Schemas that lead back to themselves for the same value."""

from __future__ import annotations

from typing import Any

import pytest
from wxbrand_codegen.document.nodes import MappingNode, plain
from wxbrand_codegen.document.schema_cycles import break_cycles
from wxbrand_codegen.document.yaml_reader import read

from tests.generator.conftest import Workshop

REF = "#/components/schemas/"


def broken(workshop: Workshop, schemas: str) -> tuple[Any, list[str]]:
    """Return the schemas after breaking their circles, and the codes of the advice."""
    text = schemas.replace("@", REF)
    root = read(workshop.write("openapi.yaml", f"components:\n  schemas:\n{text}"), "openapi.yaml")
    assert isinstance(root, MappingNode)
    root, advice = break_cycles(root)
    return plain(root)["components"]["schemas"], [problem.code for problem in advice]


@pytest.mark.parametrize(
    ("schemas", "expected"),
    [
        ("    A: {allOf: [{$ref: '@A'}, {type: string}]}\n", {"A": {"allOf": [{"type": "string"}]}}),
        ("    A: {allOf: [{$ref: '@A'}]}\n", {"A": True}),
        ("    A: {anyOf: [{$ref: '@A'}, {type: string}]}\n", {"A": {"anyOf": [{"type": "string"}]}}),
        ("    A: {$ref: '@A', type: string}\n", {"A": {"type": "string"}}),
        ("    A: {type: string, not: {$ref: '@A'}}\n", {"A": {"type": "string"}}),
        (
            "    A: {allOf: [{$ref: '@B'}, {minLength: 1}]}\n    B: {allOf: [{$ref: '@A'}, {type: string}]}\n",
            {"A": {"allOf": [{"$ref": f"{REF}B"}, {"minLength": 1}]}, "B": {"allOf": [{"type": "string"}]}},
        ),
    ],
)
def test_a_reference_back_in_place_adds_nothing(workshop: Workshop, schemas: str, expected: Any) -> None:
    found, codes = broken(workshop, schemas)

    assert found == expected
    assert codes == ["endless-schema"]


@pytest.mark.parametrize("first", ["A", "Z"])
def test_a_variant_that_includes_its_base_gets_the_members_of_the_base(workshop: Workshop, first: str) -> None:
    base = "    Pet: {properties: {kind: {}}, discriminator: {propertyName: kind}, oneOf: [{$ref: '@Cat'}, {$ref: '@Dog'}]}\n"
    variants = "".join(f"    {name}: {{allOf: [{{$ref: '@Pet'}}, {{required: [kind]}}]}}\n" for name in ("Cat", "Dog"))

    found, codes = broken(workshop, base + variants if first == "A" else variants + base)

    assert found["Cat"] == {"allOf": [{"properties": {"kind": {}}}, {"required": ["kind"]}]}
    assert found["Dog"] == found["Cat"]
    assert len(found["Pet"]["oneOf"]) == 2
    assert codes == []


def test_circles_through_members_and_items_are_kept(workshop: Workshop) -> None:
    schemas = "    A: {properties: {a: {$ref: '@A'}, b: {items: {allOf: [{$ref: '@A'}]}}}}\n"

    found, codes = broken(workshop, schemas)

    assert found["A"]["properties"]["a"] == {"$ref": f"{REF}A"}
    assert codes == []


def test_a_long_chain_of_references_for_one_value_is_cut(workshop: Workshop) -> None:
    links = "".join(f"    A{n}: {{allOf: [{{$ref: '@A{n + 1}'}}, {{minLength: {n}}}]}}\n" for n in range(2000))

    found, codes = broken(workshop, f"{links}    A2000: {{type: string}}\n")

    assert len(found) == 2001
    assert set(codes) == {"endless-schema"}
