"""Times: parsing, the original text, pickling."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, datetime, timedelta, timezone
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wxbrand_runtime.models import Time, moment, original_text


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
def test_a_time_is_parsed_and_keeps_its_text(text: str, expected: str) -> None:
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
def test_other_texts_are_refused_and_not_quoted(text: str) -> None:
    with pytest.raises(ValueError, match=r"^is not a time such as 2025-01-01T00:00:00\+08:00$"):
        moment(text)


@given(st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(-timedelta(minutes=90))])))
def test_every_time_survives_a_round_trip(time: datetime) -> None:
    assert moment(original_text(time)) == time


def test_a_computed_time_has_a_new_text_and_pickles_with_any_time_zone() -> None:
    later = moment("2025-01-01T00:00+08:00") + timedelta(days=1)

    assert original_text(later) == "2025-01-02T00:00:00+08:00"
    for computed in (later, later.replace(tzinfo=None), later.astimezone(timezone(timedelta(hours=8, seconds=5)))):
        again = pickle.loads(pickle.dumps(computed))
        assert again == computed
        assert again.utcoffset() == computed.utcoffset()


def test_a_parsed_time_is_of_class_time() -> None:
    assert type(moment("2025-01-01T00:00Z")) is Time
    assert cast("type[object]", Time) is not datetime
