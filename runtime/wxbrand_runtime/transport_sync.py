"""HTTP/1.1 over plain sockets: which connection carries a request, and how long it is kept."""

from __future__ import annotations

import ssl
import weakref
from collections import deque
from time import monotonic

from wxbrand_runtime import carriage
from wxbrand_runtime.connections import Connection, open_socket, request_bytes
from wxbrand_runtime.http import Answer, ConnectFailed, HttpRequest, Origin

_MOST_IDLE = 32


class HttpClientTransport:
    """Carries requests over kept connections; safe to share between threads and to use after a fork.

    `proxy` is `http://[user:password@]host:port`, for https only; proxy variables of the environment are not read.
    """

    def __init__(self, *, ssl_context: ssl.SSLContext | None = None, proxy: str | None = None) -> None:
        self._ssl_context = ssl_context
        self._proxy = carriage.parse_proxy(proxy) if proxy is not None else None
        self._idle: dict[Origin, deque[Connection]] = {}
        weakref.finalize(self, _close_all, self._idle)  # dropped, or at the interpreter's end, without a word
        self._closed = False

    def exchange(self, request: HttpRequest) -> Answer:
        """Send once and read the answer; ConnectFailed if nothing was sent, ExchangeFailed if something may have been."""
        if self._closed:
            raise RuntimeError("this client is closed; make a new one")
        if self._proxy is not None:
            carriage.refuse_plain_through_proxy(request.origin)
        message = request_bytes(request)
        deadline = monotonic() + request.timeout
        connection = self._take(request.origin) or self._connect(request, deadline)
        try:
            answer = connection.carry(message, request, deadline)
        except BaseException:  # Ctrl-C too: whatever is half done must not meet the next request
            connection.close()
            raise
        self._keep(request.origin, connection)
        return answer

    def close(self) -> None:
        """Close the connections kept; those in use are closed when their exchange ends."""
        self._closed = True
        _close_all(self._idle)

    def _take(self, origin: Origin) -> Connection | None:
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

    def _keep(self, origin: Origin, connection: Connection) -> None:
        if not connection.reusable:
            connection.close()
            return
        idle = self._idle.setdefault(origin, deque())
        connection.rest()
        idle.append(connection)
        _close_oldest(idle, keep=0 if self._closed else _MOST_IDLE)

    def _connect(self, request: HttpRequest, deadline: float) -> Connection:
        limit = min(deadline, monotonic() + request.connect_timeout)
        origin = request.origin
        nearest = origin if self._proxy is None else self._proxy.origin
        where = nearest.authority if self._proxy is None else f"the proxy {nearest.authority}"
        connection: Connection | None = None
        try:
            connection = Connection(open_socket(nearest.host, nearest.port, limit))
            if self._proxy is not None:
                connection.tunnel(origin, self._proxy, limit)
                where = origin.authority
            if origin.scheme == "https":
                connection.secure(self._ssl_context or carriage.default_context(), origin.host, limit)
        except (OSError, ValueError) as error:
            failure = ConnectFailed(carriage.why_no_connection(where, error))
        except BaseException:
            if connection is not None:
                connection.close()
            raise
        else:
            return connection
        if connection is not None:
            connection.close()
        raise failure  # here, where no foreign exception can hang on it


def _close_all(kept: dict[Origin, deque[Connection]]) -> None:
    for idle in list(kept.values()):
        _close_oldest(idle, keep=0)


def _close_oldest(idle: deque[Connection], *, keep: int) -> None:
    try:
        while len(idle) > keep or idle[0].is_old():
            idle.popleft().close()
    except IndexError:  # none left, or another thread was quicker
        pass
