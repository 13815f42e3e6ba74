"""Times: parsing, the original text, pickling."""

from __future__ import annotations

import copy
import pickle
import re
from datetime import UTC, datetime, timedelta, timezone
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wxbrand_runtime.models import Time, moment, original_text
from wxbrand_runtime.models.times import sent_time


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
    with pytest.raises(ValueError, match=r"^is not a time such as 2025-01-01T00:00:00\+08:00(: it [a-zA-Z ,]+)?$"):
        moment(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is empty"),
        ("1735689600", "it has digits only, as Unix time has"),
        ("2025-01-01T00:00:00", "it has no offset from UTC"),
        ("2025-01-01 00:00:00.5", "it has no offset from UTC"),
        ("2025-01-01T00:00:00Z\n", "it has white space around it"),
    ],
)
def test_the_reason_is_given_where_it_is_plain(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f": {reason}$"):
        moment(text)


ZONES = [UTC, timezone(timedelta(hours=8)), timezone(-timedelta(minutes=90)), timezone(timedelta(hours=8, seconds=343))]
BEIJING = timezone(timedelta(hours=8))


@given(st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=st.sampled_from(ZONES)))  # noqa: DTZ001
def test_every_datetime_is_sent_in_whole_seconds_with_beijings_offset(time: datetime) -> None:
    sent = sent_time(time)

    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00", original_text(sent))
    assert sent == time.astimezone(BEIJING).replace(microsecond=0)
    assert timedelta() <= time - sent < timedelta(seconds=1)
    assert original_text(time) == original_text(sent)
    assert sent_time(sent) is sent


@pytest.mark.parametrize(
    ("time", "reason"),
    [
        (datetime(2025, 1, 1), "has no time zone"),  # noqa: DTZ001
        (datetime(9999, 12, 31, 20, tzinfo=UTC), "outside the years 1 to 9999"),
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=9))), "outside the years 1 to 9999"),
    ],
)
def test_a_datetime_that_cannot_be_sent(time: datetime, reason: str) -> None:
    for function in (sent_time, original_text):
        with pytest.raises(ValueError, match=reason):
            function(time)


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
