"""Generate a small spec, import the client and call it over a socket: what arrived, and what was read."""

from __future__ import annotations

import asyncio
import importlib
import json
import operator
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from types import ModuleType
from typing import TYPE_CHECKING, Any

from wxbrand_runtime.auth import BRAND, Scheme
from wxbrand_runtime.testing.loopback import HOST, LoopbackServer, RawResponse, ReceivedRequest, encode_response
from wxbrand_runtime.testing.wechat_pay import new_keys, pair_with_keys

from tests.checkers import RUN_TESTS, strict_mypy

if TYPE_CHECKING:
    from tests.generator.conftest import Workshop

PACKAGE = "acme"

_keys = cache(new_keys)


@dataclass
class Called:
    """A generated client with a server to call."""

    package: ModuleType
    client: Any
    """A synchronous client of the server."""

    async_client: Callable[[], Any]
    """Return a new asynchronous client of the server."""

    answer: Any = field(default_factory=dict)
    """What the server answers as JSON, with a signature; bytes as they are."""

    status: int = 200
    requests: list[ReceivedRequest] = field(default_factory=list)
    """What arrived."""

    def call(self, mode: str, method: str, **values: Any) -> Any:
        """Call a method such as `store.get_store`, synchronously (`sync`) or asynchronously (`async`)."""
        if mode == "sync":
            return operator.attrgetter(method)(self.client)(**values)

        async def call() -> Any:
            async with self.async_client() as client:
                return await operator.attrgetter(method)(client)(**values)

        return asyncio.run(call())

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
def calling(workshop: Workshop, answer: Any = None, scheme: Scheme = BRAND) -> Iterator[Called]:
    """Generate the spec of a workshop and start a server that signs its answers. `scheme` is that of the spec."""
    workshop.generate()
    sys.path.insert(0, str(workshop.folder / "out"))
    wechat_pay, credentials = pair_with_keys(*_keys(), scheme=scheme)

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
        name = f"{scheme.caller.title()}Client"
        options = {"base_url": f"http://{HOST}:{server.port}", "retries": 0}
        with getattr(package, name)(credentials, **options) as client:
            async_client = partial(getattr(package, f"Async{name}"), credentials, **options)
            answer = {} if answer is None else answer
            called = Called(package=package, client=client, async_client=async_client, answer=answer)
            yield called
    finally:
        server.close()
        sys.dont_write_bytecode = written
        sys.path.remove(str(workshop.folder / "out"))
        for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
            del sys.modules[name]


def assert_sound(workshop: Workshop) -> None:
    """Assert that mypy finds nothing in what was generated, and that its tests pass."""
    workshop.run(*strict_mypy(), PACKAGE)
    workshop.run(*RUN_TESTS, "tests")
