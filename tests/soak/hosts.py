"""Two hosts of one WeChat Pay: the sandbox behind two ports, with faults, and a first host that dies and returns.

Started by soak.py as a process of its own. Writes one line of JSON when ready, and at the end of its standard input
one more: for every call, by the key in it, what reached the sandbox and what was carried out.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import re
import socket
import struct
import sys
import threading
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wxbrand_codegen.document.nodes import plain
from wxbrand_codegen.pipeline import read
from wxbrand_codegen.sandbox.folder import prepare
from wxbrand_codegen.sandbox.idempotency import Call
from wxbrand_codegen.sandbox.replies import Reply
from wxbrand_codegen.sandbox.service import Sandbox
from wxbrand_runtime.http import Answer, Headers
from wxbrand_runtime.testing import new_private_key

from tests.soak.faults import FAULTS

SPEC = Path(__file__).resolve().parents[2] / "spec" / "openapi.yaml"
KEY = re.compile(rb"k[0-9]{8}k")
_RESET = struct.pack("ii", 1, 0)


@dataclass(slots=True)
class Seen:
    """What became of one call at this end."""

    arrived: int = 0
    """Requests that were read whole."""

    rate_limited: int = 0
    """Those that were answered 429, which says that they were not carried out."""

    carried_out: int = 0
    """How often the sandbox carried it out, not counting answers remembered for a repeat."""

    honest: int = 0
    """Whole, genuine answers with success that were sent completely."""

    bodies: set[bytes] = field(default_factory=set)
    nonces: set[str] = field(default_factory=set)


class CountingSandbox(Sandbox):
    """Counts what it carries out."""

    seen: dict[str, Seen]
    _lock_seen = threading.Lock()

    def _first_answer(self, call: Call) -> Reply:
        found = KEY.search(json.dumps([dict(call.match.path_values), call.body], default=repr).encode())
        reply = super()._first_answer(call)
        if found is not None:
            with self._lock_seen:
                self.seen[found[0].decode()].carried_out += 1
        return reply


class Hosts:
    """Both hosts, and what they have seen."""

    def __init__(self, sandbox: CountingSandbox, share: float, seed: int) -> None:
        self._sandbox = sandbox
        self._share = share
        self._random = random.Random(seed)
        self._stranger = new_private_key()
        self._pool = ThreadPoolExecutor(4)
        self._open: dict[str, set[asyncio.StreamWriter]] = {"first": set(), "backup": set()}
        self._servers: dict[str, asyncio.Server] = {}
        self.ports: dict[str, int] = {"first": 0, "backup": 0}
        self.seen = sandbox.seen
        self.faults: Counter[str] = Counter()
        self.deaths = 0
        self.asked: Counter[str] = Counter()

    async def rise(self, host: str) -> None:
        """Listen, on the same port as before if there was one."""

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self._open[host].add(writer)
            try:
                await self._serve(host, reader, writer)
            except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                pass  # the client went away, its host has died, or all is over
            finally:
                self._open[host].discard(writer)
                writer.close()

        self._servers[host] = await asyncio.start_server(serve, "127.0.0.1", self.ports[host], reuse_address=True)
        self.ports[host] = self._servers[host].sockets[0].getsockname()[1]

    async def die(self, host: str) -> None:
        """Break every connection and listen no more."""
        self.deaths += 1
        self._servers[host].close()
        for writer in list(self._open[host]):
            _reset(writer)

    async def _serve(self, host: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            try:
                head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 8)
            except TimeoutError:
                return
            request_line, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
            method, target, _ = request_line.split(" ")
            headers = Headers((name, value.strip()) for name, _, value in (line.partition(":") for line in lines))
            body = await reader.readexactly(int(headers.get("Content-Length") or 0))
            self.asked[host] += 1
            if not await self._answered(method, target, headers, body, writer):
                return

    async def _answered(
        self, method: str, target: str, headers: Headers, body: bytes, writer: asyncio.StreamWriter
    ) -> bool:
        fault = self._random.choice(FAULTS) if self._random.random() < self._share else None
        found = KEY.search(target.encode() + body)
        seen = self.seen[found[0].decode()] if found else Seen()
        seen.arrived += 1
        seen.bodies.add(body)
        seen.nonces.add(re.findall(r'nonce_str="([^"]*)"', headers.get("Authorization") or "")[0])
        if fault is not None:
            self.faults[fault.name] += 1
            seen.rate_limited += fault.play == "rate_limited"
        if fault is None or fault.carried_out:
            loop = asyncio.get_running_loop()
            answer = await loop.run_in_executor(self._pool, self._sandbox.answer, method, target, headers, body)
        else:
            answer = Answer(status=503, headers=Headers(), body=b'{"code":"SYSTEM_ERROR","message":"busy"}')
        if fault is None:
            await _write(writer, answer)
            seen.honest += 200 <= answer.status < 300
            return True
        play: Callable[..., Awaitable[bool]] = getattr(self, f"_{fault.play}")
        kept = await play(writer, answer)
        seen.honest += fault.honest and 200 <= answer.status < 300
        return kept

    async def _reset(self, writer: asyncio.StreamWriter, _answer: Answer) -> bool:
        _reset(writer)
        return False

    async def _rate_limited(self, writer: asyncio.StreamWriter, _answer: Answer) -> bool:
        body = b'{"code":"RATELIMIT_EXCEEDED","message":"slow down"}'
        await _write(writer, Answer(status=429, headers=Headers({"Retry-After": "0"}), body=body))
        return True

    async def _as_it_stands(self, writer: asyncio.StreamWriter, answer: Answer) -> bool:
        await _write(writer, answer)
        return True

    async def _html(self, writer: asyncio.StreamWriter, _answer: Answer) -> bool:
        await _write(writer, Answer(status=502, headers=Headers(), body=b"<html>Bad Gateway</html>"))
        return True

    async def _half(self, writer: asyncio.StreamWriter, answer: Answer) -> bool:
        whole = _bytes(answer)
        writer.write(whole[: len(whole) - max(1, len(answer.body) // 2)])
        await writer.drain()
        return False

    async def _error_500(self, writer: asyncio.StreamWriter, _answer: Answer) -> bool:
        await _write(writer, Answer(status=500, headers=Headers(), body=b'{"code":"SYSTEM_ERROR","message":"oops"}'))
        return True

    async def _silent(self, _writer: asyncio.StreamWriter, _answer: Answer) -> bool:
        await asyncio.sleep(2)
        return False

    async def _changed(self, writer: asyncio.StreamWriter, answer: Answer) -> bool:
        body = answer.body.replace(b'":"', b'":"forged', 1) + b" "
        await _write(writer, Answer(status=answer.status, headers=answer.headers, body=body))
        return True

    async def _unsigned(self, writer: asyncio.StreamWriter, answer: Answer) -> bool:
        pairs = [pair for pair in answer.headers.pairs() if not pair[0].startswith("Wechatpay-")]
        await _write(writer, Answer(status=answer.status, headers=Headers(pairs), body=answer.body))
        return True

    async def _signed_by_a_stranger(self, writer: asyncio.StreamWriter, answer: Answer) -> bool:
        await _write(writer, self._signed_anew(answer, private_key=self._stranger))
        return True

    async def _probe(self, writer: asyncio.StreamWriter, answer: Answer) -> bool:
        pairs = [
            (name, f"WECHATPAY/SIGNTEST/{value}" if name == "Wechatpay-Signature" else value)
            for name, value in answer.headers.pairs()
        ]
        await _write(writer, Answer(status=answer.status, headers=Headers(pairs), body=answer.body))
        return True

    async def _old(self, writer: asyncio.StreamWriter, answer: Answer) -> bool:
        hour_ago = int(self._sandbox.wechat_pay.clock()) - 3600
        await _write(writer, self._signed_anew(answer, timestamp=hour_ago))
        return True

    async def _garbage(self, writer: asyncio.StreamWriter, _answer: Answer) -> bool:
        writer.write(b"SSH-2.0-OpenSSH_9.2p1\r\n\r\n")
        await writer.drain()
        return False

    async def _drip(self, writer: asyncio.StreamWriter, answer: Answer) -> bool:
        for byte in _bytes(answer):
            writer.write(bytes([byte]))
            await writer.drain()
        return True

    async def _late(self, writer: asyncio.StreamWriter, answer: Answer) -> bool:
        await asyncio.sleep(1 / 3)
        await _write(writer, answer)
        return True

    def _signed_anew(self, answer: Answer, **how: Any) -> Answer:
        pairs = [pair for pair in answer.headers.pairs() if not pair[0].startswith("Wechatpay-")]
        signature = self._sandbox.wechat_pay.sign_answer(answer.body, **how)
        return Answer(status=answer.status, headers=Headers([*pairs, *signature]), body=answer.body)


def _bytes(answer: Answer) -> bytes:
    lines = [f"HTTP/1.1 {answer.status} Whatever", f"Content-Length: {len(answer.body)}"]
    lines += [f"{name}: {value}" for name, value in answer.headers.pairs()]
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1") + answer.body


async def _write(writer: asyncio.StreamWriter, answer: Answer) -> None:
    writer.write(_bytes(answer))
    await writer.drain()


def _reset(writer: asyncio.StreamWriter) -> None:
    sock: socket.socket = writer.get_extra_info("socket")
    with contextlib.suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    writer.transport.abort()


async def main(folder: str, share: float, seed: int, every: float, down: float) -> None:
    """Serve until standard input ends; the first host dies every so many seconds, for so many."""
    prepared = prepare(Path(folder))
    sandbox = CountingSandbox(plain(read(SPEC)[0].root), prepared.wechat_pay)
    sandbox.seen = defaultdict(Seen)
    sandbox.play(prepared.api_key, strict=False)
    hosts = Hosts(sandbox, share, seed)
    await hosts.rise("first")
    await hosts.rise("backup")
    prepared.write_env(f"http://127.0.0.1:{hosts.ports['first']}")
    print(json.dumps(hosts.ports), flush=True)

    async def dying() -> None:
        while True:
            await asyncio.sleep(every)
            await hosts.die("first")
            await asyncio.sleep(down)
            await hosts.rise("first")

    life = asyncio.create_task(dying())
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    life.cancel()
    seen = {
        key: [one.arrived, one.rate_limited, one.carried_out, one.honest, len(one.bodies), len(one.nonces)]
        for key, one in hosts.seen.items()
    }
    told = {"seen": seen, "faults": hosts.faults, "deaths": hosts.deaths, "asked": hosts.asked}
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    _, given_folder, given_share, given_seed, given_every, given_down = sys.argv
    asyncio.run(main(given_folder, float(given_share), int(given_seed), float(given_every), float(given_down)))
