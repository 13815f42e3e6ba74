"""Rate limiters within one process, and what all limiters have in common."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wxbrand_runtime.models import RateLimit
from wxbrand_runtime.rate_limits import AsyncInProcessLimiter, AsyncRedisLimiter, InProcessLimiter, RedisLimiter
from wxbrand_runtime.rate_limits.quotas import quota_of

from tests.runtime.takers import TAKERS, assert_kept, async_turns_until, turns_until


@given(st.integers(1, 5000), st.integers(1, 3600))
def test_no_window_can_have_more_than_the_rate_and_little_of_it_is_lost(requests: int, seconds: int) -> None:
    quota = quota_of(RateLimit(requests, seconds, "brand"))

    most = quota.burst + ceil(seconds / quota.emission_interval - 1e-6) - 1

    assert most == requests
    assert seconds / quota.emission_interval >= 0.95 * requests - 1e-6


def test_threads_keep_to_the_rate_together() -> None:
    limiter, limit = InProcessLimiter(), RateLimit(requests=50, seconds=1, per="brand")
    end = time.monotonic() + 2.2

    with ThreadPoolExecutor(8) as pool:
        turns = [turn for each in pool.map(lambda _: turns_until(end, limiter, limit), range(8)) for turn in each]

    assert_kept(limit, turns)


def test_event_loops_and_threads_keep_to_the_rate_together() -> None:
    limiter, limit = InProcessLimiter(), RateLimit(requests=50, seconds=1, per="brand")
    end = time.monotonic() + 2.2

    async def tasks() -> list[tuple[float, float]]:
        shared = AsyncInProcessLimiter(limiter)
        each = await asyncio.gather(*(async_turns_until(end, shared, limit) for _ in range(8)))
        return [turn for turns in each for turn in turns]

    with ThreadPoolExecutor(3) as pool:
        loops = [pool.submit(asyncio.run, tasks()) for _ in range(2)]
        turns = pool.submit(turns_until, end, limiter, limit).result()

    assert_kept(limit, [*turns, *(turn for loop in loops for turn in loop.result())])


@pytest.mark.parametrize("kind", TAKERS)
def test_take_returns_how_long_to_wait(kind: str) -> None:
    limit = RateLimit(requests=1, seconds=10, per="brand")
    with TAKERS[kind]() as taker:
        assert taker.take(limit) == 0.0

        waits = [taker.take(limit) for _ in range(20)]

    assert all(9.0 < wait < 10.1 for wait in waits)
    assert len(set(waits)) > 1, "all who wait would ask again at once"


@pytest.mark.parametrize("kind", TAKERS)
def test_brands_and_operations_are_counted_apart(kind: str) -> None:
    limit = RateLimit(requests=1, seconds=10, per="brand")
    with TAKERS[kind]() as taker:
        assert taker.take(limit, "A", "1") == 0.0

        assert taker.take(limit, "A", "2") == 0.0
        assert taker.take(limit, "B", "1") == 0.0
        assert taker.take(limit, "A", "1") > 0.0


FORKING = """
import os, sys
from wxbrand_runtime.models import RateLimit
from wxbrand_runtime.rate_limits import InProcessLimiter

limiter, limit = InProcessLimiter(), RateLimit(1, 60, "brand")
assert limiter.take(limit, "A", "1") == 0
limiter._throttles.store._backend.lock.acquire()  # as if another thread were taking a turn
child = os.fork()
if child == 0:
    assert limiter.take(limit, "A", "1") == 0
    assert limiter.take(limit, "A", "1") > 0
    os._exit(7)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
limiter._throttles.store._backend.lock.release()
assert limiter.take(limit, "A", "1") > 0
"""

LAZY = """
import sys
import wxbrand_runtime.rate_limits.in_process, wxbrand_runtime.rate_limits.redis

assert not {"throttled", "redis"} & sys.modules.keys()
"""


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(
            FORKING,
            id="a-fork-counts-anew",
            marks=pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here"),
        ),
        pytest.param(LAZY, id="libraries-come-with-the-first-limiter"),
    ],
)
def test_in_a_fresh_process(script: str) -> None:
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=30)

    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("missing", ["throttled", "redis"])
def test_a_missing_package_is_named_with_its_remedy(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)

    for make in (
        InProcessLimiter,
        AsyncInProcessLimiter,
        lambda: RedisLimiter("redis://localhost"),
        lambda: AsyncRedisLimiter("redis://localhost"),
    ):
        with pytest.raises(ImportError, match=r"pip install 'wxbrand\[rate-limits\]'"):
            make()


@pytest.mark.parametrize("make", [RedisLimiter, AsyncRedisLimiter])
@pytest.mark.parametrize(
    ("url", "options"),
    [
        ("http://:hunter2@localhost", {}),
        (":hunter2@localhost:6379", {}),
        ("redis://:hunter2@localhost:port", {}),
        ("redis://:hunter2@localhost", {"on_failure": "half"}),
        ("redis://:hunter2@localhost", {"timeout": 0}),
        ("redis://:hunter2@localhost", {"timeout": float("nan")}),
        ("redis://:hunter2/4@localhost", {}),
        ("redis://:hunter2@localhost?socket_timeout=soon", {}),
        ("redis://:hunter2@localhost?colour=red", {}),
    ],
)
def test_wrong_settings_are_refused_at_once_without_the_password(
    make: type[RedisLimiter], url: str, options: dict[str, object]
) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011  (the texts differ)
        make(url, **options)  # type: ignore[arg-type]

    assert "hunter2" not in str(caught.value)
    assert caught.value.__cause__ is caught.value.__context__ is None
