"""The sandbox as an ASGI application on a loopback port, in the foreground or in a thread."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from wxbrand_runtime.http import Headers
from wxbrand_runtime.models.files import MAX_FILE_BYTES
from wxbrand_runtime.testing import RequestRefused

from wxbrand_codegen.sandbox.outside import answer_outside
from wxbrand_codegen.sandbox.replies import Script, error_reply, make_answer
from wxbrand_codegen.sandbox.service import Sandbox

_ADDRESS = "127.0.0.1"
_MAX_BODY = MAX_FILE_BYTES + 1024 * 1024
_IDLE_SECONDS = 8  # as WeChat Pay does


class Application:
    """The ASGI application. It has no router, because routers match the decoded path and the exact target is signed."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - the ASGI call
        request = Request(scope, receive)
        try:
            body = await _read(request)
        except (ClientDisconnect, asyncio.CancelledError):
            return  # the caller disconnected or the server is stopping, so nobody waits for a response
        headers = Headers((name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw)
        if body is None:
            too_large = RequestRefused(413, "PARAM_ERROR", f"the body has more than {_MAX_BODY} bytes")
            answer = make_answer(error_reply(too_large), Script(), None)
        elif (outside := answer_outside(self._sandbox, request.method, request.url.path, body)) is not None:
            answer = make_answer(outside, Script(), None)
        else:
            answer = self._sandbox.answer(request.method, _target(scope), headers, body)
        response = Response(answer.body, answer.status)
        response.raw_headers += [
            (name.lower().encode(), value.encode("latin-1")) for name, value in answer.headers.items()
        ]
        await response(scope, receive, send)


def serve(sandbox: Sandbox, *, port: int, before: Callable[[str], None] = lambda _url: None) -> int:
    """Serve until Ctrl-C or SIGTERM and return the exit code. `before` is called with the URL once the port is bound."""
    try:
        listener = _listen(port)
    except (OSError, OverflowError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else problem
        sys.stderr.write(f"wxbrand sandbox: cannot listen on {_ADDRESS}:{port}: {reason}; try another --port\n")
        return 1
    sandbox.base_url = url = _url(listener)
    with listener:
        before(url)
        _serve_until_signal(_Server(sandbox, lambda: _announce(url)), listener)
    return 0


def _announce(url: str) -> None:
    sys.stdout.write(f"listening on {url}\n")
    sys.stdout.flush()  # a process that waits for this line reads a pipe


def _serve_until_signal(server: _Server, listener: socket.socket) -> None:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    # At its end uvicorn raises the signal again for the previous handler. With this handler that is harmless.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    server.run(sockets=[listener])


@contextmanager
def running(sandbox: Sandbox) -> Iterator[str]:
    """Serve in a thread on a free port while the block runs, and yield the base URL."""
    listener = _listen(0)
    started = threading.Event()
    server = _Server(sandbox, started.set)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="wxbrand sandbox", daemon=True)
    with listener:
        thread.start()
        try:
            if not started.wait(10):
                raise RuntimeError("the sandbox did not start within 10 seconds")
            sandbox.base_url = _url(listener)
            yield sandbox.base_url
        finally:
            server.should_exit = True
            thread.join()


class _Server(uvicorn.Server):
    def __init__(self, sandbox: Sandbox, ready: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                Application(sandbox),
                loop="asyncio",  # explicit, like http and ws: the defaults depend on what else is installed
                http="h11",
                ws="none",
                lifespan="off",
                interface="asgi3",
                log_config=None,
                log_level="error",
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_keep_alive=_IDLE_SECONDS,
                timeout_graceful_shutdown=1,
            )
        )
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()


def _listen(port: int) -> socket.socket:
    # asyncio sets TCP_NODELAY only if the protocol is explicit. Without it a body waits 40 ms for the head to be acknowledged.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # on Windows this lets two servers share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((_ADDRESS, port))
        listener.listen()
    except BaseException:
        listener.close()
        raise
    return listener


def _url(listener: socket.socket) -> str:
    return f"http://{_ADDRESS}:{listener.getsockname()[1]}"


def _target(scope: Scope) -> str:
    # ASGI does not distinguish `/a?` from `/a`; Sandbox tries both.
    raw_path: bytes = scope["raw_path"]
    query: bytes = scope["query_string"]
    return (raw_path + b"?" + query if query else raw_path).decode("latin-1")


async def _read(request: Request) -> bytes | None:
    """Read the whole body, so that the caller is ready for the response. Return None if it is too large."""
    body = bytearray()
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= _MAX_BODY:
            body += chunk
    return bytes(body) if size <= _MAX_BODY else None
