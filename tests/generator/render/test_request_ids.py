"""Ids with line ends, blanks or nothing in them: generated clients send nothing, and say what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wxbrand_runtime import InvalidRequest

from tests.generator.calling import assert_sound, calling

if TYPE_CHECKING:
    from tests.generator.conftest import Workshop

PATHS = r"""
  /things/{name}:
    post:
      operationId: MakeThing
      tags: [thing]
      parameters:
        - {name: name, in: path, required: true, schema: {type: string, example: "abc\n"}}
        - {name: shop_id, in: query, schema: {type: string}}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              properties:
                appid: {type: string, pattern: "^wx[0-9a-f]+$"}
                stock_id: {type: string, example: "a\u200bb\n", maxLength: 20, pattern: "^[^ ]+$"}
                out_trade_no: {type: string, enum: ["x\n"]}
                store_ids: {type: array, items: {type: string, example: "a\n"}}
                stores: {type: array, example: [{store_id: "1\n"}], items: {type: object, properties: {store_id: {type: string}}}}
                note: {type: string}
      responses: {'204': {description: done}}
"""


@pytest.mark.parametrize("mode", ["sync", "async"])
@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("name", "", "name is empty, and part of the path: another resource would be addressed"),
        ("name", "..", "name is '.' or '..', and part of the path: another resource would be addressed"),
        ("name", "a\n", "name has a line end at its end (position 2); remove it"),
        ("shop_id", "1\r\n", "shop_id has a line end at position 2; remove it"),
        ("appid", "wx 12", r"appid has a blank at position 3, which the pattern ^wx[0-9a-f]+\Z does not allow; remove it"),
        ("appid", "", r"appid is empty, which the pattern ^wx[0-9a-f]+\Z does not allow"),
        ("stock_id", "1\n", "stock_id has a line end at its end (position 2); remove it"),
        ("store_ids", ["1", "\ufeff2"], "store_ids[1] has an invisible character (U+FEFF) at position 1; remove it"),
    ],
)  # fmt: skip
def test_an_id_that_cannot_be_right_is_not_sent(
    workshop: Workshop, mode: str, field: str, value: object, message: str
) -> None:
    with calling(workshop.paths(PATHS)) as called, pytest.raises(InvalidRequest) as caught:
        called.call(mode, "thing.make_thing", **{"name": "a", field: value})

    assert str(caught.value) == message
    assert caught.value.field == message.partition(" ")[0]
    assert called.requests == []


def test_other_texts_are_sent(workshop: Workshop) -> None:
    with calling(workshop.paths(PATHS)) as called:
        called.status, called.answer = 204, b""
        called.client.thing.make_thing(name="a b", shop_id="", out_trade_no="x\n", note="a\nb\n")

    assert called.target == "/things/a%20b?shop_id="
    assert called.body == {"out_trade_no": "x\n", "note": "a\nb\n"}


def test_examples_that_are_no_ids_are_advised_on_and_not_used(workshop: Workshop) -> None:
    workshop.paths(PATHS).generate()

    advice = [line for line in workshop.advice() if "which no id may be" in line]
    assert len(advice) == 3
    assert_sound(workshop)
