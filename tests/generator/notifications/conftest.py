"""A folder of keys, the brand API's spec, and handlers on real sockets."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from wxbrand_codegen.notifications.events import Spec, read_spec
from wxbrand_codegen.notifications.posting import parse_handler
from wxbrand_codegen.notifications.receiving import Listener, Received
from wxbrand_codegen.notifications.sending import Sender, Sent
from wxbrand_codegen.packaged_files import brand_spec
from wxbrand_codegen.sandbox import Folder, prepare
from wxbrand_codegen.sandbox.loopback import serving
from wxbrand_runtime.testing import Fault

Listen = Callable[..., tuple[str, list[Received]]]
Handle = Callable[..., tuple[str, list[tuple[str, dict[str, str], bytes]]]]
Trigger = Callable[..., list[Sent]]


@pytest.fixture(scope="session")
def spec() -> Spec:
    return read_spec(str(brand_spec()))


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return prepare(tmp_path_factory.mktemp("keys"))


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def listen(folder: Folder, stack: ExitStack) -> Listen:
    """Start what `wxbrand listen` starts; return its URL, and the list that fills with what it receives."""

    def start(**options: Any) -> tuple[str, list[Received]]:
        received: list[Received] = []
        application = Listener(folder.credentials, received.append, **options)
        return stack.enter_context(serving(application, "wxbrand listen")), received

    return start


@pytest.fixture
def handle(stack: ExitStack) -> Handle:
    """Start a handler that answers with a status; return its URL, and the list that fills with paths, headers and bodies."""

    def start(
        status: int = 204, *, delay: float = 0, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> tuple[str, list[tuple[str, dict[str, str], bytes]]]:
        requests: list[tuple[str, dict[str, str], bytes]] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                content = self.rfile.read(int(self.headers["Content-Length"]))
                requests.append((self.path, dict(self.headers.items()), content))
                threading.Event().wait(delay)
                self.send_response(status)
                for name, value in (headers or {}).items():
                    self.send_header(name, value)
                if status != 204:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Write no log."""

        return stack.enter_context(_serve(Handler)), requests

    return start


@contextmanager
def _serve(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def trigger(spec: Spec, folder: Folder) -> Trigger:
    """Send an event as `wxbrand trigger` does."""

    def send(
        url: str,
        event: str = "PRODUCT_COUPON.SEND",
        *,
        resource: Any = None,
        fault: Fault | None = None,
        again: bool = False,
        keys: Folder = folder,
    ) -> list[Sent]:
        chosen = spec.event(event)
        sender = Sender(spec, keys, parse_handler(url))
        value = chosen.resource() if resource is None else resource
        return asyncio.run(sender.send(chosen, value, fault, again=again))

    return send


@pytest.fixture
def other_folder(tmp_path: Path) -> Folder:
    """The keys of another WeChat Pay."""
    return prepare(tmp_path / "other")
