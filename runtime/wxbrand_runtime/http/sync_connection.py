"""One connection on a blocking socket: connect it, and do the I/O that its protocol asks for, within a time limit."""

from __future__ import annotations

import socket
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from wxbrand_runtime.http import failures
from wxbrand_runtime.http.dns import Address, Resolution, numeric_addresses, resolve
from wxbrand_runtime.http.messages import Answer, HttpRequest, Origin
from wxbrand_runtime.http.pool import PooledConnection
from wxbrand_runtime.http.protocol import RECEIVE_SIZE, Steps
from wxbrand_runtime.http.proxies import Proxy

if TYPE_CHECKING:
    import ssl

_Result = TypeVar("_Result")


class SyncConnection(PooledConnection):
    """A connected socket. Nothing of a request is sent before `exchange`; limits are on the clock `monotonic`."""

    def exchange(self, message: bytes, request: HttpRequest, deadline: float) -> Answer:
        """Send the request and return its response."""
        if monotonic() >= deadline:
            raise failures.connect_timed_out(request.origin.authority)
        self.is_persistent = False
        try:
            answer, self.is_persistent = self._run(self._protocol.exchange(message, request), deadline)
        except TimeoutError:
            failure = failures.exchange_timed_out(request)
        else:
            return answer
        raise failure  # outside the handler, so that no foreign exception is its context

    def tunnel(self, origin: Origin, proxy: Proxy, limit: float) -> None:
        """Ask the proxy for a tunnel to the origin."""
        self._run(self._protocol.tunnel(origin, proxy), limit)

    def secure(self, context: ssl.SSLContext, host: str, limit: float) -> None:
        """Use TLS from now on."""
        self._run(self._protocol.secure(context, host), limit)

    def _run(self, steps: Steps[_Result], deadline: float) -> _Result:
        step = next(steps)
        while True:
            received, failure = None, None
            try:
                if step is None:
                    received = self._receive(deadline)
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

    def _receive(self, deadline: float) -> bytes:
        self._sock.settimeout(_remaining(deadline))
        return self._sock.recv(RECEIVE_SIZE)


def open_socket(host: str, port: int, limit: float) -> socket.socket:
    """Connect to the first address that accepts; each one gets its share of the time that remains."""
    addresses = numeric_addresses(host, port) or _resolve(host, port, limit)
    problem: OSError = TimeoutError()
    for index, (family, kind, protocol, address) in enumerate(addresses):
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(_remaining(limit) / (len(addresses) - index))
            sock.connect(address)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            sock.close()
            problem = error
        except BaseException:
            sock.close()
            raise
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
