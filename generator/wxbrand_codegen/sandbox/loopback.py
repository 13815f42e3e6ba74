"""Serve an ASGI application on a loopback port, in the foreground or in a thread."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

ADDRESS = "127.0.0.1"
_IDLE_SECONDS = 8  # as WeChat Pay does

HEAD_SECONDS = 10.0
"""Seconds in which the first request of a connection must begin, its header fields included."""


def listen(port: int) -> socket.socket:
    """Bind a port of the loopback address, 0 for any free one, and listen. Raises OSError or OverflowError."""
    # asyncio sets TCP_NODELAY only if the protocol is explicit. Without it a body waits 40 ms for the head to be acknowledged.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # on Windows this lets two servers share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((ADDRESS, port))
        listener.listen()
    except BaseException:
        listener.close()
        raise
    return listener


def url_of(listener: socket.socket) -> str:
    """Return the base URL of a listening socket."""
    return f"http://{ADDRESS}:{listener.getsockname()[1]}"


def _nothing() -> None:
    pass


def serve_until_signal(
    application: ASGIApp,
    listener: socket.socket,
    ready: Callable[[], None],
    *,
    stopping: Callable[[], None] = _nothing,
    **options: Any,
) -> None:
    """Serve until Ctrl-C or SIGTERM. `ready` is called once requests are answered; `options` are uvicorn's.

    `stopping` is called before the server waits for open answers, to end those that last.
    """
    server = _Server(application, ready, stopping, options)

    def stop(_signal: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    # At its end uvicorn raises the signal again for the previous handler. With this handler that is harmless.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    server.run(sockets=[listener])


@contextmanager
def serving(
    application: ASGIApp, name: str, *, stopping: Callable[[], None] = _nothing, **options: Any
) -> Iterator[str]:
    """Serve in a thread of this name, on a free port, while the block runs. Yield the base URL. `stopping`: as above."""
    listener = listen(0)
    started = threading.Event()
    server = _Server(application, started.set, stopping, options)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name=name, daemon=True)
    with listener:
        thread.start()
        try:
            if not started.wait(10):
                raise RuntimeError(f"{name} did not start within 10 seconds")
            yield url_of(listener)
        finally:
            server.should_exit = True
            thread.join()


class PatientProtocol(H11Protocol):
    """uvicorn's protocol. Closes a connection on which no request begins, so that idle ones do not use up what is allowed."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._patience = self.loop.call_later(HEAD_SECONDS, self._close_if_idle)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._patience.cancel()
        super().connection_lost(exc)

    def _close_if_idle(self) -> None:
        if self.cycle is None:
            self.transport.abort()


class _Server(uvicorn.Server):
    def __init__(
        self,
        application: ASGIApp,
        ready: Callable[[], None],
        stopping: Callable[[], None],
        options: dict[str, Any],
    ) -> None:
        fixed = {
            "loop": "asyncio",  # explicit, like http and ws: the defaults depend on what else is installed
            "http": PatientProtocol,
            "ws": "none",
            "lifespan": "off",
            "interface": "asgi3",
            "log_config": None,
            "log_level": "error",
            "access_log": False,
            "server_header": False,
            "proxy_headers": False,
            "timeout_keep_alive": _IDLE_SECONDS,
            "timeout_graceful_shutdown": 1,
        }
        super().__init__(uvicorn.Config(application, **{**fixed, **options}))
        self._ready, self._stopping = ready, stopping

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._stopping()
        await super().shutdown(sockets)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()
