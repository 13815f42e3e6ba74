"""Datetimes in requests, wherever they are sent: whole seconds with Beijing's offset. Texts are sent as given."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from wxbrand_runtime import InvalidRequest
from wxbrand_runtime.auth import BRAND, MERCHANT, Scheme

from tests.generator.calling import assert_sound, calling
from tests.generator.conftest import HEAD

if TYPE_CHECKING:
    from tests.generator.conftest import Workshop

TIME = "{type: string, format: date-time}"
DONE = "responses: {'204': {description: done}}"
PATHS = f"""\
paths:
  /v3/things/{{at}}:
    post:
      operationId: MakeThing
      tags: [thing]
      parameters:
        - {{name: at, in: path, required: true, schema: {TIME}}}
        - {{name: since, in: query, schema: {TIME}}}
        - {{name: times, in: query, explode: false, schema: {{type: array, items: {TIME}}}}}
        - {{name: filter, in: query, style: deepObject, explode: true, schema: {{type: object, properties: {{until: {TIME}}}}}}}
        - {{name: X-Made, in: header, schema: {TIME}}}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              properties:
                when: {TIME}
                list: {{type: array, items: {{type: object, properties: {{at: {TIME}}}}}}}
                by_name: {{type: object, additionalProperties: {TIME}}}
                either: {{oneOf: [{TIME}, {{type: integer}}]}}
      {DONE}
  /v3/forms:
    post:
      operationId: SendForm
      tags: [thing]
      requestBody: {{required: true, content: {{application/x-www-form-urlencoded: {{schema: {{type: object, properties: {{at: {TIME}}}}}}}}}}}
      {DONE}
  /v3/parts:
    post:
      operationId: SendParts
      tags: [thing]
      requestBody: {{required: true, content: {{multipart/form-data: {{schema: {{type: object, properties: {{at: {TIME}}}}}}}}}}}
      {DONE}
"""
GIVEN = datetime(2026, 1, 31, 16, 59, 59, 999_999, tzinfo=UTC)
SENT = "2026-02-01T00:59:59+08:00"
QUOTED = "2026-02-01T00%3A59%3A59%2B08%3A00"


@pytest.fixture(params=[BRAND, MERCHANT], ids=["brand", "merchant"])
def scheme(request: pytest.FixtureRequest, workshop: Workshop) -> Scheme:
    """The scheme of the workshop's spec."""
    scheme: Scheme = request.param
    workshop.whole(f"{HEAD}security: [{{{scheme.name}: []}}]\n{PATHS}")
    return scheme


@pytest.mark.parametrize("mode", ["sync", "async"])
@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-11, seconds=-7))])
def test_a_datetime_is_sent_alike_in_every_place(workshop: Workshop, scheme: Scheme, mode: str, zone: timezone) -> None:
    given = GIVEN.astimezone(zone)
    with calling(workshop, scheme=scheme) as called:
        called.status, called.answer, models = 204, b"", called.models
        values: dict[str, Any] = {
            "since": given,
            "times": [given, given],
            "filter": models.MakeThingRequestFilter(until=given),
        }
        body: dict[str, Any] = {
            "list_": [models.MakeThingRequestListItem(at=given)],
            "by_name": {"a": given},
            "either": given,
        }
        called.call(mode, "thing.make_thing", at=given, x_made=given, when=given, **values, **body)
        called.call(mode, "thing.send_form", at=given)
        called.call(mode, "thing.send_parts", at=given)

    made, form, parts = called.requests
    query = f"since={QUOTED}&times={QUOTED},{QUOTED}&filter%5Buntil%5D={QUOTED}"
    assert made.target == f"/v3/things/{QUOTED}?{query}"
    assert made.headers.get("X-Made") == SENT
    assert json.loads(made.body) == {"when": SENT, "list": [{"at": SENT}], "by_name": {"a": SENT}, "either": SENT}
    assert form.body.decode() == f"at={QUOTED}"
    assert f"\r\n\r\n{SENT}\r\n".encode() in parts.body


@pytest.mark.parametrize("text", ["2026-02-01T00:59+08:00", "2026-01-31T16:59:59.999Z", "2026-02-01 00:59:59-11:30"])
def test_a_text_is_sent_as_given(workshop: Workshop, scheme: Scheme, text: str) -> None:
    with calling(workshop, scheme=scheme) as called:
        called.status, called.answer = 204, b""
        called.client.thing.make_thing(at="2026-02-01T00:59Z", when=text, by_name={"a": text}, either=text)

    assert called.target == "/v3/things/2026-02-01T00%3A59Z"
    assert called.body == {"when": text, "by_name": {"a": text}, "either": text}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (GIVEN.replace(tzinfo=None), "when has no time zone"),
        (datetime.max.replace(tzinfo=UTC), "when is outside the years 1 to 9999 in Beijing's time"),
    ],
)
def test_a_datetime_that_cannot_be_sent_is_refused(
    workshop: Workshop, scheme: Scheme, given: datetime, words: str
) -> None:
    with calling(workshop, scheme=scheme) as called, pytest.raises(InvalidRequest) as caught:
        called.client.thing.make_thing(at=GIVEN, when=given)

    assert words in str(caught.value)
    assert called.requests == []


def test_the_generated_packages_are_sound(workshop: Workshop, scheme: Scheme) -> None:
    assert scheme.name in workshop.spec.read_text()
    workshop.generate()

    assert_sound(workshop)
