"""The sandbox plays what the client was generated from, however odd: the generated tests pass."""

from __future__ import annotations

from tests.generator.calling import assert_sound, calling
from tests.generator.conftest import Workshop

SPEC = """
  /brand/unused:
    get: {operationId: unused, tags: [t], parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {'204': {description: x}}}
  /brand/empty:
    post: {operationId: empty, tags: [t], requestBody: {content: {}}, responses: {'204': {description: x}}}
  /brand/both:
    put:
      operationId: both
      tags: [t]
      requestBody: {required: true, content: {application/json: {schema: &odd {$ref: '#/components/schemas/Odd'}}}}
      responses: {'200': {description: x, content: {application/json: {schema: *odd}}}}
  /brand/range:
    get:
      operationId: range
      tags: [t]
      responses: {'200': &any {description: x, content: {application/json: {schema: {type: string}}}}, '201': *any, '202': *any, '203': *any, 2XX: *any}
  /brand/form:
    get:
      operationId: form
      tags: [t]
      responses:
        '200': {description: x, content: {multipart/form-data: {schema: {type: object, properties: {a: {type: string}}}}}}
        '201': {description: x, content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}}}}}
  /brand/mixed:
    post:
      operationId: mixed
      tags: [t]
      requestBody: {required: true, content: {multipart/form-data: {schema: {type: object, required: [level], properties: {level: {enum: [1, a, true]}}}}}}
      responses: {'204': {description: x}}
  /brand/file:
    post:
      operationId: file
      tags: [t]
      requestBody: {required: true, content: {application/octet-stream: {schema: {type: string, format: binary, enum: [draft, final]}}}}
      responses: {'204': {description: x}}
components:
  schemas:
    Odd:
      type: object
      required: [$ref, properties]
      properties:
        $ref: {type: string}
        both: {type: string, readOnly: true, writeOnly: true}
        properties: {type: object, required: [type], properties: {properties: {type: string}, $ref: {type: string}, type: {type: string, readOnly: true}}}
        allOf: {type: array, items: {type: string}}
        example: {type: object, properties: {received: {type: string, readOnly: true}}, required: [received]}
"""


def test_the_sandbox_plays_odd_specs(workshop: Workshop) -> None:
    workshop.paths(SPEC)

    with calling(workshop, {"$ref": "#/nowhere", "properties": {"type": "x", "$ref": "y"}, "both": "b"}) as called:
        reply = called.client.t.both(ref="#/nowhere", properties=called.models.OddPropertiesInput(ref="y"), both="b")

    assert called.body == {"$ref": "#/nowhere", "properties": {"$ref": "y"}, "both": "b"}
    assert (reply.ref, reply.properties.type, reply.both) == ("#/nowhere", "x", "b")
    assert_sound(workshop)
