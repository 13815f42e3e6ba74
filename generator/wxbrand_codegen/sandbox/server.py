"""The sandbox as an ASGI application on a loopback port."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive, Scope, Send
from wxbrand_runtime.http import Headers
from wxbrand_runtime.models.files import MAX_FILE_BYTES

from wxbrand_codegen.sandbox.asgi import read_body, target_of, too_large
from wxbrand_codegen.sandbox.connections import ClosableProtocol, send_answer
from wxbrand_codegen.sandbox.console import Console, Explain, is_console_path
from wxbrand_codegen.sandbox.loopback import ADDRESS, listen, serve_until_signal, serving, url_of
from wxbrand_codegen.sandbox.service import Sandbox

_MAX_BODY = MAX_FILE_BYTES + 1024 * 1024


class Application:
    """The ASGI application: the console below `/sandbox/` unless it is a call of the API there, the API everywhere else.

    The API has no router, because routers match the decoded path and the exact target is signed.
    """

    def __init__(self, sandbox: Sandbox, explain: Explain | None = None) -> None:
        self._sandbox = sandbox
        self.console = Console(sandbox, explain)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - the ASGI call
        application = self.console if is_console_path(scope["path"]) and not self._is_call(scope) else self._answer
        try:
            await application(scope, receive, send)
        except (ClientDisconnect, asyncio.CancelledError):
            return  # the caller disconnected or the server is stopping, so nobody waits for a response

    def _is_call(self, scope: Scope) -> bool:
        """Whether it is a signed request for an operation, whose path begins as the console's pages do in some specs."""
        is_signed = any(name == b"authorization" for name, _ in scope["headers"])
        return is_signed and self._sandbox.has_operation(scope["method"], target_of(scope))

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = await read_body(request, _MAX_BODY)
        headers = Headers((name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw)
        if body is None:
            await too_large(_MAX_BODY)(scope, receive, send)
        else:
            transmission = self._sandbox.transmit(request.method, target_of(scope), headers, body)
            await send_answer(transmission, scope, receive, send)


def serve(
    sandbox: Sandbox,
    *,
    port: int,
    before: Callable[[str], None] = lambda _url: None,
    explain: Explain | None = None,
) -> int:
    """Serve until Ctrl-C or SIGTERM and return the exit code. `before` is called with the URL once the port is bound.

    `explain` gives the console's pages the verdict of `wxbrand explain`.
    """
    try:
        listener = listen(port)
    except (OSError, OverflowError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else problem
        sys.stderr.write(f"wxbrand sandbox: cannot listen on {ADDRESS}:{port}: {reason}; try another --port\n")
        return 1
    sandbox.base_url = url = url_of(listener)
    with listener:
        before(url)
        application = Application(sandbox, explain)
        serve_until_signal(
            application, listener, lambda: _announce(url), stopping=application.console.close, http=ClosableProtocol
        )
    return 0


def _announce(url: str) -> None:
    sys.stdout.write(f"listening on {url}\n")
    sys.stdout.flush()  # a process that waits for this line reads a pipe
    sys.stderr.write(f"open {url}/sandbox/ to see the requests\n")


@contextmanager
def running(sandbox: Sandbox) -> Iterator[str]:
    """Serve in a thread on a free port while the block runs, and yield the base URL."""
    application = Application(sandbox)
    with serving(application, "wxbrand sandbox", stopping=application.console.close, http=ClosableProtocol) as url:
        sandbox.base_url = url
        yield url
