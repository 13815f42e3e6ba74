"""Combined schemas: `allOf`, `oneOf`, `anyOf`, several types."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import msgspec
import pytest
from wxbrand_codegen.ir.models import Record, Union
from wxbrand_codegen.ir.types import Anything, Integer, MapOf, Nullable, Number, Ref, Text
from wxbrand_runtime import InvalidRequest
from wxbrand_runtime.models.codec import DecodeError, decode_body
from wxbrand_runtime.models.validation import validate

from tests.generator.conftest import Workshop

PETS = """
components:
  schemas:
    Pet:
      oneOf: [{$ref: "#/components/schemas/Cat"}, {$ref: "#/components/schemas/Dog"}]
      discriminator: {propertyName: kind, mapping: {dog: "#/components/schemas/Dog"}}
    Cat: {type: object, required: [kind], properties: {kind: {type: string}, lives: {type: integer, maximum: 9}}}
    Dog:
      allOf:
        - {$ref: "#/components/schemas/Cat"}
        - {type: object, required: [bark], properties: {bark: {type: boolean}, friend: {$ref: "#/components/schemas/Pet"}}}
"""


def field_of(workshop: Workshop, name: str) -> Any:
    (group,) = workshop.read().api.areas
    return next(p.field for p in group.operations[0].parameters if p.field.wire == name)


def test_the_parts_of_all_of_become_one_record(workshop: Workshop) -> None:
    workshop.body("pet: {$ref: '#/components/schemas/Dog'}", PETS)

    dog = workshop.read().api.models["Dog"]

    assert isinstance(dog, Record)
    assert [(field.wire, field.required) for field in dog.fields] == [
        ("kind", True), ("lives", False), ("bark", True), ("friend", False),
    ]  # fmt: skip


def test_one_part_with_annotations_beside_it_is_that_part(workshop: Workshop) -> None:
    workshop.body("pet: {allOf: [{$ref: '#/components/schemas/Cat'}], description: the pet, nullable: true}", PETS)

    field = field_of(workshop, "pet")

    assert field.type == Nullable(item=Ref(name="Cat"))
    assert field.doc.text == "the pet"


def test_a_property_in_two_parts_must_match_both(workshop: Workshop) -> None:
    workshop.body("a: {allOf: [{properties: {b: {type: string}}}, {properties: {b: {maxLength: 3}}}]}")

    record = workshop.read().api.models["MakeThingRequestA"]

    assert isinstance(record, Record)
    assert isinstance(record.fields[0].type, Text)
    assert record.fields[0].type.limits.max_length == 3


def test_an_all_of_that_contains_itself_adds_nothing(workshop: Workshop) -> None:
    workshop.body(
        "a: {$ref: '#/components/schemas/A'}",
        "components: {schemas: {A: {allOf: [{$ref: '#/components/schemas/A'}, {type: object}]}}}",
    )

    assert field_of(workshop, "a").type == MapOf(value=Anything())
    assert any("endless-schema" in line for line in workshop.advice())


def test_types_that_json_cannot_tell_apart_are_merged(workshop: Workshop) -> None:
    workshop.body(
        "a: {oneOf: [{type: string, maxLength: 3}, {type: string, enum: [x]}]}\n"
        "b: {anyOf: [{type: integer}, {type: number}, {type: 'null'}]}\n"
        "c: {type: [integer, 'null']}"
    )

    assert field_of(workshop, "a").type == Text()
    assert field_of(workshop, "b").type == Nullable(item=Number())
    assert field_of(workshop, "c").type == Nullable(item=Integer())


def test_other_types_become_unions_named_after_their_position(workshop: Workshop) -> None:
    workshop.body("a: {type: [string, integer]}\nb: {oneOf: [{type: boolean}, {type: array, items: {type: string}}]}")

    models = workshop.read().api.models

    assert isinstance(models["MakeThingRequestA"], Union)
    assert isinstance(models["MakeThingRequestB"], Union)


@pytest.fixture
def pets(workshop: Workshop, importing: Callable[[], ModuleType]) -> Any:
    workshop.body(
        "pet: {$ref: '#/components/schemas/Pet'}\nsize: {oneOf: [{type: string, maxLength: 3}, {type: integer}]}", PETS
    )
    return importing()


def test_the_discriminator_selects_the_variant(pets: Any) -> None:
    dog = decode_body(pets.Pet, b'{"kind": "dog", "bark": true, "friend": {"kind": "Cat", "lives": 3, "new": 1}}')

    assert dog == pets.Dog(kind="dog", bark=True, friend=pets.Cat(kind="Cat", lives=3))


def test_without_a_known_discriminator_value_the_best_match_is_decoded(pets: Any) -> None:
    assert decode_body(pets.Pet, b'{"kind": "?", "bark": true}') == pets.Dog(kind="?", bark=True)
    assert decode_body(pets.Pet, b'{"kind": "?", "lives": 1}') == pets.Cat(kind="?", lives=1)


def test_a_value_that_matches_no_variant_is_unreadable(pets: Any) -> None:
    with pytest.raises(DecodeError, match=r"^lives of Cat: Expected `int`, got `str`$"):
        decode_body(pets.Pet, b'{"lives": "many"}')


def test_a_request_accepts_each_variant_and_nothing_else(pets: Any) -> None:
    for size in ("abc", 5):
        validate(pets.MakeThingRequest(pet=pets.Cat(kind="cat", lives=9), size=size))

    for wrong, place in (
        (pets.MakeThingRequest(pet=pets.Cat(kind="cat", lives=10)), "pet.lives"),
        (pets.MakeThingRequest(pet={"kind": "cat"}), "pet"),
        (pets.MakeThingRequest(size=1.5), "size"),
    ):
        with pytest.raises(InvalidRequest) as caught:
            validate(wrong)
        assert caught.value.field.startswith(place.split(".")[0])


def test_a_decoded_value_can_be_encoded(pets: Any) -> None:
    body = b'{"kind":"dog","lives":2,"bark":true}'

    assert msgspec.json.encode(decode_body(pets.Pet, body)) == body
