"""The table: every fault, by the phase of the call in which it strikes."""

from __future__ import annotations

from tests.runtime.faults import answers, callers, connecting, contents, processes, sending
from tests.runtime.faults.fault import Phase

PHASES: tuple[Phase, ...] = (
    connecting.CONNECTING,
    connecting.SECURING,
    connecting.PROXIES,
    sending.SENDING,
    sending.SLOW,
    sending.INTERIM,
    sending.PROTOCOL,
    sending.HEADER,
    sending.FRAMING,
    sending.COMPRESSED,
    answers.PROOF,
    contents.STATUS,
    contents.ERRORS,
    contents.ERROR_BODY,
    contents.BODY,
    callers.KEPT,
    callers.ENDING,
    callers.SHARING,
    processes.PROCESSES,
)
