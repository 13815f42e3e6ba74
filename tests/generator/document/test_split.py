"""Specs that are split into files in the ways that bundlers and people split them: generated, called, tested."""

from __future__ import annotations

from typing import Any

import pytest
from wxbrand_codegen.document.load import load
from wxbrand_codegen.document.nodes import plain
from wxbrand_runtime import InvalidRequest

from tests.generator.calling import assert_sound, calling
from tests.generator.conftest import HEAD, Workshop

REDOCLY = {
    "openapi.yaml": HEAD
    + """\
tags: [{name: pets}]
paths:
  /pets: {$ref: paths/pets.yaml}
  /pets/{id}: {$ref: 'paths/pets_{id}.yaml'}
components:
  schemas:
    Pet: {$ref: components/schemas/Pet.yaml}
    Owner: {$ref: components/schemas/Owner.yaml}
    Problem: {$ref: components/schemas/Error.yaml}
    Dog: {$ref: components/schemas/Dog.yaml}
    Cat: {$ref: components/schemas/Cat.yaml}
  responses:
    NotFound: {$ref: components/responses/NotFound.yaml}
  parameters:
    Id: {$ref: components/parameters/Id.yaml}
  requestBodies:
    Pet: {$ref: components/requestBodies/Pet.yaml}
  headers:
    Rest: {$ref: components/headers/Rest.yaml}
  examples:
    Rex: {$ref: components/examples/Rex.yaml}
""",
    "paths/pets.yaml": """\
post:
  operationId: AddPet
  tags: [pets]
  requestBody: {$ref: ../components/requestBodies/Pet.yaml}
  responses:
    '200':
      description: ok
      headers: {X-Rest: {$ref: ../components/headers/Rest.yaml}}
      content: {application/json: {schema: {$ref: ../components/schemas/Pet.yaml}}}
    '400':
      description: no
      content: {application/json: {schema: {$ref: ../components/schemas/Error.yaml}}}
""",
    "paths/pets_{id}.yaml": """\
parameters: [{$ref: ../components/parameters/Id.yaml}]
get:
  operationId: GetPet
  tags: [pets]
  responses:
    '200':
      description: ok
      content: {application/json: {schema: {$ref: ../components/schemas/Pet.yaml}}}
    '404': {$ref: ../components/responses/NotFound.yaml}
""",
    "components/requestBodies/Pet.yaml": """\
required: true
content:
  application/json:
    schema: {$ref: ../schemas/Pet.yaml}
    examples: {rex: {$ref: ../examples/Rex.yaml}}
""",
    "components/examples/Rex.yaml": "value: {kind: hound, name: Rex, owner: {name: Ann}}\n",
    "components/headers/Rest.yaml": "schema: {type: integer}\n",
    "components/parameters/Id.yaml": "{name: id, in: path, required: true, schema: {type: string, maxLength: 9}}\n",
    "components/responses/NotFound.yaml": """\
description: not there
content: {application/json: {schema: {$ref: ../schemas/Error.yaml}}}
""",
    "components/schemas/Error.yaml": "{type: object, properties: {code: {type: string}, message: {type: string}}}\n",
    "components/schemas/Pet.yaml": """\
oneOf: [{$ref: ./Dog.yaml}, {$ref: ./Cat.yaml}]
discriminator: {propertyName: kind, mapping: {hound: ./Dog.yaml, Cat: Cat.yaml}}
""",
    "components/schemas/Dog.yaml": """\
type: object
required: [kind, name]
properties:
  kind: {type: string}
  name: {type: string, maxLength: 20}
  owner: {$ref: ./Owner.yaml}
  sitter: {$ref: '#/properties/owner'}
  friends: {type: array, items: {$ref: Pet.yaml}}
""",
    "components/schemas/Cat.yaml": """\
{"type": "object", "required": ["kind"], "properties": {
\t"kind": {"type": "string"}, "lives": {"type": "integer", "maximum": 9}, "rival": {"$ref": "./Dog.yaml"}}}
""",
    "components/schemas/Owner.yaml": "{type: object, properties: {name: {type: string}, pets: {type: array, items: {$ref: Pet.yaml}}}}\n",
}


def split(workshop: Workshop, files: dict[str, str]) -> Workshop:
    for name, text in files.items():
        workshop.write(name, text)
    return workshop


def schemas(workshop: Workshop) -> dict[str, Any]:
    found: dict[str, Any] = plain(load(workshop.spec).root)["components"]["schemas"]
    return found


def test_the_layout_that_bundlers_write_is_generated_and_called(workshop: Workshop) -> None:
    split(workshop, REDOCLY)
    answer = {"kind": "hound", "name": "Rex", "owner": {"name": "Ann"}, "friends": [{"kind": "Cat", "lives": 9}]}

    with calling(workshop, answer) as called:
        models = called.models
        friend = models.Cat(kind="Cat", rival=models.Dog(kind="hound", name="Max"))
        pet = models.Dog(kind="hound", name="Rex", owner=models.Owner(name="Ann"), friends=[friend])
        added = called.client.pets.add_pet(body=pet)
        read = called.client.pets.get_pet(id="a/b")

        first, second = called.requests
        assert (first.method, first.target, second.target) == ("POST", "/pets", "/pets/a%2Fb")
        assert added == read
        assert isinstance(read, models.Dog)
        assert isinstance(read.friends[0], models.Cat)
        assert {"Dog", "Cat", "Owner"} <= set(models.__all__)
        assert not {"Error", "DogOwner", "DogSitter", "Model"} & set(models.__all__)
    assert_sound(workshop)


def test_an_entry_that_is_only_a_reference_names_the_file(workshop: Workshop) -> None:
    split(workshop, REDOCLY)

    named = schemas(workshop)

    assert sorted(named) == ["Cat", "Dog", "Owner", "Pet", "Problem"]
    assert named["Problem"]["properties"]["code"] == {"type": "string"}
    assert load(workshop.spec).advice == ()


def test_merge_keys_are_generated_and_called(workshop: Workshop) -> None:
    workshop.whole(HEAD + """\
x-parts:
  id: &id {type: string, maxLength: 8, minLength: 2}
  base: &base
    type: object
    required: [id]
    properties: &named {id: *id, name: {type: string}}
  responses: &responses
    '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Store'}}}}
paths:
  /stores:
    post:
      operationId: AddStore
      tags: [store]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Store'}}}}
      responses: {<<: *responses, '400': {description: bad}}
components:
  schemas:
    Store:
      <<: *base
      properties:
        <<: *named
        name: {<<: *id, minLength: 4, description: its own}
        parent: {<<: *base, description: nested}
""")

    with calling(workshop, {"id": "s1", "name": "four", "parent": {"id": "p1"}}) as called:
        models = called.models
        parent = models.StoreParent(id="p1", name="x")
        store = called.client.store.add_store(id="s1", name="four", parent=parent)

        assert called.body == {"id": "s1", "name": "four", "parent": {"id": "p1", "name": "x"}}
        assert store.parent.id == "p1"
        with pytest.raises(InvalidRequest, match="name"):
            called.client.store.add_store(id="s1", name="two")
    assert_sound(workshop)
