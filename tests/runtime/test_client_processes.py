"""Clients in processes: after a fork, and when Ctrl-C comes."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from wxbrand_runtime.testing import WeChatPay

from tests.runtime.callers import signed
from tests.runtime.fault_server import Answer, FaultServer, Read, Silence

PRELUDE = """
import asyncio, os, sys
from wxbrand import AsyncBrandClient, BrandClient

values = dict(openid="o", product_coupon_id="1", stock_bundle_id="2", appid="wx", send_request_no="123456")
if sys.argv[1] == "sync":
    client = BrandClient.from_env(timeout=20)
    def call():
        return client.product_coupon.pre_send_user_product_coupon_bundle(**values).token
    close = client.close
else:
    client = AsyncBrandClient.from_env(timeout=20)
    runner = asyncio.Runner()
    def call():
        loop = runner if os.getpid() == parent else asyncio
        return loop.run(client.product_coupon.pre_send_user_product_coupon_bundle(**values)).token
    close = lambda: runner.run(client.close())
parent = os.getpid()
"""

FORKING = """
assert call() == "t"
child = os.fork()
if child == 0:
    assert (call(), call()) == ("t", "t")
    sys.exit(7)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
assert call() == "t"
close()
"""


@contextlib.contextmanager
def running(script: str, kind: str, port: int, environ: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    environ = {**os.environ, **environ, "WXBRAND_BASE_URL": f"http://127.0.0.1:{port}"}
    command = [sys.executable, "-c", PRELUDE + script, kind]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environ) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_client_can_be_used_on_both_sides_of_a_fork(
    kind: str, client_environ: dict[str, str], wechat_pay: WeChatPay
) -> None:
    with FaultServer([Answer(signed(wechat_pay, b'{"token":"t"}'))] * 9) as server:
        with running(FORKING, kind, server.port, client_environ) as process:
            _, errors = process.communicate(timeout=30)

        assert errors == ""
        assert process.returncode == 0
        assert len(server.requests) == 4


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize("script", [[Read(), Silence()], [Silence()]], ids=["read", "unread"])
def test_ctrl_c_ends_a_silent_call_within_a_second(
    kind: str, script: list[Read | Silence], client_environ: dict[str, str]
) -> None:
    with FaultServer(script) as server, running("call()", kind, server.port, client_environ) as process:
        server.wait_until(lambda server: server.connections == 1, 20)
        time.sleep(0.2)  # for the request to be written
        started = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=10)

        assert time.monotonic() - started < 1
        assert "KeyboardInterrupt" in errors
        assert "WECHATPAY-BRAND" not in errors
        assert process.returncode != 0
