"""The sandbox as an ASGI application on a loopback port."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from wxbrand_runtime.http import Headers
from wxbrand_runtime.models.files import MAX_FILE_BYTES
from wxbrand_runtime.testing import RequestRefused

from wxbrand_codegen.sandbox.loopback import ADDRESS, listen, serve_until_signal, serving, url_of
from wxbrand_codegen.sandbox.outside import answer_outside
from wxbrand_codegen.sandbox.replies import Script, error_reply, make_answer
from wxbrand_codegen.sandbox.service import Sandbox

_MAX_BODY = MAX_FILE_BYTES + 1024 * 1024


class Application:
    """The ASGI application. It has no router, because routers match the decoded path and the exact target is signed."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - the ASGI call
        request = Request(scope, receive)
        try:
            body = await _read(request)
        except (ClientDisconnect, asyncio.CancelledError):
            return  # the caller disconnected or the server is stopping, so nobody waits for a response
        headers = Headers((name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw)
        if body is None:
            too_large = RequestRefused(413, "PARAM_ERROR", f"the body has more than {_MAX_BODY} bytes")
            answer = make_answer(error_reply(too_large), Script(), None)
        elif (outside := answer_outside(self._sandbox, request.method, request.url.path, body)) is not None:
            answer = make_answer(outside, Script(), None)
        else:
            answer = self._sandbox.answer(request.method, _target(scope), headers, body)
        response = Response(answer.body, answer.status)
        response.raw_headers += [
            (name.lower().encode(), value.encode("latin-1")) for name, value in answer.headers.items()
        ]
        await response(scope, receive, send)


def serve(sandbox: Sandbox, *, port: int, before: Callable[[str], None] = lambda _url: None) -> int:
    """Serve until Ctrl-C or SIGTERM and return the exit code. `before` is called with the URL once the port is bound."""
    try:
        listener = listen(port)
    except (OSError, OverflowError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else problem
        sys.stderr.write(f"wxbrand sandbox: cannot listen on {ADDRESS}:{port}: {reason}; try another --port\n")
        return 1
    sandbox.base_url = url = url_of(listener)
    with listener:
        before(url)
        serve_until_signal(Application(sandbox), listener, lambda: _announce(url))
    return 0


def _announce(url: str) -> None:
    sys.stdout.write(f"listening on {url}\n")
    sys.stdout.flush()  # a process that waits for this line reads a pipe


@contextmanager
def running(sandbox: Sandbox) -> Iterator[str]:
    """Serve in a thread on a free port while the block runs, and yield the base URL."""
    with serving(Application(sandbox), "wxbrand sandbox") as url:
        sandbox.base_url = url
        yield url


def _target(scope: Scope) -> str:
    # ASGI does not distinguish `/a?` from `/a`; Sandbox tries both.
    raw_path: bytes = scope["raw_path"]
    query: bytes = scope["query_string"]
    return (raw_path + b"?" + query if query else raw_path).decode("latin-1")


async def _read(request: Request) -> bytes | None:
    """Read the whole body, so that the caller is ready for the response. Return None if it is too large."""
    body = bytearray()
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= _MAX_BODY:
            body += chunk
    return bytes(body) if size <= _MAX_BODY else None
