"""Hostile text in rules, pages, uploads, texts, unproven facts and notifications."""

from __future__ import annotations

import re

import pytest

from tests.generator.conftest import Workshop
from tests.generator.hostile_runs import PAYLOADS, aimed, prove_harmless, quoted, run

WHOLE = """\
openapi: 3.1.1
info: {title: More, version: "1"}
servers: [{url: "https://api.example.com"}]
paths:
  /things:
    post:
      operationId: MakeThing
      tags: [thing]
      x-wxbrand-idempotency: {field: @idempotency-field, repeat: @idempotency-repeat}
      x-wxbrand-unproven: [{fact: @fact, says: @fact-says, sources: [@fact-source], note: @fact-note}]
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [kind]
              properties:
                kind: {type: string, enum: [A, B, @rule-constant]}
                free: {type: string, minLength: 1}
                ways: {type: array, items: {type: string, enum: [A, @contained]}}
                @ruled: {type: string}
                inner: {$ref: "#/components/schemas/Inner"}
                secret: {type: string, x-wxbrand-sensitive: true, example: @secret-example}
              allOf:
                - if: {properties: {kind: {const: @rule-constant}}, required: [kind]}
                  then: {required: [@ruled], properties: {inner: {properties: {@ruled-inner: false}}}}
                  else: {properties: {free: {enum: [x, @rule-value]}}}
                - if: {properties: {ways: {contains: {const: @contained}}}, required: [ways]}
                  then: {required: [@then-required]}
                - oneOf: [{required: [@one-of]}, {required: [free]}]
              dependentRequired: {@depends: [@needed]}
              not: {required: [free, @not-both]}
      responses:
        200: {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Inner"}}}}
  /list:
    get:
      operationId: ListThings
      tags: [thing]
      x-wxbrand-paging: {items: @items, token: @token, next: @next, total: @total}
      parameters: [{name: @token, in: query, schema: {type: string}}]
      responses:
        200:
          description: ok
          content:
            application/json:
              schema:
                type: object
                properties: {@items: {type: array, items: {$ref: "#/components/schemas/Inner"}}, @next: {type: string}, @total: {type: integer}}
  /upload:
    post:
      operationId: Upload
      tags: [thing]
      requestBody:
        required: true
        content:
          multipart/form-data:
            encoding: {@file-part: {contentType: @part-type}, note: {contentType: @note-type}}
            schema:
              type: object
              required: [@file-part]
              properties:
                meta:
                  type: object
                  properties:
                    @meta-name: {type: string, x-wxbrand-from-file: name, example: @file-name}
                    digest: {type: string, x-wxbrand-from-file: sha256}
                note: {type: string, example: @note}
                @file-part: {type: string, format: binary, description: @file-description}
      responses:
        200: {description: ok, content: {@reply-type: {schema: {type: string}, example: @reply-text}}}
        201: {description: ok, content: {image/png: {}}}
  /text:
    put: {operationId: PutText, tags: [thing], requestBody: {content: {@text-type: {schema: {type: string}, example: @text}}}, responses: {204: {description: @reply-title}}}
webhooks:
  @webhook:
    post:
      operationId: @webhook-id
      tags: [@webhook-tag]
      summary: @webhook-summary
      description: @webhook-description
      x-wxbrand-notification:
        event-type: @event-type
        original-type: @original-type
        associated-data: @associated-data
        resource: {type: object, properties: {@same-if: {type: string, example: @resource-example}}, additionalProperties: false}
        same-if: [@same-if]
      responses: {204: {description: taken}}
components:
  schemas:
    Inner: {type: object, properties: {@ruled-inner: {type: string}, b: {type: string}}, not: {required: [@ruled-inner, b]}}
"""
USUAL = {"idempotency-field": "kind", "idempotency-repeat": "safe", "fact": "fields", "rule-constant": "C", "contained": "D", "ruled": "ruled", "ruled-inner": "inner_a", "then-required": "ruled", "one-of": "ruled", "depends": "ways", "needed": "free", "not-both": "secret", "items": "data", "token": "page_token", "next": "next_token", "total": "total_count", "file-part": "file", "part-type": "image/png", "note-type": "text/plain", "meta-name": "filename", "file-name": "a.png", "reply-type": "text/plain", "text-type": "text/plain", "webhook": "THING.SENT", "webhook-id": "ThingSent", "webhook-tag": "thing", "event-type": "THING.SENT", "same-if": "code"}  # fmt: skip
PLACES = sorted(set(re.findall("@[a-z-]+", WHOLE)))


def whole(workshop: Workshop, place: str, payload: str) -> None:
    text = WHOLE
    for other in sorted(PLACES, key=len, reverse=True):
        usual = USUAL.get(other.removeprefix("@"), "text")
        text = text.replace(other, quoted(aimed(payload, workshop.folder) if other == place else usual))
    workshop.whole(text)


def test_without_a_payload_the_spec_is_valid(workshop: Workshop, capsys: pytest.CaptureFixture[str]) -> None:
    whole(workshop, "", "")

    assert prove_harmless(run(workshop.folder, capsys)) == "made"


@pytest.mark.parametrize(
    ("place", "payload"),
    [
        (place, name)
        for position, place in enumerate(PLACES)
        for name in [*list(PAYLOADS)[position % 11 :: 11], *(["empty"] if place == "@reply-type" else [])]
    ],
)
def test_text_never_becomes_code_or_a_path(
    workshop: Workshop, capsys: pytest.CaptureFixture[str], place: str, payload: str
) -> None:
    whole(workshop, place, PAYLOADS[payload])

    prove_harmless(run(workshop.folder, capsys))
