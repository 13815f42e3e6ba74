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


INDEXES = {
    "openapi.yaml": """\
openapi: 3.0.3
info: {$ref: ./info.yaml}
servers: [{url: "https://api.example.com"}]
paths: {$ref: ./paths/_index.yaml}
components: {$ref: ./components.json}
""",
    "info.yaml": "{title: Split, version: '1'}\n",
    "components.json": """\
{"schemas": {"$ref": "./schemas/_index.yaml"},\t"parameters": {"Id": {"$ref": "parameters.yaml#/0"}}}
""",
    "parameters.yaml": "[{name: id, in: path, required: true, schema: {$ref: './openapi.yaml#/components/schemas/Id'}}]\n",
    "schemas/_index.yaml": """\
Id: {$ref: ./Id.yaml}
Order: {$ref: ./Order.yaml}
Line: {$ref: './Order.yaml#/properties/lines/items'}
""",
    "schemas/Id.yaml": "{type: string, maxLength: 5}\n",
    "schemas/Order.yaml": """\
type: object
properties:
  id: {$ref: '../openapi.yaml#/components/schemas/Id'}
  lines:
    type: array
    items: {type: object, properties: {item: {type: string}, part_of: {$ref: '#'}}}
  first: {$ref: '#/properties/lines/items'}
""",
    "paths/_index.yaml": "/orders/{id}: {put: {$ref: ./put_order.yaml}}\n",
    "paths/put_order.yaml": """\
operationId: PutOrder
tags: [order]
parameters: [{$ref: '../components.json#/parameters/Id'}]
requestBody: {required: true, content: {$ref: '../bodies.yaml#/json~1order'}}
responses: {$ref: '../responses.yaml#/%25~0 1'}
""",
    "bodies.yaml": "json/order: {application/json: {schema: {$ref: schemas/Order.yaml}}}\n",
    "responses.yaml": """\
'%~ 1':
  '200': {description: ok, content: {application/json: {schema: {$ref: 'schemas/_index.yaml#/Order'}}}}
""",
}


def test_indexes_of_references_are_generated_and_called(workshop: Workshop) -> None:
    split(workshop, INDEXES)

    with calling(workshop, {"id": "o1", "lines": [{"item": "tea"}]}) as called:
        models = called.models
        line = models.Line(item="tea", part_of=models.Order(id="o0"))
        order = called.client.order.put_order(id="x", id_in_body="o1", lines=[line], first=line)

        assert (called.requests[0].method, called.target) == ("PUT", "/orders/x")
        expected = {"item": "tea", "part_of": {"id": "o0"}}
        assert called.body == {"id": "o1", "lines": [expected], "first": expected}
        assert isinstance(order.lines[0], models.Line)
        assert not {name for name in models.__all__ if name.startswith("OrderLines")}
    assert_sound(workshop)


def test_each_reference_in_an_unusual_place_is_advice(workshop: Workshop) -> None:
    split(workshop, INDEXES)

    lines = [str(advice) for advice in load(workshop.spec).advice]

    assert len(lines) == 7
    assert all(" unusual-reference  OpenAPI does not provide for $ref here; " in line for line in lines)
    assert "spec/openapi.yaml:4:9 " in lines[2]


NESTED = """\
paths:
  /pets/{id}:
    get:
      operationId: GetPet
      tags: [pets]
      parameters: [{name: id, in: path, required: true, schema: {type: string, maxLength: 5}}]
      responses:
        '200': {description: ok, content: {application/json: {schema: {type: object, properties: {pet: {$ref: '#/components/schemas/Pet'}}}}}}
        '404': {description: no, content: {application/json: {schema: {type: object, properties: {code: {type: string}}}}}}
  /owners:
    post:
      operationId: AddOwner
      tags: [pets]
      parameters: [{name: like, in: query, schema: {$ref: '#/paths/~1pets~1%7Bid%7D/get/parameters/0/schema'}}]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet/properties/owner'}}}}
      responses:
        '200': {$ref: '#/paths/~1pets~1{id}/get/responses/200'}
        '404': {$ref: '#/paths/~1pets~1{id}/get/responses/404'}
components:
  schemas:
    Pet:
      type: object
      properties:
        owner: {type: object, properties: {name: {type: string}, pets: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}
        keepers: {type: array, items: {$ref: '#/components/schemas/Pet/properties/owner'}}
        kind: {enum: [A, B]}
        other_kind: {$ref: '#/components/schemas/Pet/properties/kind'}
"""


def test_a_value_that_is_referred_to_at_its_place_is_one_class(workshop: Workshop) -> None:
    workshop.whole(HEAD + NESTED)

    with calling(
        workshop, {"pet": {"owner": {"name": "Ann"}, "keepers": [{"name": "Bob"}], "other_kind": "B"}}
    ) as called:
        models = called.models
        called.client.pets.add_owner(name="Ann", pets=[models.Pet(kind=models.PetKind.A)], like="x")
        read = called.client.pets.get_pet(id="1")

        assert called.requests[0].target == "/owners?like=x"
        assert isinstance(read.pet.owner, models.PetOwner)
        assert isinstance(read.pet.keepers[0], models.PetOwner)
        assert read.pet.other_kind is models.PetKind.B
        assert not {"Owner", "PetKeepersItem", "PetOtherKind", "Kind"} & set(models.__all__)
    assert_sound(workshop)


def test_a_name_of_several_schemas_is_still_what_stands_on_the_wire(workshop: Workshop) -> None:
    workshop.bodies(
        "{application/json: {schema: {oneOf: [{$ref: a.yaml#/Dog}, {$ref: b.yaml#/Cat}], discriminator: {propertyName: kind}}}}",
        "{application/json: {schema: {$ref: b.yaml#/Dog}}}",
    )
    workshop.write(
        "a.yaml", "Dog: {type: object, required: [kind], properties: {kind: {type: string}, x: {type: string}}}\n"
    )
    workshop.write(
        "b.yaml",
        "Dog: {type: object, properties: {y: {type: string}}}\n"
        "Cat: {type: object, required: [kind], properties: {kind: {type: string}}}\n",
    )

    with calling(workshop, {"y": "z"}) as called:
        models = called.models
        called.client.thing.send(body=models.ADog(kind="Dog", x="1"))

        assert called.body == {"kind": "Dog", "x": "1"}
        assert "b_Dog" in schemas(workshop)
    assert_sound(workshop)


def test_a_mapping_that_leads_nowhere_is_advice(workshop: Workshop) -> None:
    workshop.bodies(
        "{application/json: {schema: {oneOf: [{$ref: '#/components/schemas/Dog'}], "
        "discriminator: {propertyName: kind, mapping: {dog: Dog, cat: ./Cat.yaml, fox: Fox}}}}}",
        rest="components: {schemas: {Dog: {type: object, properties: {kind: {type: string}}}}}\n",
    )

    lines = [line for line in workshop.problems() or map(str, load(workshop.spec).advice) if "unknown-variant" in line]

    assert [line.split("  ")[1].rpartition("/")[2] for line in lines] == [
        "Cat.yaml; this entry of the mapping has no effect",
        "Fox; this entry of the mapping has no effect",
    ]


def test_maps_that_include_each_other_are_refused(workshop: Workshop) -> None:
    workshop.body("a: {$ref: a.yaml}")
    members = ", ".join(f"p{n}: {{type: object, properties: {{$ref: '#/m%d'}}}}" for n in range(10))
    workshop.write(
        "a.yaml",
        "type: object\nproperties: {$ref: '#/m0'}\n"
        + "".join(f"m{n}: {{{members % ((n + 1,) * 10)}}}\n" for n in range(8))
        + "m8: {}\n",
    )

    (line,) = workshop.problems()

    assert "too-many-values" in line


def test_a_map_that_includes_itself_is_refused(workshop: Workshop) -> None:
    workshop.body("a: {$ref: a.yaml}")
    workshop.write(
        "a.yaml", "type: object\nproperties: {$ref: '#/m'}\nm: {p: {type: object, properties: {$ref: '#/m'}}}\n"
    )

    (line,) = workshop.problems()

    assert "too-many-values" in line


def test_json_with_escaped_emoji_and_tabs_is_read(workshop: Workshop) -> None:
    workshop.body("a: {$ref: a.json}")
    workshop.write(
        "a.json", '{\n\t"type": "string", "description": "\\ud83d\\ude00 \\\\ud83d\\u5238",\n\t"maxLength": 3}\n'
    )

    assert schemas(workshop)["a"]["description"] == "\U0001f600 \\ud83d券"


def test_a_file_may_have_a_chinese_name(workshop: Workshop) -> None:
    workshop.body("a: {$ref: 门店/券.yaml}\nb: {$ref: 券 (1).yaml}")
    workshop.write("门店/券.yaml", "{type: object, properties: {a: {type: string}}}\n")
    workshop.write("券 (1).yaml", "{type: object, properties: {b: {type: string}}}\n")

    lines = workshop.advice()

    assert sorted(schemas(workshop)) == ["券", "券_1"]
    assert [line for line in lines if "unknown-key" in line or "name-clash" in line] == []
