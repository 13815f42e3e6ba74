"""Hooks: what they receive of each attempt, and that they change nothing."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from wxbrand import AsyncBrandClient
from wxbrand_runtime import ApiError, Credentials, NotSent, UntrustedResponse, unreadable_members
from wxbrand_runtime.client.hooks import Hooks, RequestEvent, ResponseEvent, RetryEvent
from wxbrand_runtime.testing import WeChatPay

from tests.runtime.callers import AsyncCaller, Caller, SyncCaller, http, signed
from tests.runtime.example_models import Find, Issue
from tests.runtime.fault_server import Answer as Reply
from tests.runtime.fault_server import FaultServer, Read, Silence

OPENID = "oh-394z-6CGkNoJrsDLTTUKiAnp4"
READ = Find(openid=OPENID)
WRITE = Issue(openid=OPENID, out_request_no="no-1")
GOOD = b'{"token":"t"}'
BUSY = http(429, b'{"code":"RATELIMIT_EXCEEDED","message":"slow"}')


class Told:
    """Keeps what it is told, in order."""

    def __init__(self) -> None:
        self.events: list[Any] = []
        self.hooks = Hooks(request=self.events.append, response=self.events.append, retry=self.events.append)

    def kinds(self) -> list[str]:
        return [type(event).__name__ for event in self.events]


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture(params=[SyncCaller, AsyncCaller])
def make(request: pytest.FixtureRequest, credentials: Credentials) -> Iterator[Callable[..., Caller]]:
    made: list[Caller] = []

    def make_caller(port: int, **options: Any) -> Caller:
        caller: Caller = request.param(credentials, base_url=f"http://127.0.0.1:{port}", **options)
        made.append(caller)
        return caller

    yield make_caller
    for caller in made:
        caller.close()


def test_each_attempt_is_reported_with_its_request_and_response(
    make: Callable[..., Caller], told: Told, wechat_pay: WeChatPay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wxbrand_runtime.client.retries.FIRST_WAIT", 0.01)
    with FaultServer([Reply(BUSY)], [Reply(signed(wechat_pay, GOOD))]) as server:
        make(server.port, hooks=told.hooks).send(WRITE)

        assert told.kinds() == ["RequestEvent", "ResponseEvent", "RetryEvent", "RequestEvent", "ResponseEvent"]
        first, busy, again, second, good = told.events
        assert (first.operation, first.method, first.path) == ("Issue", "POST", Issue.operation.path)
        assert (first.host, first.port, first.attempt_number) == ("127.0.0.1", server.port, 1)
        assert first.request_number == second.request_number == "no-1"
        assert second.attempt_number == 2
        assert busy.request is first
        assert (busy.status, busy.request_id, busy.interrupted) == (429, "08A-268578776", False)
        assert isinstance(busy.error, ApiError)
        assert again.request is first
        assert again.error is busy.error
        assert 0 < again.wait < 1
        assert (good.status, good.size, good.error, good.request) == (200, len(GOOD), None, second)
        assert 0 < good.seconds < 5


def test_no_event_contains_a_value_of_the_request(
    make: Callable[..., Caller], told: Told, wechat_pay: WeChatPay
) -> None:
    with FaultServer([Reply(signed(wechat_pay, GOOD))]) as server:
        make(server.port, hooks=told.hooks).send(WRITE)

    assert OPENID not in repr(told.events)


def test_an_unsent_attempt_is_reported(make: Callable[..., Caller], told: Told) -> None:
    with pytest.raises(NotSent):
        make(9, hooks=told.hooks, retries=0).send(READ)

    response = told.events[-1]
    assert told.kinds() == ["RequestEvent", "ResponseEvent"]
    assert (response.status, response.size, response.interrupted) == (None, 0, False)
    assert isinstance(response.error, NotSent)


def test_an_untrusted_response_is_reported(make: Callable[..., Caller], told: Told) -> None:
    with FaultServer([Reply(http(200, GOOD))]) as server, pytest.raises(UntrustedResponse):
        make(server.port, hooks=told.hooks).send(WRITE)

    assert told.events[-1].status == 200
    assert isinstance(told.events[-1].error, UntrustedResponse)


def test_a_hook_that_raises_is_logged_and_the_call_goes_on(
    make: Callable[..., Caller], told: Told, wechat_pay: WeChatPay, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_event: object) -> None:
        raise ZeroDivisionError

    with FaultServer([Reply(signed(wechat_pay, GOOD))]) as server:
        caller = make(server.port, hooks=[Hooks(request=broken, response=broken), told.hooks])
        assert caller.send(WRITE).token == "t"

    errors = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert [record.getMessage() for record in errors] == [
        "a hook for RequestEvent failed; the call goes on",
        "a hook for ResponseEvent failed; the call goes on",
    ]
    assert "ZeroDivisionError" in caplog.text
    assert told.kinds() == ["RequestEvent", "ResponseEvent"]


def test_a_cancelled_task_is_reported_as_interrupted(credentials: Credentials, told: Told) -> None:
    async def run(port: int) -> None:
        async with AsyncBrandClient(credentials, base_url=f"http://127.0.0.1:{port}", hooks=told.hooks) as client:
            task = asyncio.create_task(client.send(READ))
            await asyncio.to_thread(server.wait_until, lambda server: len(server.requests) == 1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    with FaultServer([Read(), Silence()]) as server:
        asyncio.run(run(server.port))

    assert told.kinds() == ["RequestEvent", "ResponseEvent"]
    assert told.events[-1].interrupted
    assert told.events[-1].error is None


def test_attempts_of_many_threads_have_their_own_events(
    credentials: Credentials, told: Told, wechat_pay: WeChatPay
) -> None:
    with FaultServer([Reply(signed(wechat_pay, GOOD))] * 8) as server:
        caller = SyncCaller(credentials, base_url=f"http://127.0.0.1:{server.port}", hooks=told.hooks)
        threads = [threading.Thread(target=caller.send, args=(WRITE,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        caller.close()

    requests = [event for event in told.events if isinstance(event, RequestEvent)]
    answered = [event.request for event in told.events if isinstance(event, ResponseEvent)]
    assert len(set(requests)) == len(answered) == 8
    assert set(requests) == set(answered)


def test_another_object_than_hooks_is_refused(make: Callable[..., Caller]) -> None:
    with pytest.raises(TypeError, match="hooks must be a Hooks or an iterable of Hooks, not str"):
        make(9, hooks=["print"])
    with pytest.raises(
        TypeError, match="hooks must be a Hooks or an iterable of Hooks, not builtin_function_or_method"
    ):
        make(9, hooks=print)


async def asynchronous(event: object) -> None:
    """A hook that nobody would await."""


@pytest.mark.parametrize("name", ["request", "response", "retry"])
@pytest.mark.parametrize(("hook", "came"), [(asynchronous, "an `async def` function"), ("print", "str")])
def test_a_hook_that_cannot_be_called_is_refused(name: str, hook: Any, came: str) -> None:
    with pytest.raises(TypeError, match=f"the {name} hook must be an ordinary function.*not {came}"):
        Hooks(**{name: hook})


def test_the_log_is_structured(
    make: Callable[..., Caller],
    wechat_pay: WeChatPay,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("wxbrand_runtime.client.retries.FIRST_WAIT", 0.01)
    caplog.set_level(logging.DEBUG, "wxbrand")
    with FaultServer([Reply(BUSY)], [Reply(signed(wechat_pay, GOOD))]) as server:
        make(server.port).send(WRITE)

    busy, again, good = [vars(record) for record in caplog.records if record.name == "wxbrand"]
    assert (busy["wxbrand_operation"], busy["wxbrand_host"], busy["wxbrand_attempt"]) == ("Issue", "127.0.0.1", 1)
    assert (busy["wxbrand_status"], busy["wxbrand_error"]) == (429, "ApiError")
    assert busy["wxbrand_request_id"] == "08A-268578776"
    assert again["wxbrand_wait"] > 0
    assert (good["wxbrand_attempt"], good["wxbrand_status"], good["wxbrand_error"]) == (2, 200, None)
    assert good["wxbrand_seconds"] > 0
    assert RetryEvent.__name__ not in caplog.text


def test_members_that_were_put_aside_are_reported_and_logged_without_their_values(
    make: Callable[..., Caller], told: Told, wechat_pay: WeChatPay, caplog: pytest.LogCaptureFixture
) -> None:
    body = json.dumps({"token": "t", "when": OPENID, "by_name": {OPENID: 5, "b": 5, "c": 5}, "level": OPENID}).encode()
    with FaultServer([Reply(signed(wechat_pay, body))]) as server:
        reply = make(server.port, hooks=told.hooks).send(WRITE)

    _, response = told.events
    assert response.unreadable == unreadable_members(reply)
    assert [member.value for member in response.unreadable if member.place == "body.when"] == [OPENID]
    (logged,) = [record for record in caplog.records if record.name == "wxbrand"]
    assert logged.levelname == "WARNING"
    assert logged.getMessage().startswith(
        "the answer to Issue: put aside what could not be read: body.level is text, not"
    )
    assert logged.getMessage().endswith("; and 2 more")
    assert len(vars(logged)["wxbrand_unreadable"]) == 5
    assert OPENID not in f"{vars(logged)}{response!r}"
