"""Deliver notifications from a thread of their own, with retries."""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from wxbrand_runtime.testing import Fault

from wxbrand_codegen.sandbox.product.notifications.deliveries import Delivery, Message, Try
from wxbrand_codegen.sandbox.product.notifications.posting import is_loopback_url, post

WAITS = (0.2, 1.0, 5.0, 15.0, 60.0, 180.0, 600.0)
"""Seconds before each try. WeChat Pay does not document its schedule for brands; its other schedules last for hours."""

MAX_DELIVERIES = 500
MAX_TRIES = 50
"""Tries that a notification keeps; a person may ask for any number."""

_NOT_CALLED = "not sent: the sandbox only calls loopback addresses (127.0.0.1, localhost)"


@dataclass(frozen=True, slots=True, order=True)
class _Due:
    """A try that is due at some time."""

    time: float
    """By the monotonic clock."""

    order: int
    delivery: Delivery = field(compare=False)
    fault: Fault | None = field(compare=False)
    is_asked_for: bool = field(compare=False)
    """Whether a person wants this try, in addition to the schedule."""


class Notifier:
    """Sends notifications from its own thread, which ends when nothing is left to send."""

    def __init__(
        self,
        make: Callable[[Delivery, Fault | None], Message],
        *,
        waits: Sequence[float] = WAITS,
        log: Callable[[str], None] = lambda _line: None,
    ) -> None:
        """`make` encrypts and signs the message anew for each try; `log` gets one line for each try."""
        self._make = make
        self._waits = waits
        self._log = log
        self._listener: Callable[[], None] = lambda: None
        self._changed = threading.Condition()
        self._due: list[_Due] = []
        self._order = count()
        self._is_running = False
        self.deliveries: list[Delivery] = []
        """The latest 500 notifications since the last reset, oldest first."""

    def listen(self, listener: Callable[[], None]) -> None:
        """Call a function, from any thread, whenever there is a new notification or try."""
        self._listener = listener

    def send(self, event_type: str, resource: Any, url: str, create_time: str = "") -> None:
        """Schedule a notification. `create_time` is when its event happened (RFC 3339)."""
        delivery = Delivery(event_type, resource, url, create_time)
        with self._changed:
            self.deliveries.append(delivery)
            del self.deliveries[:-MAX_DELIVERIES]
            self._schedule(delivery)
        self._listener()

    def send_again(self, delivery: Delivery, fault: Fault | None = None) -> None:
        """Send a notification once more, at once, also if it was delivered; with a fault if one is given."""
        with self._changed:
            self._add(delivery, 0.0, fault, is_asked_for=True)
        self._listener()

    def find(self, id: str) -> Delivery | None:  # noqa: A002  (the id of the notification)
        """Return a notification by its id, or None if there is none."""
        with self._changed:
            return next((delivery for delivery in self.deliveries if delivery.id == id), None)

    def reset(self) -> None:
        """Forget all notifications and cancel those that are not yet delivered."""
        with self._changed:
            self._due.clear()
            self.deliveries = []
            self._changed.notify()
        self._listener()

    def _schedule(self, delivery: Delivery) -> str:
        """Schedule the next try, if any is left, and return what to say about it."""
        if len(delivery.attempts) >= len(self._waits):
            return "; not tried again"
        wait = self._waits[len(delivery.attempts)]
        self._add(delivery, wait, None, is_asked_for=False)
        return f"; again in {wait:g} s"

    def _add(self, delivery: Delivery, wait: float, fault: Fault | None, *, is_asked_for: bool) -> None:
        if not is_loopback_url(delivery.url):
            delivery.attempts.append(Try(time=time.time(), result=_NOT_CALLED))
            self._log(f"{delivery.event_type} to {delivery.url}: {_NOT_CALLED}")
            return
        heapq.heappush(self._due, _Due(time.monotonic() + wait, next(self._order), delivery, fault, is_asked_for))
        if not self._is_running:
            self._is_running = True
            threading.Thread(target=self._run, name="wxbrand notifications", daemon=True).start()
        self._changed.notify()

    def _run(self) -> None:
        while (due := self._next()) is not None:
            delivery = due.delivery
            if delivery.delivered and not due.is_asked_for:  # a person sent it again meanwhile
                continue
            attempt, outlook = self._try(delivery, due.fault), ""
            with self._changed:
                delivery.attempts.append(attempt)
                del delivery.attempts[:-MAX_TRIES]
                if not (delivery.delivered or due.is_asked_for) and delivery in self.deliveries:
                    outlook = self._schedule(delivery)
                number = len(delivery.attempts)
            self._log(f"{delivery.event_type} to {delivery.url}, try {number}: {attempt.result}{outlook}")
            self._listener()

    def _try(self, delivery: Delivery, fault: Fault | None) -> Try:
        message = self._make(delivery, fault)
        now, started = time.time(), time.monotonic()
        result, answer = post(delivery.url, message)
        return Try(
            time=now,
            seconds=time.monotonic() - started,
            result=result,
            fault=fault.value if fault is not None else "",
            message=message,
            answer=answer,
        )

    def _next(self) -> _Due | None:
        """Wait for the next try that is due. Return None when none is scheduled."""
        with self._changed:
            while self._due:
                wait = self._due[0].time - time.monotonic()
                if wait <= 0:
                    return heapq.heappop(self._due)
                self._changed.wait(wait)
            self._is_running = False
            return None
