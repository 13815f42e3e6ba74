"""Rate limits: refuse requests beyond the rate that the spec states for an operation (`x-wxbrand-rate-limit`)."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable

from wxbrand_codegen.sandbox.refusals import TOO_FREQUENT, ProductRefusal
from wxbrand_codegen.sandbox.requests.routes import Operation

_EXTENSION = "x-wxbrand-rate-limit"


class RateLimits:
    """Counts the requests of one caller by operation. Refused requests do not count. Not thread-safe."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock` returns the time in Unix seconds."""
        self._clock = clock
        self._times: defaultdict[str, deque[float]] = defaultdict(deque)
        """When each request of the last period was taken, by operation."""

    def take(self, operation: Operation) -> None:
        """Count a request. Raise RequestRefused, 429 FREQUENCY_LIMITED, if it exceeds the rate."""
        limit = operation.node.get_value(_EXTENSION)
        if limit is None:
            return
        now, times = self._clock(), self._times[operation.node.pointer]
        requests, seconds = limit["requests"], limit["seconds"]
        while times and times[0] <= now - seconds:
            times.popleft()
        if len(times) >= requests:
            most = "1 request" if requests == 1 else f"{requests} requests"
            period = "a second" if seconds == 1 else f"in {seconds} seconds"
            message = f"at most {most} {period}, for {operation.id or 'this operation'}; try again later"
            raise ProductRefusal(429, "FREQUENCY_LIMITED", message, None, number=TOO_FREQUENT)
        times.append(now)
