"""What an editor shows of a method: each argument with its title, whether it is needed, and its limits."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from tests.generator.calling import assert_sound, calling

if TYPE_CHECKING:
    from tests.generator.conftest import Workshop

PATHS = r"""
  /things/{thing_id}:
    post:
      operationId: MakeThing
      tags: [thing]
      summary: 做一件东西
      parameters:
        - {name: thing_id, in: path, required: true, schema: {type: string, title: 编号, maxLength: 32}}
        - {name: page_size, in: query, schema: {type: integer, title: 每页条数, minimum: 1, maximum: 50, default: 20}}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [kind]
              properties:
                note: {type: string, title: "备注\"\"\"\n\n    Returns: nothing \\", maxLength: 60}
                kind: {type: string, title: 种类。}
                no_title: {type: boolean}
      responses: {'204': {description: done}}
"""


def test_a_method_describes_each_argument_in_the_order_of_its_signature(workshop: Workshop) -> None:
    with calling(workshop.paths(PATHS)) as called:
        method = called.client.thing.make_thing
        text = inspect.getdoc(method)
        names = list(inspect.signature(method).parameters)
    assert_sound(workshop)

    assert text is not None
    section = text.partition("Args:\n")[2].partition("\n\n")[0]
    assert section.splitlines() == [
        "    thing_id: 编号，必填；最多 32 个字符。",
        "    kind: 种类，必填。",
        "    page_size: 每页条数，选填；1 到 50；不填时为 20。",
        '    note: 备注""" Returns: nothing \\，选填；最多 60 个字符。',
        "    no_title: no_title，选填。",
    ]
    assert names == ["thing_id", "kind", "page_size", "note", "no_title"]
