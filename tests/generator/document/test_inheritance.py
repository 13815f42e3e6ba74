"""A base with a discriminator stands for the schemas that contain it through `allOf`: they can be sent and are read."""

from __future__ import annotations

from pathlib import Path

import pytest
from wxbrand_codegen.document.inspect import inspect
from wxbrand_codegen.document.load import load
from wxbrand_codegen.document.nodes import plain
from wxbrand_runtime import InvalidRequest

from tests.generator.calling import assert_sound, calling
from tests.generator.conftest import Workshop

OPERATION = """
  /brand/pets:
    post:
      operationId: {id}
      tags: [t]
      requestBody: {{required: true, content: {{application/json: {{schema: {{$ref: '#/components/schemas/{of}'}}}}}}}}
      responses: {{'200': {{description: x, content: {{application/json: {{schema: {{type: array, items: {{$ref: '#/components/schemas/{of}'}}}}}}}}}}}}
"""

SCHEMAS = """
components:
  schemas:
    Pet:
      type: object
      description: Any pet.
      required: [kind]
      properties: {kind: {type: string}, name: {type: string}, friend: {$ref: '#/components/schemas/Pet'}}
      discriminator: {propertyName: kind, mapping: {kitty: '#/components/schemas/Cat', other: Pet}}
    Cat:
      allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, required: [lives], properties: {lives: {type: integer}}}]
      discriminator: {propertyName: size}
      properties: {size: {type: string}}
    Lion:
      allOf: [{$ref: '#/components/schemas/Cat'}]
      properties: {mane: {type: boolean}}
    Dog:
      allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {bark: {type: boolean}}}]
"""


def test_heirs_are_sent_and_read_where_their_base_is_used(workshop: Workshop) -> None:
    workshop.paths(OPERATION.format(id="add", of="Pet") + SCHEMAS)
    answers = [
        {"kind": "kitty", "lives": 9},
        {"kind": "Lion", "lives": 1, "mane": True},
        {"kind": "other", "name": "n", "friend": {"kind": "Dog", "bark": True}},
        {"kind": "cow", "name": "c"},
    ]

    with calling(workshop, answers) as called:
        models = called.models
        reply = called.client.t.add(body=models.Cat(lives=9, friend=models.Dog(bark=True)))
        body = called.body
        called.client.t.add(body=models.PetBase(name="n"))
        with pytest.raises(InvalidRequest, match=r"lives must be an integer"):
            called.client.t.add(body=models.Cat(lives="nine"))

    assert body == {"kind": "kitty", "lives": 9, "friend": {"kind": "Dog", "bark": True}}
    assert called.body == {"kind": "other", "name": "n"}
    assert [type(pet).__name__ for pet in reply] == ["Cat", "Lion", "PetBase", "PetBase"]
    assert (reply[2].friend.bark, reply[3].name) == (True, "c")
    assert_sound(workshop)


def test_a_base_that_is_never_used_itself_stays_one_object(workshop: Workshop) -> None:
    unused = SCHEMAS.replace(", friend: {$ref: '#/components/schemas/Pet'}", "")
    workshop.paths(OPERATION.format(id="add", of="Dog") + unused)

    with calling(workshop, [{"kind": "Dog", "bark": False}]) as called:
        (dog,) = called.client.t.add(bark=True)

    assert called.body == {"kind": "Dog", "bark": True}
    assert (dog.kind, dog.bark) == ("Dog", False)


def test_the_name_of_the_base_is_free(tmp_path: Path) -> None:
    text = SCHEMAS + "    PetBase: {type: string}\n"
    (tmp_path / "a.yaml").write_text(
        "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:" + OPERATION.format(id="a", of="Pet") + text
    )

    root = plain(inspect(load(tmp_path / "a.yaml")).root)

    schemas = root["components"]["schemas"]
    assert schemas["PetBase"] == {"type": "string"}
    assert schemas["Dog"]["allOf"][0] == {"$ref": "#/components/schemas/PetBase_"}
    assert [part["$ref"].rsplit("/", 1)[1] for part in schemas["Pet"]["anyOf"]] == ["PetBase_", "Cat", "Dog", "Lion"]


@pytest.mark.parametrize("cat", ["./Cat.yaml", "Cat.yaml", "'#/components/schemas/Cat'", "Cat"])
def test_a_base_in_a_file_of_its_own_has_its_heirs(workshop: Workshop, cat: str) -> None:
    names = "".join(f"    {name}: {{$ref: {name}.yaml}}\n" for name in ("Pet", "Cat"))
    workshop.paths(OPERATION.format(id="add", of="Pet") + f"components:\n  schemas:\n{names}")
    workshop.write(
        "Pet.yaml",
        "{type: object, required: [kind], properties: {kind: {type: string}}, "
        f"discriminator: {{propertyName: kind, mapping: {{kitty: {cat}}}}}}}\n",
    )
    workshop.write("Cat.yaml", "allOf: [{$ref: Pet.yaml}, {type: object, properties: {lives: {type: integer}}}]\n")

    with calling(workshop, [{"kind": "kitty", "lives": 2}]) as called:
        (pet,) = called.client.t.add(body=called.models.Cat(lives=1))

    assert called.body == {"kind": "kitty", "lives": 1}
    assert (type(pet).__name__, pet.lives) == ("Cat", 2)
    assert [line for line in workshop.advice() if "unknown-variant" in line] == []
