"""The faults that the hosts of the soak test inject, before or after a request is carried out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of an exchange."""

    name: str

    method: str
    """Suffix of the method of Hosts that injects it."""

    carried_out: bool
    """Whether the request takes effect nevertheless."""

    genuine: bool = False
    """Whether the client may accept the answer: it is slow, but complete and validly signed."""


FAULTS = (
    Fault("connection reset before the request is read", "reset", carried_out=False),
    Fault("429 with Retry-After", "rate_limited", carried_out=False),
    Fault("503", "unchanged", carried_out=False),
    Fault("502 with an HTML page", "html", carried_out=False),
    Fault("connection reset, answer lost", "reset", carried_out=True),
    Fault("closed in the middle of the answer", "truncated", carried_out=True),
    Fault("500 although carried out", "error_500", carried_out=True),
    Fault("no answer before the timeout", "silent", carried_out=True),
    Fault("body changed", "changed", carried_out=True),
    Fault("no signature", "unsigned", carried_out=True),
    Fault("signed with another key", "foreign_signature", carried_out=True),
    Fault("signature probe", "probe", carried_out=True),
    Fault("one hour old", "old", carried_out=True),
    Fault("garbage instead of HTTP", "garbage", carried_out=True),
    Fault("byte by byte", "drip", carried_out=True, genuine=True),
    Fault("a third of a second late", "late", carried_out=True, genuine=True),
)
