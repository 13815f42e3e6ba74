"""Generated requests take the values of enums and RFC 3339 text; their models hold the members and times."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wxbrand_runtime import InvalidRequest, original_text

from tests.generator.calling import assert_sound, calling
from tests.generator.conftest import HEAD, REPLY

if TYPE_CHECKING:
    from tests.generator.conftest import Workshop

SPEC = f"""{HEAD}\
paths:
  /things/{{kind}}:
    post:
      operationId: MakeThing
      tags: [thing]
      parameters:
        - {{name: kind, in: path, required: true, schema: {{$ref: "#/components/schemas/Kind"}}}}
        - {{name: since, in: query, schema: {{type: string, format: date-time}}}}
        - {{name: numbers, in: query, schema: {{type: array, items: {{type: integer, enum: [0, 1, -1]}}}}}}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [part]
              properties:
                part: {{$ref: "#/components/schemas/Part"}}
                pets: {{type: array, items: {{$ref: "#/components/schemas/Pet"}}}}
                times: {{type: object, additionalProperties: {{type: string, format: date-time}}}}
                maybe: {{anyOf: [{{$ref: "#/components/schemas/Kind"}}, {{type: "null"}}]}}
                default: {{type: string, enum: [A, B], default: A}}
      responses:
        "200":
          description: ok
          content: {{application/json: {{schema: {{$ref: "#/components/schemas/Answer"}}}}}}
  /others:
    get:
      operationId: ListOthers
      tags: [other]
      parameters:
        - {{name: kind, in: query, schema: {{$ref: "#/components/schemas/Kind"}}}}
{REPLY}
components:
  schemas:
    Kind: {{type: string, enum: [ALL, "", 'a"b', "券"]}}
    KindLike: {{type: object, properties: {{a: {{type: string}}}}}}
    Long:
      type: string
      enum: [A_RATHER_LONG_VALUE_NUMBER_ONE, A_RATHER_LONG_VALUE_NUMBER_TWO, A_RATHER_LONG_VALUE_NUMBER_THREE]
    State: {{type: string, enum: [ON, OFF]}}
    Part: {{type: object, required: [kind], properties: {{kind: {{$ref: "#/components/schemas/Kind"}}, long: {{$ref: "#/components/schemas/Long"}}}}}}
    Dog: {{type: object, required: [bark], properties: {{bark: {{type: string}}}}}}
    Pet: {{oneOf: [{{$ref: "#/components/schemas/Dog"}}, {{$ref: "#/components/schemas/Kind"}}, {{type: integer, enum: [1, 2]}}]}}
    Answer:
      type: object
      properties:
        state: {{$ref: "#/components/schemas/State"}}
        part: {{$ref: "#/components/schemas/Part"}}
        other: {{$ref: "#/components/schemas/KindLike"}}
"""


def test_plain_values_are_sent_and_members_are_held(workshop: Workshop) -> None:
    with calling(workshop.whole(SPEC), {"state": "NEW", "part": {"kind": "ALL"}}) as called:
        part = called.models.Part(kind="券", long="A_RATHER_LONG_VALUE_NUMBER_TWO")
        reply = called.client.thing.make_thing(
            kind='a"b',
            since="2025-01-01T00:00:00.5+08:00",
            numbers=[-1, 0],
            part=part,
            pets=["ALL", 2, called.models.Dog(bark="x")],
            times={"a": "2025-01-01T00:00:00Z"},
            maybe="",
            default="B",
        )

        assert called.target == "/things/a%22b?since=2025-01-01T00%3A00%3A00.5%2B08%3A00&numbers=-1&numbers=0"
        assert (
            called.requests[-1].body
            == (
                '{"part":{"kind":"券","long":"A_RATHER_LONG_VALUE_NUMBER_TWO"},"pets":["ALL",2,{"bark":"x"}],'
                '"times":{"a":"2025-01-01T00:00:00Z"},"maybe":"","default":"B"}'
            ).encode()
        )
        assert part.kind is called.models.Kind("券")
        assert reply.state == "NEW"
        assert not reply.state.is_known
        assert reply.part.kind is called.models.Kind.ALL


def test_a_request_holds_members_and_times(workshop: Workshop) -> None:
    with calling(workshop.whole(SPEC)) as called:
        models = called.models
        request = models.MakeThingRequest(
            kind="ALL", since="2025-01-01T00:00Z", numbers=[0], part=models.Part(kind="ALL"), pets=[1], maybe=None
        )

        assert request.kind is models.Kind.ALL
        assert original_text(request.since) == "2025-01-01T00:00Z"
        assert type(request.numbers[0]) is not int
        assert type(request.pets[0]) is not int
        assert request.maybe is None


@pytest.mark.parametrize(
    ("arguments", "field", "words"),
    [
        ({"kind": "all"}, "kind", "did you mean ALL?"),
        ({"numbers": [0, 5]}, "numbers[1]", "did you mean 1?"),
        ({"since": "2025-01-01"}, "since", "is not a time such as"),
        ({"times": {"a": "now"}}, "times.a", "is not a time such as"),
        ({"maybe": "AL"}, "maybe", "did you mean ALL?"),
    ],
)
def test_an_unknown_value_is_refused_with_the_nearest_known_one(
    workshop: Workshop, arguments: dict[str, object], field: str, words: str
) -> None:
    with calling(workshop.whole(SPEC)) as called:
        given = {"kind": "ALL", "part": called.models.Part(kind="ALL"), **arguments}
        with pytest.raises(InvalidRequest) as caught:
            called.client.thing.make_thing(**given)

        assert caught.value.field == field
        assert words in str(caught.value)
        assert called.requests == []


def test_the_generated_package_is_sound(workshop: Workshop) -> None:
    workshop.whole(SPEC).generate()

    assert_sound(workshop)


def test_aliases_stand_beside_what_requests_contain(workshop: Workshop) -> None:
    with calling(workshop.whole(SPEC)) as called:
        exported = set(called.models.__all__)

        assert {"PetLike", "LongLike", "KindLike", "KindLike_"} <= exported  # KindLike is a class of the spec
        assert "StateLike" not in exported  # only in answers
        assert called.models.KindLike_ is not None
        assert all(getattr(called.models, name) is not None for name in exported)
