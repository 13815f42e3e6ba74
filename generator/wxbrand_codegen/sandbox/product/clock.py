"""The product's time: WeChat Pay's time, and how far it was moved forward. Signatures keep WeChat Pay's time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

MAX_SECONDS_AHEAD = 100 * 366 * 86_400
"""About a hundred years, so that dates stay within what Python can represent."""


@dataclass(slots=True)
class ProductClock:
    """A clock that can be moved forward."""

    clock: Callable[[], float]
    """Return WeChat Pay's time in Unix seconds."""

    seconds_ahead: int = 0
    """How far the product's time is ahead of WeChat Pay's."""

    def __call__(self) -> float:
        """Return the product's time in Unix seconds."""
        return self.clock() + self.seconds_ahead
