"""A brand's server on a loopback port: it verifies, decrypts and acknowledges notifications."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from wxbrand_runtime import Credentials, InvalidNotification
from wxbrand_runtime.notifications import Notification, failed, parse, taken

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

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            try:
                notification = parse(self.headers.items(), body, credentials)
                answer = failed("not now") if brand.reject_if() else taken()
                if answer.status < 300:
                    brand.accepted.append(notification)
            except InvalidNotification as problem:
                brand.rejected.append(problem)
                answer = failed(str(problem))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *values: Any) -> None:  # noqa: A002  (the name in the base class)
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
