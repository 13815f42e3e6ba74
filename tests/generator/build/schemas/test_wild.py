"""Schemas as people write them: each is generated, called over a socket, and what is not followed is said at its place."""

from __future__ import annotations

from typing import Any

import pytest
from wxbrand_codegen.ir.models import Enum, Record
from wxbrand_codegen.ir.types import (
    NULL,
    Anything,
    Constant,
    Integer,
    Limits,
    ListOf,
    MapOf,
    Nullable,
    Number,
    Ref,
    Text,
    Type,
)
from wxbrand_runtime import InvalidRequest

from tests.generator.calling import assert_sound, calling
from tests.generator.conftest import Workshop


def type_of(workshop: Workshop, schema: str, components: str = "") -> Type:
    """Return the type of the body's member `a`."""
    (area,) = workshop.body(f"a: {schema}", components).read().api.areas
    return next(p.field.type for p in area.operations[0].parameters if p.field.wire == "a")


def codes(workshop: Workshop) -> list[str]:
    return [line.split()[1] for line in workshop.advice()]


@pytest.mark.parametrize(
    ("schema", "expected", "code"),
    [
        ("{type: array, items: {type: string}, maxLength: 3}", ListOf(item=Text()), "keyword-without-effect"),
        ("{type: object, maxLength: 3}", MapOf(value=Anything()), "keyword-without-effect"),
        ("{type: integer, maxLength: 3}", Integer(), "keyword-without-effect"),
        ("{type: string, minimum: 3}", Text(), "keyword-without-effect"),
        ("{type: string, minItems: 3}", Text(), "keyword-without-effect"),
        ("{type: number, pattern: '^a$'}", Number(), "keyword-without-effect"),
        ("{type: integer, format: date-time}", Integer(), "keyword-without-effect"),
        ("{type: string, format: float}", Text(), "keyword-without-effect"),
        ("{type: string, format: currency}", Text(), "unknown-format"),
        ("{maxLength: 3}", Anything(), "unchecked-keyword"),
        ("{type: string, pattern: '(?i)^a$'}", Text(), "unchecked-pattern"),
        ("{type: string, pattern: '^\\p{L}+$'}", Text(), "unchecked-pattern"),
        ("{type: string, pattern: '^(a+)+$'}", Text(), "unchecked-pattern"),
        ("{type: string, pattern: '('}", Text(), "unchecked-pattern"),
        ("{allOf: [{minLength: 1, maxLength: 9}, {type: string, minLength: 2, maxLength: 8}]}",
         Text(limits=Limits(min_length=2, max_length=8)), None),
        ("{allOf: [{type: number}, {type: integer, multipleOf: 4}, {multipleOf: 6}]}",
         Integer(limits=Limits(multiple_of=12)), None),
        ("{allOf: [{type: [string, 'null']}, {type: string}]}", Text(), None),
        ("{allOf: [{type: [string, 'null']}, {type: ['null', string]}]}", Nullable(item=Text()), None),
        ("{allOf: [{type: array, items: {type: string}}, {items: {maxLength: 2}}]}",
         ListOf(item=Text(limits=Limits(max_length=2))), None),
        ("{allOf: [{type: string, format: date}, {format: uuid}]}", Text(), "unchecked-keyword"),
        ("{type: array, items: false}", ListOf(item=Anything(), limits=Limits(max_items=0)), None),
        ("{type: object, additionalProperties: false}",
         MapOf(value=Anything(), limits=Limits(max_properties=0)), None),
        ("{type: object, patternProperties: {'^a': {type: string}}, additionalProperties: false}",
         MapOf(value=Text()), "unchecked-keyword"),
        ("{type: object, patternProperties: {'^a': {type: string}}}", MapOf(value=Anything()), "unchecked-keyword"),
        ("{type: object, propertyNames: {pattern: '^a'}}", MapOf(value=Anything()), "unchecked-keyword"),
        ("{type: array, items: {type: string}, contains: {const: x}}", ListOf(item=Text()), "unchecked-keyword"),
        ("{prefixItems: [{type: string}, {type: string}], items: false}",
         ListOf(item=Text(), limits=Limits(max_items=2)), "unchecked-keyword"),
        ("{prefixItems: [{type: string}]}", ListOf(item=Anything()), "unchecked-keyword"),
        ("{type: array, items: {not: {}, allOf: [false]}}",
         ListOf(item=Anything(impossible=True), limits=Limits(max_items=0)), "unchecked-keyword"),
        ("true", Anything(), None),
        ("{}", Anything(), None),
        ("{type: 'null'}", NULL, None),
        ("{enum: [null]}", NULL, None),
        ("{allOf: [{enum: [a, b]}, {const: a}]}", Constant(text='"a"'), None),
        ("{type: boolean, enum: [true]}", Constant(text="true"), None),
        ("{enum: [1.5, 2.5]}", Number(), "unchecked-keyword"),
        ("{type: object, properties: {}, unevaluatedProperties: false}", Ref(name="MakeThingRequestA"), None),
    ],
)  # fmt: skip
def test_a_schema_has_the_type_that_is_certain(
    workshop: Workshop, schema: str, expected: Type, code: str | None
) -> None:
    assert type_of(workshop, schema) == expected
    assert codes(workshop) == ([code] if code else [])
    assert workshop.problems() == []


LISTED = """\
unquoted: {type: string, enum: [1, 2, true]}
quoted: {type: integer, enum: ["1", "2"]}
words: {type: number, enum: [DIS_FLAG, DIS_CALC]}
null: {type: string, enum: [a, null]}
mixed: {enum: [1, a]}
twice: {type: string, enum: [a, a]}
both: {enum: [a, b], const: a}
flag: {type: boolean, enum: [true, false]}
"""


def test_enums_of_other_types_than_stated_send_the_values_that_were_meant(workshop: Workshop) -> None:
    workshop.body(LISTED)

    with calling(workshop, {"done": True}) as called:
        models = called.models
        called.client.thing.make_thing(
            unquoted=models.MakeThingRequestUnquoted("true"),
            quoted=models.MakeThingRequestQuoted(2),
            words=models.MakeThingRequestWords("DIS_CALC"),
            null=None,
            mixed=models.MakeThingRequestMixedOption2(1),
            flag=False,
        )

        assert called.body == {
            "unquoted": "true", "quoted": 2, "words": "DIS_CALC", "null": None, "mixed": 1, "flag": False,
        }  # fmt: skip
    assert_sound(workshop)


LIMITS = """\
list: {type: array, items: {type: string}, maxLength: 2, minimum: 5}
map: {type: object, maxLength: 2, pattern: '^a$'}
number: {type: integer, maxLength: 1, minItems: 4}
text: {type: string, minimum: 3, maxItems: 1, pattern: '(?i)^abc$'}
flag: {type: boolean, maxLength: 2}
either: {type: [string, integer], maxLength: 2, minimum: 5}
"""


def test_limits_of_other_types_have_no_effect(workshop: Workshop) -> None:
    workshop.body(LIMITS)

    with calling(workshop, {"done": True}) as called:
        make_thing = called.client.thing.make_thing
        sent: dict[str, Any] = {
            "list": ["a", "b", "c"], "map": {"x": 1, "y": 2, "z": 3}, "number": 7, "text": "none", "flag": True, "either": 5,
        }  # fmt: skip
        make_thing(list_=sent["list"], **{key: value for key, value in sent.items() if key != "list"})
        assert called.body == sent
        for wrong in ("abc", 4):
            with pytest.raises(InvalidRequest):
                make_thing(either=wrong)
    assert_sound(workshop)


REQUIRED = """\
  /things:
    post:
      operationId: MakeThing
      tags: [thing]
      requestBody:
        required: true
        content:
          application/json:
            schema:
              allOf:
              - {type: object, required: [name, extra], properties: {name: {type: string}}}
              - {type: object, required: [inner], properties: {inner: {type: object, required: [deep]}}}
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {type: object, required: [note], properties: {done: {type: boolean}}}}}
"""


def test_a_member_that_is_required_but_not_described_takes_any_value(workshop: Workshop) -> None:
    workshop.paths(REQUIRED)

    with calling(workshop, {"done": True, "note": [1]}) as called:
        inner = called.models.MakeThingRequestInner(deep=[None])
        reply = called.client.thing.make_thing(name="n", extra={"any": 1}, inner=inner)

        assert called.body == {"name": "n", "extra": {"any": 1}, "inner": {"deep": [None]}}
        assert reply.note == [1]
        with pytest.raises((InvalidRequest, TypeError)):
            called.client.thing.make_thing(name="n", inner=inner)
    assert codes(workshop) == ["unknown-required"] * 3
    assert_sound(workshop)


def test_a_misspelt_required_name_is_loud(workshop: Workshop) -> None:
    type_of(workshop, "{type: object, required: [nmae], properties: {name: {type: string}}}")

    (line,) = workshop.advice()

    assert line.endswith("nmae is required, but no property describes it; it takes any JSON value; did you mean name?")


NARROWED = """\
components:
  schemas:
    State: {type: string, enum: [ON, OFF, BROKEN]}
    Base: {type: object, required: [state], properties: {state: {$ref: '#/components/schemas/State'}, rows: {type: array, items: {type: string, maxLength: 9}}}}
    Part:
      allOf:
        - {$ref: '#/components/schemas/Base'}
        - {properties: {state: {enum: [OFF, BROKEN, NEW]}, rows: {minItems: 1, items: {maxLength: 3}}}}
        - {required: [rows], additionalProperties: false}
    Tree: {properties: {name: {type: string}, inner: {$ref: '#/components/schemas/Tree'}}}
    Node: {properties: {size: {type: integer}, inner: {$ref: '#/components/schemas/Node'}}}
"""


def test_parts_narrow_each_other(workshop: Workshop) -> None:
    workshop.body(
        "part: {$ref: '#/components/schemas/Part'}\n"
        "both: {allOf: [{$ref: '#/components/schemas/Tree'}, {$ref: '#/components/schemas/Node'}]}",
        NARROWED,
    )

    with calling(workshop, {"done": True}) as called:
        models = called.models
        off = models.PartState.OFF
        assert [member.value for member in models.PartState] == ["OFF", "BROKEN"]
        called.client.thing.make_thing(
            part=models.Part(state=off, rows=["abc"]),
            both=models.MakeThingRequestBoth(name="a", size=1, inner=models.MakeThingRequestBothInner(size=2)),
        )
        assert called.body == {
            "part": {"state": "OFF", "rows": ["abc"]}, "both": {"name": "a", "size": 1, "inner": {"size": 2}},
        }  # fmt: skip
        for rows in (["abcd"], []):
            with pytest.raises(InvalidRequest):
                called.client.thing.make_thing(part=models.Part(state=off, rows=rows))
    assert_sound(workshop)


def test_an_empty_intersection_is_read_and_never_sent(workshop: Workshop) -> None:
    clash = "{type: object, required: [c], properties: {c: {allOf: [{type: string, enum: [a]}, {enum: [b]}]}}}"
    content = f"{{application/json: {{schema: {clash}}}}}"
    workshop.paths(
        f"  /read:\n    get: {{operationId: Read, tags: [t], responses: {{'200': {{description: ok, content: {content}}}}}}}\n"
        f"  /send:\n    post: {{operationId: Send, tags: [t], requestBody: {{content: {content}}}, responses: {{'204': {{description: ok}}}}}}\n"
    )

    assert [line.split()[1] for line in workshop.problems()] == ["impossible-schema"]
    with calling(workshop, {"c": "b"}) as called:
        assert called.client.t.read().c == "b"
        assert not hasattr(called.client.t, "send")


BESIDE = """\
components:
  schemas:
    Name: {type: string, minLength: 1}
    Pet: {type: object, properties: {name: {type: string}}}
"""
BESIDE_BODY = """\
name: {$ref: '#/components/schemas/Name', maxLength: 3}
pet: {$ref: '#/components/schemas/Pet', required: [name]}
"""


def test_keywords_beside_a_reference_apply_in_openapi_3_1(workshop: Workshop) -> None:
    workshop.body(BESIDE_BODY, BESIDE)

    with calling(workshop, {"done": True}) as called:
        make_thing = called.client.thing.make_thing
        make_thing(name="abc", pet=called.models.MakeThingRequestPet(name="x"))
        assert called.body == {"name": "abc", "pet": {"name": "x"}}
        for wrong in ("abcd", ""):
            with pytest.raises(InvalidRequest):
                make_thing(name=wrong)
        with pytest.raises((InvalidRequest, TypeError)):
            called.models.MakeThingRequestPet()
    assert workshop.advice() == []
    assert_sound(workshop)


def test_keywords_beside_a_reference_have_no_effect_in_openapi_3_0(workshop: Workshop) -> None:
    workshop.body(BESIDE_BODY, BESIDE)
    workshop.spec.write_text(workshop.spec.read_text().replace("3.1.1", "3.0.3"))

    with calling(workshop, {"done": True}) as called:
        called.client.thing.make_thing(name="abcd", pet=called.models.Pet())
        assert called.body == {"name": "abcd", "pet": {}}
    assert codes(workshop) == ["keyword-beside-ref"] * 2
    assert_sound(workshop)


TUPLES = """\
pair: {type: array, prefixItems: [{type: string}, {type: integer}], items: false, minItems: 2}
names: {type: object, patternProperties: {'^[a-z]$': {type: integer}}, additionalProperties: {type: string}}
open: {type: object, additionalProperties: true, required: [a]}
never: {type: object, properties: {no: false, yes: {type: string}}}
shape: {not: {type: string}, if: {type: integer}, then: {minimum: 3}, contains: {}, dependentRequired: {a: [b]}}
recursive: {$ref: '#/components/schemas/Nested'}
same: {$ref: '#/components/schemas/Same'}
dynamic: {$dynamicRef: '#node'}
"""
TUPLE_SCHEMAS = """\
components:
  schemas:
    Nested: {type: array, items: {$ref: '#/components/schemas/Nested'}}
    Same: {allOf: [{$ref: '#/components/schemas/Same'}, {type: string}]}
"""


def test_what_is_not_followed_is_neither_checked_nor_demanded(workshop: Workshop) -> None:
    workshop.body(TUPLES, TUPLE_SCHEMAS)

    with calling(workshop, {"done": True}) as called:
        called.client.thing.make_thing(
            pair=[1, "a"], names={"a": "x", "b": 2}, open={"b": 1}, recursive=[[], [[]]], same="s", shape="text",
            never=called.models.MakeThingRequestNever(yes="y"), dynamic=[1],
        )  # fmt: skip

        assert called.body["pair"] == [1, "a"]
        assert called.body["names"] == {"a": "x", "b": 2}
        with pytest.raises(InvalidRequest):
            called.client.thing.make_thing(pair=["a", 1, 2])
    assert {"unchecked-keyword", "endless-schema", "keyword-without-effect"} >= set(codes(workshop))
    assert_sound(workshop)


VARIANTS = """\
pet: {$ref: '#/components/schemas/Pet'}
typed: {type: string, anyOf: [{maxLength: 2}, {pattern: '^x'}]}
"""
VARIANT_SCHEMAS = """\
components:
  schemas:
    Pet:
      type: object
      required: [kind]
      properties: {kind: {type: string}}
      discriminator: {propertyName: kind, mapping: {dog: '#/components/schemas/Dog', odd: '#/components/schemas/Bird', cat: Cat}}
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {lives: {type: integer}}}]}
    Dog: {properties: {bark: {type: boolean}}}
"""


def test_what_stands_beside_one_of_applies_to_each_alternative(workshop: Workshop) -> None:
    workshop.body(VARIANTS, VARIANT_SCHEMAS)

    with calling(workshop, {"done": True}) as called:
        models = called.models
        called.client.thing.make_thing(pet=models.PetOption1(kind="cat", lives=9), typed="xyz")
        assert called.body == {"pet": {"kind": "cat", "lives": 9}, "typed": "xyz"}
        called.client.thing.make_thing(pet=models.PetOption2(bark=True))
        assert called.body == {"pet": {"kind": "dog", "bark": True}}
        with pytest.raises(InvalidRequest):
            called.client.thing.make_thing(typed=1)
    assert "unknown-variant" in codes(workshop)
    assert_sound(workshop)


def test_an_answer_without_a_schema_and_a_value_without_an_example_are_generated(workshop: Workshop) -> None:
    workshop.paths(
        "  /a:\n    get: {operationId: A, tags: [t], responses: {'200': {description: ok, content: {application/json: {}}}}}\n"
        "  /b:\n    post:\n      operationId: B\n      tags: [t]\n      requestBody: {required: true, content: {application/json: {}}}\n"
        "      responses: {'200': {description: ok, content: {application/json: {}}}}\n"
        "  /c:\n    post:\n      operationId: C\n      tags: [t]\n      requestBody:\n        required: true\n        content:\n"
        "          application/json:\n            schema: {type: object, required: [x], properties: {x: {type: string, pattern: '^(?=b)[ab]{7}$'}}}\n"
        "      responses: {'200': {description: ok, content: {application/json: {}}}}\n"
    )

    with calling(workshop, [1, {"a": None}]) as called:
        assert called.client.t.a() == [1, {"a": None}]
        called.client.t.b(body={"x": [1]})
        assert called.body == {"x": [1]}
        called.client.t.c(x="babbaba")
        assert called.body == {"x": "babbaba"}
    assert sorted(codes(workshop)) == ["needs-example", "no-schema", "no-schema", "no-schema", "no-schema"]
    assert_sound(workshop)


def test_a_schema_in_two_combinations_is_merged_once(workshop: Workshop) -> None:
    workshop.body("part: {$ref: '#/components/schemas/Part'}", NARROWED)

    models = workshop.read().api.models

    assert isinstance(models["Part"], Record)
    assert isinstance(models["PartState"], Enum)
