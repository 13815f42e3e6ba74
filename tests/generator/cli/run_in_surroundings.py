"""Run commands in odd surroundings: a program that reads cases as JSON and prints what came of each.

Each case runs in a fork of this process, which has imported everything already and has no other thread.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any, BinaryIO

import black  # noqa: F401
import jinja2  # noqa: F401
import jsonschema_rs  # noqa: F401
import uvicorn  # noqa: F401
import wxbrand_codegen.build.api
import wxbrand_codegen.render.files
import wxbrand_codegen.sandbox  # noqa: F401
from wxbrand_codegen.cli.main import main

NAMES = ("stdin", "stdout", "stderr")
SECONDS = 120


def run(case: dict[str, Any]) -> dict[str, Any]:
    """Run one case. A server is interrupted once it listens."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            os._exit(_in_child(case, out, err))
        status = _wait(child, case["interrupt"], out, says_when_ready="stdout" not in case["streams"])
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
    return {"status": os.waitstatus_to_exitcode(status), "out": texts[0], "err": texts[1]}


def _wait(child: int, interrupt: bool, out: BinaryIO, *, says_when_ready: bool) -> int:
    """Wait for a child. Interrupt it once it says that it is ready or, if it has nowhere to say so, after some time."""
    start = time.monotonic()
    next_signal = start + (2.0 if interrupt and not says_when_ready else SECONDS)
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        is_ready = interrupt and b"listening" in os.pread(out.fileno(), 1000, 0)
        if is_ready or time.monotonic() > next_signal:
            is_late = time.monotonic() - start > SECONDS
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL if is_late else signal.SIGINT)
            interrupt, next_signal = False, time.monotonic() + 1.0
        time.sleep(0.005)


def _special(kind: str) -> int:
    if kind == "full":
        return os.open("/dev/full", os.O_WRONLY)
    if kind == "broken":
        read_end, write_end = os.pipe()
        os.close(read_end)
        return write_end
    return 0


def _in_child(case: dict[str, Any], out: BinaryIO, err: BinaryIO) -> int:
    os.chdir(case["cwd"])
    usual = [os.open(os.devnull, os.O_RDONLY), out.fileno(), err.fileno()]
    for number, name in enumerate(NAMES):
        kind = case["streams"].get(name, "open")
        os.dup2(_special(kind) or usual[number], number)
        mode = "r" if number == 0 else "w"
        setattr(sys, name, os.fdopen(number, mode, encoding=case["encoding"], errors="strict"))
        if kind == "closed":
            setattr(sys, name, None)
            with contextlib.suppress(OSError):
                os.close(number)
    try:
        status = main(case["arguments"])
    except BaseException:  # noqa: BLE001  (as Python itself does)
        traceback.print_exc()
        status = 99
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    return status


if __name__ == "__main__":
    cases = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    json.dump([run(case) for case in cases], sys.stdout)
