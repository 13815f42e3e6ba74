"""Members that are sent in one direction only: `readOnly` and `writeOnly`."""

from __future__ import annotations

import pytest
from wxbrand_codegen.change.comparison import compare
from wxbrand_codegen.document.nodes import plain
from wxbrand_codegen.ir.models import Record
from wxbrand_codegen.lint import lint
from wxbrand_codegen.pipeline import read
from wxbrand_codegen.sandbox.replies import success_reply
from wxbrand_codegen.sandbox.requests.routes import read_routes
from wxbrand_codegen.sandbox.schemas.nodes import node_at
from wxbrand_codegen.sandbox.schemas.validation import SchemaValidator
from wxbrand_runtime import InvalidRequest, UnreadableResponse, copy_as
from wxbrand_runtime.testing import RequestRefused

from tests.generator.calling import assert_sound, calling
from tests.generator.conftest import Workshop

PETS = """
components:
  schemas:
    Base:
      type: object
      required: [id]
      properties: {id: {type: integer, readOnly: true}}
    Pet:
      allOf:
        - {$ref: "#/components/schemas/Base"}
        - type: object
          required: [name, secret]
          properties:
            name: {type: string}
            secret: {type: string, writeOnly: true}
            owner: {$ref: "#/components/schemas/Owner"}
            children: {type: array, items: {$ref: "#/components/schemas/Pet"}}
            friends: {type: object, additionalProperties: {$ref: "#/components/schemas/Pet"}}
            home: {oneOf: [{$ref: "#/components/schemas/Owner"}, {$ref: "#/components/schemas/Shelter"}]}
            label: {$ref: "#/components/schemas/Label"}
      example: {id: 7, name: Rex, secret: "1", owner: {id: 8, name: Ann}}
    Owner:
      type: object
      required: [id, name]
      properties: {id: {$ref: "#/components/schemas/Id"}, name: {type: string}}
    Id: {type: integer, readOnly: true}
    Shelter: {type: object, required: [street], properties: {street: {type: string}}}
    Label: {type: object, required: [text], properties: {text: {type: string}}}
    Ruled:
      type: object
      properties: {id: {type: integer, readOnly: true}, name: {type: string}}
      dependentRequired: {name: [id]}
      allOf: [{if: {required: [name]}, then: {required: [id]}}]
"""

PET = "{application/json: {schema: {$ref: '#/components/schemas/Pet'}}}"
PET_LIST = "{application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}"


def schema(text: str) -> str:
    return f"{{application/json: {{schema: {text}}}}}"


def members(workshop: Workshop, name: str) -> list[str]:
    record = workshop.read().api.models[name]
    assert isinstance(record, Record)
    return [field.wire for field in record.fields]


def test_a_request_has_no_read_only_member_and_an_answer_no_write_only_one(workshop: Workshop) -> None:
    workshop.bodies(PET, PET, PETS)

    with calling(
        workshop, {"id": 1, "name": "Rex", "children": [{"id": 2, "name": "Bo"}], "home": {"street": "S"}}
    ) as c:
        child = c.models.PetInput(name="Bo", secret="b", owner=c.models.OwnerInput(name="Ann"))
        reply = c.client.thing.send(
            name="Rex", secret="a", children=[child], friends={"x": child}, home=c.models.OwnerInput(name="Ann")
        )

    bo = {"name": "Bo", "secret": "b", "owner": {"name": "Ann"}}
    assert c.body == {"name": "Rex", "secret": "a", "children": [bo], "friends": {"x": bo}, "home": {"name": "Ann"}}
    assert (reply.id, reply.children[0].id, reply.home.street) == (1, 2, "S")
    assert not hasattr(reply, "secret")


def test_its_generated_tests_pass_and_type_checkers_find_nothing(workshop: Workshop) -> None:
    workshop.bodies(PET_LIST, PET, PETS).generate()

    assert_sound(workshop)


def test_a_write_only_member_in_an_answer_is_ignored_and_a_missing_read_only_one_is_not(workshop: Workshop) -> None:
    workshop.bodies(PET, PET, PETS)

    with calling(workshop, {"id": 1, "name": "Rex", "secret": "a"}) as c:
        reply = c.client.thing.send(name="Rex", secret="a")
        c.answer = {"name": "Rex"}
        with pytest.raises(UnreadableResponse):
            c.client.thing.send(name="Rex", secret="a")

    assert reply.name == "Rex"


def test_what_was_received_can_be_sent_back(workshop: Workshop) -> None:
    workshop.bodies(PET_LIST, PET, PETS)
    answer = {
        "id": 1, "name": "Rex", "owner": {"id": 5, "name": "Ann"}, "home": {"id": 6, "name": "Bea"}, "label": {"text": "t"},
    }  # fmt: skip

    with calling(workshop, answer) as c:
        pet = c.client.thing.send(body=[])
        with pytest.raises(InvalidRequest, match=r"body\[0\] must be a PetInput, not Pet"):
            c.client.thing.send(body=[pet])
        with pytest.raises(InvalidRequest, match="PetInput needs the field secret"):
            copy_as(c.models.PetInput, pet)
        c.client.thing.send(body=[copy_as(c.models.PetInput, pet, secret="s", name="Max")])

    assert c.body == [
        {"name": "Max", "secret": "s", "owner": {"name": "Ann"}, "home": {"name": "Bea"}, "label": {"text": "t"}}
    ]


def test_only_a_class_that_differs_becomes_two(workshop: Workshop) -> None:
    models = workshop.bodies(PET, PET, PETS).read().api.models

    assert set(models) == {"Pet", "PetInput", "Owner", "OwnerInput", "PetHome", "PetHomeInput", "Shelter", "Label"}


def test_the_author_may_choose_the_name_of_the_class_in_requests(workshop: Workshop) -> None:
    def pets(name: str) -> str:
        return PETS.replace("    Owner:\n", f"    Owner:\n      x-wxbrand-input-name: {name}\n")

    assert "NewOwner" in workshop.bodies(PET, PET, pets("NewOwner")).read().api.models
    assert "x-wxbrand-input-name: 'new' has another form" in workshop.bodies(PET, PET, pets("new")).problems()[0]
    assert "another class has the name Shelter" in workshop.bodies(PET, PET, pets("Shelter")).problems()[0]


def test_a_name_that_is_taken_is_joined_by_an_underscore(workshop: Workshop) -> None:
    pets = PETS + "    OwnerInput: {type: object, properties: {a: {$ref: '#/components/schemas/Label'}}}\n"
    models = workshop.bodies(PET, PET, pets).read().api.models

    assert {"Owner", "Owner_Input"} <= set(models)


def test_a_class_that_goes_one_way_only_keeps_its_name(workshop: Workshop) -> None:
    assert members(workshop.bodies(PET_LIST, "{}", PETS), "Pet")[:2] == ["name", "secret"]
    assert members(workshop.bodies(schema("{type: string}"), PET, PETS), "Pet")[:2] == ["id", "name"]


@pytest.mark.parametrize(
    "property_",
    [
        "{type: string, readOnly: true}",
        "{$ref: '#/components/schemas/Id'}",
        "{$ref: '#/components/schemas/Label', readOnly: true}",
        "{allOf: [{$ref: '#/components/schemas/Label'}], readOnly: true}",
        "{allOf: [{$ref: '#/components/schemas/Id'}, {minimum: 3}]}",
        "{oneOf: [{$ref: '#/components/schemas/Id'}, {type: 'null'}]}",
    ],
)
def test_a_keyword_counts_wherever_it_applies(workshop: Workshop, property_: str) -> None:
    workshop.bodies(schema(f"{{type: object, properties: {{a: {property_}, b: {{type: string}}}}}}"), "{}", PETS)

    assert [parameter.field.wire for parameter in workshop.operation().parameters] == ["b"]


def test_a_keyword_counts_in_either_part_that_describes_a_property(workshop: Workshop) -> None:
    parts = "{properties: {a: {type: string, readOnly: true}}}, {required: [a], properties: {a: {maxLength: 3}, b: {}}}"
    workshop.bodies(schema(f"{{allOf: [{parts}]}}"))

    assert [parameter.field.wire for parameter in workshop.operation().parameters] == ["b"]


def test_a_property_that_is_both_is_sent_in_both_directions(workshop: Workshop) -> None:
    workshop.bodies(schema("{type: object, properties: {a: {type: string, readOnly: true, writeOnly: true}}}"))

    assert [parameter.field.wire for parameter in workshop.operation().parameters] == ["a"]
    assert [advice.code for advice in workshop.read().advice] == ["contradictory-access"]


def test_parts_of_forms_and_uploads_follow(workshop: Workshop) -> None:
    properties = "{id: {type: string, readOnly: true}, a: {type: string}}"
    form = (
        f"{{application/x-www-form-urlencoded: {{schema: {{type: object, required: [id], properties: {properties}}}}}}}"
    )
    meta = f"{{type: object, required: [id], properties: {properties}}}"
    upload = (
        "{multipart/form-data: {schema: {type: object, properties: {url: {type: string, readOnly: true}, "
        f"file: {{type: string, format: binary}}, meta: {meta}}}}}}}}}"
    )

    assert [p.field.wire for p in workshop.bodies(form).operation().parameters] == ["a"]
    assert [p.field.wire for p in workshop.bodies(upload).operation().parameters] == ["file", "a"]


def test_a_rule_on_a_read_only_member_is_not_checked_in_requests(workshop: Workshop) -> None:
    properties = "{id: {type: string, readOnly: true}, a: {type: string}, b: {type: string}}"
    rules = "anyOf: [{required: [id]}, {required: [a]}], dependentRequired: {a: [b]}"
    workshop.bodies(schema(f"{{type: object, properties: {properties}, {rules}}}"))

    operation, advice = workshop.operation(), workshop.read().advice

    assert operation.body is not None
    assert len(operation.body.rules) == 1
    assert [str(piece).split(" ", 1)[1] for piece in advice] == [
        "rule-on-read-only  a rule names id, which is readOnly, so requests are not checked against it"
    ]


def test_examples_are_used_without_members_of_the_other_direction(workshop: Workshop) -> None:
    workshop.bodies(PET_LIST, PET, PETS)

    (operation,) = workshop.read().api.areas[0].operations

    assert operation.responses[0].example == {"id": 7, "name": "Rex", "owner": {"id": 8, "name": "Ann"}}
    assert not workshop.read().advice


def test_lint_says_what_is_left_out(workshop: Workshop) -> None:
    document, built = read(workshop.bodies(PET, PET, PETS).spec)

    found = [advice.message for advice in lint(document, built.api) if advice.code == "one-way-member"]

    assert found == [
        "id is readOnly: it is left out of requests, and not demanded there",
        "secret is writeOnly: it is left out of answers, and not demanded there",
        *["id is readOnly: it is left out of requests, and not demanded there"] * 2,
    ]


def test_the_sandbox_does_not_demand_a_read_only_member_and_takes_one(workshop: Workshop) -> None:
    document = plain(read(workshop.bodies(PET, PET, PETS).spec)[0].root)
    validator, pet = SchemaValidator(document), node_at(document, "#/components/schemas/Pet")

    validator.validate(pet, {"name": "Rex", "secret": "s", "owner": {"name": "Ann"}}, "body")
    validator.validate(pet, {"id": 1, "name": "Rex", "secret": "s"}, "body")
    validator.validate(node_at(document, "#/components/schemas/Ruled"), {"name": "Rex"}, "body")
    with pytest.raises(RequestRefused, match=r"owner\.name"):
        validator.validate(pet, {"name": "Rex", "secret": "s", "owner": {}}, "body")


@pytest.mark.parametrize("example", ["", "      example: {id: 7, name: Rex, secret: s}\n"])
def test_answers_of_the_sandbox_have_no_write_only_member(workshop: Workshop, example: str) -> None:
    pets = PETS.split("      example", maxsplit=1)[0] + example + "    Owner:" + PETS.split("    Owner:")[1]
    document = plain(read(workshop.bodies(PET, PET, pets).spec)[0].root)

    (route,) = read_routes(document)
    reply = success_reply(route.operations["POST"], b"seed").value()

    assert "id" in reply
    assert "secret" not in reply


def test_diff_says_what_a_new_direction_changes(workshop: Workshop) -> None:
    both = "{type: object, properties: {a: {type: string}, b: {type: string}}}"
    old = workshop.bodies(schema(both), schema(both)).read().api
    new = workshop.bodies(schema(both.replace("a: {", "a: {readOnly: true, ")), schema(both)).read().api
    newer = workshop.bodies(schema(both), schema(both.replace("a: {", "a: {readOnly: true, "))).read().api

    assert [(change.code, change.level, change.message) for change in compare(old, new)] == [
        ("member-gone", "breaking", "thing.send: field a removed from requests")
    ]
    assert [(change.code, change.level, change.message) for change in compare(old, newer)] == [
        ("direction-changed", "documentation", "SendResponse.a: now only in responses")
    ]
