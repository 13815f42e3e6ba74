"""The tests that every notification must pass. Generated classes fill in what it holds; what is done with it stands here.

Each goes over a loopback socket: WeChat Pay's side encrypts and signs, a small server of the brand's takes what comes,
verifies, decrypts and answers.
"""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import msgspec
import pytest
from wxbrand_runtime import Credentials, InvalidNotification
from wxbrand_runtime.models import Record
from wxbrand_runtime.notifications import Notification, failed, parse, taken
from wxbrand_runtime.testing import new_private_key

from wxbrand_codegen.testing.operation_tests import Clients

_NEWCOMER = "field_newer_than_the_spec"
Headers = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Brand:
    """What a brand's server made of the notifications that came."""

    port: int
    taken: list[Notification[Any]] = field(default_factory=list[Notification[Any]])
    refused: list[InvalidNotification] = field(default_factory=list[InvalidNotification])
    refuse_if: Callable[[], bool] = lambda: False
    """Asked for each that could be taken: whether to answer that it was not."""

    def post(self, headers: Headers, body: bytes) -> tuple[int, bytes]:
        """Send a notification as WeChat Pay does; give the status and body of the answer."""
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

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            try:
                notification = parse(self.headers.items(), body, credentials)
                answer = failed("not now") if brand.refuse_if() else taken()
                if answer.status < 300:
                    brand.taken.append(notification)
            except InvalidNotification as problem:
                brand.refused.append(problem)
                answer = failed(str(problem))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *values: Any) -> None:  # noqa: A002  (the base's name)
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    brand = Brand(server.server_port)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield brand
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class NotificationTests:
    """Base of the generated test classes; has no tests of its own."""

    kind: ClassVar[type[Notification[Any]]]
    """Class that the event is read as."""

    resource: ClassVar[Any]
    """JSON object that is encrypted."""

    expected: ClassVar[Any]
    """What it is read as."""

    def test_the_documented_example(self, clients: Clients) -> None:
        resource = self._sealed(clients, self.resource)
        with brand_server(clients.credentials) as brand:
            status, body = brand.post(*self._made(clients, resource=resource))

        (notification,) = brand.taken
        assert (status, body) == (204, b"")
        assert type(notification) is self.kind
        assert notification.event_type == self.kind.event.type
        assert notification.resource == self.expected
        assert json.loads(notification.plaintext) == resource

    def test_the_same_event_again_has_the_same_key(self, clients: Clients) -> None:
        same = {"id": "the-same"} if not self.kind.event.same_if else {}
        with brand_server(clients.credentials) as brand:
            brand.post(*self._made(clients, **same))
            brand.post(*self._made(clients, **same))

        first, second = brand.taken
        assert first.repeat_key == second.repeat_key
        assert first.repeat_key[-1] == self.kind.event.type

    def test_an_unknown_field(self, clients: Clients) -> None:
        if not isinstance(self.expected, Record):
            pytest.skip("the resource is not an object with named members")
        resource = self._sealed(clients, {**self.resource, _NEWCOMER: [1]})
        headers, body = self._made(clients, resource=resource)
        with brand_server(clients.credentials) as brand:
            brand.post(headers, body)

        (notification,) = brand.taken
        assert msgspec.json.decode(notification.plaintext)[_NEWCOMER] == [1]

    def test_a_tampered_body(self, clients: Clients) -> None:
        headers, body = self._made(clients)
        self._is_refused(clients, headers, body.replace(b"encrypt-resource", b"encrypt-Resource"), "signature-wrong")

    def test_another_key(self, clients: Clients) -> None:
        _, body = self._made(clients)
        headers = clients.sandbox.wechat_pay.sign_answer(body, private_key=new_private_key())
        self._is_refused(clients, headers, body, "signature-wrong")

    def test_no_signature(self, clients: Clients) -> None:
        _, body = self._made(clients)
        self._is_refused(clients, (), body, "signature-missing")

    def test_another_api_key(self, clients: Clients) -> None:
        headers, body = self._made(clients, api_key="0" * 32)
        self._is_refused(clients, headers, body, "undecryptable")

    def _made(self, clients: Clients, *, resource: Any = None, api_key: str = "", **more: Any) -> tuple[Headers, bytes]:
        key = api_key or clients.credentials.api_key
        assert key
        return clients.sandbox.wechat_pay.encrypt_notification(
            self.kind.event.type, self._sealed(clients, self.resource) if resource is None else resource, key, **more
        )

    def _sealed(self, clients: Clients, resource: Any) -> Any:
        """Give a resource as WeChat Pay sends it: its sensitive texts encrypted."""
        return clients.sandbox.encrypt_resource(self.kind.event.type, resource)

    def _is_refused(self, clients: Clients, headers: Headers, body: bytes, reason: str) -> None:
        with brand_server(clients.credentials) as brand:
            status, answer = brand.post(headers, body)

        (refusal,) = brand.refused
        assert refusal.reason == reason
        assert status == 500
        assert json.loads(answer)["code"] == "FAIL"
        assert brand.taken == []
