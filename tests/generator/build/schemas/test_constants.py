"""Members of one value (`const`): they fill themselves in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from wxbrand_codegen.change.comparison import compare
from wxbrand_runtime import UNSET, InvalidRequest

from tests.generator.calling import Called, assert_sound, calling
from tests.generator.conftest import Workshop

CONSTANTS = "{text: {const: dog}, number: {type: integer, const: 2}, yes: {const: true}, nil: {const: null}, half: {const: 1.5}}"
ALL = f"{{type: object, required: [text, number, yes, nil, half, name], properties: {CONSTANTS[:-1]}, name: {{type: string}}}}}}"
OPTIONAL = f"{{type: object, properties: {CONSTANTS}}}"
FILLED_IN = {"text": "dog", "number": 2, "yes": True, "nil": None, "half": 1.5}


def schema(text: str) -> str:
    return f"{{application/json: {{schema: {text}}}}}"


def bodies(called: Called) -> list[Any]:
    return [json.loads(request.body) for request in called.requests]


def advice(workshop: Workshop) -> list[str]:
    return [str(piece).split(" ", 1)[1] for piece in workshop.read().advice]


def test_a_required_one_need_not_be_given(workshop: Workshop) -> None:
    workshop.bodies(schema(ALL), schema(ALL))

    with calling(workshop, {**FILLED_IN, "name": "Rex"}) as c:
        reply = c.client.thing.send(name="Rex")
        c.client.send(c.models.SendRequest(name="Max", text="dog"))

    assert bodies(c) == [{**FILLED_IN, "name": "Rex"}, {**FILLED_IN, "name": "Max"}]
    assert (reply.text, reply.number, reply.yes, reply.nil, reply.half) == ("dog", 2, True, None, 1.5)


def test_an_optional_one_is_left_out_unless_it_is_given(workshop: Workshop) -> None:
    workshop.bodies(schema(OPTIONAL), schema(OPTIONAL))

    with calling(workshop, {}) as c:
        reply = c.client.thing.send()
        c.client.thing.send(text="dog", nil=None)

    assert bodies(c) == [{}, {"text": "dog", "nil": None}]
    assert reply.text is UNSET


@pytest.mark.parametrize(
    ("attribute", "value", "reason"),
    [
        ("text", "cat", 'text can only be "dog"'),
        ("text", None, 'text can only be "dog"'),
        ("number", 3, "number can only be 2"),
        ("yes", 1, "yes can only be True"),
        ("nil", False, "nil can only be None"),
        ("half", 2.5, r"half must be at most 1\.5, not 2\.5"),
    ],
)
def test_another_value_is_refused(workshop: Workshop, attribute: str, value: object, reason: str) -> None:
    workshop.bodies(schema(ALL))

    with calling(workshop) as c, pytest.raises(InvalidRequest, match=reason) as caught:
        c.client.thing.send(name="Rex", **{attribute: value})

    assert caught.value.field == attribute
    assert not c.requests


def test_another_value_in_an_answer_is_read_and_a_missing_one_is_filled_in(workshop: Workshop) -> None:
    workshop.bodies(schema(OPTIONAL), schema(ALL))

    with calling(workshop, {"text": "cat", "number": "3", "nil": 1, "half": 1.25, "name": "Rex"}) as c:
        reply = c.client.thing.send()

    assert (reply.text, reply.number, reply.yes, reply.nil, reply.half) == ("cat", "3", True, 1, 1.25)


def test_parameters_fill_themselves_in_too(workshop: Workshop) -> None:
    parameters = (
        "{name: version, in: path, required: true, schema: {const: v2}}, "
        "{name: page, in: query, required: true, schema: {const: 1}}, "
        "{name: X-Kind, in: header, required: true, schema: {const: dog}}"
    )
    workshop.paths(
        f"  /things/{{version}}:\n    get:\n      operationId: Get\n      tags: [thing]\n      parameters: [{parameters}]\n"
        "      responses: {'200': {description: ok}}\n"
    )

    with calling(workshop) as c:
        c.client.thing.get()

    assert c.target == "/things/v2?page=1"
    assert c.requests[0].headers.get("X-Kind") == "dog"


def test_its_generated_tests_pass_and_type_checkers_find_nothing(workshop: Workshop) -> None:
    workshop.bodies(schema(f"{{type: array, items: {ALL}}}"), schema(ALL)).generate()

    assert_sound(workshop)


def test_type_checkers_know_the_value(workshop: Workshop) -> None:
    workshop.bodies(schema(ALL)).generate()

    method = workshop.output()["acme/areas/thing.py"].decode()
    models = workshop.output()["acme/models/thing.py"].decode()

    assert 'text: Literal["dog"] = "dog",' in method
    assert 'text: Literal["dog"] | OtherValue = "dog"' in models


def test_an_object_or_a_list_is_not_checked(workshop: Workshop) -> None:
    workshop.bodies(schema("{type: object, required: [a], properties: {a: {const: {b: [1]}}}}"))

    with calling(workshop) as c:
        c.client.thing.send(a={"b": [1]})

    assert c.body == {"a": {"b": [1]}}
    assert advice(workshop) == [
        "unchecked-const  const is an object or a list: requests must give it, and are not checked against it"
    ]
    assert_sound(workshop)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "{type: string, const: 1}",
            "const is of type integer, but type is string; const is followed; correct one of them",
        ),
        ("{enum: [a, b], const: c}", "const is not among the values of enum; const is followed"),
        ("{const: 9223372036854775808}", "const is an integer beyond 64 bits, which cannot be sent"),
    ],
)
def test_contradictions_are_advice(workshop: Workshop, text: str, message: str) -> None:
    workshop.bodies(schema(f"{{type: object, properties: {{a: {text}}}}}"))

    assert any(message in piece for piece in advice(workshop))


def test_a_changed_value_is_breaking_and_a_new_one_is_not_for_callers(workshop: Workshop) -> None:
    one = "{type: object, required: [a], properties: {a: {const: x}}}"
    old = workshop.bodies(schema(one)).read().api
    changed = workshop.bodies(schema(one.replace("x", "y"))).read().api
    without = workshop.bodies(schema("{type: object, properties: {}}")).read().api

    assert [(c.code, c.level, c.message) for c in compare(old, changed)] == [
        ("constant-changed", "breaking", 'thing.send.a: only value changed from "x" to "y"')
    ]
    assert [(c.code, c.level, c.wire) for c in compare(without, old)] == [("member-required", "additive", "breaking")]
