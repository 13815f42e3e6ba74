"""Open enums, times, raw answers."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, cast

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wxbrand_runtime import UNSET, Answer, Headers, InvalidRequest, UnsetType, answer_of
from wxbrand_runtime import given as value_given
from wxbrand_runtime.models import Record, Time, moment, original_text
from wxbrand_runtime.models.answers import attach_answer

from tests.runtime.example_models import Coupon, Item, Level, State

ANSWER = Answer(status=200, headers=Headers([("Request-ID", "1")]), body=b"{}")


@pytest.mark.parametrize("kind", [State, Level])
def test_known_values_are_the_members_themselves(kind: Any) -> None:
    for member in kind:
        assert kind(member.value) is member
        assert member.is_known


@pytest.mark.parametrize(
    ("kind", "value"), [(State, "冻结"), (State, ""), (State, "sending"), (Level, 77), (Level, -1)]
)
def test_an_unknown_value_survives(kind: Any, value: str | int) -> None:
    unknown = kind(value)

    assert unknown == value == unknown.value
    assert hash(unknown) == hash(value)
    assert not unknown.is_known
    assert isinstance(unknown, kind)
    assert pickle.loads(pickle.dumps(unknown)) == copy.deepcopy(unknown) == unknown
    assert msgspec.json.encode(unknown) == msgspec.json.encode(value)
    assert [member.value for member in kind] == ([1, 2] if kind is Level else ["SENDING", "USED"])


@pytest.mark.parametrize(("kind", "value"), [(State, 5), (State, None), (Level, "1"), (Level, 1.5), (Level, None)])
def test_a_value_of_another_type_is_none_of_it(kind: Any, value: object) -> None:
    with pytest.raises(ValueError, match="is not a valid"):
        kind(value)


def test_an_unknown_value_prints_as_itself() -> None:
    assert f"{State('NEW')} {Level(7)}" == "NEW 7"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-01-01T00:00:00+08:00", "2025-01-01T00:00:00+08:00"),
        ("2025-01-01T00:00+08:00", "2025-01-01T00:00:00+08:00"),
        ("2025-01-01t00:00:00z", "2025-01-01T00:00:00+00:00"),
        ("2025-01-01 00:00:00Z", "2025-01-01T00:00:00+00:00"),
        ("2024-02-29T23:59:59-05:30", "2024-02-29T23:59:59-05:30"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59+00:00"),
        ("2025-01-01T00:00:00.5Z", "2025-01-01T00:00:00.500000+00:00"),
        ("2025-01-01T00:00:00.123456789Z", "2025-01-01T00:00:00.123456+00:00"),
        ("2025-01-01T00:00:00.1234567890123Z", "2025-01-01T00:00:00.123456+00:00"),
        ("0001-01-01T00:00:00+00:00", "0001-01-01T00:00:00+00:00"),
    ],
)
def test_a_time_is_read_and_keeps_its_text(text: str, expected: str) -> None:
    time = moment(text)

    assert time.isoformat() == expected
    assert time.tzinfo is not None
    assert original_text(time) == text
    for again in (pickle.loads(pickle.dumps(time)), copy.copy(time), copy.deepcopy(time)):
        assert again == time
        assert original_text(again) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", "1735689600", "2025-01-01", "2025-01-01T00:00:00", "20250101T000000Z", "2025-W01-1T00:00Z"),
        *("2025-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2025-13-01T00:00:00Z", "0000-01-01T00:00:00Z"),
        *("2025-01-01T24:00:00Z", "2025-01-01T00:00:61Z", "2025-01-01T00:00:00.Z"),
        *("2025-01-01T00:00:00+25:00", "2025-01-01T00:00:00+0800"),
        *("2025-01-01T00:00:00Z\n", " 2025-01-01T00:00:00Z", "２０２５-01-01T00:00:00Z"),
    ],
)
def test_other_texts_are_no_times_and_are_not_quoted(text: str) -> None:
    with pytest.raises(ValueError, match=r"^is not a time such as 2025-01-01T00:00:00\+08:00$"):
        moment(text)


@given(st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(-timedelta(minutes=90))])))
def test_every_time_can_be_written_and_read(time: datetime) -> None:
    assert moment(original_text(time)) == time


def test_a_computed_time_is_written_anew_and_pickles_whatever_its_zone() -> None:
    later = moment("2025-01-01T00:00+08:00") + timedelta(days=1)

    assert original_text(later) == "2025-01-02T00:00:00+08:00"
    for computed in (later, later.replace(tzinfo=None), later.astimezone(timezone(timedelta(hours=8, seconds=5)))):
        again = pickle.loads(pickle.dumps(computed))
        assert again == computed
        assert again.utcoffset() == computed.utcoffset()


def test_a_time_from_an_answer_can_be_sent_as_it_came() -> None:
    assert type(moment("2025-01-01T00:00Z")) is Time
    assert cast("type[object]", Time) is not datetime


@pytest.mark.parametrize("reply", [Coupon(token="t"), [Item(name="a")], {"x": 1}, [], {}])
def test_a_reply_remembers_its_answer_and_is_what_it_was(reply: Any) -> None:
    remembered = attach_answer(reply, ANSWER)

    assert remembered == reply
    assert answer_of(remembered) is ANSWER
    assert "_answer" not in repr(remembered)
    assert msgspec.json.encode(remembered) == msgspec.json.encode(reply)


@pytest.mark.parametrize("reply", ["text", 5, None, State.USED])
def test_a_lone_value_has_no_room_and_stays_unspoilt(reply: Any) -> None:
    assert attach_answer(reply, ANSWER) is reply
    with pytest.raises(TypeError, match="answer_of takes what a client's method returned"):
        answer_of(reply)


def test_a_part_of_a_reply_has_no_answer() -> None:
    reply = attach_answer(Coupon(token="t", item=Item(name="a")), ANSWER)

    with pytest.raises(TypeError, match="not a part of it"):
        answer_of(reply.item)


class Person(Record, frozen=True, kw_only=True):
    openid: str
    name: str | UnsetType = UNSET


def test_a_misspelt_or_missing_field_is_an_invalid_request() -> None:
    with pytest.raises(InvalidRequest, match="Person has no field nmae") as misspelt:
        Person(openid="o", nmae="x")  # type: ignore[call-arg]
    with pytest.raises(InvalidRequest, match="Person needs the field openid") as missing:
        Person(name="x")  # type: ignore[call-arg]

    assert (misspelt.value.field, missing.value.field) == ("nmae", "openid")


def test_a_repr_shows_only_the_beginning_of_an_openid() -> None:
    person = Person(openid="oh-394z-6CGkNoJrsDLTTUKiAnp4")

    assert repr(person) == "Person(openid='oh-3…')"
    assert repr(Person(openid="o", name="n")) == "Person(openid='o', name='n')"


def test_given_is_the_value_or_an_error() -> None:
    assert value_given("") == ""
    assert value_given(None) is None
    with pytest.raises(ValueError, match="left out"):
        value_given(UNSET)
