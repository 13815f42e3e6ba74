"""Recording: the latest requests with their answers, bounded in number and bytes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from wxbrand_runtime.http import Answer, Headers
from wxbrand_runtime.testing import RequestRefused

MAX_EXCHANGES = 1_000
MAX_BYTES = 32 * 1024 * 1024
CUT_TO = 8 * 1024
"""Bytes that remain of a body which was cut."""

_OVERHEAD, _FIELD_OVERHEAD = 2_000, 300
"""About the bytes that Python takes for an exchange and for a header field, without their texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request and its answer. The repr contains no values."""

    number: int = 0
    """Counts from 1. The recorder assigns it."""

    received_at: float
    """Unix time by the sandbox's clock."""

    seconds: float
    """How long the answer took."""

    method: str

    target: str = field(repr=False)
    """Path and query as on the request line."""

    headers: Headers

    body: bytes = field(repr=False)

    operation_id: str
    """The operation of the spec that the request is for; empty if there is none."""

    refusal: RequestRefused | None = field(repr=False)
    """Why the request was refused; None if it was not."""

    answer: Answer = field(repr=False)

    is_altered: bool = False
    """Whether a test or the console altered the answer on purpose."""

    fault: str = ""
    """Name of the fault that was armed for it; empty if there was none."""

    is_cut: bool = False
    """Whether the bodies are incomplete, because too many large ones came later."""

    @property
    def status(self) -> int:
        """Status of the answer."""
        return self.answer.status

    @property
    def size(self) -> int:
        """About how many bytes the exchange keeps in memory."""
        return (
            _OVERHEAD
            + len(self.target)
            + sum(
                len(body) + sum(_FIELD_OVERHEAD + len(name) + len(text) for name, text in headers.items())
                for headers, body in ((self.headers, self.body), (self.answer.headers, self.answer.body))
            )
        )

    def cut(self) -> Exchange:
        """Return the exchange with only the beginning of its bodies."""
        if max(len(self.body), len(self.answer.body)) <= CUT_TO:
            return self
        answer = Answer(status=self.answer.status, headers=self.answer.headers, body=self.answer.body[:CUT_TO])
        return replace(self, body=self.body[:CUT_TO], answer=answer, is_cut=True)


class Recorder:
    """Keeps the latest exchanges. Thread-safe.

    The newest one is kept whole. When all together exceed the limit, the oldest bodies are cut first, then the oldest exchanges
    are dropped.
    """

    def __init__(self, max_exchanges: int = MAX_EXCHANGES, max_bytes: int = MAX_BYTES) -> None:
        self._max_exchanges, self._max_bytes = max_exchanges, max_bytes
        self._lock = threading.Lock()
        self._exchanges: dict[int, Exchange] = {}
        """By number, oldest first. The numbers are consecutive."""
        self._last = 0
        self._next_to_cut = 1
        self._bytes = 0
        self._listener: Callable[[], None] = lambda: None

    def listen(self, listener: Callable[[], None]) -> None:
        """Call a function, from any thread, whenever something is recorded or cleared."""
        self._listener = listener

    def record(self, exchange: Exchange) -> None:
        """Keep an exchange as the newest one."""
        with self._lock:
            self._last += 1
            self._exchanges[self._last] = replace(exchange, number=self._last)
            self._bytes += exchange.size
            while len(self._exchanges) > self._max_exchanges:
                self._drop_oldest()
            self._make_room()
        self._listener()

    def _make_room(self) -> None:
        while self._bytes > self._max_bytes and len(self._exchanges) > 1:
            if self._next_to_cut == self._last:
                self._drop_oldest()
                continue
            whole = self._exchanges[self._next_to_cut]
            cut = self._exchanges[self._next_to_cut] = whole.cut()
            self._bytes -= whole.size - cut.size
            self._next_to_cut += 1

    def _drop_oldest(self) -> None:
        number = next(iter(self._exchanges))
        self._bytes -= self._exchanges.pop(number).size
        self._next_to_cut = max(self._next_to_cut, number + 1)

    def exchanges(self) -> list[Exchange]:
        """Return all exchanges, oldest first."""
        with self._lock:
            return list(self._exchanges.values())

    def get(self, number: int) -> Exchange | None:
        """Return an exchange; None if there is none with this number, or no longer."""
        with self._lock:
            return self._exchanges.get(number)

    def find(self, request_id: str) -> int | None:
        """Return the number of the exchange whose answer has a Request-ID; None if there is none."""
        with self._lock:
            for number, exchange in reversed(self._exchanges.items()):
                if exchange.answer.headers.get("Request-ID") == request_id:
                    return number
        return None

    def clear(self) -> None:
        """Forget all exchanges. Numbers go on."""
        with self._lock:
            self._exchanges.clear()
            self._bytes, self._next_to_cut = 0, self._last + 1
        self._listener()
