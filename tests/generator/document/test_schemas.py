"""Schemas as people write them: what has no effect is left out, and said at its place."""

from __future__ import annotations

from typing import Any

import pytest
from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, plain
from wxbrand_codegen.document.schemas import normalise_schemas
from wxbrand_codegen.document.yaml_reader import read
from wxbrand_codegen.problems import Mark

from tests.generator.conftest import Workshop


def normalised(workshop: Workshop, schema: str, version: str = "3.1.1") -> tuple[Any, list[str]]:
    """Return a schema of a component after normalising, and the advice about it: column, code and message."""
    root = read(workshop.write("openapi.yaml", f"components:\n  schemas:\n    A: {schema}\n"), "openapi.yaml")
    assert isinstance(root, MappingNode)
    root, advice = normalise_schemas(root, version)
    return plain(root)["components"]["schemas"]["A"], [f"{p.mark.column} {p.code}  {p.message}" for p in advice]


@pytest.mark.parametrize(
    ("schema", "kept", "code"),
    [
        ("{type: string, maxLenght: 3}", {"type": "string"}, "23 unknown-keyword"),
        ("{type: wibble}", {}, "9 unknown-type"),
        ("{type: 5}", {}, "9 unknown-type"),
        ("{type: [string, wibble]}", {"type": ["string"]}, "24 unknown-type"),
        ("{type: string, maxLength: -1}", {"type": "string"}, "23 malformed-keyword"),
        ("{type: string, minLength: x}", {"type": "string"}, "23 malformed-keyword"),
        ("{type: string, maxLength: 1.5}", {"type": "string"}, "23 malformed-keyword"),
        ("{multipleOf: 0}", {}, "9 malformed-keyword"),
        ("{enum: []}", {}, "9 malformed-keyword"),
        ("{enum: 1}", {}, "9 malformed-keyword"),
        ("{properties: [a]}", {}, "9 malformed-keyword"),
        ("{properties: {a: text}}", {"properties": {"a": True}}, "25 not-a-schema"),
        ("{required: true}", {}, "9 malformed-keyword"),
        ("{allOf: {type: string}}", {"allOf": [{"type": "string"}]}, "9 malformed-keyword"),
        ("{items: [{type: string}]}", {"prefixItems": [{"type": "string"}]}, "9 malformed-keyword"),
        ("{discriminator: kind}", {}, "9 malformed-keyword"),
        ("{description: }", {}, "9 malformed-keyword"),
        ("{$id: 'http://example.com'}", {}, "9 unchecked-keyword"),
        ("{$dynamicRef: '#node'}", {}, "9 unchecked-keyword"),
        ("7", True, "8 not-a-schema"),
    ],
)
@pytest.mark.parametrize("version", ["3.1.1", "3.0.3"])
def test_what_has_no_effect_is_left_out_with_advice(
    workshop: Workshop, schema: str, kept: Any, code: str, version: str
) -> None:
    found, (advice,) = normalised(workshop, schema, version)

    assert found == kept
    assert advice.startswith(f"{code}  ")


@pytest.mark.parametrize(
    ("schema", "hint"),
    [
        ("{maxLenght: 3}", "did you mean maxLength?"),
        ("{requred: [a]}", "did you mean required?"),
        ("{additionalproperties: false}", "did you mean additionalProperties?"),
        ("{type: sting}", "did you mean string?"),
        ("{type: int}", "did you mean integer?"),
        ("{type: Boolean}", "did you mean boolean?"),
        ("{type: null}", "write 'null', with quotes"),
    ],
)
def test_what_was_probably_meant_is_named(workshop: Workshop, schema: str, hint: str) -> None:
    _, (advice,) = normalised(workshop, schema)

    assert advice.endswith(hint)


def test_null_in_a_list_of_types_needs_no_quotes(workshop: Workshop) -> None:
    assert normalised(workshop, "{type: [string, null]}") == ({"type": ["string", "null"]}, [])


def test_beside_a_reference_only_texts_are_kept_in_openapi_3_0(workshop: Workshop) -> None:
    schema = "{$ref: '#/components/schemas/B', description: b, maxLength: 3, nullable: true, x-note: n}"

    kept, advice = normalised(workshop, schema, "3.0.3")

    assert kept == {"$ref": "#/components/schemas/B", "description": "b", "x-note": "n"}
    assert [line.split("  ")[1].split(" has")[0] for line in advice] == [
        "maxLength beside $ref",
        "nullable beside $ref",
    ]
    assert normalised(workshop, schema.replace(", nullable: true", ""))[1] == []


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ("{minimum: 1, exclusiveMinimum: true}", {"exclusiveMinimum": 1}),
        ("{maximum: 1, exclusiveMaximum: false}", {"maximum": 1}),
        ("{exclusiveMaximum: true}", {}),
        ("{exclusiveMaximum: 5}", {"exclusiveMaximum": 5}),
    ],
)
def test_exclusive_bounds_become_numbers(workshop: Workshop, schema: str, expected: Any) -> None:
    assert normalised(workshop, schema, "3.0.3") == (expected, [])


def test_nullable_is_followed_in_openapi_3_1_with_advice(workshop: Workshop) -> None:
    kept, (advice,) = normalised(workshop, "{type: string, nullable: true}")

    assert kept == {"type": "string", "nullable": True}
    assert "in 3.1 write type: [..., 'null']" in advice


def test_values_that_only_look_like_schemas_are_kept(workshop: Workshop) -> None:
    schema = "{example: {maxLenght: 1}, default: [wibble], const: {type: 5}, enum: [{$id: a}], x-own: {type: 5}}"

    kept, advice = normalised(workshop, schema)

    assert kept == {
        "example": {"maxLenght": 1}, "default": ["wibble"], "const": {"type": 5}, "enum": [{"$id": "a"}], "x-own": {"type": 5},
    }  # fmt: skip
    assert advice == []


def test_infinite_numbers_are_no_limits() -> None:
    mark = Mark(file="a.yaml", line=1, column=1)
    node: Node = MappingNode(members={"maximum": ScalarNode(value=float("inf"), mark=mark)}, mark=mark)
    for key in ("A", "schemas", "components"):
        node = MappingNode(members={key: node}, mark=mark)
    assert isinstance(node, MappingNode)

    root, advice = normalise_schemas(node, "3.1.1")

    assert plain(root)["components"]["schemas"]["A"] == {}
    assert len(advice) == 1


def test_a_whole_document_with_slips_is_generated(workshop: Workshop) -> None:
    workshop.body("a: {type: sting, maxLenght: 3}\nb: {type: string, nullable: yes, required: true}")
    workshop.spec.write_text(workshop.spec.read_text().replace("3.1.1", "3.0.3"))

    assert workshop.problems() == []
    assert [line.split()[1] for line in workshop.advice()[:4]] == [
        "unknown-type", "unknown-keyword", "malformed-keyword", "malformed-keyword",
    ]  # fmt: skip
