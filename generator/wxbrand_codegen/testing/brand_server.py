"""A brand's server on a loopback port: it verifies, decrypts and acknowledges notifications."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

from wxbrand_runtime import Credentials, InvalidNotification
from wxbrand_runtime.notifications import Notification, failed, parse, taken
from wxbrand_runtime.testing.loopback import LoopbackServer, RawResponse, ReceivedRequest, encode_response

Headers = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Brand:
    """The notifications that a brand's server received."""

    port: int
    accepted: list[Notification[Any]] = field(default_factory=list[Notification[Any]])
    rejected: list[InvalidNotification] = field(default_factory=list[InvalidNotification])
    reject_if: Callable[[], bool] = lambda: False
    """Called for each valid notification: whether to reject it."""

    def post(self, headers: Headers, body: bytes) -> tuple[int, bytes]:
        """Send a notification as WeChat Pay does and return status and body of the response."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("POST", "/notify", body, dict(headers))
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()


@contextmanager
def brand_server(credentials: Credentials) -> Iterator[Brand]:
    """Run a brand's server on a free port of this machine until the block ends."""

    def receive(request: ReceivedRequest) -> RawResponse:
        try:
            notification = parse(request.headers.items(), request.body, credentials)
            answer = failed("not now") if brand.reject_if() else taken()
            if answer.status < 300:
                brand.accepted.append(notification)
        except InvalidNotification as problem:
            brand.rejected.append(problem)
            answer = failed(str(problem))
        return RawResponse(content=encode_response(answer.status, tuple(answer.headers.items()), answer.body))

    with closing(LoopbackServer(receive)) as server:
        brand = Brand(server.port)
        yield brand
