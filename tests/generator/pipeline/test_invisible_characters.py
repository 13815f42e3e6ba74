"""Characters that cannot be seen: values are sent as they are, and no file that is generated contains a raw one."""

from __future__ import annotations

import pytest
from wxbrand_codegen.document.characters import INVISIBLE

from tests.generator.calling import assert_sound, calling
from tests.generator.conftest import Workshop

SPEC = r"""
openapi: 3.1.1
info: {title: "T@", version: "1@", description: "d@"}
servers: [{url: "https://api.example.com", description: "s@"}]
tags: [{name: thing, description: "t@"}]
paths:
  /things:
    post:
      operationId: MakeThing
      tags: [thing]
      summary: "s@"
      description: "d@"
      parameters: [{name: q, in: query, description: "p@", schema: {type: string, default: "a@", example: "e@"}}]
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [state, fixed]
              properties:
                state: {type: string, title: "t@", description: "d@", enum: ["a@", b], x-wxbrand-enum-meanings: {b: "m@"}}
                text: {type: string, default: "x@", example: "y@"}
                fixed: {const: "c@"}
                "n@": {type: string, description: "d@"}
                map: {type: object, additionalProperties: {type: string}, example: {"k@": "v@"}}
      responses:
        "200": {description: "r@", content: {application/json: {schema: {type: object, description: "o@", properties: {done: {type: boolean, description: "d@"}}}}}}
        4XX: {description: "f@", content: {application/json: {example: {code: "c@", message: "m@"}, schema: {type: object}}}}
"""


@pytest.mark.parametrize("character", ["\u202e", "\x1b", "\x00", "\u2066", "\x85", "\ufeff"], ids=ascii)
def test_no_generated_file_contains_a_raw_one(workshop: Workshop, character: str) -> None:
    workshop.whole(SPEC.strip().replace("@", f"\\u{ord(character):04x}z"))

    workshop.generate()

    for name, content in workshop.output().items():
        assert not INVISIBLE.search(content.decode()), name
        assert "\x85" not in content.decode(), name


def test_values_are_sent_as_they_are(workshop: Workshop) -> None:
    workshop.whole(SPEC.strip().replace("@", r"\u202ez"))

    with calling(workshop, {"done": True}) as called:
        state = next(iter(called.models.MakeThingRequestState))
        called.client.thing.make_thing(state=state, map={"k\u202ez": "v"})

        assert called.body == {"state": "a\u202ez", "fixed": "c\u202ez", "map": {"k\u202ez": "v"}}
    assert {line.split()[1] for line in workshop.advice()} == {"unfit-character"}
    assert_sound(workshop)
