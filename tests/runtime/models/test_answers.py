"""The raw answer that is attached to a reply."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from wxbrand_runtime import Answer, Headers, answer_of
from wxbrand_runtime.models.answers import attach_answer

from tests.runtime.example_models import Coupon, Item, State

ANSWER = Answer(status=200, headers=Headers([("Request-ID", "1")]), body=b"{}")


@pytest.mark.parametrize("reply", [Coupon(token="t"), [Item(name="a")], {"x": 1}, [], {}])
def test_a_reply_keeps_its_answer_and_is_otherwise_unchanged(reply: Any) -> None:
    attached = attach_answer(reply, ANSWER)

    assert attached == reply
    assert answer_of(attached) is ANSWER
    assert "_answer" not in repr(attached)
    assert msgspec.json.encode(attached) == msgspec.json.encode(reply)


@pytest.mark.parametrize("reply", ["text", 5, None, State.USED])
def test_no_answer_is_attached_to_a_single_text_number_or_null(reply: Any) -> None:
    assert attach_answer(reply, ANSWER) is reply
    with pytest.raises(TypeError, match="answer_of takes what a client's method returned"):
        answer_of(reply)


def test_a_part_of_a_reply_has_no_answer() -> None:
    reply = attach_answer(Coupon(token="t", item=Item(name="a")), ANSWER)

    with pytest.raises(TypeError, match="not a part of it"):
        answer_of(reply.item)
