"""Makes calls with the PyPI package wechatpayv3 when told to: `python peer_worker.py sync|async-N ADDRESS FOLDER`.

Run by an interpreter that has that package and need not have ours. It signs and verifies by its own scheme, with WeChat
Pay's public key; its address is fixed in the code, so a private attribute is set.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import resource
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any


def resident() -> float:
    """Give the memory that this process holds, in MiB; where the system does not tell, the most it ever held."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text(encoding="utf-8").split()[1]) * resource.getpagesize() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def serve(calls: Callable[[int], None]) -> None:
    """Make as many calls as each line of standard input says, and print what they cost."""
    print("ready", flush=True)
    for line in sys.stdin:
        wall, cpu = time.perf_counter(), time.process_time()
        calls(int(line))
        cost = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall, "mebibytes": resident()}
        print(json.dumps(cost), flush=True)


async def flights(call: Callable[[], Awaitable[None]], count: int, in_flight: int) -> None:
    """Make `count` calls, so many of them at any time."""
    tickets = itertools.repeat(None, count)

    async def some() -> None:
        for _ in tickets:
            await call()

    await asyncio.gather(*(some() for _ in range(in_flight)))


def options(folder: Path) -> dict[str, Any]:
    """Give what both of its clients are made with, but the type, of which each has its own."""
    return {
        "mchid": "1230000109",
        "private_key": (folder / "apiclient_key.pem").read_text(),
        "cert_serial_no": "5157F09EFDC096DE15EBE81A47057A7232F1B8E1",
        "appid": "wx233544546545989",
        "apiv3_key": "0123456789abcdef0123456789abcdef",
        "notify_url": "https://example.com/notify",
        "public_key": (folder / "wxp_pub.pem").read_text(),
        "public_key_id": "PUB_KEY_ID_0116",
    }


ORDER = {
    "description": "example",
    "out_trade_no": "34657_20250101_123456",
    "amount": {"total": 100},
    "payer": {"openid": "oh-394z-6CGkNoJrsDLTTUKiAnp4"},
}


def read(outcome: tuple[int, str]) -> None:
    """Decode the answer, which the package leaves to its users."""
    status, text = outcome
    assert (status, list(json.loads(text))) == (200, ["prepay_id"])


def synchronous(address: str, folder: Path) -> Callable[[int], None]:
    """One call after another."""
    # Here, since it need not be installed where `serve` alone is wanted.
    from wechatpayv3 import WeChatPay, WeChatPayType  # type: ignore[import-not-found]

    client = WeChatPay(WeChatPayType.JSAPI, **options(folder))
    client._core._gate_way = address

    def calls(count: int) -> None:
        for _ in range(count):
            read(client.pay(**ORDER))

    return calls


def asynchronous(address: str, folder: Path, in_flight: int) -> Callable[[int], None]:
    """So many calls at once, in one event loop that stays."""
    from wechatpayv3.async_ import AsyncWeChatPay, WeChatPayType  # type: ignore[import-not-found]

    runner = asyncio.Runner()
    client = AsyncWeChatPay(WeChatPayType.JSAPI, **options(folder))
    client._core._gate_way = address
    runner.run(client.__aenter__())

    async def call() -> None:
        read(await client.pay(**ORDER))

    return lambda count: runner.run(flights(call, count, in_flight))


def main() -> None:
    kind, address, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    name, _, in_flight = kind.partition("-")
    serve(asynchronous(address, folder, int(in_flight)) if name == "async" else synchronous(address, folder))


if __name__ == "__main__":
    main()
