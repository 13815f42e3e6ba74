"""An HTTP server of this machine, in threads of this process, that gives each request to one function."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import Any, cast

from wxbrand_runtime.http import Headers

HOST = "127.0.0.1"

_LONGEST_END = 10
"""Seconds that `close` waits for the functions that are still making an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A request as it came. Its repr shows no value."""

    method: str
    target: str = field(repr=False)
    headers: Headers
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """What goes out on the connection."""

    content: bytes = b""
    """The bytes, status line and all."""

    silent: bool = False
    """Whether to close the connection only when the client does."""


def http_answer(status: int, headers: tuple[tuple[str, str], ...], body: bytes) -> bytes:
    """Write an answer, the only one on its connection. Status 204 has no body and no length (RFC 9110, section 8.6)."""
    reason = HTTPStatus(status).phrase if status in set(HTTPStatus) else "Unknown"
    length = () if status == HTTPStatus.NO_CONTENT else (("Content-Length", str(len(body))),)
    fields = (*headers, *length, ("Connection", "close"))
    lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {value}" for name, value in fields), "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


class LoopbackServer:
    """Listens from the moment it is made until it is closed.

    A connection carries one request: were it kept, a client could find out only by sending that the server is gone, and
    what a test sees would be a matter of chance.
    """

    def __init__(self, play: Callable[[Received], Outgoing]) -> None:
        self.play = play
        self._threads: dict[socket.socket, threading.Thread] = {}
        self._lock = threading.Lock()
        self._accepting: threading.Thread | None = None
        self._socket = _bound(0)
        self.port: int = self._socket.getsockname()[1]
        self.listen()

    def listen(self) -> None:
        """Accept connections; nothing is changed if it does already."""
        if self._accepting is None:
            self._socket.listen()
            self._accepting = threading.Thread(target=self._accept, name="fake WeChat Pay", daemon=True)
            self._accepting.start()

    def refuse(self) -> None:
        """Close every connection and accept none. The port stays taken, so that nobody else answers there."""
        if self._accepting is not None:
            self._stop()
            self._socket = _bound(self.port)

    def close(self) -> None:
        """Close every connection and the port, and wait until all threads have ended."""
        if self._accepting is not None:
            self._stop()
        self._socket.close()

    def _stop(self) -> None:
        accepting, self._accepting = cast(threading.Thread, self._accepting), None
        with socket.create_connection((HOST, self.port)):  # wakes it; closing a socket wakes nobody
            accepting.join()
        self._socket.close()
        with self._lock:
            threads = dict(self._threads)
        for connection in threads:
            with contextlib.suppress(OSError):  # the client may have closed it
                connection.shutdown(socket.SHUT_RDWR)
        for thread in threads.values():
            thread.join(_LONGEST_END)
            if thread.is_alive():
                raise RuntimeError(f"a function that makes an answer has not returned within {_LONGEST_END} seconds")

    def _accept(self) -> None:
        while True:
            connection, address = self._socket.accept()
            if self._accepting is None:
                connection.close()
                return
            thread = threading.Thread(
                target=self._serve, args=(connection, address), name="fake WeChat Pay, a connection", daemon=True
            )
            with self._lock:
                self._threads[connection] = thread
            thread.start()

    def _serve(self, connection: socket.socket, address: Any) -> None:
        try:
            with connection, contextlib.suppress(OSError):  # a client that goes away is no fault
                _Handler(connection, address, cast(Any, self))
        finally:
            with self._lock:
                del self._threads[connection]


def _bound(port: int) -> socket.socket:
    bound = socket.socket()
    if os.name == "posix":  # as socket.create_server does: elsewhere it would let others take the port
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((HOST, port))
    return bound


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def _play(self) -> None:
        server = cast(LoopbackServer, self.server)
        outgoing = server.play(
            Received(
                method=self.command,
                target=self.requestline.split(" ")[1],  # self.path may have been changed
                headers=Headers(self.headers.items()),
                body=self.rfile.read(int(self.headers.get("Content-Length") or 0)),
            )
        )
        self.wfile.write(outgoing.content)
        self.close_connection = True
        while outgoing.silent and self.connection.recv(1024):
            pass

    do_DELETE = do_GET = do_HEAD = do_PATCH = do_POST = do_PUT = _play  # noqa: N815  (their names in http.server)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (its name in http.server)
        """Keep quiet: whatever is worth knowing is recorded."""
