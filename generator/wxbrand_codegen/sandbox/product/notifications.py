"""Notifications on their way: each is sent until it is taken or given up, like WeChat Pay's, only sooner."""

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

Made = tuple[tuple[tuple[str, str], ...], bytes]
"""Header fields and body."""

WAITS = (0.2, 1.0, 5.0, 15.0, 60.0, 180.0, 600.0)
"""Seconds before each try. WeChat Pay's own schedule for brands is not documented; its others go on for hours."""

_TIMEOUT = 5.0
"""Seconds; what WeChat Pay waits for an answer."""

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(slots=True, eq=False)
class Delivery:
    """One notification."""

    event_type: str
    resource: Any = field(repr=False)
    url: str
    """Where it goes: an address of this machine, called in plain http even if it says https."""

    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    """The same for every try."""

    tries: list[str] = field(default_factory=list[str])
    """What came of each try: a status such as `204`, or why there was none."""

    taken: bool = False
    """Whether a 2xx came."""


def is_loopback_url(url: str) -> bool:
    """Whether a URL is one that the sandbox calls: http or https, and of this machine."""
    try:
        place = urlsplit(url)
        port = place.port
    except ValueError:  # no URL at all, or a port beyond the last
        return False
    return place.scheme in {"http", "https"} and place.hostname in _LOOPBACK and port != 0


class Notifier:
    """Sends notifications from a thread of its own, which lives as long as something is on its way."""

    def __init__(
        self,
        make: Callable[[Delivery], Made],
        *,
        waits: Sequence[float] = WAITS,
        log: Callable[[str], None] = lambda _line: None,
    ) -> None:
        """`make` encrypts and signs, anew for each try; `log` gets a line for each try."""
        self._make = make
        self._waits = waits
        self._log = log
        self._changed = threading.Condition()
        self._due: list[tuple[float, int, Delivery]] = []
        self._order = count()
        self._is_running = False
        self.deliveries: list[Delivery] = []
        """All so far, oldest first."""

    def send(self, event_type: str, resource: Any, url: str) -> None:
        """Take a notification on."""
        delivery = Delivery(event_type, resource, url)
        with self._changed:
            self.deliveries.append(delivery)
            if not is_loopback_url(url):
                delivery.tries.append("not sent: the sandbox calls only addresses of this machine")
                self._log(f"{event_type} to {url}: {delivery.tries[0]}")
                return
            self._plan(delivery)
            if not self._is_running:
                self._is_running = True
                threading.Thread(target=self._run, name="wxbrand notifications", daemon=True).start()
            self._changed.notify()

    def forget(self) -> None:
        """Give up all that is still on its way."""
        with self._changed:
            self._due.clear()
            self.deliveries = []
            self._changed.notify()

    def _plan(self, delivery: Delivery) -> None:
        if len(delivery.tries) < len(self._waits):
            due = time.monotonic() + self._waits[len(delivery.tries)]
            heapq.heappush(self._due, (due, next(self._order), delivery))

    def _run(self) -> None:
        while (delivery := self._next()) is not None:
            outcome = _post(delivery.url, *self._make(delivery))
            with self._changed:
                delivery.tries.append(outcome)
                delivery.taken = outcome.startswith("2")
                if not delivery.taken and delivery in self.deliveries:
                    self._plan(delivery)
            self._log(f"{delivery.event_type} to {delivery.url}, try {len(delivery.tries)}: {outcome}")

    def _next(self) -> Delivery | None:
        """Wait for the next that is due; None when nothing is on its way."""
        with self._changed:
            while self._due:
                wait = self._due[0][0] - time.monotonic()
                if wait <= 0:
                    return heapq.heappop(self._due)[2]
                self._changed.wait(wait)
            self._is_running = False
            return None


def _post(url: str, headers: tuple[tuple[str, str], ...], body: bytes) -> str:
    """Send once; give the status, or why there is none."""
    place = urlsplit(url)
    try:
        connection = http.client.HTTPConnection(place.hostname or "", place.port or 80, timeout=_TIMEOUT)
    except ValueError as problem:
        return f"not sent: {problem}"
    try:
        connection.request("POST", place.path or "/", body, dict(headers))
        return str(connection.getresponse().status)
    except (OSError, ValueError, http.client.HTTPException) as problem:
        return f"{type(problem).__name__}: {problem}"
    finally:
        connection.close()
