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
    names = ("code", "message", "detail", "cause", "retry_after", "request_number")
    nothing: dict[str, Any] = dict.fromkeys(names)
    return ApiError("no", answer=answer, retryable=True, signed=True, outcome_unknown=False, **nothing)


def attempts_of(**changes: Any) -> Attempts:
    options: dict[str, Any] = {"retries": 10, "servers": 2, "deadline": 100.0, "jitter": lambda: 1.0}
    return Attempts(**options | changes)


@pytest.mark.parametrize(("jitter", "part"), [(0.0, 0.5), (0.5, 0.75), (1.0, 1.0)])
def test_waits_double_up_to_eight_seconds_and_half_of_each_is_random(
    clock: Clock, read: Call, jitter: float, part: float
) -> None:
    attempts = attempts_of(jitter=lambda: jitter)

    waits = [attempts.wait_after(NOT_SENT, read, None) for _ in range(6)]

    assert waits == [part * seconds for seconds in (0.5, 1, 2, 4, 8, 8)]


@pytest.mark.parametrize("allowed", [0, 1, 3])
def test_there_are_as_many_retries_as_allowed(clock: Clock, read: Call, allowed: int) -> None:
    attempts = attempts_of(retries=allowed)

    waits = [attempts.wait_after(NOT_SENT, read, None) for _ in range(allowed + 2)]

    assert [wait is not None for wait in waits] == [True] * allowed + [False, False]
    assert attempts.failed == allowed + 2


def test_further_attempts_can_be_stopped(clock: Clock, read: Call) -> None:
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
def test_a_retry_after_of_more_than_thirty_seconds_is_not_waited_for(clock: Clock, read: Call, asked: float) -> None:
    assert attempts_of().wait_after(refused(429), read, asked) is None


@pytest.mark.parametrize(("deadline", "waits"), [(0.5, False), (0.51, True)])
def test_a_wait_beyond_the_deadline_is_not_started(clock: Clock, read: Call, deadline: float, waits: bool) -> None:
    assert (attempts_of(deadline=deadline).wait_after(NOT_SENT, read, None) is not None) is waits


def test_the_deadline_counts_from_the_first_attempt(clock: Clock, read: Call) -> None:
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
def test_a_retry_leaves_a_server_that_failed_but_not_one_that_is_busy(
    clock: Clock, read: Call, error: Any, next_host: int
) -> None:
    attempts = attempts_of()
    attempts.used_server = True

    attempts.wait_after(error, read, None)

    assert attempts.server == next_host


def test_servers_are_used_in_turn(clock: Clock, read: Call) -> None:
    attempts = attempts_of(servers=3)
    asked = []
    for _ in range(5):
        asked.append(attempts.server)
        attempts.used_server = True
        attempts.wait_after(NOT_SENT, read, None)

    assert asked == [0, 1, 2, 0, 1]


def test_a_failure_before_the_server_is_used_does_not_change_it(clock: Clock, read: Call) -> None:
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


def test_an_unrepeatable_call_has_no_wait(clock: Clock, unsafe: Call) -> None:
    attempts = attempts_of()
    attempts.used_server = True

    assert attempts.wait_after(LOST, unsafe, None) is None
    assert attempts.server == 0


@pytest.mark.parametrize("text", ["", " 7", "7 ", "7.5", "²", "Wed, 99 Oct 2015 07:28:10 GMT", "Wed, 21 Oct 2015"])
def test_an_unknown_form_of_retry_after_is_ignored(text: str) -> None:
    assert parse_retry_after(text, 0.0) is None


@pytest.mark.parametrize(
    "text",
    ["Wed, 21 Oct 2015 07:28:10 GMT", "Wed Oct 21 07:28:10 2015", "Wed, 21 Oct 2015 07:28:10 -0000"],
)
def test_a_date_without_a_zone_is_in_utc_in_any_local_time_zone(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        assert parse_retry_after(text, 1445412480.0) == 10.0
    finally:
        monkeypatch.undo()
        time.tzset()
