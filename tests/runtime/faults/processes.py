"""Rows about whole processes: forks, Ctrl-C, the interpreter's end, and odd surroundings."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from time import time as now

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from wxbrand_runtime.testing import WeChatPay

from tests.runtime.callers import http, signed
from tests.runtime.conftest import private_key_of
from tests.runtime.fault_server import Answer, FaultServer, Read, Silence, Step
from tests.runtime.faults.fault import Phase, Scenario, Scene

PRELUDE = """
import asyncio, os, sys, threading, time
from wxbrand import AsyncBrandClient, BrandClient
from wxbrand_runtime import ApiError, OutcomeUnknown

values = dict(openid="o", product_coupon_id="1", stock_bundle_id="2", appid="wx", send_request_no="123456", attach="券")
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

OPEN_AT_THE_END = """
if call() != "t":
    sys.exit(3)
if sys.argv[1] == "async":
    runner.close()  # the loop: as asyncio.run does
"""

OPEN_BESIDE_A_LOOP = """
loop = asyncio.new_event_loop()
print(loop.run_until_complete(client.product_coupon.pre_send_user_product_coupon_bundle(**values)).token)
"""

UNDER_WAY_AT_THE_END = """
def work():
    if sys.argv[1] == "sync":
        call()
    else:
        asyncio.run(client.product_coupon.pre_send_user_product_coupon_bundle(**values))
threading.Thread(target=work, daemon=True).start()
sys.stdin.read()  # until the request has arrived
"""

IN_ODD_SURROUNDINGS = """
if call() != "t":  # no assert: they may be switched off
    sys.exit(3)
try:
    call()
except ApiError as error:
    if (error.code, error.message, error.attempts) != ("PARAM_ERROR", "参数错误", 1):
        sys.exit(4)
    print(error)
    print(repr(error), file=sys.stderr)
else:
    sys.exit(5)
close()
"""


def environ(scene: Scene, port: int, **more: str) -> dict[str, str]:
    """What a process needs, as environment variables."""
    credentials = scene.credentials
    private = private_key_of(credentials).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = scene.wechat_pay.private_key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    own = {
        "WXBRAND_BRAND_ID": credentials.brand_id,
        "WXBRAND_SERIAL_NO": credentials.serial_no,
        "WXBRAND_PRIVATE_KEY": private.decode(),
        "WXBRAND_PUBLIC_KEY_ID": credentials.public_key_id,
        "WXBRAND_PUBLIC_KEY": public.decode(),
        "WXBRAND_BASE_URL": f"http://127.0.0.1:{port}",
    }
    return {**os.environ, **own, **more}


@contextlib.contextmanager
def running(
    script: str, kind: str, scene: Scene, server: FaultServer, *flags: str, **more: str
) -> Iterator[subprocess.Popen[bytes]]:
    """A process that runs a script."""
    ascii_only = (PRELUDE + script).encode("ascii", "backslashreplace").decode()  # some cannot read anything else
    command = [sys.executable, *flags, "-c", ascii_only, kind]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=pipe, env=environ(scene, server.port, **more)
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def real(scene: Scene) -> WeChatPay:
    """The other side with the clock of this machine, which is that of the process."""
    return replace(scene.wechat_pay, clock=now)


def good(scene: Scene) -> Answer:
    return Answer(signed(real(scene), b'{"token":"t"}'))


def ends(process: subprocess.Popen[bytes], seconds: float = 20) -> tuple[bytes, bytes]:
    """Wait for the end; what was printed, and to where errors go."""
    out, errors = process.communicate(timeout=seconds)
    assert process.returncode == 0, errors.decode(errors="replace")
    return out, errors


def forked(scene: Scene, kind: str) -> None:
    with FaultServer([good(scene)] * 9) as server, running(FORKING, kind, scene, server) as process:
        assert ends(process) == (b"", b"")
        assert len(server.requests) == 4


def left_open(scene: Scene, kind: str) -> None:
    with FaultServer([good(scene), Silence()]) as server:
        with running(OPEN_AT_THE_END, kind, scene, server, "-W", "always") as process:
            assert ends(process) == (b"", b"")
        server.wait_until(lambda server: server.finished == 1)


def left_open_beside_a_loop(more: str, scene: Scene, kind: str) -> None:
    """Python itself may warn of the loop, if warnings are on; nobody warns of the client."""
    with FaultServer([good(scene), Silence()]) as server:
        with running(OPEN_BESIDE_A_LOOP + more, kind, scene, server) as process:
            assert ends(process) == (b"t\n", b"")
        server.wait_until(lambda server: server.finished == 1)


def under_way(scene: Scene, kind: str) -> None:
    with FaultServer([Read(), Silence()]) as server, running(UNDER_WAY_AT_THE_END, kind, scene, server) as process:
        server.wait_until(lambda server: len(server.requests) == 1, 20)
        assert ends(process, 5) == (b"", b"")


def interrupted(script: list[Step], scene: Scene, kind: str) -> None:
    with FaultServer(script) as server, running("call()", kind, scene, server) as process:
        server.wait_until(lambda server: server.connections == 1, 20)
        time.sleep(0.2)  # for the request to be written
        begin = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=10)

        assert time.monotonic() - begin < 1.5
        assert b"KeyboardInterrupt" in errors
        assert b"WECHATPAY-BRAND" not in errors
        assert process.returncode != 0


def surrounded(flags: tuple[str, ...], more: dict[str, str], scene: Scene, kind: str) -> None:
    """Signing, times and messages do not depend on the surroundings."""
    body = '{"code":"PARAM_ERROR","message":"参数错误"}'.encode()
    answers = [good(scene), Answer(http(400, body, real(scene).sign_answer(body)))]
    with FaultServer(answers) as server:
        with running(IN_ODD_SURROUNDINGS, kind, scene, server, *flags, **more) as process:
            out, errors = ends(process)
        for raw in server.requests:
            head, _, content = raw.partition(b"\r\n\r\n")
            assert "券".encode() in content
            assert head.isascii()
    assert b"PARAM_ERROR" in out
    assert errors.count(b"ApiError") == 1


SURROUNDINGS: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "LC_ALL=C, without UTF-8 mode": (("-X", "utf8=0"), {"LC_ALL": "C", "PYTHONIOENCODING": "utf-8"}),
    "PYTHONIOENCODING=latin-1": ((), {"PYTHONIOENCODING": "latin-1:backslashreplace"}),
    "PYTHONIOENCODING=ascii": ((), {"PYTHONIOENCODING": "ascii:replace"}),
    "a locale with other digits and commas": ((), {"LC_ALL": "fa_IR.UTF-8", "LANG": "de_DE.UTF-8"}),
    "a time zone far ahead": ((), {"TZ": "Pacific/Kiritimati"}),
    "a time zone far behind": ((), {"TZ": "Etc/GMT+12"}),
    "PYTHONOPTIMIZE=2": ((), {"PYTHONOPTIMIZE": "2"}),
    "every warning an error": (("-W", "error", "-bb"), {}),
    "isolated from proxies in the environment": (
        (),
        {"http_proxy": "http://127.0.0.1:1", "ALL_PROXY": "http://127.0.0.1:1"},
    ),
}

PROCESSES = Phase(
    name="processes",
    scenarios=(
        Scenario(name="fork after use", play=forked, outcome="both sides have their replies"),
        Scenario(name="the interpreter ends with a client open", play=left_open, outcome="no word, no hang"),
        *(
            Scenario(
                name=name, play=partial(left_open_beside_a_loop, more), outcome="no word, no hang", kinds=("async",)
            )
            for name, more in {
                "the interpreter ends with a client and its event loop open": "",
                "an event loop is closed by hand, with a client open": "loop.close()",
                "a client is dropped beside an idle event loop": "del client\nimport gc\ngc.collect()\nloop.close()",
            }.items()
        ),
        Scenario(name="the interpreter ends with a call under way", play=under_way, outcome="no word, no hang"),
        Scenario(
            name="Ctrl-C while waiting for the answer",
            play=partial(interrupted, [Read(), Silence()]),
            outcome="KeyboardInterrupt at once",
        ),
        Scenario(
            name="Ctrl-C while nobody reads",
            play=partial(interrupted, [Silence()]),
            outcome="KeyboardInterrupt at once",
        ),
        *(
            Scenario(name=name, play=partial(surrounded, flags, more), outcome="the reply, and the error in full")
            for name, (flags, more) in SURROUNDINGS.items()
        ),
    ),
)
