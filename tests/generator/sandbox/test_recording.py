"""The recorder: the latest exchanges, bounded in number and bytes."""

from __future__ import annotations

from wxbrand_codegen.sandbox import Exchange
from wxbrand_codegen.sandbox.recording import CUT_TO, Recorder
from wxbrand_runtime.http import Answer, Headers

from tests.generator.sandbox.conftest import Caller


def exchange(size: int = 0, answer_size: int = 0) -> Exchange:
    return Exchange(
        received_at=0,
        seconds=0,
        method="POST",
        target="/",
        headers=Headers([("Accept", "*/*")]),
        body=bytes(size),
        operation_id="",
        answer=Answer(status=200, headers=Headers([]), body=bytes(answer_size)),
        refusal=None,
    )


def kept(recorder: Recorder) -> list[tuple[int, int]]:
    return [(each.number, len(each.body)) for each in recorder.exchanges()]


def test_the_oldest_are_dropped_when_there_are_too_many() -> None:
    recorder = Recorder(max_exchanges=3)

    for _ in range(5):
        recorder.record(exchange())

    assert [number for number, _ in kept(recorder)] == [3, 4, 5]
    assert recorder.get(2) is None
    assert recorder.get(5)


def test_the_oldest_large_bodies_are_cut_first_and_the_newest_is_whole() -> None:
    recorder = Recorder(max_bytes=270_000)

    for _ in range(4):
        recorder.record(exchange(100_000, 10_000))

    assert kept(recorder) == [(1, CUT_TO), (2, CUT_TO), (3, 100_000), (4, 100_000)]
    assert [each.is_cut for each in recorder.exchanges()] == [True, True, False, False]
    assert len(recorder.exchanges()[0].answer.body) == CUT_TO


def test_whole_exchanges_are_dropped_when_cutting_is_not_enough() -> None:
    recorder = Recorder(max_bytes=13 * CUT_TO)

    for size in [CUT_TO] * 50 + [100 * CUT_TO]:
        recorder.record(exchange(size))
    assert kept(recorder) == [(51, 100 * CUT_TO)]

    for _ in range(50):
        recorder.record(exchange(CUT_TO))
    assert len(kept(recorder)) == 10
    assert sum(each.size for each in recorder.exchanges()) <= 13 * CUT_TO


def test_numbers_go_on_after_clearing() -> None:
    recorder = Recorder(max_bytes=270_000)
    recorder.record(exchange(200_000))
    recorder.clear()

    for _ in range(3):
        recorder.record(exchange(100_000))

    assert kept(recorder) == [(2, CUT_TO), (3, 100_000), (4, 100_000)]


def test_an_exchange_says_what_happened(call: Caller) -> None:
    call("POST", "/users/oh-394z/coupons", {"coupon_id": 1})
    call("GET", "/users/oh-394z/coupons?limit=1", signed=("GET", "/", b""))
    call("GET", "/nothing")
    refused, unsigned, unknown = call.sandbox.requests

    assert (refused.status, refused.refusal and refused.refusal.detail and refused.refusal.detail["field"]) == (
        400,
        "send_request_no",
    )
    assert (unsigned.status, unsigned.refusal and unsigned.refusal.code) == (401, "SIGN_ERROR")
    assert (unknown.status, unknown.operation_id) == (404, "")
    assert "oh-394z" not in repr(refused)
    assert "signature=" not in repr(refused)


def test_a_recorded_refusal_keeps_no_frames_alive(call: Caller) -> None:
    call("POST", "/users/oh-394z/coupons", {}, signed=("POST", "/", b""))
    refusal = call.sandbox.requests[0].refusal

    assert refusal
    assert (refusal.__traceback__, refusal.__context__) == (None, None)
