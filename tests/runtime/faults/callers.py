"""Rows about the caller's side: kept connections, cancelled and interrupted calls, closing, threads and event loops."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from typing import Any

import pytest
from wxbrand import AsyncBrandClient, BrandClient
from wxbrand_runtime import OutcomeUnknown, UntrustedResponse

from tests.runtime.callers import AsyncCaller, Caller, SyncCaller, http
from tests.runtime.example_models import Edit
from tests.runtime.fault_server import Answer, FaultServer, Pause, Read, Send, Silence
from tests.runtime.faults.connecting import full, hesitating, looking_up, plain
from tests.runtime.faults.fault import (
    ASKS,
    NOW,
    TOKEN,
    Phase,
    Place,
    Scenario,
    Scene,
    Setting,
    playing,
)
from tests.runtime.faults.proxies import proxied

READ, REPEATABLE, NUMBERED = (ask.request for ask in ASKS[:3])


@contextlib.contextmanager
def calling(scene: Scene, kind: str, server: FaultServer, **options: Any) -> Iterator[Caller]:
    """A client of this server."""
    options = {
        "base_url": f"http://127.0.0.1:{server.port}",
        "clock": lambda: NOW,
        "timeout": 5,
        "retries": 0,
    } | options
    caller = (SyncCaller if kind == "sync" else AsyncCaller)(scene.credentials, **options)
    try:
        yield caller
    finally:
        caller.close()


# Kept connections


def closed_while_idle(scene: Scene, kind: str) -> None:
    with FaultServer([Answer(scene.signed()), Pause(0.02)]) as server, calling(scene, kind, server) as caller:
        for count in (1, 2, 3):
            assert caller.send(NUMBERED).token == TOKEN
            server.wait_until(lambda server, count=count: server.finished == count)  # type: ignore[misc]
            time.sleep(0.02)  # for the FIN to arrive

        assert (server.connections, len(server.requests)) == (3, 3)


def closed_on_the_next_request(scene: Scene, kind: str) -> None:
    with FaultServer([Answer(scene.signed()), Read()]) as server, calling(scene, kind, server, retries=2) as caller:
        caller.send(NUMBERED)
        with pytest.raises(OutcomeUnknown) as caught:
            caller.send(NUMBERED)

        assert (caught.value.request_number, caught.value.attempts) == ("no-2", 1)
        assert (server.connections, len(server.requests)) == (1, 2)


def closed_on_the_next_repeatable_request(scene: Scene, kind: str) -> None:
    with FaultServer([Answer(scene.signed()), Read()], [Answer(scene.signed())]) as server:
        with calling(scene, kind, server, retries=1) as caller:
            caller.send(REPEATABLE)
            assert caller.send(REPEATABLE).token == TOKEN

        assert (server.connections, len(server.requests)) == (2, 3)


def smuggled(smuggled_answer: Callable[[Scene], bytes], scene: Scene, kind: str) -> None:
    """What stands behind an answer must never be taken for the answer to the next request."""
    own = scene.signed(b'{"token":"own"}')
    with FaultServer([Answer(scene.signed() + smuggled_answer(scene)), Silence()], [Answer(own)]) as server:
        with calling(scene, kind, server) as caller:
            assert caller.send(READ).token == TOKEN
            assert caller.send(READ).token == "own"

        assert (server.connections, len(server.requests)) == (2, 2)


def late(scene: Scene, kind: str) -> None:
    """The same, arriving after the answer was read."""
    evil = scene.signed(b'{"token":"evil"}')
    with FaultServer(
        [Answer(scene.signed()), Pause(0.05), Send(evil), Silence()], [Answer(scene.signed(b'{"token":"own"}'))]
    ) as server:
        with calling(scene, kind, server) as caller:
            assert caller.send(READ).token == TOKEN
            time.sleep(0.15)
            assert caller.send(READ).token == "own"

        assert server.connections == 2


def unread_after_an_error(scene: Scene, kind: str) -> None:
    """An answer too long to be read leaves nothing behind for the next call."""
    long = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n" + scene.signed(b'{"token":"evil"}')
    with FaultServer([Answer(long), Silence()], [Answer(scene.signed())]) as server:
        with calling(scene, kind, server) as caller:
            with pytest.raises(OutcomeUnknown):
                caller.send(READ)
            assert caller.send(READ).token == TOKEN

        assert server.connections == 2


# Cancelled and interrupted calls

HUGE = Edit(note="x" * 8_000_000)

HANGING: dict[str, Setting] = {
    "while looking up the host": looking_up(hesitating),
    "while connecting": full(),
    "in the TLS handshake": plain(Silence()),
    "while the proxy is silent": proxied(Read(), Silence()),
    "while waiting for the answer": playing(Read(), Silence()),
    "in the header": playing(Answer(b"HTTP/1.1 200 OK\r\nA"), Silence()),
    "in the body": playing(Answer(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"), Silence()),
    "while writing a large body": playing(Pause(0.4)),
    "while waiting for the next try": playing(
        Answer(http(429, b"", [("Retry-After", "20"), ("Connection", "close")])), Silence()
    ),
}


def cancelled(setting: Setting, scene: Scene, _kind: str) -> None:
    with ExitStack() as stack:
        place = setting(stack, scene)
        asyncio.run(_cancelled(scene, place))


async def _cancelled(scene: Scene, place: Place) -> None:
    async with AsyncBrandClient(scene.credentials, **_options(place)) as client:
        task = asyncio.create_task(client.send(HUGE))
        await asyncio.sleep(0.15)
        assert not task.done()
        begin = time.monotonic()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert time.monotonic() - begin < 0.5
        await asyncio.to_thread(_let_go, place)


def interrupted(setting: Setting, scene: Scene, kind: str) -> None:
    """Ctrl-C, as the main thread meets it."""
    main = threading.main_thread().ident
    assert main is not None
    with ExitStack() as stack:
        place = setting(stack, scene)
        caller = (SyncCaller if kind == "sync" else AsyncCaller)(scene.credentials, **_options(place))
        stack.callback(caller.close)
        timer = threading.Timer(0.15, signal.pthread_kill, (main, signal.SIGINT))
        begin = time.monotonic()
        with pytest.raises(KeyboardInterrupt):
            _send_until(caller, timer)
        assert time.monotonic() - begin < 1
        _let_go(place)


def _send_until(caller: Caller, timer: threading.Timer) -> None:
    timer.start()
    try:
        caller.send(HUGE)
    finally:  # it must not strike another test
        timer.cancel()
        timer.join()


def _options(place: Place) -> dict[str, Any]:
    return {"clock": lambda: NOW, "timeout": 9, "connect_timeout": 9} | place.options


def _let_go(place: Place) -> None:
    for server in (place.server, place.proxy):
        if server is not None:
            server.wait_until(lambda server: server.finished == server.connections)


# Clocks


def clock_that_jumps(scene: Scene, kind: str) -> None:
    """An hour, between the request and its answer: the answer is not believed, and says by how much."""
    times = iter([NOW])
    with (
        FaultServer([Answer(scene.signed())]) as server,
        calling(scene, kind, server, clock=lambda: next(times, NOW + 3600)) as caller,
        pytest.raises(UntrustedResponse, match="3600 s behind this machine's clock") as caught,
    ):
        caller.send(NUMBERED)

    assert (caught.value.reason, caught.value.outcome_unknown) == ("clock-difference", True)


# Closing


def used_after_close(scene: Scene, kind: str) -> None:
    with FaultServer([Answer(scene.signed()), Silence()]) as server, calling(scene, kind, server) as caller:
        caller.send(READ)
        if isinstance(caller, SyncCaller):
            caller.client.close()
            caller.client.close()
        else:
            caller.run(caller.client.close())
            caller.run(caller.client.close())
        server.wait_until(lambda server: server.finished == 1)
        with pytest.raises(RuntimeError, match="this client is closed; make a new one"):
            caller.send(READ)


def closed_during_a_call(scene: Scene, kind: str) -> None:
    """The call ends on its own terms."""
    with FaultServer([Read(), Pause(0.2), Send(scene.signed())]) as server:
        if kind == "sync":
            client = BrandClient(scene.credentials, base_url=f"http://127.0.0.1:{server.port}", clock=lambda: NOW)
            with ThreadPoolExecutor(1) as pool:
                call = pool.submit(client.send, NUMBERED)
                server.wait_until(lambda server: len(server.requests) == 1)
                client.close()
                assert call.result(5).token == TOKEN
        else:
            asyncio.run(_closed_during_a_call(scene, server))
        server.wait_until(lambda server: server.finished == 1)


async def _closed_during_a_call(scene: Scene, server: FaultServer) -> None:
    client = AsyncBrandClient(scene.credentials, base_url=f"http://127.0.0.1:{server.port}", clock=lambda: NOW)
    call = asyncio.create_task(client.send(NUMBERED))
    await asyncio.to_thread(server.wait_until, lambda server: len(server.requests) == 1)
    await client.close()
    assert (await call).token == TOKEN


# Threads and event loops


def many_at_once(scene: Scene, kind: str) -> None:
    """32 callers on one client, each with a body of its own."""
    server = FaultServer([Answer(scene.signed())] * 100)
    requests = [Edit(note=f"n{number}") for number in range(96)]
    with server, calling(scene, kind, server) as caller:
        if isinstance(caller, SyncCaller):
            with ThreadPoolExecutor(32) as pool:
                replies = list(pool.map(caller.send, requests))
        else:
            replies = caller.run(_gathered(caller.client, requests))

        assert {reply.token for reply in replies} == {TOKEN}
        assert sorted(raw.partition(b"\r\n\r\n")[2] for raw in server.requests) == sorted(
            f'{{"note":"{request.note}"}}'.encode() for request in requests
        )
        assert len({raw.split(b'nonce_str="')[1][:32] for raw in server.requests}) == 96


async def _gathered(client: AsyncBrandClient, requests: list[Any]) -> list[Any]:
    return await asyncio.gather(*map(client.send, requests))


def loops_one_after_another(scene: Scene, _kind: str) -> None:
    with FaultServer([Answer(scene.signed()), Answer(scene.signed())]) as server:
        client = AsyncBrandClient(scene.credentials, base_url=f"http://127.0.0.1:{server.port}", clock=lambda: NOW)

        async def twice() -> None:
            for _ in range(2):
                assert (await client.send(READ)).token == TOKEN

        for _ in range(3):
            asyncio.run(twice())
        server.wait_until(lambda server: server.finished == 3)
        asyncio.run(client.close())

        assert server.connections == 3


def loops_at_once(scene: Scene, _kind: str) -> None:
    with FaultServer([Answer(scene.signed())] * 16) as server, ThreadPoolExecutor(8) as pool:
        client = AsyncBrandClient(scene.credentials, base_url=f"http://127.0.0.1:{server.port}", clock=lambda: NOW)

        async def twice() -> None:
            for _ in range(2):
                assert (await client.send(READ)).token == TOKEN

        for future in [pool.submit(asyncio.run, twice()) for _ in range(8)]:
            future.result()

        assert server.connections <= 8  # loops share them


def loop_closed_with_a_call_under_way(scene: Scene, _kind: str) -> None:
    with FaultServer([Read(), Silence()], [Answer(scene.signed())]) as server:
        client = AsyncBrandClient(scene.credentials, base_url=f"http://127.0.0.1:{server.port}", clock=lambda: NOW)

        async def begin() -> None:
            task = asyncio.create_task(client.send(READ))  # asyncio.run cancels it
            await asyncio.to_thread(server.wait_until, lambda server: len(server.requests) == 1)
            assert not task.done()

        async def end() -> None:
            assert (await client.send(READ)).token == TOKEN
            await client.close()

        asyncio.run(begin())
        server.wait_until(lambda server: server.finished == 1)
        asyncio.run(end())


def scenario(name: str, play: Callable[[Scene, str], None], outcome: str, *kinds: str) -> Scenario:
    """A row."""
    return Scenario(name=name, play=play, outcome=outcome, kinds=kinds or ("sync", "async"))


KEPT = Phase(
    name="kept connections",
    scenarios=(
        scenario("the server closes an idle one", closed_while_idle, "the reply, over a new one"),
        scenario(
            "the server closes when the next request comes", closed_on_the_next_request, "OutcomeUnknown, sent once"
        ),
        scenario(
            "the same with a repeatable write", closed_on_the_next_repeatable_request, "the reply, over a new one"
        ),
        scenario(
            "a forged answer stands behind the answer", partial(smuggled, lambda s: http(200, b"{}")), "is never read"
        ),
        scenario(
            "a proven answer stands behind the answer",
            partial(smuggled, lambda s: s.signed(b'{"token":"evil"}')),
            "is never read",
        ),
        scenario("garbage stands behind the answer", partial(smuggled, lambda _: b"x"), "is never read"),
        scenario("another answer comes while idle", late, "is never read"),
        scenario("an answer was too long to be read", unread_after_an_error, "the rest is never read"),
    ),
)

ENDING = Phase(
    name="the caller gives up",
    scenarios=(
        *(
            scenario(f"cancelled {name}", partial(cancelled, setting), "CancelledError, connection closed", "async")
            for name, setting in HANGING.items()
        ),
        *(
            scenario(f"Ctrl-C {name}", partial(interrupted, setting), "KeyboardInterrupt, connection closed")
            for name, setting in HANGING.items()
        ),
        scenario("the clock jumps an hour during a call", clock_that_jumps, "UntrustedResponse (clock-difference)"),
        scenario("used after it was closed", used_after_close, "RuntimeError"),
        scenario("closed during a call", closed_during_a_call, "the reply"),
    ),
)

SHARING = Phase(
    name="threads and event loops",
    scenarios=(
        scenario("32 callers on one client", many_at_once, "each has its own reply"),
        scenario("three event loops, one after another", loops_one_after_another, "the replies", "async"),
        scenario("eight event loops at once", loops_at_once, "the replies", "async"),
        scenario(
            "an event loop ends with a call under way",
            loop_closed_with_a_call_under_way,
            "the next loop works",
            "async",
        ),
    ),
)
