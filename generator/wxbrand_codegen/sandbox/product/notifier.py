"""Notifications on their way: each is sent until it is taken or given up, like WeChat Pay's, only sooner."""

from __future__ import annotations

import heapq
import http.client
import ssl
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

Made = tuple[tuple[tuple[str, str], ...], bytes]
"""Header fields and body."""

WAITS = (0.0, 1.0, 5.0, 15.0, 60.0, 180.0)
"""Seconds before each try. WeChat Pay's own schedule for brands is not documented; it goes on for hours."""

_TIMEOUT = 5.0
"""Seconds; what WeChat Pay waits for an answer."""

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(slots=True)
class Delivery:
    """One notification."""

    event_type: str
    resource: Any = field(repr=False)
    url: str
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    tries: list[str] = field(default_factory=list[str])
    """What came of each try: a status such as `204`, or why there was none."""

    taken: bool = False
    """Whether a 2xx came."""


class Notifier:
    """Sends notifications from a thread of its own, which ends with the program."""

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
        self._thread: threading.Thread | None = None
        self.deliveries: list[Delivery] = []
        """All so far, oldest first."""

    def send(self, event_type: str, resource: Any, url: str) -> None:
        """Take a notification on."""
        with self._changed:
            delivery = Delivery(event_type, resource, url)
            self.deliveries.append(delivery)
            if not _is_reachable(url):
                delivery.tries.append("not sent: only addresses of this machine are called")
                self._log(f"{event_type} to {url} {delivery.tries[0]}")
                return
            self._plan(delivery)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="wxbrand notifications", daemon=True)
                self._thread.start()
            self._changed.notify()

    def forget(self) -> None:
        """Give up all that is still on its way."""
        with self._changed:
            self._due.clear()
            self.deliveries = []

    def _plan(self, delivery: Delivery) -> None:
        if len(delivery.tries) < len(self._waits):
            due = time.monotonic() + self._waits[len(delivery.tries)]
            heapq.heappush(self._due, (due, id(delivery), delivery))

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._due or self._due[0][0] > time.monotonic():
                    self._changed.wait(self._due[0][0] - time.monotonic() if self._due else None)
                _, _, delivery = heapq.heappop(self._due)
            outcome = _post(delivery.url, *self._make(delivery))
            with self._changed:
                delivery.tries.append(outcome)
                delivery.taken = outcome.startswith("2")
                if not delivery.taken and delivery in self.deliveries:
                    self._plan(delivery)
            self._log(f"{delivery.event_type} to {delivery.url}, try {len(delivery.tries)}: {outcome}")


def _is_reachable(url: str) -> bool:
    return urlsplit(url).hostname in _LOOPBACK


def _post(url: str, headers: tuple[tuple[str, str], ...], body: bytes) -> str:
    """Send once; give the status, or why there is none."""
    place = urlsplit(url)
    host = place.hostname or ""
    connection: http.client.HTTPConnection
    if place.scheme == "https":  # on this machine, whose certificate nobody has signed
        context = ssl._create_unverified_context()  # noqa: S323
        connection = http.client.HTTPSConnection(host, place.port, timeout=_TIMEOUT, context=context)
    else:
        connection = http.client.HTTPConnection(host, place.port, timeout=_TIMEOUT)
    try:
        connection.request("POST", place.path or "/", body, dict(headers))
        return str(connection.getresponse().status)
    except (OSError, http.client.HTTPException) as problem:
        return f"{type(problem).__name__}: {problem}"
    finally:
        connection.close()
