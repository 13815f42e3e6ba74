"""A real Redis for tests, on a socket in a folder of its own, that can be killed, stopped and started again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
import redis

NEEDED = "WXBRAND_TESTS_NEED_REDIS"
"""Set by .ci/run: then a missing Redis fails tests instead of skipping them."""


class RedisServer:
    """Nothing is kept on disk."""

    def __init__(self, password: str = "") -> None:
        program = shutil.which("redis-server")
        if program is None:
            if os.environ.get(NEEDED):
                pytest.fail("redis-server is missing; apt-get install redis-server")
            pytest.skip("redis-server is not installed")
        self._folder = Path(tempfile.mkdtemp(prefix="redis"))  # short: the path of a socket has at most 107 bytes
        self.socket = self._folder / "socket"
        self.url = f"unix://{f':{password}@' if password else ''}{self.socket}"
        self._command = [program, "--port", "0", "--unixsocket", str(self.socket), "--save", "", "--appendonly", "no"]
        self._command += ["--dir", str(self._folder)] + (["--requirepass", password] if password else [])
        self._process: subprocess.Popen[bytes] | None = None

    def client(self) -> redis.Redis:
        return redis.Redis.from_url(self.url)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 20
        with self.client() as client:
            while True:
                try:
                    client.ping()
                except redis.ConnectionError:
                    assert time.monotonic() < end, "redis-server does not answer"
                    time.sleep(0.02)
                else:
                    return

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """Let it take connections and answer nothing."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.kill()
        shutil.rmtree(self._folder)
