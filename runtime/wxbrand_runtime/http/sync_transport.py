"""The default transport of synchronous clients: HTTP/1.1 over blocking sockets, within time limits."""

from __future__ import annotations

import socket
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from wxbrand_runtime.http.dns import Address, Resolution, numeric_addresses, resolve
from wxbrand_runtime.http.messages import Answer, HttpRequest
from wxbrand_runtime.http.pool import Pool, PooledConnection
from wxbrand_runtime.http.protocol import RECEIVE_SIZE, Steps, request_bytes
from wxbrand_runtime.http.proxies import Proxies, ProxyOption
from wxbrand_runtime.http.tls import default_context
from wxbrand_runtime.http.transport import connect_failed, connect_timed_out, exchange_timed_out

if TYPE_CHECKING:
    import ssl

_Result = TypeVar("_Result")


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
            connection = SyncConnection(_open_socket(server.host, server.port, limit))
            if proxy is not None:
                connection.run(connection.protocol.tunnel(origin, proxy), limit)
                where = origin.authority
            if origin.scheme == "https":
                context = self._ssl_context or default_context()
                connection.run(connection.protocol.secure(context, origin.host), limit)
        except BaseException as error:
            if connection is not None:
                connection.close()
            if not isinstance(error, (OSError, ValueError)):
                raise
            failure = connect_failed(where, error)
        else:
            return connection
        raise failure  # outside the handler, so that no foreign exception is its context


class SyncConnection(PooledConnection):
    """A connected socket. Nothing of a request is sent before `exchange`; limits are on the clock `monotonic`."""

    def exchange(self, message: bytes, request: HttpRequest, deadline: float) -> Answer:
        """Send the request and return its response."""
        if monotonic() >= deadline:
            raise connect_timed_out(request.origin.authority)
        self.is_persistent = False
        try:
            answer, self.is_persistent = self.run(self.protocol.exchange(message, request), deadline)
        except TimeoutError:
            failure = exchange_timed_out(request)
        else:
            return answer
        raise failure  # outside the handler, so that no foreign exception is its context

    def run(self, steps: Steps[_Result], deadline: float) -> _Result:
        """Do the I/O that the protocol asks for, and return its result."""
        step = next(steps)
        while True:
            received, failure = None, None
            try:
                if step is None:
                    self._sock.settimeout(_remaining(deadline))
                    received = self._sock.recv(RECEIVE_SIZE)
                else:
                    self._send(step, deadline)
            except OSError as error:
                failure = error
            try:
                step = steps.send(received) if failure is None else steps.throw(failure)
            except StopIteration as done:
                result: _Result = done.value
                return result

    def _send(self, message: bytes, deadline: float) -> None:
        rest = memoryview(message)
        while rest:
            self._sock.settimeout(_remaining(deadline))
            rest = rest[self._sock.send(rest) :]


def _open_socket(host: str, port: int, limit: float) -> socket.socket:
    """Connect to the first address that accepts; each one gets its share of the time that remains."""
    addresses = numeric_addresses(host, port) or _resolve(host, port, limit)
    problem: OSError = TimeoutError()
    for index, (family, kind, protocol, address) in enumerate(addresses):
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(_remaining(limit) / (len(addresses) - index))
            sock.connect(address)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except BaseException as error:
            sock.close()
            if not isinstance(error, OSError):
                raise
            problem = error
        else:
            return sock
    raise problem


def _resolve(host: str, port: int, limit: float) -> list[Address]:
    import queue  # slow to import, and not needed before a name is resolved

    results: queue.SimpleQueue[Resolution] = queue.SimpleQueue()
    resolve(host, port, results.put)
    try:
        result = results.get(timeout=_remaining(limit))
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(result, Exception):
        raise result
    return result


def _remaining(deadline: float) -> float:
    seconds = deadline - monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds
