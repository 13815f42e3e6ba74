"""What the API and the console share as ASGI applications: reading bodies and sending answers."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope
from wxbrand_runtime.http import Answer
from wxbrand_runtime.testing import RequestRefused

from wxbrand_codegen.sandbox.replies import Reply, Script, error_reply, make_answer


async def read_body(request: Request, most: int) -> bytes | None:
    """Read the whole body, so that the caller is ready for the response. Return None if it has more than `most` bytes."""
    body = bytearray()
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= most:
            body += chunk
    return bytes(body) if size <= most else None


def target_of(scope: Scope) -> str:
    """Return path and query as on the request line. ASGI does not distinguish `/a?` from `/a`."""
    path: bytes = scope["raw_path"]
    query: bytes = scope["query_string"]
    return (path + b"?" + query if query else path).decode("latin-1")


def replay(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that gives the body that was read, and then what comes after it."""
    is_given = False

    async def receive_again() -> Message:
        nonlocal is_given
        if is_given:
            return await receive()
        is_given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again


def to_response(answer: Answer) -> Response:
    """Return an answer with its headers exactly as they are."""
    response = Response(answer.body, answer.status)
    response.raw_headers += [(name.lower().encode(), value.encode("latin-1")) for name, value in answer.headers.items()]
    return response


def unsigned(reply: Reply) -> Response:
    """Return a reply without signature."""
    return to_response(make_answer(reply, Script(), None))


def too_large(most: int) -> Response:
    """Return the error for a body of more than `most` bytes."""
    return unsigned(error_reply(RequestRefused(413, "PARAM_ERROR", f"the body has more than {most} bytes")))
