"""An HTTP server on the loopback interface, in threads of this process, that passes each request to one function."""

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

_CLOSE_TIMEOUT = 10
"""Seconds that `close` waits for functions that are still computing a response."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedRequest:
    """A request as received. The repr contains no values."""

    method: str
    target: str = field(repr=False)
    headers: Headers
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawResponse:
    """What is sent on the connection."""

    content: bytes = b""
    """All the bytes, from the status line on."""

    wait_for_client: bool = False
    """Whether to keep the connection open until the client closes it."""


def encode_response(status: int, headers: tuple[tuple[str, str], ...], body: bytes) -> bytes:
    """Encode the only response of a connection. Status 204 has no body and no Content-Length (RFC 9110, section 8.6)."""
    reason = HTTPStatus(status).phrase if status in set(HTTPStatus) else "Unknown"
    length = () if status == HTTPStatus.NO_CONTENT else (("Content-Length", str(len(body))),)
    fields = (*headers, *length, ("Connection", "close"))
    lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {value}" for name, value in fields), "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


class LoopbackServer:
    """A server that listens from its creation until it is closed.

    Each connection carries one request. If connections were kept alive, a client would only notice by sending that the server
    is gone, and the result of a test would depend on timing.
    """

    def __init__(self, handle: Callable[[ReceivedRequest], RawResponse]) -> None:
        self.handle = handle
        self._threads: dict[socket.socket, threading.Thread] = {}
        self._lock = threading.Lock()
        self._accepting: threading.Thread | None = None
        self._socket = _bound(0)
        self.port: int = self._socket.getsockname()[1]
        self.listen()

    def listen(self) -> None:
        """Accept connections. Has no effect if the server is listening already."""
        if self._accepting is None:
            self._socket.listen()
            self._accepting = threading.Thread(target=self._accept, name="fake WeChat Pay", daemon=True)
            self._accepting.start()

    def refuse(self) -> None:
        """Close every connection and accept none. The port stays bound, so that no other process can take it."""
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
        with socket.create_connection((HOST, self.port)):  # wakes accept(); closing the socket would not
            accepting.join()
        self._socket.close()
        with self._lock:
            threads = dict(self._threads)
        for connection in threads:
            with contextlib.suppress(OSError):  # the client may have closed it
                connection.shutdown(socket.SHUT_RDWR)
        for thread in threads.values():
            thread.join(_CLOSE_TIMEOUT)
            if thread.is_alive():
                raise RuntimeError(
                    f"a function that computes an answer has not returned within {_CLOSE_TIMEOUT} seconds"
                )

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
            with connection, contextlib.suppress(OSError):  # the client may close the connection at any time
                _Handler(connection, address, cast(Any, self))
        finally:
            with self._lock:
                del self._threads[connection]


def _bound(port: int) -> socket.socket:
    bound = socket.socket()
    if os.name == "posix":  # as socket.create_server does: on Windows other processes could take the port
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((HOST, port))
    return bound


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def _handle(self) -> None:
        server = cast(LoopbackServer, self.server)
        response = server.handle(
            ReceivedRequest(
                method=self.command,
                target=self.requestline.split(" ")[1],  # self.path may have been normalised
                headers=Headers(self.headers.items()),
                body=self.rfile.read(int(self.headers.get("Content-Length") or 0)),
            )
        )
        self.wfile.write(response.content)
        self.close_connection = True
        while response.wait_for_client and self.connection.recv(1024):
            pass

    do_DELETE = do_GET = do_HEAD = do_PATCH = do_POST = do_PUT = _handle  # noqa: N815  (their names in http.server)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (its name in http.server)
        """Write no log: requests are recorded."""
