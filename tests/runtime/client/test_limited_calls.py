"""Clients with a limiter: over real sockets, and with a real Redis."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from msgspec.structs import replace
from wxbrand import BrandClient
from wxbrand_runtime import Credentials, NotSent
from wxbrand_runtime.auth import BRAND, MERCHANT
from wxbrand_runtime.client.limiting import wait_for_turn
from wxbrand_runtime.models import Operation, RateLimit
from wxbrand_runtime.rate_limits import AsyncInProcessLimiter, AsyncRedisLimiter, InProcessLimiter, RedisLimiter
from wxbrand_runtime.testing import WeChatPay, new_pair

from tests.runtime.callers import AsyncCaller, Caller, SyncCaller, signed
from tests.runtime.example_models import Find
from tests.runtime.fault_server import Answer as Reply
from tests.runtime.fault_server import FaultServer

GOOD = b'{"token":"t"}'


class Limited(Find, frozen=True, kw_only=True):
    """A read that may be called ten times a second."""

    operation: ClassVar[Operation] = replace(
        Find.operation, rate_limit=RateLimit(requests=10, seconds=1, per="brand"), name="Limited"
    )


class Rare(Find, frozen=True, kw_only=True):
    """A read that may be called once in a minute."""

    operation: ClassVar[Operation] = replace(
        Find.operation, rate_limit=RateLimit(requests=1, seconds=60, per="brand"), name="Rare"
    )


LIMITED, RARE, FREE = Limited(openid="o"), Rare(openid="o"), Find(openid="o")
Make = Callable[..., Caller]


@pytest.fixture(params=["sync", "async", "async client, sync limiter"])
def make(request: pytest.FixtureRequest, credentials: Credentials) -> Iterator[Make]:
    made: list[Caller] = []

    def make_caller(port: int, limiter: Any = None, **options: Any) -> Caller:
        own = AsyncInProcessLimiter() if request.param == "async" else InProcessLimiter()
        caller = (SyncCaller if request.param == "sync" else AsyncCaller)(
            credentials, base_url=f"http://127.0.0.1:{port}", limiter=own if limiter is None else limiter, **options
        )
        made.append(caller)
        return caller

    yield make_caller
    for caller in made:
        caller.close()


def test_calls_wait_for_their_turn(make: Make, wechat_pay: WeChatPay) -> None:
    with FaultServer([Reply(signed(wechat_pay, GOOD))] * 8) as server:
        caller = make(server.port)
        begin = time.monotonic()
        for _ in range(6):
            caller.send(LIMITED)

    assert time.monotonic() - begin >= 0.45  # five waits of a tenth, but for what may come at once


def test_an_operation_without_a_rate_does_not_wait(make: Make, wechat_pay: WeChatPay) -> None:
    class Refuses:
        def take(self, limit: RateLimit, name: str, brand_id: str) -> float:
            raise AssertionError

    with FaultServer([Reply(signed(wechat_pay, GOOD))]) as server:
        assert make(server.port, limiter=Refuses()).send(FREE).token == "t"


def test_a_limiter_is_asked_for_the_operation_and_the_brand(
    make: Make, wechat_pay: WeChatPay, credentials: Credentials
) -> None:
    asked: list[object] = []

    class Asked:
        def take(self, *arguments: object) -> float:
            asked.append(arguments)
            return 0.0

    with FaultServer([Reply(signed(wechat_pay, GOOD))]) as server:
        make(server.port, limiter=Asked()).send(LIMITED)

    assert asked == [(RateLimit(requests=10, seconds=1, per="brand"), "Limited", credentials.brand_id)]


def test_the_brands_of_a_merchant_are_counted_together_and_merchants_apart() -> None:
    limit, asked = RateLimit(requests=10, seconds=1, per="merchant"), []
    call: Any = SimpleNamespace(operation=SimpleNamespace(name="Limited"))
    attempts: Any = SimpleNamespace(time_left=lambda: 1.0)
    for scheme in (BRAND, MERCHANT):
        _, credentials = new_pair(scheme=scheme)
        action: Any = next(wait_for_turn(call, InProcessLimiter(), limit, credentials, attempts))
        asked.append(action.arguments)

    assert asked == [(limit, "Limited", "merchant"), (limit, "Limited", credentials.mchid)]


def test_each_attempt_takes_a_turn(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wxbrand_runtime.client.retries.FIRST_WAIT", 0.01)
    turns: list[str] = []

    class Counts:
        def take(self, limit: RateLimit, name: str, brand_id: str) -> float:
            turns.append(name)
            return 0.0

    with pytest.raises(NotSent):
        make(9, limiter=Counts()).send(LIMITED)

    assert turns == ["Limited"] * 3


def test_a_turn_after_the_deadline_raises_at_once(make: Make, wechat_pay: WeChatPay) -> None:
    with FaultServer([Reply(signed(wechat_pay, GOOD))] * 2) as server:
        caller = make(server.port, deadline=5)
        caller.send(RARE)
        begin = time.monotonic()
        with pytest.raises(
            NotSent, match="the rate limit of 1 in 60 s leaves it no turn before its deadline"
        ) as caught:
            caller.send(RARE)

        assert time.monotonic() - begin < 1
        assert caught.value.attempts == 1
        assert len(server.requests) == 1


def test_a_custom_limiter_that_raises_sends_nothing(make: Make) -> None:
    class Broken:
        def take(self, limit: RateLimit, name: str, brand_id: str) -> float:
            raise ZeroDivisionError

    with (
        FaultServer([Reply()]) as server,
        pytest.raises(NotSent, match=r"the rate limiter failed \(ZeroDivisionError\)"),
    ):
        make(server.port, limiter=Broken(), retries=0).send(LIMITED)

    assert server.connections == 0


def test_a_closed_limiter_without_redis_sends_nothing_and_says_why(
    credentials: Credentials, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wxbrand_runtime.client.retries.FIRST_WAIT", 0.01)
    limiter = RedisLimiter("redis://user:secret-word@127.0.0.1:9/0", on_failure="closed")
    with (
        FaultServer([Reply()]) as server,
        BrandClient(credentials, base_url=f"http://127.0.0.1:{server.port}", limiter=limiter) as client,
        pytest.raises(
            NotSent, match=r"was not sent: the rate limiter's Redis at 127\.0\.0\.1:9 cannot be reached"
        ) as caught,
    ):
        client.send(LIMITED)

    assert "secret-word" not in str(caught.value) + repr(limiter)
    assert server.connections == 0


def test_an_open_limiter_without_redis_sends_and_warns(
    make: Make, wechat_pay: WeChatPay, caplog: pytest.LogCaptureFixture
) -> None:
    limiter = RedisLimiter("redis://user:secret-word@127.0.0.1:9/0")
    with FaultServer([Reply(signed(wechat_pay, GOOD))] * 2) as server:
        caller = make(server.port, limiter=limiter)
        caller.send(LIMITED)
        caller.send(LIMITED)

    warnings = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert len(warnings) == 1
    assert "calls are not limited until it works again" in warnings[0]
    assert "secret-word" not in caplog.text


def test_a_synchronous_client_refuses_an_asynchronous_limiter(credentials: Credentials) -> None:
    with pytest.raises(TypeError, match="the limiter is asynchronous"):
        BrandClient(credentials, limiter=AsyncRedisLimiter("redis://127.0.0.1:9"))  # type: ignore[arg-type]


def test_another_object_than_a_limiter_is_refused(make: Make) -> None:
    with pytest.raises(TypeError, match=r"limiter must be one of those in wxbrand_runtime\.rate_limits, not int"):
        make(9, limiter=20)
    with pytest.raises(TypeError, match="limiter is the class InProcessLimiter; pass an instance of it"):
        make(9, limiter=InProcessLimiter)


def test_threads_share_the_rate_of_one_limiter(credentials: Credentials, wechat_pay: WeChatPay) -> None:
    with (
        FaultServer([Reply(signed(wechat_pay, GOOD))] * 8) as server,
        BrandClient(credentials, base_url=f"http://127.0.0.1:{server.port}", limiter=InProcessLimiter()) as client,
    ):
        begin = time.monotonic()
        threads = [threading.Thread(target=client.send, args=(LIMITED,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert time.monotonic() - begin >= 0.65
    assert len(server.requests) == 8


def test_waiting_for_a_turn_does_not_block_other_calls(credentials: Credentials, wechat_pay: WeChatPay) -> None:
    async def run(port: int) -> None:
        caller = AsyncCaller(credentials, base_url=f"http://127.0.0.1:{port}", limiter=AsyncInProcessLimiter())
        try:
            await caller.client.send(RARE)
            waiting = asyncio.create_task(caller.client.with_options(deadline=120).send(RARE))
            await asyncio.sleep(0)
            assert (await caller.client.send(FREE)).token == "t"
            assert not waiting.done()
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
        finally:
            await caller.client.close()

    with FaultServer([Reply(signed(wechat_pay, GOOD))] * 4) as server:
        asyncio.run(run(server.port))


@pytest.mark.parametrize("given", [0, -1.0, float("nan")])
def test_a_custom_limiter_that_returns_no_wait_sends_at_once(make: Make, wechat_pay: WeChatPay, given: float) -> None:
    class Odd:
        def take(self, limit: RateLimit, name: str, brand_id: str) -> float:
            return given

    with FaultServer([Reply(signed(wechat_pay, GOOD))]) as server:
        assert make(server.port, limiter=Odd()).send(LIMITED).token == "t"


def test_a_custom_limiter_that_returns_another_type_raises_type_error(make: Make) -> None:
    class Odd:
        def take(self, limit: RateLimit, name: str, brand_id: str) -> Any:
            return "soon"

    with FaultServer([Reply()]) as server, pytest.raises(TypeError, match="take\\(\\) must return seconds, not str"):
        make(server.port, limiter=Odd()).send(LIMITED)

    assert server.connections == 0


def test_a_limiter_that_hides_that_it_is_asynchronous_leaves_nothing_unawaited(credentials: Credentials) -> None:
    class Hidden:
        def take(self, limit: RateLimit, name: str, brand_id: str) -> Any:
            return asyncio.sleep(0, 0.0)

    with (
        BrandClient(credentials, base_url="http://127.0.0.1:9", limiter=Hidden()) as client,
        pytest.raises(TypeError, match="must return seconds, not coroutine"),
    ):
        client.send(LIMITED)
