"""Faults that are armed for the next call: of one operation, or of any. Each fault spoils one answer."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, Literal

from wxbrand_runtime.http import Answer
from wxbrand_runtime.testing import Fault, RequestRefused

from wxbrand_codegen.sandbox.replies import Reply, Script, Spoil
from wxbrand_codegen.sandbox.schemas.nodes import Node

MOST = 100
MAX_SECONDS = 300.0
_HTML = b"<html><head><title>502 Bad Gateway</title></head><body>Error page of a proxy</body></html>"

Sends = Literal["all", "half", "nothing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultKind:
    """What a fault does to an answer."""

    script: Script = field(default_factory=Script)
    sends: Sends = "all"
    """How much of the answer is sent before the connection is closed."""

    is_run: bool = True
    """Whether the operation runs. If it does, what it changes stays, although the caller gets no valid answer."""

    waits: bool = False
    """Whether the answer comes late, by the seconds that are given when the fault is armed."""


KINDS: Mapping[str, FaultKind] = {
    "not-signed": FaultKind(script=Script(unsigned=True)),
    "wrong-key": FaultKind(script=Script(signature_fault=Fault.WRONG_KEY)),
    "tampered-body": FaultKind(script=Script(tamper=True)),
    "probe": FaultKind(script=Script(signature_fault=Fault.PROBE)),
    "clock-behind": FaultKind(script=Script(signature_fault=Fault.CLOCK_BEHIND)),
    "clock-ahead": FaultKind(script=Script(signature_fault=Fault.CLOCK_AHEAD)),
    "unknown-key-id": FaultKind(script=Script(signature_fault=Fault.UNKNOWN_KEY_ID)),
    "rate-limited": FaultKind(script=Script(status=429, headers={"Retry-After": "1"}), is_run=False),
    "system-error": FaultKind(script=Script(status=500), is_run=False),
    "service-unavailable": FaultKind(script=Script(status=503), is_run=False),
    "slow": FaultKind(waits=True),
    "closed": FaultKind(sends="nothing"),
    "half-answer": FaultKind(sends="half"),
    "proxy-error": FaultKind(script=Script(spoil="proxy-error", unsigned=True)),
    "redirect": FaultKind(script=Script(spoil="redirect", unsigned=True)),
    "not-json": FaultKind(script=Script(spoil="not-json")),
    "unreadable-member": FaultKind(script=Script(spoil="unreadable-member")),
}
"""By name: the names of `wxbrand_runtime.testing.Fault` in small letters, and `slow` and `service-unavailable`."""


def fault_name(fault: Fault) -> str:
    """Return the name of a fault, as commands and the console have it."""
    return fault.name.lower().replace("_", "-")


@dataclass(frozen=True, slots=True)
class Transmission:
    """An answer, and how it is sent."""

    answer: Answer
    sends: Sends = "all"
    delay: float = 0.0
    """Seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmedFault:
    """A fault that waits for its call."""

    number: int
    name: str
    operation: str
    """operationId; empty for the next call of any operation."""

    seconds: float
    """How late the answer comes."""

    @property
    def kind(self) -> FaultKind:
        """What it does."""
        return KINDS[self.name]

    def as_json(self) -> dict[str, Any]:
        """Return the fault as the console's JSON has it."""
        return {"number": self.number, "fault": self.name, "operation": self.operation, "seconds": self.seconds}


class ArmedFaults:
    """The armed faults, oldest first. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers = count(1)
        self._armed: list[ArmedFault] = []

    def arm(self, name: str, operation: str = "", seconds: float = 0.0) -> ArmedFault:
        """Arm a fault for the next call of an operation, or of any. Raises RequestRefused."""
        kind = KINDS.get(name)
        if kind is None:
            raise _refused("fault", f"must be one of {', '.join(KINDS)}")
        if kind.waits and not 0 < seconds <= MAX_SECONDS:
            raise _refused("seconds", f"must be more than 0 and at most {MAX_SECONDS:.0f} for {name}")
        if not kind.waits and seconds:
            raise _refused("seconds", "is for the fault slow only")
        with self._lock:
            if len(self._armed) >= MOST:
                raise _refused("fault", f"cannot be armed: {MOST} are armed already; disarm some")
            armed = ArmedFault(number=next(self._numbers), name=name, operation=operation, seconds=seconds)
            self._armed.append(armed)
        return armed

    def take(self, operation: str) -> ArmedFault | None:
        """Return and disarm the oldest fault for a call of an operation; None if there is none."""
        with self._lock:
            for armed in self._armed:
                if armed.operation in {"", operation}:
                    self._armed.remove(armed)
                    return armed
        return None

    def disarm(self, number: int) -> bool:
        """Disarm a fault. Return whether it was armed."""
        with self._lock:
            before = len(self._armed)
            self._armed = [armed for armed in self._armed if armed.number != number]
            return len(self._armed) < before

    def clear(self) -> None:
        """Disarm all."""
        with self._lock:
            self._armed = []

    def all(self) -> list[ArmedFault]:
        """Return all armed faults, oldest first."""
        with self._lock:
            return list(self._armed)


def spoil_reply(spoil: Spoil, reply: Reply, schema: Node | None) -> Reply:
    """Return a success as a fault leaves it; errors and, without JSON, also successes stay. `schema` is that of the body."""
    match spoil:
        case "proxy-error":
            return Reply(status=502, body=_HTML, content_type="text/html")
        case "redirect":
            return Reply(status=302, body=b"", headers=(("Location", "https://login.example/"),))
        case "not-json" if reply.body and reply.status < 300:
            return replace(reply, body=b"not JSON")
        case "unreadable-member" if schema is not None and reply.body and reply.status < 300:
            return reply.with_value(_with_an_unreadable_member(reply.value(), schema))
        case _:
            return reply


def _with_an_unreadable_member(value: Any, schema: Node) -> Any:
    """Return an object one of whose members has another type: one that may be left out, if there is one."""
    if not isinstance(value, dict) or not value:
        return value
    required = {node.value for node in schema.resolved().get_elements("required")}
    name = next((name for name in value if name not in required), next(iter(value)))
    return {**value, name: [] if isinstance(value[name], dict) else {}}


def _refused(name: str, issue: str) -> RequestRefused:
    return RequestRefused(400, "PARAM_ERROR", f"{name} {issue}", {"field": name, "issue": issue})
