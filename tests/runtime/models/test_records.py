"""Records: misspelt and missing fields, reprs, members that are left out, and the raw answer that is attached to a reply."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from wxbrand_runtime import UNSET, Answer, Headers, InvalidRequest, UnsetType, answer_of, given
from wxbrand_runtime.models import Record
from wxbrand_runtime.models.records import attach_answer

from tests.runtime.example_models import Coupon, Item, State

ANSWER = Answer(status=200, headers=Headers([("Request-ID", "1")]), body=b"{}")


class Person(Record, frozen=True, kw_only=True):
    openid: str
    name: str | UnsetType = UNSET


def test_a_misspelt_or_missing_field_is_an_invalid_request() -> None:
    with pytest.raises(InvalidRequest, match="Person has no field nmae") as misspelt:
        Person(openid="o", nmae="x")  # type: ignore[call-arg]
    with pytest.raises(InvalidRequest, match="Person needs the field openid") as missing:
        Person(name="x")  # type: ignore[call-arg]

    assert (misspelt.value.field, missing.value.field) == ("nmae", "openid")


def test_a_field_may_have_any_name_that_python_allows() -> None:
    class Odd(Record, frozen=True, kw_only=True):
        cls: str
        fields: str | UnsetType = UNSET
        values: str | UnsetType = UNSET

    odd = Odd(cls="c", fields="f", values="v")

    assert (odd.cls, odd.fields, odd.values) == ("c", "f", "v")


def test_a_repr_contains_only_the_beginning_of_an_openid() -> None:
    person = Person(openid="oh-394z-6CGkNoJrsDLTTUKiAnp4")

    assert repr(person) == "Person(openid='oh-3…')"
    assert repr(Person(openid="o", name="n")) == "Person(openid='o', name='n')"


def test_given_returns_the_value_or_raises() -> None:
    assert given("") == ""
    assert given(None) is None
    with pytest.raises(ValueError, match="left out"):
        given(UNSET)


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
