"""HTTP/1.1 over plain sockets, for ordinary code."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from wxbrand_runtime.http import carriage
from wxbrand_runtime.http.messages import Answer, ConnectFailed, HttpRequest
from wxbrand_runtime.http.pool import Pool
from wxbrand_runtime.http.sync_connection import Connection, open_socket

if TYPE_CHECKING:
    import ssl


class SocketTransport:
    """Carries requests over kept connections; safe to share between threads and to use after a fork.

    `proxy` is `http://[user:password@]host:port`, for https only; proxy variables of the environment are not read.
    """

    def __init__(self, *, ssl_context: ssl.SSLContext | None = None, proxy: str | None = None) -> None:
        self._ssl_context = ssl_context
        self._proxy = carriage.parse_proxy(proxy) if proxy is not None else None
        self._pool: Pool[Connection] = Pool()

    def exchange(self, request: HttpRequest) -> Answer:
        """Send once and read the answer; ConnectFailed if nothing was sent, ExchangeFailed if something may have been."""
        self._pool.refuse_closed()
        if self._proxy is not None:
            carriage.refuse_plain_through_proxy(request.origin)
        message = carriage.request_bytes(request)
        deadline = monotonic() + request.timeout
        connection = self._pool.take(request.origin) or self._connect(request, deadline)
        try:
            answer = connection.carry(message, request, deadline)
        except BaseException:  # Ctrl-C too: whatever is half done must not meet the next request
            connection.close()
            raise
        self._pool.keep(request.origin, connection)
        return answer

    def close(self) -> None:
        """Close the connections kept; those in use are closed when their exchange ends."""
        self._pool.close()

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
