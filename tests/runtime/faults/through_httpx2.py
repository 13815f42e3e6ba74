"""How the rows about sending and receiving end through the adapters of httpx2, where they end differently."""

from __future__ import annotations

from dataclasses import replace

from tests.runtime.faults import connecting, framing, proxies, sending
from tests.runtime.faults.fault import REPLY, Fault, Outcome, Phase

PHASES_THROUGH_HTTPX2 = (
    connecting.CONNECTING,
    connecting.SECURING,
    proxies.PROXIES,
    sending.SENDING,
    sending.SLOW,
    sending.INTERIM,
    framing.PROTOCOL,
    framing.HEADER,
    framing.FRAMING,
    framing.COMPRESSED,
)

DIFFERENCES: dict[str, Outcome] = {
    # h11, the parser of httpx2, is more lenient
    "HTTP/2.0 in the status line": REPLY,
    "HTTP/1.2": REPLY,
    "a field of 64 KiB": REPLY,
    "1000 fields": REPLY,
    "a folded field": REPLY,
    "two equal lengths": REPLY,
    "length beside chunks": REPLY,
    "bare line feeds": REPLY,
}

ALL_PROXY = "of the environment, for http and for all protocols"  # httpx2 reads it, too

NOT_PLAYED: dict[str, tuple[str, ...]] = {
    # the time limit of httpx2 begins anew with each byte of the header, and a thread cannot be interrupted
    "httpx2": (
        "drips its status line",
        "drips its header",
        "drips 1xx answers without end",
        "1xx answers without end",
        ALL_PROXY,
    ),
    # anyio, the network library of httpx2, may report the reset before the answer that arrived first; and on a busy machine
    # the handshake may be cancelled before its own limit ends it: then httpx2 leaves the socket to the garbage collector
    "httpx2-async": (
        "answers before it reads a large body",
        "handshake that hangs, by the time of a try",
        "handshake that hangs, by the deadline",
        ALL_PROXY,
    ),
}


def outcome_through(fault: Fault) -> Outcome:
    """How a row ends. Messages are not compared: httpx2 does not tell all that ours say."""
    return replace(DIFFERENCES.get(fault.name, fault.outcome), words="")


def is_played(kind: str, phase: Phase, fault: Fault) -> bool:
    """Whether a row can be played through an adapter."""
    return phase in PHASES_THROUGH_HTTPX2 and fault.name not in NOT_PLAYED[kind]
