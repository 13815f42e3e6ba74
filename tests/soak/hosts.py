"""Two hosts of one sandbox, on two ports. They inject faults, and the first host goes down and returns.

soak.py starts this as a separate process. It writes one line of JSON when it is ready. When standard input ends, it writes
a second one: for every call, by the key in it, what reached the sandbox and what was carried out.
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
class Record:
    """What the hosts know of one call."""

    arrived: int = 0
    """Requests that were read completely."""

    rate_limited: int = 0
    """Requests answered with 429, which means that they were not carried out."""

    carried_out: int = 0
    """How often the sandbox carried it out, without answers repeated from memory."""

    genuine: int = 0
    """Complete, validly signed success answers."""

    bodies: set[bytes] = field(default_factory=set)
    nonces: set[str] = field(default_factory=set)


class CountingSandbox(Sandbox):
    """A sandbox that counts what it carries out."""

    records: dict[str, Record]
    _records_lock = threading.Lock()

    def _run_operation(self, call: Call) -> Reply:
        found = KEY.search(json.dumps([dict(call.path_values), call.body], default=repr).encode())
        reply = super()._run_operation(call)
        if found is not None:
            with self._records_lock:
                self.records[found[0].decode()].carried_out += 1
        return reply


class Hosts:
    """Both hosts and the records of all calls."""

    def __init__(self, sandbox: CountingSandbox, share: float, seed: int) -> None:
        self._sandbox = sandbox
        self._share = share
        self._random = random.Random(seed)
        self._foreign_key = new_private_key()
        self._pool = ThreadPoolExecutor(4)
        self._open: dict[str, set[asyncio.StreamWriter]] = {"first": set(), "backup": set()}
        self._servers: dict[str, asyncio.Server] = {}
        self.ports: dict[str, int] = {"first": 0, "backup": 0}
        self.records = sandbox.records
        self.faults: Counter[str] = Counter()
        self.outages = 0
        self.requests: Counter[str] = Counter()

    async def start(self, host: str) -> None:
        """Listen, on the same port as before if there was one."""

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self._open[host].add(writer)
            try:
                await self._serve(host, reader, writer)
            except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                pass  # the client disconnected, the host went down, or the run has ended
            finally:
                self._open[host].discard(writer)
                writer.close()

        self._servers[host] = await asyncio.start_server(serve, "127.0.0.1", self.ports[host], reuse_address=True)
        self.ports[host] = self._servers[host].sockets[0].getsockname()[1]

    async def stop(self, host: str) -> None:
        """Reset every connection and stop listening."""
        self.outages += 1
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
            self.requests[host] += 1
            if not await self._answer(method, target, headers, body, writer):
                return

    async def _answer(
        self, method: str, target: str, headers: Headers, body: bytes, writer: asyncio.StreamWriter
    ) -> bool:
        fault = self._random.choice(FAULTS) if self._random.random() < self._share else None
        found = KEY.search(target.encode() + body)
        record = self.records[found[0].decode()] if found else Record()
        record.arrived += 1
        record.bodies.add(body)
        record.nonces.add(re.findall(r'nonce_str="([^"]*)"', headers.get("Authorization") or "")[0])
        if fault is not None:
            self.faults[fault.name] += 1
            record.rate_limited += fault.method == "rate_limited"
        if fault is None or fault.carried_out:
            loop = asyncio.get_running_loop()
            answer = await loop.run_in_executor(self._pool, self._sandbox.answer, method, target, headers, body)
        else:
            answer = Answer(status=503, headers=Headers(), body=b'{"code":"SYSTEM_ERROR","message":"busy"}')
        if fault is None:
            await _write(writer, answer)
            record.genuine += 200 <= answer.status < 300
            return True
        inject: Callable[..., Awaitable[bool]] = getattr(self, f"_{fault.method}")
        keep_open = await inject(writer, answer)
        record.genuine += fault.genuine and 200 <= answer.status < 300
        return keep_open

    async def _reset(self, writer: asyncio.StreamWriter, _answer: Answer) -> bool:
        _reset(writer)
        return False

    async def _rate_limited(self, writer: asyncio.StreamWriter, _answer: Answer) -> bool:
        body = b'{"code":"RATELIMIT_EXCEEDED","message":"slow down"}'
        await _write(writer, Answer(status=429, headers=Headers({"Retry-After": "0"}), body=body))
        return True

    async def _unchanged(self, writer: asyncio.StreamWriter, answer: Answer) -> bool:
        await _write(writer, answer)
        return True

    async def _html(self, writer: asyncio.StreamWriter, _answer: Answer) -> bool:
        await _write(writer, Answer(status=502, headers=Headers(), body=b"<html>Bad Gateway</html>"))
        return True

    async def _truncated(self, writer: asyncio.StreamWriter, answer: Answer) -> bool:
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
        pairs = [pair for pair in answer.headers.items() if not pair[0].startswith("Wechatpay-")]
        await _write(writer, Answer(status=answer.status, headers=Headers(pairs), body=answer.body))
        return True

    async def _foreign_signature(self, writer: asyncio.StreamWriter, answer: Answer) -> bool:
        await _write(writer, self._sign_again(answer, private_key=self._foreign_key))
        return True

    async def _probe(self, writer: asyncio.StreamWriter, answer: Answer) -> bool:
        pairs = [
            (name, f"WECHATPAY/SIGNTEST/{value}" if name == "Wechatpay-Signature" else value)
            for name, value in answer.headers.items()
        ]
        await _write(writer, Answer(status=answer.status, headers=Headers(pairs), body=answer.body))
        return True

    async def _old(self, writer: asyncio.StreamWriter, answer: Answer) -> bool:
        hour_ago = int(self._sandbox.wechat_pay.clock()) - 3600
        await _write(writer, self._sign_again(answer, timestamp=hour_ago))
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

    def _sign_again(self, answer: Answer, **how: Any) -> Answer:
        pairs = [pair for pair in answer.headers.items() if not pair[0].startswith("Wechatpay-")]
        signature = self._sandbox.wechat_pay.sign_answer(answer.body, **how)
        return Answer(status=answer.status, headers=Headers([*pairs, *signature]), body=answer.body)


def _bytes(answer: Answer) -> bytes:
    lines = [f"HTTP/1.1 {answer.status} Whatever", f"Content-Length: {len(answer.body)}"]
    lines += [f"{name}: {value}" for name, value in answer.headers.items()]
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1") + answer.body


async def _write(writer: asyncio.StreamWriter, answer: Answer) -> None:
    writer.write(_bytes(answer))
    await writer.drain()


def _reset(writer: asyncio.StreamWriter) -> None:
    sock: socket.socket = writer.get_extra_info("socket")
    with contextlib.suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    writer.transport.abort()


async def main(folder: str, share: float, seed: int, interval: float, duration: float) -> None:
    """Serve until standard input ends. Every `interval` seconds the first host goes down for `duration` seconds."""
    prepared = prepare(Path(folder))
    sandbox = CountingSandbox(plain(read(SPEC)[0].root), prepared.wechat_pay)
    sandbox.records = defaultdict(Record)
    sandbox.play(prepared.api_key, strict=False)
    hosts = Hosts(sandbox, share, seed)
    await hosts.start("first")
    await hosts.start("backup")
    prepared.write_env(f"http://127.0.0.1:{hosts.ports['first']}")
    print(json.dumps(hosts.ports), flush=True)

    async def outages() -> None:
        while True:
            await asyncio.sleep(interval)
            await hosts.stop("first")
            await asyncio.sleep(duration)
            await hosts.start("first")

    outage_task = asyncio.create_task(outages())
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    outage_task.cancel()
    records = {
        key: [one.arrived, one.rate_limited, one.carried_out, one.genuine, len(one.bodies), len(one.nonces)]
        for key, one in hosts.records.items()
    }
    report = {"records": records, "faults": hosts.faults, "outages": hosts.outages, "requests": hosts.requests}
    print(json.dumps(report), flush=True)


if __name__ == "__main__":
    _, given_folder, given_share, given_seed, given_interval, given_duration = sys.argv
    asyncio.run(main(given_folder, float(given_share), int(given_seed), float(given_interval), float(given_duration)))
