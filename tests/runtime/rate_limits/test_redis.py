"""Rate limiters that share a real Redis."""

from __future__ import annotations

import asyncio
import json
import logging
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from wxbrand_runtime.models import RateLimit
from wxbrand_runtime.rate_limits import AsyncRedisLimiter, LimiterFailed, RedisLimiter, availability

from tests.runtime.redis_server import RedisServer
from tests.runtime.takers import LIMIT, TAKERS, assert_kept, async_turns_until

ONE = RateLimit(requests=1, seconds=60, per="brand")


@pytest.fixture
def server() -> Iterator[RedisServer]:
    with RedisServer() as server:
        yield server


@pytest.fixture(params=TAKERS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


PAUSE = 0.1
"""Seconds for which the limiters of these tests leave a Redis alone that has failed."""


@pytest.fixture(autouse=True)
def pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(availability, "PAUSE", PAUSE)


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "wxbrand")
    return caplog


WORKER = """
import asyncio, json, sys, time
from tests.runtime.takers import LIMIT, async_turns_until, turns_until
from wxbrand_runtime.rate_limits import AsyncRedisLimiter, RedisLimiter

kind, url, seconds = sys.argv[1:]
print("ready", flush=True)
end = float(sys.stdin.readline())
if kind == "sync":
    turns = turns_until(end, RedisLimiter(url, on_failure="closed", timeout=5), LIMIT)
else:
    turns = asyncio.run(async_turns_until(end, AsyncRedisLimiter(url, on_failure="closed", timeout=5), LIMIT))
print(json.dumps(turns))
"""


def test_processes_keep_to_the_rate_together(server: RedisServer) -> None:
    seconds = 3.0
    commands = [[sys.executable, "-c", WORKER, kind, server.url, str(seconds)] for kind in [*TAKERS, *TAKERS]]
    workers = [subprocess.Popen(each, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for each in commands]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"

    end = time.monotonic() + seconds
    said = [worker.communicate(f"{end}\n", timeout=60)[0] for worker in workers]

    assert_kept(LIMIT, [turn for each in said for turn in json.loads(each)])


def test_many_tasks_of_one_loop_keep_to_the_rate(server: RedisServer) -> None:
    limit = RateLimit(requests=200, seconds=1, per="brand")

    async def main() -> list[list[tuple[float, float]]]:
        limiter = AsyncRedisLimiter(server.url, on_failure="closed", timeout=5)
        end = time.monotonic() + 2.2
        return await asyncio.gather(*(async_turns_until(end, limiter, limit) for _ in range(32)))

    assert_kept(limit, [turn for each in asyncio.run(main()) for turn in each])


def test_sync_and_async_limiters_count_together(server: RedisServer) -> None:
    with TAKERS["sync"](server.url) as first, TAKERS["async"](server.url) as second:
        assert first.take(ONE) == 0.0

        assert 59 < second.take(ONE) < 61


def test_clocks_of_hosts_do_not_matter(server: RedisServer, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with TAKERS[kind](server.url) as here, TAKERS[kind](server.url) as there:
        assert here.take(ONE) == 0.0

        ahead, behind = time.time() + 3600, time.time() - 3600
        monkeypatch.setattr(time, "time", lambda: ahead)
        assert 59 < there.take(ONE) < 61
        monkeypatch.setattr(time, "time", lambda: behind)
        assert 59 < there.take(ONE) < 61


def test_waiting_asks_redis_only_when_the_rate_may_have_room(server: RedisServer, kind: str) -> None:
    with TAKERS[kind](server.url) as taker, server.client() as client:
        taker.take(ONE)
        taker.take(ONE)
        before = client.info("commandstats")["cmdstat_evalsha"]["calls"]

        waits = [taker.take(ONE) for _ in range(50)]

        assert all(59 < wait < 61 for wait in waits)
        assert client.info("commandstats")["cmdstat_evalsha"]["calls"] == before


def test_open_lets_calls_go_and_warns_once_for_each_outage(
    server: RedisServer, kind: str, log: pytest.LogCaptureFixture
) -> None:
    with TAKERS[kind](server.url) as taker:
        for outage in ("first", "second"):
            assert taker.take(ONE, outage) == 0.0
            server.kill()
            for _ in range(3):
                assert [taker.take(ONE, outage) for _ in range(50)] == [0.0] * 50
                time.sleep(1.5 * PAUSE)
            server.start()
            time.sleep(1.5 * PAUSE)  # until Redis is asked again
            assert taker.take(ONE, outage) == 0.0  # it has forgotten everything
            assert taker.take(ONE, outage) > 0.0

    place = str(server.socket)
    lost = (
        logging.WARNING,
        f"the rate limiter's Redis at {place} cannot be reached; calls are not limited until it works again",
    )
    back = (logging.INFO, f"the rate limiter's Redis at {place} works again; calls are limited")
    assert [(record.levelno, record.getMessage()) for record in log.records] == [lost, back] * 2


def test_closed_lets_no_call_go(server: RedisServer, kind: str, log: pytest.LogCaptureFixture) -> None:
    with TAKERS[kind](server.url, on_failure="closed") as taker:
        assert taker.take() == 0.0
        server.kill()
        for _ in range(3):
            with pytest.raises(LimiterFailed) as caught:
                taker.take()
            assert str(caught.value) == f"the rate limiter's Redis at {server.socket} cannot be reached"
            assert caught.value.__cause__ is caught.value.__context__ is None
        server.start()
        time.sleep(1.5 * PAUSE)

        assert taker.take() == 0.0
    assert log.records == []


def test_a_redis_that_was_never_reachable(kind: str) -> None:
    sentence = r"^the rate limiter's Redis at 127\.0\.0\.1:1 cannot be reached$"
    with (
        TAKERS[kind]("redis://127.0.0.1:1", on_failure="closed") as taker,
        pytest.raises(LimiterFailed, match=sentence),
    ):
        taker.take()


@pytest.mark.parametrize("connected", [True, False])
def test_a_silent_redis_is_not_waited_for_longer_than_the_timeout(
    server: RedisServer, kind: str, connected: bool, log: pytest.LogCaptureFixture
) -> None:
    with TAKERS[kind](server.url, timeout=0.3) as taker:
        if connected:
            assert taker.take(LIMIT) == 0.0
        server.freeze()
        started = time.monotonic()

        waits = [taker.take(LIMIT) for _ in range(50)]  # only the first asks

        assert time.monotonic() - started < 0.9
        assert waits == [0.0] * 50
        server.thaw()
        time.sleep(1.5 * PAUSE)
        assert taker.take(LIMIT) == 0.0
        assert "did not answer within 0.3 s" in log.records[0].getMessage()
        assert log.records[-1].levelno == logging.INFO


def test_only_one_call_at_a_time_tries_a_silent_redis_again(
    server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with TAKERS["sync"](server.url, timeout=0.5) as taker, ThreadPoolExecutor(8) as pool:
        server.freeze()
        taker.take()
        time.sleep(1.5 * PAUSE)
        monkeypatch.setattr(availability, "PAUSE", 10.0)
        started = time.monotonic()

        seconds = list(pool.map(lambda _: (taker.take(), time.monotonic() - started)[1], range(8)))

        assert sum(each > 0.4 for each in seconds) == 1
        server.thaw()


def test_a_late_response_is_not_mistaken_for_another(server: RedisServer) -> None:
    async def main() -> None:
        limiter = AsyncRedisLimiter(server.url, on_failure="closed", timeout=5)
        assert await limiter.take(ONE, "A", "1") == 0.0
        server.freeze()
        call = asyncio.create_task(limiter.take(LIMIT, "B", "1"))
        await asyncio.sleep(0.1)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        server.thaw()

        assert await limiter.take(ONE, "A", "1") > 50.0
        await limiter.close()
        assert await limiter.take(ONE, "A", "2") == 0.0

    asyncio.run(main())


def test_a_refused_login_is_reported_without_the_password(kind: str, log: pytest.LogCaptureFixture) -> None:
    with RedisServer(password="sesame") as server:
        url = server.url.replace("sesame", "hunter2")
        with TAKERS[kind](server.url, on_failure="closed") as taker:
            assert taker.take() == 0.0
        with TAKERS[kind](url) as taker:
            assert taker.take() == 0.0
        with TAKERS[kind](url, on_failure="closed") as taker, pytest.raises(LimiterFailed) as caught:
            taker.take()

        assert str(caught.value) == f"the rate limiter's Redis at {server.socket} refused the login"
        shown = log.text + repr(caught.value) + repr(RedisLimiter(url)) + repr(AsyncRedisLimiter(url))
        assert "refused the login" in log.text
        assert "hunter2" not in shown


def test_scripts_that_redis_has_forgotten_are_loaded_again(server: RedisServer, kind: str) -> None:
    with TAKERS[kind](server.url, on_failure="closed") as taker, server.client() as client:
        taker.take()

        client.script_flush()

        assert taker.take() == 0.0


def test_a_key_that_something_else_has_written_is_a_failure(server: RedisServer, kind: str) -> None:
    with TAKERS[kind](server.url, on_failure="closed") as taker, server.client() as client:
        taker.take(ONE)
        (key,) = client.keys()
        assert key.startswith(b"wxbrand:")

        client.delete(key)
        client.rpush(key, "1")

        with pytest.raises(LimiterFailed, match=r"reported an error \(ResponseError\)$"):
            taker.take(ONE)


def test_keys_in_redis_expire(server: RedisServer, kind: str) -> None:
    with TAKERS[kind](server.url) as taker, server.client() as client:
        taker.take()
        (key,) = client.keys()

        assert 0 < client.pttl(key) <= 1000


def test_one_limiter_serves_loop_after_loop(server: RedisServer) -> None:
    limiter = AsyncRedisLimiter(server.url, on_failure="closed")

    waits = [asyncio.run(limiter.take(ONE, "A", "1")) for _ in range(3)]

    assert [wait > 0 for wait in waits] == [False, True, True]
    with server.client() as client:
        assert client.info("clients")["connected_clients"] == 1, "a loop left its connection open"


FORKING = """
import asyncio, os, sys
import redis
from wxbrand_runtime.models import RateLimit
from wxbrand_runtime.rate_limits import AsyncRedisLimiter, RedisLimiter

ONE = RateLimit(1, 60, "brand")
if sys.argv[1] == "sync":
    limiter = RedisLimiter(sys.argv[2], on_failure="closed", timeout=5)
    def take(name):
        return limiter.take(ONE, name, "1")
else:
    limiter = AsyncRedisLimiter(sys.argv[2], on_failure="closed", timeout=5)
    runner = asyncio.Runner()
    def take(name):
        return runner.run(limiter.take(ONE, name, "1"))

assert take("A") == 0
limiter._availability._lock.acquire()  # as if another thread were noting a failure
child = os.fork()
if child == 0:
    if sys.argv[1] == "async":
        runner = asyncio.Runner()
    assert take("A") > 0
    assert take("B") == 0
    with redis.Redis.from_url(sys.argv[2]) as client:
        assert client.info("clients")["connected_clients"] == 3, "both sides of the fork use one connection"
    limiter._availability._failed(OSError())
    os._exit(7)
assert take("C") == 0
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
assert take("B") > 0
"""


def test_both_sides_of_a_fork_count_together(server: RedisServer, kind: str) -> None:
    command = [sys.executable, "-c", FORKING, kind, server.url]

    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)

    assert result.returncode == 0, result.stderr
