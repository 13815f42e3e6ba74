"""Slips that people make in YAML that they write by hand: one for each spec, said at its place, with what was probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wxbrand_codegen.lint import lint, worst_first
from wxbrand_codegen.pipeline import read
from wxbrand_codegen.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from tests.generator.conftest import Workshop

SPEC = """\
openapi: 3.1.1
info: {title: Test, version: "1"}
servers: [{url: "https://api.example.com"}]
tags: [{name: thing, description: Things}]
paths:
  /things/{id}:
    post:
      operationId: MakeThing
      summary: Make
      tags: [thing]
      parameters:
        - {name: id, in: path, required: true, schema: {type: string, maxLength: 9}, example: a}
        - {name: kind, in: query, schema: {type: string, enum: [A, B]}, example: A}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [name]
              properties:
                name: {type: string, maxLength: 5, example: abc}
                count: {type: integer, minimum: 1, example: 3}
                list: {type: array, items: {type: string}}
                state: {type: string, enum: [RED, BLUE], default: RED}
                code: {type: string, pattern: "^[0-9]+$"}
                other: {oneOf: [{$ref: "#/components/schemas/Other"}]}
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {type: object, properties: {done: {type: boolean}}}}}
components:
  schemas:
    Other: {type: object, properties: {a: {type: string}}}
"""

SLIPS = [
    ("{type: string, maxLength: 5", "{type: string, nullable: true, maxLength: 5", "22:38 keyword-of-3.0  nullable is a keyword of OpenAPI 3.0"),
    ("list: {type: array, items: {type: string}}", "list: {type: array}", "24:24 array-without-items  this array has no items"),
    ("minimum: 1", "maxLength: 1", "23:40 keyword-without-effect  maxLength has no effect on an integer"),
    ("minimum: 1", "minimum: 9, maximum: 1", "23:24 impossible-limits  the limits exclude each other"),
    ("default: RED", "default: GREEN", "25:67 example-does-not-fit  this default is not a value of"),
    ("default: RED", "const: GREEN", "25:58 const-outside-enum  const is not among the values of enum"),
    ("enum: [RED, BLUE]", "enum: [RED, BLUE, RED]", '25:57 repeated-value  "RED" is listed twice'),
    ('type: string, enum: [RED, BLUE], default: RED', "type: string, enum: [1, 2]", "25:39 enum-of-other-type  1 is not of type string"),
    ("    post:", "    get:", "8:7 body-on-get  MakeThing has a body, which servers may ignore in a GET"),
    ("required: true\n        content", "content", "8:7 optional-body  the body of MakeThing may be left out, although name is required"),
    ('"^[0-9]+$"', '"[0-9]+"', "26:38 unanchored-pattern  the pattern has no ^ and no $"),
    ('"^[0-9]+$"', '"^[0-9]+"', "26:38 unanchored-pattern  the pattern has no $"),
    ('"^[0-9]+$"', '"^[0-9+$"', "26:38 unchecked-pattern  the pattern is not checked: it is not a regular expression"),
    ("{name: kind, in: query,", "{name: Authorization, in: header,", "13:12 ignored-parameter  the header Authorization is not a parameter"),
    ("{name: id, in: path", "{name: idd, in: path", "6:3 unused-parameter  the path does not contain {idd}"),
    ("in: query", "in: querry", '13:24 not-openapi  in cannot be "querry"; did you mean query?'),
    ("example: abc", "example: abcdef", "22:61 example-does-not-fit  this example has 6 characters; the maximum is 5"),
    ("example: 3", "example: three", "23:61 example-does-not-fit  this example is not an integer"),
    ("{type: string, maxLength: 5", "{type: sting, maxLength: 5", '22:24 unknown-type  "sting" is not a type of JSON Schema; any JSON value is accepted; did you mean string?'),
    ("{type: string, maxLength: 5", "{type: int, maxLength: 5", '22:24 unknown-type  "int" is not a type of JSON Schema; any JSON value is accepted; did you mean integer?'),
    ("{type: string, maxLength: 5", "{type: string, format: datetime", "22:38 unknown-format  the format datetime is not known, and has no effect; did you mean date-time?"),
    ("maxLength: 5", "maxLenght: 5", "22:38 unknown-keyword  maxLenght is not a keyword of schemas, and has no effect; did you mean maxLength?"),
    ("              properties:", "              propertys:", "21:15 unknown-keyword  propertys is not a keyword of schemas, and has no effect; did you mean properties?"),
    ("{type: string, maxLength: 5", "{type: string, required: true, maxLength: 5", "22:38 malformed-keyword  required must be a list of names of properties, not true"),
    ("items: {type: string}", "items: [{type: string}]", "24:37 malformed-keyword  items must be one schema"),
    ("required: [name]", "required: [nmae]", "20:26 unknown-required  nmae is required, but no property describes it; it takes any JSON value; did you mean name?"),
    ("required: [name]", "required: [name, name]", "20:32 repeated-required  name is listed twice"),
    ("operationId:", "operationID:", "8:7 unknown-key  operationID is not a key of an operation, so it is ignored; did you mean operationId?"),
    ("summary:", "summery:", "9:7 unknown-key  summery is not a key of an operation, so it is ignored; did you mean summary?"),
    ("          application/json:\n", "          application/jsn:\n", "17:11 unknown-media-type  application/jsn is taken for bytes, which are not described; did you mean application/json?"),
    ("oneOf: [", "oneof: [", "27:25 unknown-keyword  oneof is not a keyword of schemas, and has no effect; did you mean oneOf?"),
    ('schemas/Other"}]}', 'schemas/Othr"}]}', "27:34 broken-reference  openapi.yaml#/components/schemas/Othr does not exist"),
    ('schemas/Other"}]}', 'schemas/Other"}], discriminator: {propertyName: kind}}', "27:72 unused-discriminator  kind is not a property of every variant"),
    ("  /things/{id}:", "  /things/{id}/:", "6:3 trailing-slash  /things/{id}/ ends in a slash"),
    ("      tags: [thing]", "      tags: [thingg]", "10:14 undeclared-tag  thingg is not among the tags of the root file"),
    ("tags: [{name: thing, description: Things}]", "tags: [{name: thing}, {name: thing}]", "4:23 repeated-tag  the tag thing is declared twice"),
    ("      tags: [thing]", "      security: [{brand: []}]\n      tags: [thing]", "10:19 undeclared-security  there is no security scheme brand"),
    ('"200":', '"2000":', "29:9 unusable-status  2000 is not a status of a response"),
    ("https://api", "http://api", "3:12 unusable-server  the server 'http://api.example.com' must begin with https://"),
    ("example: abc", "example: 12:30", "22:61 unquoted-text  other YAML readers do not take 12:30 for text"),
]  # fmt: skip
"""What is right, the slip, and the position, code and beginning of what is said."""


def findings(workshop: Workshop) -> list[Problem]:
    try:
        document, built = read(workshop.spec)
    except ProblemsFound as refused:  # the one operation cannot be generated
        return list(refused.problems)
    return [*built.problems, *worst_first({*built.advice, *lint(document, built.api)})]


@pytest.mark.parametrize(("right", "slip", "said"), SLIPS)
def test_a_slip_is_said_at_its_place_and_before_what_is_only_missing(
    workshop: Workshop, right: str, slip: str, said: str
) -> None:
    workshop.whole(SPEC.replace(right, slip, 1))
    assert right in SPEC

    lines = [
        str(piece).replace(f"{workshop.spec}", "openapi.yaml").removeprefix("openapi.yaml:")
        for piece in findings(workshop)
    ]

    position = next((index for index, line in enumerate(lines) if line.startswith(said)), None)
    assert position is not None, lines
    assert not any("  " in line and line.split()[1].startswith("missing-") for line in lines[:position])


def test_the_spec_without_a_slip_has_none(workshop: Workshop) -> None:
    workshop.whole(SPEC)

    codes = {piece.code for piece in findings(workshop)}

    assert {code for code in codes if not code.startswith("missing-")} == {
        "enum-without-meanings",
        "no-signature-scheme",
    }


@pytest.mark.parametrize(
    "pattern",
    [r"\.(JPG|PNG)$", "^PUB_KEY_ID_", "^[0-9]+$", "^(a|b)$", "^.*$", "x", "(", "^[a-z]{2}(-[a-z]{2})?$", r"^\S+@\S+$"],
)
def test_patterns_that_mean_what_they_say_are_not_reported(workshop: Workshop, pattern: str) -> None:
    workshop.body(f"a: {{type: string, pattern: '{pattern}'}}")

    assert "unanchored-pattern" not in {piece.code for piece in findings(workshop)}
