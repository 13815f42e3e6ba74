"""Live pages: server-sent events that say which part of the sandbox changed. The page then fetches itself again."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

MAX_PAGES = 32
"""Open pages that are told of changes. Further ones must be reloaded."""

_PAUSE = 0.2
"""Least seconds between two events to one page. Changes in between are one event."""

_KEEP_ALIVE = 15.0


@dataclass(slots=True, eq=False)
class _Page:
    loop: asyncio.AbstractEventLoop
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    topics: set[str] = field(default_factory=set[str])
    """What changed since the last event."""


class Live:
    """The open pages. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pages: set[_Page] = set()
        self._is_closed = False

    def changed(self, topic: str) -> None:
        """Tell the open pages that something changed. Topics are names of pages, such as `requests`."""
        if not self._pages:
            return
        with self._lock:
            for page in self._pages:
                if topic not in page.topics:
                    page.topics.add(topic)
                    page.loop.call_soon_threadsafe(page.wake.set)

    def close(self) -> None:
        """End all streams, so that the server can stop."""
        with self._lock:
            self._is_closed = True
            for page in self._pages:
                page.loop.call_soon_threadsafe(page.wake.set)

    async def respond(self, _request: Request) -> Response:
        """Answer `GET /sandbox/events`."""
        page = _Page(asyncio.get_running_loop())
        with self._lock:
            if len(self._pages) >= MAX_PAGES or self._is_closed:
                return PlainTextResponse("too many pages are open; reload this one to see changes\n", 503)
            self._pages.add(page)
        return _Stream(self._events(page), lambda: self._forget(page))

    def _forget(self, page: _Page) -> None:
        with self._lock:
            self._pages.discard(page)

    async def _events(self, page: _Page) -> AsyncIterator[str]:
        yield "retry: 1000\n\n"
        while not self._is_closed:
            try:
                await asyncio.wait_for(page.wake.wait(), _KEEP_ALIVE)
            except TimeoutError:
                yield ": nothing changed\n\n"
                continue
            page.wake.clear()
            with self._lock:
                topics, page.topics = page.topics, set()
            for topic in sorted(topics):
                yield f"event: changed\ndata: {topic}\n\n"
            if not self._is_closed:
                await asyncio.sleep(_PAUSE)


class _Stream(StreamingResponse):
    def __init__(self, events: AsyncIterator[str], ended: Callable[[], None]) -> None:
        super().__init__(events, media_type="text/event-stream")
        self._ended = ended

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._ended()
