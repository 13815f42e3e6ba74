"""Unions: of listed values, which become one enum, and of objects, of which errors name the wrong member."""

from __future__ import annotations

from typing import Any

import pytest
from wxbrand_codegen.ir.models import Enum
from wxbrand_runtime import InvalidRequest, unreadable_members

from tests.generator.calling import assert_sound, calling
from tests.generator.conftest import Workshop

STATUS = """
components:
  schemas:
    StatusEnum: {type: string, enum: [open, closed], x-wxbrand-enum-meanings: {open: it is open}}
    BlankEnum: {enum: [""]}
    NullEnum: {enum: [null]}
    Both: {oneOf: [{$ref: "#/components/schemas/StatusEnum"}, {$ref: "#/components/schemas/BlankEnum"}]}
"""
BLANK_OR_NULL = (
    "[{$ref: '#/components/schemas/StatusEnum'}, {$ref: '#/components/schemas/BlankEnum'}, "
    "{$ref: '#/components/schemas/NullEnum'}]"
)

PETS = """
components:
  schemas:
    Pet:
      oneOf: [{$ref: "#/components/schemas/Cat"}, {$ref: "#/components/schemas/Dog"}]
      DISCRIMINATOR
    Cat:
      type: object
      required: [kind, lives]
      properties: {kind: {const: cat}, lives: {type: integer, maximum: 9}, name: {type: string}}
    Dog:
      type: object
      required: [kind, bark]
      properties: {kind: {const: dog}, bark: {type: boolean}, friend: {$ref: "#/components/schemas/Pet"}, name: {type: string}}
    Bird: {type: object, properties: {song: {type: string}}}
"""
TAGGED = PETS.replace("DISCRIMINATOR", "discriminator: {propertyName: kind, mapping: {cat: Cat, dog: Dog}}")
UNTAGGED = PETS.replace("      DISCRIMINATOR\n", "")
ONE_PET = "{pet: {$ref: '#/components/schemas/Pet'}, bird: {$ref: '#/components/schemas/Bird'}}"


def schema(properties: str) -> str:
    return f"{{application/json: {{schema: {{type: object, properties: {properties}}}}}}}"


def values(workshop: Workshop, name: str) -> list[Any]:
    enum = workshop.read().api.models[name]
    assert isinstance(enum, Enum)
    return [member.value for member in enum.members]


@pytest.mark.parametrize("key", ["oneOf", "anyOf"])
def test_a_choice_that_may_be_blank_or_null_is_one_enum_that_may_be_null(workshop: Workshop, key: str) -> None:
    both = schema(f"{{status: {{{key}: {BLANK_OR_NULL}}}}}")
    workshop.bodies(both, both, STATUS)

    with calling(workshop, {"status": ""}) as c:
        replies = [c.client.thing.send(status=status) for status in (c.models.StatusEnum.OPEN, "closed", "", None)]
        c.answer = {"status": None}
        replies.append(c.client.thing.send())
        with pytest.raises(InvalidRequest, match="StatusEnum does not list"):
            c.client.thing.send(status="ajar")
        empty = c.models.StatusEnum.EMPTY

    assert [request.body for request in c.requests] == [
        b'{"status":"open"}', b'{"status":"closed"}', b'{"status":""}', b'{"status":null}', b"{}",
    ]  # fmt: skip
    assert replies[0].status is empty
    assert replies[-1].status is None
    assert_sound(workshop)


def test_the_enum_that_is_used_without_the_empty_text_too_does_not_get_it(workshop: Workshop) -> None:
    properties = f"{{a: {{oneOf: {BLANK_OR_NULL}}}, b: {{oneOf: {BLANK_OR_NULL}}}, c: {{$ref: '#/components/schemas/StatusEnum'}}}}"
    workshop.bodies(schema(properties), "{}", STATUS)

    assert values(workshop, "StatusEnum") == ["open", "closed"]
    assert values(workshop, "StatusEnumOrEmpty") == ["open", "closed", ""]
    assert set(workshop.read().api.models) >= {"StatusEnum", "StatusEnumOrEmpty"}


def test_a_component_that_combines_enums_keeps_its_name(workshop: Workshop) -> None:
    workshop.bodies(schema("{a: {$ref: '#/components/schemas/Both'}}"), "{}", STATUS)

    assert values(workshop, "Both") == ["open", "closed", ""]


def test_listed_values_of_any_form_become_one_enum(workshop: Workshop) -> None:
    workshop.bodies(
        schema(
            "{a: {oneOf: [{const: x, title: the x}, {const: y}]}, b: {anyOf: [{enum: [x]}, {enum: [y, x]}, {type: 'null'}]}, "
            "c: {oneOf: [{const: 1}, {enum: [2, 3]}]}, d: {oneOf: [{const: x}, {type: integer}]}, e: {oneOf: [{const: x}, {type: 'null'}]}}"
        )
    )

    assert values(workshop, "SendRequestA") == ["x", "y"]
    assert values(workshop, "SendRequestB") == ["x", "y"]
    assert values(workshop, "SendRequestC") == [1, 2, 3]
    with calling(workshop) as c:
        c.client.thing.send(a="x", b=None, c=3, d="x", e=None)
        c.client.thing.send(d=5, e="x")
    assert [request.body for request in c.requests] == [
        b'{"a":"x","b":null,"c":3,"d":"x","e":null}',
        b'{"d":5,"e":"x"}',
    ]
    assert_sound(workshop)


@pytest.mark.parametrize("pets", [TAGGED, UNTAGGED])
def test_a_wrong_member_of_one_of_several_objects_is_named(workshop: Workshop, pets: str) -> None:
    workshop.bodies(schema(ONE_PET), "{}", pets)

    with calling(workshop) as c:
        cat, dog, bird = c.models.Cat, c.models.Dog, c.models.Bird()
        for pet, reason, field in (
            (cat(lives=10), "pet.lives must be at most 9, not 10", "pet.lives"),
            (cat(lives="9"), r"pet.lives must be an integer \(int\), not str", "pet.lives"),
            (cat(lives=9, kind="dog"), 'pet.kind can only be "cat"', "pet.kind"),
            (dog(bark=True, friend=cat(lives=10)), "pet.friend.lives must be at most 9, not 10", "pet.friend.lives"),
            (bird, "pet must be a Cat or a Dog, not Bird", "pet"),
            ({"lives": 9}, "pet must be a Cat or a Dog, not dict", "pet"),
        ):
            with pytest.raises(InvalidRequest, match=f"^{reason}$") as caught:
                c.client.thing.send(pet=pet)
            assert caught.value.field == field
            assert type(caught.value) is InvalidRequest


def test_a_wrong_value_of_several_types_is_named_by_its_type(workshop: Workshop) -> None:
    workshop.bodies(
        schema(
            "{a: {oneOf: [{type: string, maxLength: 3}, {type: integer, maximum: 5}, {type: array, items: {type: integer}}]}}"
        )
    )

    with calling(workshop) as c:
        for value, reason in (
            ("abcd", "a has 4 characters; at most 3 are allowed"),
            (6, "a must be at most 5, not 6"),
            ([1, "x"], r"a\[1\] must be an integer \(int\), not str"),
            (True, r"a must be text \(str\) or an integer \(int\) or a list, not bool"),
        ):
            with pytest.raises(InvalidRequest, match=f"^{reason}$"):
                c.client.thing.send(a=value)


@pytest.mark.parametrize("pets", [TAGGED, UNTAGGED])
def test_a_wrong_member_of_one_of_several_objects_in_an_answer_is_put_aside(workshop: Workshop, pets: str) -> None:
    workshop.bodies(schema("{}"), schema(ONE_PET), pets)

    with calling(workshop) as c:
        for pet, class_, member in (
            ({"kind": "cat", "lives": "9"}, "Cat", "body.pet.lives is text, not a whole number"),
            ({"kind": "dog", "name": "Rex"}, "Dog", "body.pet.bark is missing"),
            (
                {"kind": "dog", "bark": True, "friend": {"kind": "cat", "lives": []}},
                "Dog",
                "body.pet.friend.lives is a list, not a whole number",
            ),
            ("cat", "UnsetType", "body.pet fits none of the types of Pet"),
        ):
            c.answer = {"pet": pet}
            reply = c.client.thing.send()
            assert type(reply.pet).__name__.removeprefix("PartlyRead") == class_
            assert [str(each) for each in unreadable_members(reply)] == [member]


@pytest.mark.parametrize("pets", [TAGGED, UNTAGGED])
def test_the_value_that_a_class_fixes_tells_which_object_was_received(workshop: Workshop, pets: str) -> None:
    workshop.bodies(schema("{}"), schema(ONE_PET), pets)

    with calling(workshop) as c:
        c.answer = {"pet": {"kind": "dog", "bark": True, "lives": 3, "name": None}}
        dog = c.client.thing.send().pet
        c.answer = {"pet": {"kind": ["?"], "bark": True}}
        odd = c.client.thing.send().pet

    assert type(dog).__name__ == "Dog"
    assert type(odd).__name__ == "Dog"


BY_NAME = """
components:
  schemas:
    Animal:
      type: object
      required: [kind]
      discriminator: {propertyName: kind, mapping: {small: "#/components/schemas/Mouse"}}
      properties: {kind: {type: string}}
    Mouse: {allOf: [{$ref: "#/components/schemas/Animal"}, {type: object, properties: {tail: {type: integer}}}]}
    Horse: {allOf: [{$ref: "#/components/schemas/Animal"}, {type: object, properties: {rider: {type: string}}}]}
    Pony: {allOf: [{$ref: "#/components/schemas/Horse"}, {type: object, properties: {mane: {type: string}}}]}
"""


def test_a_mapped_discriminator_has_one_value_and_one_by_the_name_of_the_schema_is_a_default(
    workshop: Workshop,
) -> None:
    animals = "{mouse: {$ref: '#/components/schemas/Mouse'}, pony: {$ref: '#/components/schemas/Pony'}}"
    workshop.bodies(schema(animals), schema(animals), BY_NAME)

    with calling(workshop, {"mouse": {"kind": "big"}, "pony": {"kind": "pony"}}) as c:
        mouse, pony = c.models.Mouse, c.models.Pony
        reply = c.client.thing.send(mouse=mouse(tail=3), pony=pony(mane="long"))
        c.client.thing.send(pony=pony(kind="pony"))
        with pytest.raises(InvalidRequest, match=r'^mouse\.kind can only be "small"$'):
            c.client.thing.send(mouse=mouse(kind="Mouse"))

    assert [request.body for request in c.requests] == [
        b'{"mouse":{"kind":"small","tail":3},"pony":{"kind":"Pony","mane":"long"}}',
        b'{"pony":{"kind":"pony"}}',
    ]
    assert (reply.mouse.kind, reply.pony.kind) == ("big", "pony")
    assert_sound(workshop)


def test_a_body_that_is_told_by_its_discriminator_fills_it_in(workshop: Workshop) -> None:
    workshop.bodies("{application/json: {schema: {$ref: '#/components/schemas/Mouse'}}}", "{}", BY_NAME)

    with calling(workshop) as c:
        c.client.thing.send(tail=1)

    assert c.body == {"kind": "small", "tail": 1}


@pytest.mark.parametrize(
    "kind",
    [
        "{type: string, enum: [small, big]}",
        "{type: string, example: big}",
        "{type: string, maxLength: 3}",
        "{type: integer}",
    ],
)
def test_a_discriminator_whose_value_is_not_certain_must_be_given(workshop: Workshop, kind: str) -> None:
    animals = BY_NAME.replace("{kind: {type: string}}", f"{{kind: {kind}}}")
    workshop.bodies("{application/json: {schema: {$ref: '#/components/schemas/Mouse'}}}", "{}", animals)

    assert next(p.field.must_be_given for p in workshop.operation().parameters if p.field.wire == "kind")


@pytest.mark.parametrize("mapping", ["", "mapping: {small: Mouse, Horse: Horse}"])
def test_a_discriminator_that_lists_its_values_has_the_one_of_the_class(workshop: Workshop, mapping: str) -> None:
    components = f"""
components:
  schemas:
    Animal:
      oneOf: [{{$ref: "#/components/schemas/Mouse"}}, {{$ref: "#/components/schemas/Horse"}}]
      discriminator: {{propertyName: kind, {mapping}}}
    Kind: {{type: string, enum: [small, Mouse, Horse]}}
    Mouse: {{type: object, required: [kind], properties: {{kind: {{$ref: "#/components/schemas/Kind"}}, tail: {{type: integer}}}}}}
    Horse: {{type: object, required: [kind], properties: {{kind: {{type: string, enum: [Horse, Pony]}}}}}}
"""
    animals = "{animal: {$ref: '#/components/schemas/Animal'}}"
    workshop.bodies(schema(animals), schema(animals), components)
    mouse = "small" if mapping else "Mouse"

    with calling(workshop) as c:
        c.client.thing.send(animal=c.models.Mouse(kind=mouse))
        with pytest.raises(InvalidRequest, match=rf"^animal\.kind must be {mouse}$"):
            c.client.thing.send(animal=c.models.Mouse(kind="Horse"))
        with pytest.raises(InvalidRequest, match=r"^animal\.kind must be Horse$"):
            c.client.thing.send(animal=c.models.Horse(kind="Pony"))
        c.answer = {"animal": {"kind": "Horse", "tail": 3}}
        horse = c.client.thing.send().animal

    assert c.requests[0].body == f'{{"animal":{{"kind":"{mouse}"}}}}'.encode()
    assert type(horse).__name__ == "Horse"
    assert_sound(workshop)


def test_an_answer_that_is_one_value_of_an_enum_is_read(workshop: Workshop) -> None:
    answer = "{application/json: {schema: {oneOf: [{type: string, enum: [auto]}, {type: integer, enum: [1]}]}}}"
    workshop.bodies(schema("{}"), answer)

    with calling(workshop, "auto") as c:
        reply = c.client.thing.send()

    assert reply == "auto"
    assert reply.is_known
    assert_sound(workshop)
