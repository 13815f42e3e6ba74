"""What can happen between a request and its answer: before it is carried out, and after."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One way in which an exchange goes wrong."""

    name: str

    play: str
    """Method of Hosts that plays it."""

    carried_out: bool
    """Whether the request takes effect all the same."""

    honest: bool = False
    """Whether the client may take the answer for what it is: it comes late, but whole and signed."""


FAULTS = (
    Fault("connection reset before it is read", "reset", carried_out=False),
    Fault("429 with Retry-After", "rate_limited", carried_out=False),
    Fault("503", "as_it_stands", carried_out=False),
    Fault("502, a page of HTML", "html", carried_out=False),
    Fault("connection reset, answer lost", "reset", carried_out=True),
    Fault("closed in the middle of the answer", "half", carried_out=True),
    Fault("500 though carried out", "error_500", carried_out=True),
    Fault("silence beyond the time-out", "silent", carried_out=True),
    Fault("body changed", "changed", carried_out=True),
    Fault("no signature", "unsigned", carried_out=True),
    Fault("signed with another key", "signed_by_a_stranger", carried_out=True),
    Fault("signature probe", "probe", carried_out=True),
    Fault("one hour old", "old", carried_out=True),
    Fault("garbage instead of HTTP", "garbage", carried_out=True),
    Fault("byte by byte", "drip", carried_out=True, honest=True),
    Fault("a third of a second late", "late", carried_out=True, honest=True),
)
