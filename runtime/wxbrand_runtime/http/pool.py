"""The connection pool: which idle connection is used again, and how long they are kept."""

from __future__ import annotations

import os
import socket
import weakref
from collections import deque
from time import monotonic
from typing import Generic, TypeVar

from wxbrand_runtime.http.messages import Origin
from wxbrand_runtime.http.protocol import HttpProtocol

IDLE_SECONDS = 7
"""How long a connection may be idle and still be used again; WeChat Pay closes idle ones after 8 s."""

_MAX_IDLE = 32


class PooledConnection:
    """What the pool knows of a connection: its socket, its protocol, and since when it is idle."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self.protocol = HttpProtocol()
        self._pid = os.getpid()
        self.idle_since = 0.0
        self.is_persistent = False
        """Whether the last response was complete and the server keeps the connection open."""

    def is_usable(self) -> bool:
        """Return whether it may be used again: made in this process, not idle for long, nothing received since."""
        return self._pid == os.getpid() and not self.is_stale() and self.protocol.is_drained() and self._is_quiet()

    def is_stale(self) -> bool:
        """Return whether it was idle for so long that the server may be about to close it."""
        return monotonic() - self.idle_since > IDLE_SECONDS

    def close(self) -> None:
        """Close the file descriptor and send nothing: after a fork the other process still uses this connection."""
        self._sock.close()

    def _is_quiet(self) -> bool:
        try:
            self._sock.setblocking(False)
            self._sock.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False  # closed by the server, or it sent something without a request


Connection = TypeVar("Connection", bound=PooledConnection)


class Pool(Generic[Connection]):
    """The idle connections of one client, by origin. Any thread and any event loop may use it.

    When it is garbage-collected, or the interpreter exits, it closes them silently.
    """

    def __init__(self) -> None:
        self._idle: dict[Origin, deque[Connection]] = {}
        self._closed = False
        weakref.finalize(self, _close_all, self._idle)

    def check_open(self) -> None:
        """Raise RuntimeError if the client was closed."""
        if self._closed:
            raise RuntimeError("this client is closed; make a new one")

    def acquire(self, origin: Origin) -> Connection | None:
        """Return a connection that may be used again; None if there is none."""
        idle = self._idle.get(origin)
        while idle:
            try:
                connection = idle.pop()  # the youngest, so that the others become stale and are closed
            except IndexError:  # another thread was quicker
                break
            if connection.is_usable():
                return connection
            connection.close()
        return None

    def release(self, origin: Origin, connection: Connection) -> None:
        """Take back a connection whose exchange is over, or close it."""
        if not connection.is_persistent:
            connection.close()
            return
        idle = self._idle.setdefault(origin, deque())
        connection.idle_since = monotonic()
        idle.append(connection)
        _close_oldest(idle, keep=0 if self._closed else _MAX_IDLE)

    def close(self) -> None:
        """Close the idle connections; those in use are closed when their exchange ends."""
        self._closed = True
        _close_all(self._idle)


def _close_all(connections: dict[Origin, deque[Connection]]) -> None:
    for idle in list(connections.values()):
        _close_oldest(idle, keep=0)


def _close_oldest(idle: deque[Connection], *, keep: int) -> None:
    try:
        while len(idle) > keep or idle[0].is_stale():
            idle.popleft().close()
    except IndexError:  # none left, or another thread was quicker
        pass
