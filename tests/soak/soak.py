"""Soak test: a long run of calls against two hosts that inject faults, one of which goes down and returns.

    python -m tests.soak.soak --minutes 10 --rate 200

Half of the calls are made in threads with the synchronous client, half in tasks with the asynchronous one. At the end, the
records of clients and hosts are compared call by call. Prints counts, and exits with status 1 if they contradict each other.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wxbrand import AsyncBrandClient, BrandClient, models
from wxbrand_runtime import (
    ApiError,
    Credentials,
    NotSent,
    OutcomeUnknown,
    UntrustedResponse,
    WxbrandError,
    answer_of,
)
from wxbrand_runtime.client import Hooks, ResponseEvent

THREADS = 12
TASKS = 32
APPID = "wx233544546545989"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one call ended, according to the client."""

    key: str
    kind: str
    """numbered, cautious, unnumbered or read."""

    result: str
    """done, refused, not sent or unknown; anything else begins with `wrong`."""

    attempts: int


def request_of(key: str, number: int) -> tuple[str, Any]:
    """Return the kind of a call and its request, which contains the key."""
    openid = f"o{key}{'x' * 17}"
    match number % 10:
        case 0 | 1 | 2 | 3:
            return "numbered", models.SendUserProductCouponRequest(
                openid=openid, product_coupon_id="1", stock_id="2", appid=APPID, send_request_no=f"no_{key}"
            )
        case 4:
            return "cautious", models.SendUserProductCouponBundleRequest(
                openid=openid, product_coupon_id="1", stock_bundle_id="2", appid=APPID, send_request_no=f"no_{key}"
            )
        case 5 | 6:
            return "unnumbered", models.CreateStoreRequest(
                store_basics=models.StoreBasics(branch_name=key),
                store_address=models.NewStoreAddress(address_code="440305", address_detail="a street"),
            )
        case _:
            return "read", models.ListUserProductCouponsRequest(openid=openid, appid=APPID)


def result_of(error: BaseException) -> str:
    """Classify the error of a failed call; a write must be refused, not sent, or unknown."""
    match error:
        case NotSent():
            return "not sent"
        case OutcomeUnknown():
            return "unknown"
        case UntrustedResponse() | ApiError():
            return "unknown" if error.outcome_unknown else "refused"
        case WxbrandError():
            return f"wrong: {type(error).__name__}"
        case _:
            return f"wrong: {type(error).__name__}: {error}"


class Pace:
    """Schedules calls at a fixed rate; a call that is late starts at once."""

    def __init__(self, rate: float, seconds: float, first: int) -> None:
        self._begin, self._rate, self._end = time.monotonic(), rate, int(rate * seconds)
        self._numbers = itertools.count()
        self._first = first

    def turns(self) -> Iterator[tuple[int, float]]:
        """Yield the number of each call, and the seconds to wait before it."""
        for number in self._numbers:  # shared by all callers; `next` of a count is atomic
            if number >= self._end:
                return
            yield self._first + number, max(0.0, self._begin + number / self._rate - time.monotonic())


class Clients:
    """Both clients and the outcomes of their calls."""

    def __init__(self, credentials: Credentials, ports: dict[str, int]) -> None:
        urls = {f"{host}": f"http://127.0.0.1:{port}" for host, port in ports.items()}
        hosts = {"default_base_url": urls["first"], "backup_base_urls": (urls["backup"],)}
        self.outcomes: list[Outcome] = []
        self.answers: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._options: dict[str, Any] = {
            "timeout": 1.0,
            "connect_timeout": 0.5,
            "deadline": 6.0,
            "hooks": Hooks(response=self._count),
        }
        self._credentials = credentials
        self._sync = type("Sync", (BrandClient,), hosts)
        self._async = type("Async", (AsyncBrandClient,), hosts)

    def _count(self, event: ResponseEvent) -> None:
        what = type(event.error).__name__ if event.error is not None else "done"
        if isinstance(event.error, UntrustedResponse):
            what = f"not trusted: {event.error.reason}"
        elif isinstance(event.error, ApiError):
            what = f"status {event.status}"
        with self._lock:
            self.answers[what] += 1

    def _record(self, key: str, kind: str, call: Callable[[], Any]) -> None:
        """Record the outcome of a finished call."""
        attempts = 0
        try:
            result = "done" if b"forged" not in answer_of(call()).body else "wrong: a forged answer was trusted"
        except Exception as error:  # noqa: BLE001  (an unexpected exception is a finding)
            result, attempts = result_of(error), getattr(error, "attempts", 0)
        with self._lock:
            self.outcomes.append(Outcome(key, kind, result, attempts))

    def run_threads(self, pace: Pace) -> None:
        """Make calls in threads until there are no more turns."""
        with self._sync(self._credentials, **self._options) as client:

            def work() -> None:
                for number, wait in pace.turns():
                    time.sleep(wait)
                    key = f"k{number:08}k"
                    kind, request = request_of(key, number)
                    self._record(key, kind, lambda request=request: client.send(request))  # type: ignore[misc]

            threads = [threading.Thread(target=work) for _ in range(THREADS)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

    async def run_tasks(self, pace: Pace) -> None:
        """Make calls in tasks until there are no more turns."""
        async with self._async(self._credentials, **self._options) as client:

            async def work() -> None:
                for number, wait in pace.turns():
                    await asyncio.sleep(wait)
                    key = f"k{number:08}k"
                    kind, request = request_of(key, number)
                    task = asyncio.ensure_future(client.send(request))
                    await asyncio.wait([task])
                    self._record(key, kind, task.result)

            async with asyncio.TaskGroup() as group:
                for _ in range(TASKS):
                    group.create_task(work())


Records = dict[str, tuple[int, int, int, int, int, int]]
"""By key: requests that arrived, those answered with 429, times carried out, genuine answers, distinct bodies and nonces."""


def contradictions(outcomes: list[Outcome], records: Records) -> Iterator[str]:
    """Yield every contradiction between the outcomes at the clients and the records of the hosts."""
    for one in outcomes:
        arrived, rate_limited, carried_out, genuine, bodies, nonces = records.get(one.key, (0, 0, 0, 0, 0, 0))
        write = one.kind != "read"
        if one.result.startswith("wrong"):
            yield f"{one.key} {one.kind}: {one.result}"
        if write and carried_out > 1:
            yield f"{one.key} {one.kind}: carried out {carried_out} times"
        if one.result == "done" and not genuine:
            yield f"{one.key} {one.kind}: done, but no genuine answer was sent"
        if one.result == "not sent" and write and arrived > rate_limited:
            yield f"{one.key} {one.kind}: reported as not sent, but {arrived - rate_limited} requests were not refused"
        if one.result == "refused" and write and carried_out:
            yield f"{one.key} {one.kind}: reported as refused, but it was carried out"
        if bodies > 1:
            yield f"{one.key} {one.kind}: repeated with other bytes"
        if nonces != arrived:
            yield f"{one.key} {one.kind}: {arrived} requests with {nonces} nonces"
        if one.kind in {"cautious", "unnumbered"} and arrived > 3:
            yield f"{one.key} {one.kind}: {arrived} requests"


def memory() -> float:
    """Return the resident memory of this process in MiB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1])
    return pages * resource.getpagesize() / 2**20


def table(title: str, counted: Counter[str] | dict[str, int]) -> None:
    print(f"\n{title}")
    for name, count in sorted(counted.items(), key=lambda pair: -pair[1]):
        print(f"  {count:>8}  {name}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--rate", type=float, default=200, help="calls per second of both clients together")
    parser.add_argument("--faults", type=float, default=0.1, help="fraction of answers with a fault")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    seconds = given.minutes * 60

    with tempfile.TemporaryDirectory() as folder:
        arguments = [folder, str(given.faults), str(given.seed), "20", "5"]
        command = [sys.executable, "-m", "tests.soak.hosts", *arguments]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as hosts:
            assert hosts.stdin
            assert hosts.stdout
            ports = json.loads(hosts.stdout.readline())
            lines = (Path(folder) / "wxbrand.env").read_text().splitlines()
            credentials = Credentials.from_env(dict(line.split("=", 1) for line in lines))
            clients = Clients(credentials, ports)
            half, before, begin, cpu = given.rate / 2, memory(), time.monotonic(), time.process_time()
            threads = threading.Thread(target=clients.run_threads, args=(Pace(half, seconds, 0),))
            threads.start()
            asyncio.run(clients.run_tasks(Pace(half, seconds, 50_000_000)))
            threads.join()
            took, cpu = time.monotonic() - begin, time.process_time() - cpu
            report = json.loads(hosts.communicate()[0])

    outcomes, records = clients.outcomes, {key: tuple(record) for key, record in report["records"].items()}
    wanted = int(half * seconds) * 2
    print(f"{len(outcomes)} calls in {took:.0f} s ({len(outcomes) / took:.0f} per second), {cpu / took:.2f} of a core")
    print(
        f"first host: {report['requests'].get('first', 0)} requests, {report['outages']} outages; "
        f"backup: {report['requests'].get('backup', 0)} requests"
    )
    print(
        f"memory of the clients: {before:.0f} MiB at first, {memory():.0f} MiB at the end, with the outcomes of all calls"
    )
    table("Faults injected by the hosts", report["faults"])
    table("Tries, as reported to hooks", clients.answers)
    table("Calls by kind and outcome", Counter(f"{one.kind}: {one.result}" for one in outcomes))
    carried_out = Counter(records.get(one.key, (0, 0, 0))[2] for one in outcomes if one.kind != "read")
    table("Writes by how often they were carried out", {str(times): count for times, count in carried_out.items()})
    wrong = list(contradictions(outcomes, records))
    if len(outcomes) != wanted:
        wrong.append(f"{len(outcomes)} of {wanted} calls have an outcome")
    print(f"\n{len(wrong)} contradictions between clients and hosts")
    for line in wrong[:20]:
        print(f"  {line}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
