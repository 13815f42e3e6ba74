"""The console as an ASGI application. A new page is a module in `pages` and a line in `_PAGES`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from wxbrand_codegen.sandbox.asgi import read_body, replay, too_large, unsigned
from wxbrand_codegen.sandbox.console import settings
from wxbrand_codegen.sandbox.console.guard import Guard
from wxbrand_codegen.sandbox.console.language import Texts, join
from wxbrand_codegen.sandbox.console.pages import faults, notifications, product, reference, requests, setup
from wxbrand_codegen.sandbox.console.rendering import Desk, Explain, desk_of
from wxbrand_codegen.sandbox.console.texts import TEXTS
from wxbrand_codegen.sandbox.outside import answer_outside
from wxbrand_codegen.sandbox.service import Sandbox

_ROOT = "/sandbox"
_MAX_BODY = 1024 * 1024


def is_console_path(path: str) -> bool:
    """Whether a path, decoded, belongs to the console and not to the API."""
    return path == _ROOT or path.startswith(f"{_ROOT}/")


class PageModule(Protocol):
    """What a module in `pages` defines."""

    ROUTES: Sequence[Route]
    TEXTS: Texts


_PAGES: Sequence[tuple[str, str, PageModule]] = (
    ("requests", "/sandbox/", requests),
    ("product", "/sandbox/product", product),
    ("notifications", "/sandbox/notifications", notifications),
    ("faults", "/sandbox/faults", faults),
    ("reference", "/sandbox/reference", reference),
    ("setup", "/sandbox/setup", setup),
)
"""Name, path and module, in the order of the menu. The menu's label is the text `menu.NAME`."""


class Console:
    """The ASGI application for all paths below `/sandbox/`."""

    def __init__(self, sandbox: Sandbox, explain: Explain | None = None) -> None:
        self.desk = Desk(
            sandbox=sandbox,
            explain=explain,
            navigation=[(name, path) for name, path, _ in _PAGES],
            texts=join([TEXTS, *(module.TEXTS for _, _, module in _PAGES)]),
        )
        sandbox.recorder.listen(lambda: self.desk.live.changed("requests"))
        sandbox.changed = lambda: self.desk.live.changed("product")
        if sandbox.product is not None:
            sandbox.product.notifier.listen(lambda: self.desk.live.changed("notifications"))
        self._pages = Starlette(
            routes=[
                Route("/sandbox/events", self.desk.live.respond),
                *settings.ROUTES,
                *(route for _, _, module in _PAGES for route in module.ROUTES),
            ],
            exception_handlers={HTTPException: _show_error},
        )
        self._pages.state.desk = self.desk
        self._guarded = Guard(self._route)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - the ASGI call
        await self._guarded(scope, receive, send)

    async def _route(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await read_body(Request(scope, receive), _MAX_BODY)
        if body is None:
            await too_large(_MAX_BODY)(scope, receive, send)
        elif (reply := answer_outside(self.desk.sandbox, scope["method"], scope["path"], body)) is not None:
            await unsigned(reply)(scope, receive, send)
        else:
            await self._pages(scope, replay(body, receive), send)

    def close(self) -> None:
        """End the streams to open pages, so that the server can stop."""
        self.desk.live.close()


async def _show_error(request: Request, problem: Exception) -> Response:
    status = problem.status_code if isinstance(problem, HTTPException) else 500
    return desk_of(request).render(request, "error", {"status": status}, page="", status=status)
