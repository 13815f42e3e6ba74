"""What the sandbox's console costs: `python -m tests.benchmarks.bench_console [--requests N] [--bytes N] [--pages N]`.

Run by hand; see the README beside this file. Needs Linux, whose /proc has the memory of a process.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import os
import re
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from wxbrand_runtime import Credentials
from wxbrand_runtime.auth.signing import authorization

from tests.benchmarks.measuring import environment, line_of

TARGET = "/brand/marketing/product-coupon/product-coupons/200000001"
_ROUND = 300


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000, help="requests with a large body (default: 10 000)")
    parser.add_argument("--bytes", type=int, default=1_000_000, help="size of each body (default: 1 000 000)")
    parser.add_argument("--pages", type=int, default=100, help="pages that are open meanwhile (default: 100)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sandbox(Path(folder)) as (host, credentials, process_id):
        print(f"CPU ms a call, no page open            {cost(host, credentials, process_id):8.2f}")
        print(f"memory                                 {memory(process_id)}")
        with open_pages(host, 1):
            print(f"CPU ms a call, one page open           {cost(host, credentials, process_id):8.2f}")
        with open_pages(host, options.pages) as streams:
            print(f"pages of {options.pages} that are live               {streams:8}")
            print(f"CPU ms a call, {options.pages:4} pages open          {cost(host, credentials, process_id):8.2f}")
            seconds = send_large(host, options.requests, options.bytes)
            print(f"{options.requests} requests of {options.bytes} bytes     {seconds:8.0f} s")
            print(f"memory                                 {memory(process_id)}")
        print(f"milliseconds for the list of requests  {milliseconds(host, '/sandbox/'):8.0f}")
        print(f"milliseconds for the newest request    {milliseconds(host, newest(host)):8.0f}")
        print(f"memory                                 {memory(process_id)}")


@contextlib.contextmanager
def sandbox(folder: Path) -> Iterator[tuple[str, Credentials, int]]:
    command = [sys.executable, "-m", "wxbrand_codegen", "sandbox", "--port", "0", "--stateless", "--dir", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            url = line_of(process).removeprefix("listening on ").strip()
            lines = (folder / "wxbrand.env").read_text("utf-8").splitlines()
            credentials = Credentials.from_env(environment(folder) | dict(line.split("=", 1) for line in lines))
            yield urlsplit(url).netloc, credentials, process.pid
        finally:
            process.terminate()
            process.wait(10)


def cost(host: str, credentials: Credentials, process_id: int) -> float:
    """Return milliseconds of the sandbox's CPU for a call, in the best of three rounds. Requests are signed before."""
    best = float("inf")
    connection = http.client.HTTPConnection(host)
    for _ in range(3):
        requests = [signed(credentials) for _ in range(_ROUND)]
        began = cpu_seconds(process_id)
        for headers in requests:
            connection.request("GET", TARGET, headers=headers)
            response = connection.getresponse()
            response.read()
            assert response.status == 200, response.status
        best = min(best, (cpu_seconds(process_id) - began) / _ROUND * 1000)
    connection.close()
    return best


def cpu_seconds(process_id: int) -> float:
    fields = Path(f"/proc/{process_id}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def signed(credentials: Credentials) -> dict[str, str]:
    token = authorization(credentials, "GET", TARGET, b"", timestamp=int(time.time()), nonce=secrets.token_hex(16))
    return {"Authorization": token, "Wechatpay-Serial": credentials.public_key_id, "Accept": "application/json"}


@contextlib.contextmanager
def open_pages(host: str, count: int) -> Iterator[int]:
    """Open pages as browsers do, without reading what they are told. Yield how many are told of changes."""
    with contextlib.ExitStack() as stack:
        live = 0
        for _ in range(count):
            connection = http.client.HTTPConnection(host)
            stack.callback(connection.close)
            connection.request("GET", "/sandbox/events", headers={"Sec-Fetch-Site": "same-origin"})
            live += connection.getresponse().status == 200
        yield live


def send_large(host: str, requests: int, size: int) -> float:
    began = time.perf_counter()
    connection = http.client.HTTPConnection(host)
    for number in range(requests):
        connection.request("POST", TARGET, body=f"{number:10}".encode() + bytes(size - 10))
        connection.getresponse().read()
    connection.close()
    return time.perf_counter() - began


def milliseconds(host: str, path: str) -> float:
    return get(host, path)[0] * 1000


def newest(host: str) -> str:
    found = re.search(r"/sandbox/requests/\d+", get(host, "/sandbox/")[1])
    assert found
    return found[0]


def get(host: str, path: str) -> tuple[float, str]:
    connection = http.client.HTTPConnection(host)
    began = time.perf_counter()
    connection.request("GET", path)
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    assert response.status == 200
    return time.perf_counter() - began, text


def memory(process_id: int) -> str:
    """Return the memory of a process now, and the most that it ever had."""
    status = Path(f"/proc/{process_id}/status").read_text("utf-8")
    now, most = (int(found) // 1024 for found in re.findall(r"Vm(?:RSS|HWM):\s+(\d+) kB", status)[::-1])
    return f"{now:8} MiB, at most {most} MiB"


if __name__ == "__main__":
    main()
