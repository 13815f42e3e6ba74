"""The table: every fault, by the phase of the call in which it strikes."""

from __future__ import annotations

from tests.runtime.faults import (
    answers,
    callbacks,
    callers,
    connecting,
    contents,
    errors,
    framing,
    members,
    processes,
    proxies,
    sending,
)
from tests.runtime.faults.fault import Phase

PHASES: tuple[Phase, ...] = (
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
    answers.PROOF,
    contents.STATUS,
    errors.ERRORS,
    errors.ERROR_BODY,
    errors.EXPLAINED,
    contents.BODY,
    callbacks.CALLBACKS,
    members.MEMBER,
    members.PAGES,
    members.NOTIFICATIONS,
    callers.KEPT,
    callers.ENDING,
    callers.SHARING,
    processes.PROCESSES,
)
