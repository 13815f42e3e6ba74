"""A scripted server on raw sockets, for what goes wrong between a request and its answer."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Self

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@dataclass(frozen=True, slots=True)
class Answer:
    """Read a whole request, then send these bytes, or those made of the request."""

    content: bytes | Callable[[bytes], bytes] = OK


@dataclass(frozen=True, slots=True)
class Drip:
    """Read a whole request, then send these bytes one by one, so many seconds apart."""

    content: bytes
    pause: float


@dataclass(frozen=True, slots=True)
class Drips:
    """Send these bytes one by one, 50 ms apart, without reading anything."""

    content: bytes


@dataclass(frozen=True, slots=True)
class Read:
    """Read a whole request and answer nothing."""


@dataclass(frozen=True, slots=True)
class Send:
    """Send these bytes without reading anything, over and over if told so."""

    content: bytes
    forever: bool = False


@dataclass(frozen=True, slots=True)
class Silence:
    """Do nothing until the client closes the connection."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Do nothing for so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Reset:
    """Close at once with a reset."""


@dataclass(frozen=True, slots=True)
class HalfClose:
    """Say that nothing more will be sent, and go on reading."""


@dataclass(frozen=True, slots=True)
class BelowTls:
    """Send these bytes past TLS, over the socket itself."""

    content: bytes


Step = Answer | BelowTls | Drip | Drips | Read | Send | Silence | Pause | Reset | HalfClose
"""What a connection goes through; after the last step it is closed."""


class FaultServer:
    """Plays one script per connection, the last one again for every further connection; records what it receives."""

    def __init__(self, *scripts: Iterable[Step], tls: ssl.SSLContext | None = None) -> None:
        self._scripts = [tuple(script) for script in scripts]
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._stopping = False
        self.port: int = self._listener.getsockname()[1]
        self.requests: list[bytes] = []
        """Every request received, raw."""
        self.connections = 0
        """Connections accepted so far."""
        self.finished = 0
        """Connections whose script has come to its end."""
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the listener and every connection."""
        with self._lock:
            self._stopping = True
            waiting = list(self._open)
        _stop(self._listener, self._accepting)
        for connection in waiting:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def wait_until(self, holds: Callable[[FaultServer], bool], seconds: float = 5) -> None:
        """Wait until something recorded holds, such as `lambda server: server.finished == 1`."""
        with self._changed:
            assert self._changed.wait_for(lambda: holds(self), seconds), "the server did not get there"

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with self._changed:
                script = self._scripts[min(self.connections, len(self._scripts) - 1)]
                self.connections += 1
                self._open.add(connection)
                self._changed.notify_all()
            threading.Thread(target=self._serve, args=(connection, script), daemon=True).start()

    def _serve(self, plain: socket.socket, script: tuple[Step, ...]) -> None:
        connection = plain
        try:
            connection.settimeout(10)  # no test waits longer: nothing here may outlive the test run
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._tls is not None:
                connection = self._tls.wrap_socket(plain, server_side=True)
                self._replace(plain, connection)
            for step in script:
                self._play(step, connection)
        except OSError:
            pass  # the client went away, which many tests are about
        finally:
            connection.close()
            with self._changed:
                self._open.discard(connection)
                self._open.discard(plain)
                self.finished += 1
                self._changed.notify_all()

    def _replace(self, old: socket.socket, new: socket.socket) -> None:
        with self._lock:
            self._open.discard(old)
            self._open.add(new)

    def _play(self, step: Step, connection: socket.socket) -> None:
        match step:
            case Answer(content):
                request = self._read(connection)
                connection.sendall(content if isinstance(content, bytes) else content(request))
            case Drip(content, pause):
                self._read(connection)
                _drip(connection, content, pause)
            case Drips(content):
                _drip(connection, content, 0.05)
            case Read():
                self._read(connection)
            case Send(content, forever):
                connection.sendall(content)
                while forever and not self._stopping:
                    connection.sendall(content)
            case Silence():
                while connection.recv(65536):
                    pass
            case Pause(seconds):
                time.sleep(seconds)
            case Reset():
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            case BelowTls(content):
                socket.socket.sendall(connection, content)
            case HalfClose():
                connection.shutdown(socket.SHUT_WR)

    def _read(self, connection: socket.socket) -> bytes:
        request = b""
        while b"\r\n\r\n" not in request:
            request += _some(connection)
        head, _, body = request.partition(b"\r\n\r\n")
        length = 0
        for line in head.split(b"\r\n"):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        while len(body) < length:
            more = _some(connection)
            body += more
        with self._changed:
            self.requests.append(head + b"\r\n\r\n" + body)
            self._changed.notify_all()
        return head + b"\r\n\r\n" + body


def _drip(connection: socket.socket, content: bytes, pause: float) -> None:
    for byte in content:
        connection.sendall(bytes([byte]))
        time.sleep(pause)


def _stop(listener: socket.socket, accepting: threading.Thread) -> None:
    """Close a listener once nobody waits on it: a number that is closed too early may be the next server's own."""
    with contextlib.suppress(OSError):
        listener.shutdown(socket.SHUT_RDWR)
    accepting.join(10)
    listener.close()


def _some(connection: socket.socket) -> bytes:
    received = connection.recv(65536)
    if not received:
        raise ConnectionResetError
    return received


class ConnectProxy:
    """An HTTP proxy that tunnels by CONNECT, or refuses with a status; records the head of every CONNECT."""

    def __init__(self, status: bytes = b"200 Connection established") -> None:
        self._status = status
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self.port: int = self._listener.getsockname()[1]
        self.heads: list[bytes] = []
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        _stop(self._listener, self._accepting)
        for end in self._open:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        with near, contextlib.suppress(OSError):
            near.settimeout(10)
            head = b""
            while b"\r\n\r\n" not in head:
                head += _some(near)
            self.heads.append(head)
            near.sendall(b"HTTP/1.1 " + self._status + b"\r\n\r\n")
            if not self._status.startswith(b"2"):
                return
            host, _, port = head.split(b" ")[1].rpartition(b":")
            with socket.create_connection((host.decode(), int(port)), timeout=10) as far:
                self._open += [near, far]
                back = threading.Thread(target=_pump, args=(far, near), daemon=True)
                back.start()
                _pump(near, far)
                back.join(10)


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while received := source.recv(65536):
            sink.sendall(received)
    with contextlib.suppress(OSError):
        sink.shutdown(socket.SHUT_WR)
