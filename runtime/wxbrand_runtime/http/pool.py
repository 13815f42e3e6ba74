"""Connections that are kept for the next request: which of them is taken, and how long they are kept."""

from __future__ import annotations

import os
import socket
import weakref
from collections import deque
from time import monotonic
from typing import Generic, TypeVar

from wxbrand_runtime.http import carriage
from wxbrand_runtime.http.messages import Origin
from wxbrand_runtime.http.wire import Wire

_MOST_IDLE = 32


class Kept:
    """A connection, as the pool sees it: its socket, its wire, and when it was used last."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._wire = Wire()
        self._pid = os.getpid()
        self._resting_since = 0.0
        self.reusable = False
        """Whether the last answer was complete and the server keeps the connection."""

    def rest(self) -> None:
        """Note that nothing is expected from now on."""
        self._resting_since = monotonic()

    def is_fit(self) -> bool:
        """Whether it may be used again: ours, young, and silent since the last answer."""
        return self._pid == os.getpid() and not self.is_old() and self._wire.has_read_all() and self._is_silent()

    def is_old(self) -> bool:
        """Whether it has rested for so long that the server may be about to close it."""
        return monotonic() - self._resting_since > carriage.IDLE_SECONDS

    def close(self) -> None:
        """Close the file descriptor and say nothing: after a fork the other process still speaks on this connection."""
        self._sock.close()

    def _is_silent(self) -> bool:
        try:
            self._sock.setblocking(False)
            self._sock.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False  # closed by the server, or it sent something unasked


Connection = TypeVar("Connection", bound=Kept)


class Pool(Generic[Connection]):
    """The idle connections of one client, by origin. Any thread and any event loop may take and keep.

    Dropped, or left at the interpreter's end, it closes them without a word.
    """

    def __init__(self) -> None:
        self._idle: dict[Origin, deque[Connection]] = {}
        self._closed = False
        weakref.finalize(self, _close_all, self._idle)

    def refuse_closed(self) -> None:
        """Raise RuntimeError if the client was closed."""
        if self._closed:
            raise RuntimeError("this client is closed; make a new one")

    def take(self, origin: Origin) -> Connection | None:
        """Give a connection that may be used again; None if there is none."""
        idle = self._idle.get(origin)
        while idle:
            try:
                connection = idle.pop()  # the youngest: the others may then grow old and go
            except IndexError:  # another thread was quicker
                break
            if connection.is_fit():
                return connection
            connection.close()
        return None

    def keep(self, origin: Origin, connection: Connection) -> None:
        """Take a connection back whose exchange is over."""
        if not connection.reusable:
            connection.close()
            return
        idle = self._idle.setdefault(origin, deque())
        connection.rest()
        idle.append(connection)
        _close_oldest(idle, keep=0 if self._closed else _MOST_IDLE)

    def close(self) -> None:
        """Close the connections kept; those in use are closed when their exchange ends."""
        self._closed = True
        _close_all(self._idle)


def _close_all(kept: dict[Origin, deque[Connection]]) -> None:
    for idle in list(kept.values()):
        _close_oldest(idle, keep=0)


def _close_oldest(idle: deque[Connection], *, keep: int) -> None:
    try:
        while len(idle) > keep or idle[0].is_old():
            idle.popleft().close()
    except IndexError:  # none left, or another thread was quicker
        pass
