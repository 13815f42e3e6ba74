"""The default transport of synchronous clients: HTTP/1.1 over sockets."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from wxbrand_runtime.http import failures
from wxbrand_runtime.http.messages import Answer, HttpRequest
from wxbrand_runtime.http.pool import Pool
from wxbrand_runtime.http.proxies import Proxies, ProxyOption
from wxbrand_runtime.http.sync_connection import SyncConnection, open_socket
from wxbrand_runtime.http.tls import default_context
from wxbrand_runtime.http.writer import request_bytes

if TYPE_CHECKING:
    import ssl


class SocketTransport:
    """Sends requests over pooled connections. Threads may share it, and it may be used after a fork.

    `proxy` is `http://[user:password@]host:port`, for https only. By default HTTPS_PROXY and NO_PROXY of the environment
    are read; False ignores them.
    """

    def __init__(self, *, ssl_context: ssl.SSLContext | None = None, proxy: ProxyOption = None) -> None:
        self._ssl_context = ssl_context
        self._proxies = Proxies(proxy)
        self._pool: Pool[SyncConnection] = Pool()

    def exchange(self, request: HttpRequest) -> Answer:
        """Send a request once. Raise ConnectFailed if nothing was sent, ExchangeFailed if something may have been."""
        self._pool.check_open()
        message = request_bytes(request)
        deadline = monotonic() + request.timeout
        connection = self._pool.acquire(request.origin) or self._connect(request, deadline)
        try:
            answer = connection.exchange(message, request, deadline)
        except BaseException:  # Ctrl-C too: a connection whose exchange is incomplete must not be used again
            connection.close()
            raise
        self._pool.release(request.origin, connection)
        return answer

    def close(self) -> None:
        """Close the idle connections; those in use are closed when their exchange ends."""
        self._pool.close()

    def _connect(self, request: HttpRequest, deadline: float) -> SyncConnection:
        limit = min(deadline, monotonic() + request.connect_timeout)
        origin = request.origin
        proxy = self._proxies.proxy_for(origin)
        server = origin if proxy is None else proxy.origin
        where = server.authority if proxy is None else f"the proxy {server.authority}"
        connection: SyncConnection | None = None
        try:
            connection = SyncConnection(open_socket(server.host, server.port, limit))
            if proxy is not None:
                connection.tunnel(origin, proxy, limit)
                where = origin.authority
            if origin.scheme == "https":
                connection.secure(self._ssl_context or default_context(), origin.host, limit)
        except (OSError, ValueError) as error:
            failure = failures.connect_failed(where, error)
        except BaseException:
            if connection is not None:
                connection.close()
            raise
        else:
            return connection
        if connection is not None:
            connection.close()
        raise failure  # outside the handler, so that no foreign exception is its context
