"""One connection on a socket that waits: opening it, and doing what its wire asks for within a time."""

from __future__ import annotations

import socket
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from wxbrand_runtime.http import carriage
from wxbrand_runtime.http.dns import Address, Found, look_up, numeric
from wxbrand_runtime.http.messages import Answer, ConnectFailed, ExchangeFailed, HttpRequest, Origin
from wxbrand_runtime.http.pool import Kept
from wxbrand_runtime.http.wire import AT_ONCE, Steps

if TYPE_CHECKING:
    import ssl

_Result = TypeVar("_Result")


class Connection(Kept):
    """One socket and its wire. Before `carry` nothing of a request is sent, after it perhaps something."""

    def carry(self, message: bytes, request: HttpRequest, deadline: float) -> Answer:
        """Write the request and read its answer."""
        if monotonic() >= deadline:
            raise ConnectFailed(carriage.out_of_time_connecting(request.origin.authority))
        self.reusable = False
        try:
            answer, self.reusable = self._run(self._wire.exchange(message, request), deadline)
        except TimeoutError:
            failure = ExchangeFailed(carriage.out_of_time_answering(request))
        else:
            return answer
        raise failure  # here, where no foreign exception can hang on it

    def tunnel(self, origin: Origin, proxy: carriage.Proxy, limit: float) -> None:
        """Ask the proxy for a way to the origin."""
        self._run(self._wire.tunnel(origin, proxy), limit)

    def secure(self, context: ssl.SSLContext, host: str, limit: float) -> None:
        """Put TLS on what follows."""
        self._run(self._wire.secure(context, host), limit)

    def _run(self, steps: Steps[_Result], deadline: float) -> _Result:
        step = next(steps)
        while True:
            came, failure = None, None
            try:
                if step is None:
                    came = self._receive(deadline)
                else:
                    self._send(step, deadline)
            except OSError as error:
                failure = error
            try:
                step = steps.send(came) if failure is None else steps.throw(failure)
            except StopIteration as done:
                result: _Result = done.value
                return result

    def _send(self, message: bytes, deadline: float) -> None:
        rest = memoryview(message)
        while rest:
            self._sock.settimeout(_left(deadline))
            rest = rest[self._sock.send(rest) :]

    def _receive(self, deadline: float) -> bytes:
        self._sock.settimeout(_left(deadline))
        return self._sock.recv(AT_ONCE)


def open_socket(host: str, port: int, limit: float) -> socket.socket:
    """Connect to the first address that answers, each one getting its share of the time left."""
    addresses = numeric(host, port) or _looked_up(host, port, limit)
    problem: OSError = TimeoutError()
    for index, (family, kind, protocol, address) in enumerate(addresses):
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(_left(limit) / (len(addresses) - index))
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


def _looked_up(host: str, port: int, limit: float) -> list[Address]:
    import queue  # with what it imports itself slow to import, and not needed before a host is looked up

    found: queue.SimpleQueue[Found] = queue.SimpleQueue()
    look_up(host, port, found.put)
    try:
        outcome = found.get(timeout=_left(limit))
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def _left(deadline: float) -> float:
    left = deadline - monotonic()
    if left <= 0:
        raise TimeoutError
    return left
