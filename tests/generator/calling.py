"""Generate a small spec, import the client and call it over a socket: what arrived, and what was read."""

from __future__ import annotations

import atexit
import importlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

from wxbrand_runtime.testing import new_pair
from wxbrand_runtime.testing.loopback import HOST, LoopbackServer, RawResponse, ReceivedRequest, encode_response

if TYPE_CHECKING:
    from tests.generator.conftest import Workshop

PACKAGE = "acme"


@dataclass
class Called:
    """A generated client with a server to call."""

    package: ModuleType
    client: Any
    """A synchronous client of the server."""

    answer: Any = field(default_factory=dict)
    """What the server answers as JSON, with a signature; bytes as they are."""

    status: int = 200
    requests: list[ReceivedRequest] = field(default_factory=list)
    """What arrived."""

    @property
    def models(self) -> Any:
        """The module of the models."""
        return importlib.import_module(f"{PACKAGE}.models")

    @property
    def target(self) -> str:
        """The target of the last request: path and query as sent."""
        return self.requests[-1].target

    @property
    def body(self) -> Any:
        """The body of the last request, read as JSON."""
        return json.loads(self.requests[-1].body)


@contextmanager
def calling(workshop: Workshop, answer: Any = None) -> Iterator[Called]:
    """Generate the spec of a workshop and start a server that signs its answers."""
    workshop.generate()
    sys.path.insert(0, str(workshop.folder / "out"))
    wechat_pay, credentials = new_pair()

    def handle(request: ReceivedRequest) -> RawResponse:
        called.requests.append(request)
        wechat_pay.verify_request(request.method, request.target, request.headers, request.body)
        body = called.answer if isinstance(called.answer, bytes) else json.dumps(called.answer).encode()
        headers = (("Content-Type", "application/json"), *wechat_pay.sign_answer(body))
        return RawResponse(content=encode_response(called.status, headers, body))

    server = LoopbackServer(handle)
    written, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        importlib.invalidate_caches()
        package: Any = importlib.import_module(PACKAGE)
        url = f"http://{HOST}:{server.port}"
        with package.BrandClient(credentials, base_url=url, retries=0) as client:
            called = Called(package=package, client=client, answer={} if answer is None else answer)
            yield called
    finally:
        server.close()
        sys.dont_write_bytecode = written
        sys.path.remove(str(workshop.folder / "out"))
        for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
            del sys.modules[name]


def assert_sound(workshop: Workshop) -> None:
    """Assert that mypy finds nothing in what was generated, and that its tests pass."""
    out = workshop.folder / "out"
    _run(workshop, "mypy", "--strict", "--cache-dir", _mypy_cache(), str(out / PACKAGE))
    _run(
        workshop, "pytest", str(out / "tests"), "-q", "--import-mode=importlib", "-W", "error", "-p", "no:cacheprovider"
    )


@cache
def _mypy_cache() -> str:
    """Return a folder for mypy's cache, one for each process that runs tests: the runtime is looked at once."""
    folder = tempfile.mkdtemp(prefix="wxbrand-mypy-")
    atexit.register(shutil.rmtree, folder)
    return folder


def _run(workshop: Workshop, *command: str) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST")}
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=workshop.folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
