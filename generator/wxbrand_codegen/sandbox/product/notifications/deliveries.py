"""A notification and its tries."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

Message = tuple[tuple[tuple[str, str], ...], bytes]
"""Header fields and body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One attempt to deliver a notification. The repr contains no values."""

    time: float
    """Unix time by the computer's clock."""

    seconds: float = 0.0
    """How long the brand's server took."""

    result: str
    """A status such as `204`, or why there was no response."""

    fault: str = ""
    """What was wrong with the message on purpose, as `Fault` names it."""

    message: Message = field(default=((), b""), repr=False)
    """What was sent."""

    answer: bytes = field(default=b"", repr=False)
    """The beginning of the body that the brand's server answered."""

    @property
    def is_accepted(self) -> bool:
        """Whether the brand responded with a 2xx status."""
        return self.result.startswith("2")


@dataclass(slots=True, eq=False)
class Delivery:
    """One notification and its tries."""

    event_type: str
    resource: Any = field(repr=False)
    url: str
    """A loopback address. It is called over plain HTTP even if the scheme is https."""

    create_time: str = ""
    """When the event happened, in the product's time (RFC 3339)."""

    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    """Id of the notification, the same in every try."""

    attempts: list[Try] = field(default_factory=list[Try])
    """All tries, oldest first."""

    @property
    def tries(self) -> list[str]:
        """The result of each try."""
        return [attempt.result for attempt in self.attempts]

    @property
    def delivered(self) -> bool:
        """Whether the brand responded with a 2xx status to one of the tries that had no fault."""
        return any(attempt.is_accepted and not attempt.fault for attempt in self.attempts)
