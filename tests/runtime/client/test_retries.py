"""The retry policy, to the second and without a socket; see also test_retries_over_sockets.py."""

from __future__ import annotations

import time
from typing import Any

import pytest
from wxbrand_runtime import ApiError, Credentials, NotSent, OutcomeUnknown, UntrustedResponse
from wxbrand_runtime.client.calls import Call, prepare
from wxbrand_runtime.client.retries import Attempts, may_be_repeated, parse_retry_after
from wxbrand_runtime.http import Answer, Headers

from tests.runtime.conftest import Clock
from tests.runtime.example_models import Edit, Find, Numbered

NOT_SENT = NotSent("no")
LOST = OutcomeUnknown("lost", request_number=None)
FORGED = UntrustedResponse(
    "forged", reason="signature-wrong", outcome_unknown=True, request_number=None, request_id=None, status=200
)


@pytest.fixture
def read(credentials: Credentials) -> Call:
    return prepare(Find(openid="o"), credentials.public_key)


@pytest.fixture
def numbered(credentials: Credentials) -> Call:
    return prepare(Numbered(openid="o", out_request_no="1"), credentials.public_key)


@pytest.fixture
def unsafe(credentials: Credentials) -> Call:
    return prepare(Edit(note="x"), credentials.public_key)


def refused(status: int) -> ApiError:
    answer = Answer(status=status, headers=Headers(), body=b"")
    nothing: dict[str, Any] = {"code": None, "message": None, "detail": None, "request_number": None}
    return ApiError("no", answer=answer, retryable=True, signed=True, outcome_unknown=False, **nothing)


def attempts_of(**changes: Any) -> Attempts:
    options: dict[str, Any] = {"retries": 10, "servers": 2, "deadline": 100.0, "jitter": lambda: 1.0}
    return Attempts(**options | changes)


@pytest.mark.parametrize(("jitter", "part"), [(0.0, 0.5), (0.5, 0.75), (1.0, 1.0)])
def test_waits_double_up_to_eight_seconds_and_half_of_each_is_left_to_chance(
    clock: Clock, read: Call, jitter: float, part: float
) -> None:
    attempts = attempts_of(jitter=lambda: jitter)

    waits = [attempts.wait_after(NOT_SENT, read, None) for _ in range(6)]

    assert waits == [part * seconds for seconds in (0.5, 1, 2, 4, 8, 8)]


@pytest.mark.parametrize("allowed", [0, 1, 3])
def test_there_are_as_many_repeats_as_allowed(clock: Clock, read: Call, allowed: int) -> None:
    attempts = attempts_of(retries=allowed)

    waits = [attempts.wait_after(NOT_SENT, read, None) for _ in range(allowed + 2)]

    assert [wait is not None for wait in waits] == [True] * allowed + [False, False]
    assert attempts.failed == allowed + 2


def test_a_try_can_be_made_the_last(clock: Clock, read: Call) -> None:
    attempts = attempts_of()

    attempts.stop()

    assert attempts.wait_after(NOT_SENT, read, None) is None
    assert attempts.failed == 1


@pytest.mark.parametrize(("asked", "waited"), [(0.0, 0.5), (0.4, 0.5), (3.0, 3.0), (30.0, 30.0)])
def test_a_retry_after_lengthens_the_wait_and_never_shortens_it(
    clock: Clock, read: Call, asked: float, waited: float
) -> None:
    assert attempts_of().wait_after(refused(429), read, asked) == waited


@pytest.mark.parametrize("asked", [30.5, 3600.0])
def test_a_parse_retry_after_more_than_thirty_seconds_is_not_waited_for(clock: Clock, read: Call, asked: float) -> None:
    assert attempts_of().wait_after(refused(429), read, asked) is None


@pytest.mark.parametrize(("deadline", "waits"), [(0.5, False), (0.51, True)])
def test_a_wait_that_would_use_up_the_deadline_is_not_begun(
    clock: Clock, read: Call, deadline: float, waits: bool
) -> None:
    assert (attempts_of(deadline=deadline).wait_after(NOT_SENT, read, None) is not None) is waits


def test_the_deadline_is_counted_from_the_first_try(clock: Clock, read: Call) -> None:
    attempts = attempts_of(deadline=3.0)

    clock.now += 2
    left = attempts.time_left()
    clock.now += 2

    assert left == 1.0
    assert attempts.time_left() == 0.01
    assert attempts.wait_after(NOT_SENT, read, None) is None


@pytest.mark.parametrize(("passed", "over"), [(0.0, False), (2.75, False), (3.0, True), (4.0, True)])
def test_the_time_is_over_at_the_deadline(clock: Clock, passed: float, over: bool) -> None:
    attempts = attempts_of(deadline=3.0)

    clock.now += passed

    assert attempts.is_expired() is over


@pytest.mark.parametrize(
    ("error", "next_host"),
    [(NOT_SENT, 1), (LOST, 1), (refused(500), 1), (refused(503), 1), (refused(429), 0)],
)
def test_a_host_that_failed_is_left_and_one_that_is_busy_is_not(
    clock: Clock, read: Call, error: Any, next_host: int
) -> None:
    attempts = attempts_of()
    attempts.used_server = True

    attempts.wait_after(error, read, None)

    assert attempts.server == next_host


def test_hosts_are_asked_in_turn_and_from_the_first_again(clock: Clock, read: Call) -> None:
    attempts = attempts_of(servers=3)
    asked = []
    for _ in range(5):
        asked.append(attempts.server)
        attempts.used_server = True
        attempts.wait_after(NOT_SENT, read, None)

    assert asked == [0, 1, 2, 0, 1]


def test_what_fails_before_a_host_is_asked_is_not_its_fault(clock: Clock, read: Call) -> None:
    attempts = attempts_of()

    assert not attempts.used_server
    attempts.wait_after(NOT_SENT, read, None)

    assert attempts.server == 0


def test_what_may_be_repeated(read: Call, numbered: Call, unsafe: Call) -> None:
    everything = (NOT_SENT, LOST, FORGED, *map(refused, (400, 404, 428, 429, 430, 499, 500, 599)))

    repeated = [[error for error in everything if may_be_repeated(error, call)] for call in (read, numbered, unsafe)]

    statuses = [[getattr(error, "status", type(error)) for error in errors] for errors in repeated]
    assert statuses == [
        [NotSent, OutcomeUnknown, 429, 500, 599],
        [NotSent, OutcomeUnknown, 429, 500, 599],
        [NotSent, 429],
    ]


def test_what_must_not_be_repeated_is_not_waited_for(clock: Clock, unsafe: Call) -> None:
    attempts = attempts_of()
    attempts.used_server = True

    assert attempts.wait_after(LOST, unsafe, None) is None
    assert attempts.server == 0


@pytest.mark.parametrize("text", ["", " 7", "7 ", "7.5", "²", "Wed, 99 Oct 2015 07:28:10 GMT", "Wed, 21 Oct 2015"])
def test_a_parse_retry_after_no_known_form_asks_for_nothing(text: str) -> None:
    assert parse_retry_after(text, 0.0) is None


@pytest.mark.parametrize(
    "text",
    ["Wed, 21 Oct 2015 07:28:10 GMT", "Wed Oct 21 07:28:10 2015", "Wed, 21 Oct 2015 07:28:10 -0000"],
)
def test_a_date_without_a_zone_is_in_utc_wherever_this_machine_is(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        assert parse_retry_after(text, 1445412480.0) == 10.0
    finally:
        monkeypatch.undo()
        time.tzset()
