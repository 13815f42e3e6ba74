"""Connections that the sandbox can close in the middle of an answer, as a network does."""

from __future__ import annotations

import asyncio

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from wxbrand_codegen.sandbox.asgi import to_response
from wxbrand_codegen.sandbox.faults import Transmission
from wxbrand_codegen.sandbox.loopback import PatientProtocol

_TRANSPORT = "wxbrand.transport"


class ClosableProtocol(PatientProtocol):
    """Tells the application its connection, so that it can be closed."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Remember the connection for the scopes of its requests."""
        super().connection_made(transport)
        application = self.app

        async def with_transport(scope: Scope, receive: Receive, send: Send) -> None:
            scope[_TRANSPORT] = transport
            await application(scope, receive, send)

        self.app = with_transport


async def send_answer(transmission: Transmission, scope: Scope, receive: Receive, send: Send) -> None:
    """Send an answer: late, whole, half of it, or nothing before the connection is closed."""
    if transmission.delay:
        await asyncio.sleep(transmission.delay)
    response = to_response(transmission.answer)
    if transmission.sends == "all":
        await response(scope, receive, send)
        return
    if transmission.sends == "half" and len(response.body) > 1:
        await _send_half(response, send)
    transport: asyncio.Transport = scope[_TRANSPORT]
    transport.close()
    while (await receive())["type"] != "http.disconnect":
        pass


async def _send_half(response: Response, send: Send) -> None:
    await send({"type": "http.response.start", "status": response.status_code, "headers": response.raw_headers})
    await send({"type": "http.response.body", "body": response.body[: len(response.body) // 2], "more_body": True})
