"""Notifications: the brand's notify_url, and delivery with retries like WeChat Pay's, at shorter intervals."""

from __future__ import annotations

import heapq
import http.client
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import urlsplit

from wxbrand_codegen.sandbox.product.resources import Json
from wxbrand_codegen.sandbox.product.state import State
from wxbrand_codegen.sandbox.refusals import not_found

Message = tuple[tuple[tuple[str, str], ...], bytes]
"""Header fields and body."""

WAITS = (0.2, 1.0, 5.0, 15.0, 60.0, 180.0, 600.0)
"""Seconds before each try. WeChat Pay does not document its schedule for brands; its other schedules last for hours."""

_TIMEOUT = 5.0
"""Seconds that WeChat Pay waits for a response."""

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def set_notify_config(state: State, _path: Json, _query: Json, body: Json) -> Json:
    """Set the URL to which notifications are sent."""
    state.notify = {"notify_url": body["notify_url"], "update_time": state.timestamp()}
    return state.notify


def get_notify_config(state: State, _path: Json, _query: Json, _body: Json) -> Json:
    """Return the URL to which notifications are sent."""
    if state.notify is None:
        raise not_found("notify_url")
    return state.notify


@dataclass(slots=True, eq=False)
class Delivery:
    """One notification and its tries."""

    event_type: str
    resource: Any = field(repr=False)
    url: str
    """A loopback address. It is called over plain HTTP even if the scheme is https."""

    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    """Id of the notification, the same in every try."""

    tries: list[str] = field(default_factory=list[str])
    """Result of each try: a status such as `204`, or why there was no response."""

    delivered: bool = False
    """Whether the brand responded with a 2xx status."""


def is_loopback_url(url: str) -> bool:
    """Whether the sandbox may call a URL: http or https, to a loopback address."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # not a URL, or a port above 65535
        return False
    return parts.scheme in {"http", "https"} and parts.hostname in _LOOPBACK and port != 0


class Notifier:
    """Sends notifications from its own thread, which ends when nothing is left to send."""

    def __init__(
        self,
        make: Callable[[Delivery], Message],
        *,
        waits: Sequence[float] = WAITS,
        log: Callable[[str], None] = lambda _line: None,
    ) -> None:
        """`make` encrypts and signs the message anew for each try; `log` gets one line for each try."""
        self._make = make
        self._waits = waits
        self._log = log
        self._changed = threading.Condition()
        self._due: list[tuple[float, int, Delivery]] = []
        self._order = count()
        self._is_running = False
        self.deliveries: list[Delivery] = []
        """All notifications since the last reset, oldest first."""

    def send(self, event_type: str, resource: Any, url: str) -> None:
        """Schedule a notification."""
        delivery = Delivery(event_type, resource, url)
        with self._changed:
            self.deliveries.append(delivery)
            if not is_loopback_url(url):
                delivery.tries.append("not sent: the sandbox only calls loopback addresses (127.0.0.1, localhost)")
                self._log(f"{event_type} to {url}: {delivery.tries[0]}")
                return
            self._schedule(delivery)
            if not self._is_running:
                self._is_running = True
                threading.Thread(target=self._run, name="wxbrand notifications", daemon=True).start()
            self._changed.notify()

    def reset(self) -> None:
        """Forget all notifications and cancel those that are not yet delivered."""
        with self._changed:
            self._due.clear()
            self.deliveries = []
            self._changed.notify()

    def _schedule(self, delivery: Delivery) -> None:
        if len(delivery.tries) < len(self._waits):
            due = time.monotonic() + self._waits[len(delivery.tries)]
            heapq.heappush(self._due, (due, next(self._order), delivery))

    def _run(self) -> None:
        while (delivery := self._next()) is not None:
            result = _post(delivery.url, *self._make(delivery))
            with self._changed:
                delivery.tries.append(result)
                delivery.delivered = result.startswith("2")
                if not delivery.delivered and delivery in self.deliveries:
                    self._schedule(delivery)
            self._log(f"{delivery.event_type} to {delivery.url}, try {len(delivery.tries)}: {result}")

    def _next(self) -> Delivery | None:
        """Wait for the next delivery that is due. Return None when no delivery is scheduled."""
        with self._changed:
            while self._due:
                wait = self._due[0][0] - time.monotonic()
                if wait <= 0:
                    return heapq.heappop(self._due)[2]
                self._changed.wait(wait)
            self._is_running = False
            return None


def _post(url: str, headers: tuple[tuple[str, str], ...], body: bytes) -> str:
    """Send once; return the status, or why there was no response."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=_TIMEOUT)
    try:
        connection.request("POST", parts.path or "/", body, dict(headers))
        return str(connection.getresponse().status)
    except (OSError, ValueError, http.client.HTTPException) as problem:
        return f"{type(problem).__name__}: {problem}"
    finally:
        connection.close()
