"""The server of `wxbrand listen`: receive notifications, verify and decrypt them, forward them, answer."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any, NamedTuple

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from wxbrand_runtime.auth.credentials import Credentials
from wxbrand_runtime.errors import InvalidNotification, UnreadableMember
from wxbrand_runtime.notifications import Notification, failed, parse

from wxbrand_codegen.notifications.posting import Handler, HandlerAnswer, post
from wxbrand_codegen.sandbox.asgi import target_of

MAX_BODY = 1024 * 1024
"""Bytes of a request's body. Those of notifications have two thousand."""

BODY_SECONDS = 10.0
"""Seconds in which the whole body must arrive."""

FORWARD_SECONDS = 15.0
"""Seconds to wait for the handler: longer than WeChat Pay does, to say how long the handler takes."""

_IDS = 1000
"""Ids of notifications that are remembered, to count how often each came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A request that was received and answered."""

    at: datetime
    """When it came, with this machine's offset."""

    method: str
    target: str
    """Path and query."""

    notification: Notification[Any] | None = field(default=None, repr=False)
    """None if it is refused, or is no notification at all."""

    times: int = 1
    """How often this notification has come, by its id."""

    reason: str = ""
    """Why it is refused: a fixed word, such as `signature-wrong`."""

    problem: str = field(default="", repr=False)
    """The same as a sentence."""

    forwarded: HandlerAnswer | None = None
    """What the handler answered; None if nothing was forwarded."""

    status: int
    """What was answered."""

    error: Exception | None = field(default=None, repr=False)
    """A bug of wxbrand that the request led to."""


class Listener:
    """An ASGI application that receives notifications on every path."""

    def __init__(
        self,
        credentials: Credentials,
        report: Callable[[Received], None],
        *,
        forward_to: Handler | None = None,
        answer: int = 204,
    ) -> None:
        """`report` is called with each request once it is answered. `answer` is the status for genuine notifications.

        With `forward_to` every POST request is passed on as it came, genuine or not, and the handler's answer is returned.
        """
        self._credentials = credentials
        self._report = report
        self._handler = forward_to
        self._answer = answer
        self._times: OrderedDict[str, int] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - the ASGI call
        request = Request(scope, receive)
        at = datetime.now().astimezone()
        try:
            body = await _read(request)
        except (ClientDisconnect, asyncio.CancelledError):
            return  # the caller disconnected or the server is stopping, so nobody waits for a response
        seen: dict[str, Any] = {"at": at, "method": request.method, "target": _target(scope)}
        response = await self._respond(seen, request, body)
        self._report(Received(**seen, status=response.status_code))
        await response(scope, receive, send)

    async def _respond(self, seen: dict[str, Any], request: Request, body: bytes | _Unread) -> Response:
        """Return the response, and add to `seen` what was found out."""
        if isinstance(body, _Unread):
            seen["problem"] = body.problem
            return Response(status_code=body.status)
        if "Sec-Fetch-Site" in request.headers or "Origin" in request.headers:
            seen["problem"] = "not a notification: a web page in a browser sent it"
            return Response(status_code=403)
        if request.method != "POST":
            seen["problem"] = "not a notification: WeChat Pay sends POST requests only"
            return Response(status_code=405, headers={"Allow": "POST"})
        if "#" in seen["target"] or seen["target"].endswith(
            "?"
        ):  # HTTP clients leave these out, so it cannot be passed on
            seen["problem"] = "not a notification: its path has a # or ends with a question mark"
            return Response(status_code=400)
        headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw]
        try:
            notification = await asyncio.to_thread(parse, headers, body, self._credentials)
        except InvalidNotification as refused:
            seen.update(reason=refused.reason, problem=str(refused))
        except Exception as error:  # noqa: BLE001  (a bug, which the caller reports)
            seen["error"] = error
        else:
            seen.update(notification=notification, times=self._count(notification))
        if self._handler is not None:
            answer = await post(self._handler, headers, body, target=seen["target"], seconds=FORWARD_SECONDS)
            seen["forwarded"] = answer
            return _passed_on(answer)
        if "notification" in seen:
            return Response(status_code=self._answer)
        refusal = failed(seen.get("reason") or "the request could not be handled")
        return Response(refusal.body, refusal.status, dict(refusal.headers))

    def _count(self, notification: Notification[Any]) -> int:
        try:
            id_ = notification.id
        except UnreadableMember:
            return 1
        times = self._times.pop(id_, 0) + 1
        self._times[id_] = times
        if len(self._times) > _IDS:
            self._times.popitem(last=False)
        return times


def _passed_on(answer: HandlerAnswer) -> Response:
    """Return the handler's answer as a response; 502 or 504 if there is none."""
    if answer.status is None:
        refusal = failed("the handler did not answer", 504 if answer.is_late else 502)
        return Response(refusal.body, refusal.status, dict(refusal.headers))
    has_body = answer.status not in {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED} and answer.status >= 200
    response = Response(answer.body if has_body else b"", answer.status)
    if has_body and (content_type := answer.headers.get("Content-Type")):
        response.headers["Content-Type"] = content_type
    return response


def _target(scope: Scope) -> str:
    return target_of(scope if scope["raw_path"].startswith(b"/") else {**scope, "raw_path": b"/"})


class _Unread(NamedTuple):
    status: int
    problem: str


async def _read(request: Request) -> bytes | _Unread:
    """Return the whole body, or why it was not read."""
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MAX_BODY:
                    return _Unread(413, f"its body has more than {MAX_BODY} bytes; notifications have two thousand")
    except TimeoutError:
        return _Unread(408, f"its body did not arrive within {BODY_SECONDS:.0f} seconds")
    return bytes(body)
