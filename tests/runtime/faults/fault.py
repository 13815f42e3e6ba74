"""What a row of the table is: who does what to a call, and how the call must end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from msgspec.structs import replace
from wxbrand_runtime import (
    ApiError,
    Credentials,
    NotSent,
    OutcomeUnknown,
    UnreadableResponse,
    UntrustedResponse,
    WxbrandError,
)
from wxbrand_runtime.models import Operation, Request
from wxbrand_runtime.testing import WeChatPay

from tests.runtime.callers import http
from tests.runtime.conftest import Tls
from tests.runtime.example_models import Coupon, Edit, Find, Issue, Numbered
from tests.runtime.fault_server import Answer, Drip, FaultServer, Read, Step

NOW = 1_700_000_000
"""The time at both ends."""

OPENID = "oh-394z-6CGkNoJrsDLTTUKiAnp4"
TOKEN = "token-that-must-not-show"
GOOD = f'{{"token":"{TOKEN}"}}'.encode()
SHORT = 0.25
"""Seconds after which a client gives up in the rows about time."""


class ReadOnly(Find, frozen=True, kw_only=True):
    """A read, answered by 200 and nothing else."""

    operation: ClassVar[Operation] = replace(Find.operation, replies={"200": Coupon})


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One of the kinds of calls that each fault meets."""

    name: str
    request: Request[Any]
    number: str | None = None
    """What must be kept of it."""

    repeatable: bool = False
    """Whether a lost answer is asked for again."""

    @property
    def is_read(self) -> bool:
        return self.request.operation.method == "GET"


ASKS = (
    Ask(name="read", request=ReadOnly(openid=OPENID), repeatable=True),
    Ask(
        name="repeatable write",
        request=Numbered(openid=OPENID, out_request_no="no-1"),
        number="no-1",
        repeatable=True,
    ),
    Ask(name="numbered write", request=Issue(openid=OPENID, out_request_no="no-2"), number="no-2"),
    Ask(name="unnumbered write", request=Edit(note="x")),
)
LARGE = (
    Ask(
        name="numbered write",
        request=Issue(openid=OPENID, out_request_no="no-2", class_="x" * 4_000_000),
        number="no-2",
    ),
    Ask(name="unnumbered write", request=Edit(note="x" * 4_000_000)),
)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Both sides and what they hold."""

    wechat_pay: WeChatPay
    credentials: Credentials
    tls: Tls

    def signature(self, body: bytes = GOOD, **given: Any) -> dict[str, str]:
        """The signature headers, by the last word of their names."""
        return {name.removeprefix("Wechatpay-"): value for name, value in self.wechat_pay.sign_answer(body, **given)}

    def signed(self, body: bytes = GOOD, status: int = 200, more: Iterable[tuple[str, str]] = ()) -> bytes:
        """A whole answer, provably WeChat Pay's."""
        return http(status, body, [*self.wechat_pay.sign_answer(body), *more])

    def spoiled(self, changes: Mapping[str, str | None], status: int = 200) -> bytes:
        """The same with some of the signature headers changed, or left out where None is given."""
        fields: dict[str, str | None] = {**self.signature(), **changes}
        return http(status, GOOD, [(f"Wechatpay-{name}", value) for name, value in fields.items() if value is not None])

    @cached_property
    def head(self) -> bytes:
        """The signature headers of GOOD as they stand in an answer."""
        return b"".join(f"{name}: {value}\r\n".encode() for name, value in self.wechat_pay.sign_answer(GOOD))


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a call goes."""

    options: dict[str, Any]
    """For the client."""

    server: FaultServer | None = None
    """Records what comes; None where nothing can."""

    reads: int = 1
    """Whole requests that each of its connections reads."""

    proxy: FaultServer | None = None
    """What stands between."""


Setting = Callable[[ExitStack, Scene], Place]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a call must end. What follows from the kind of call is not said here."""

    error: type[WxbrandError] | None = None
    """None where the call must succeed all the same."""

    words: str = ""
    """Part of the message."""

    reason: str | None = None
    status: int | None = None
    code: str | None = None
    message: str | None = None
    signed: bool | None = None
    put_aside: tuple[str, ...] = ()
    """Places of the members of the reply that could not be read."""

    carried_out: bool = False
    """Whether an answer that cannot be read says for certain that a write was carried out."""

    def outcome_unknown(self, ask: Ask) -> bool:
        """Whether a write may have been carried out."""
        if ask.is_read or self.error in {None, NotSent} or self.carried_out:
            return False
        return self.error is not ApiError or (self.status or 0) >= 500

    def may_be_repeated(self, ask: Ask) -> bool:
        """Whether a second try is safe and sensible."""
        if self.error is NotSent or (self.error is ApiError and self.status == 429):
            return True
        lost = self.error is OutcomeUnknown or (self.error is ApiError and (self.status or 0) >= 500)
        return lost and ask.repeatable

    def __str__(self) -> str:
        if self.error is None:
            return f"the reply without {', '.join(self.put_aside)}" if self.put_aside else "the reply"
        facts = [self.reason, self.status, self.code, None if self.signed is None else _said(self.signed)]
        told = ", ".join(str(fact) for fact in facts if fact is not None)
        return f"{self.error.__name__} ({told})" if told else self.error.__name__


def _said(signed: bool) -> str:
    return "signed" if signed else "unsigned"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One row."""

    name: str
    setting: Setting
    outcome: Outcome
    asks: tuple[Ask, ...] = ASKS
    retries: int = 1
    """Tries after the first; none in rows that wait for a time-out, so that the tests stay quick."""


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """A row that takes more than one call: it is played, and must hold what it asserts."""

    name: str
    play: Callable[[Scene, str], None]
    """Takes the scene and `sync` or `async`."""

    outcome: str
    """In words, for the matrix."""

    kinds: tuple[str, ...] = ("sync", "async")


@dataclass(frozen=True, kw_only=True)
class Phase:
    """Rows about the same moment of a call."""

    name: str
    faults: tuple[Fault, ...] = ()
    scenarios: tuple[Scenario, ...] = ()


def playing(*steps: Step | Callable[[Scene], Step], secure: bool = False, **options: Any) -> Setting:
    """A server that plays this script on every connection."""

    def setting(stack: ExitStack, scene: Scene) -> Place:
        script = [step(scene) if callable(step) else step for step in steps]
        server = stack.enter_context(FaultServer(script, tls=scene.tls.server if secure else None))
        reads = sum(isinstance(step, (Answer, Drip, Read)) for step in script)
        scheme = "https" if secure else "http"
        more = {"ca_file": scene.tls.authority} if secure else {}
        return Place(
            options={"base_url": f"{scheme}://127.0.0.1:{server.port}", **more, **options}, server=server, reads=reads
        )

    return setting


def answering(content: Callable[[Scene], bytes] | bytes, **options: Any) -> Setting:
    """A server that answers every request with these bytes."""
    if isinstance(content, bytes):
        return playing(Answer(content), **options)
    return playing(lambda scene: Answer(content(scene)), **options)


REPLY = Outcome()


def reply_without(*places: str) -> Outcome:
    """The reply, without members that could not be read."""
    return Outcome(put_aside=places)


LOST = Outcome(error=OutcomeUnknown)
BROKEN = Outcome(error=OutcomeUnknown, words="the connection was closed before the response was complete")
NO_HTTP = Outcome(error=OutcomeUnknown, words="what was received is not an HTTP/1.1 response")
TOO_LONG = Outcome(error=OutcomeUnknown, words="the response is longer than 8388608 bytes")
ENCODED = Outcome(error=OutcomeUnknown, words="the response is compressed or otherwise encoded")
OUT_OF_TIME = Outcome(error=OutcomeUnknown, words=f"did not answer completely within {SHORT:g} s")


def not_sent(words: str) -> Outcome:
    """Nothing left."""
    return Outcome(error=NotSent, words=words)


def untrusted(reason: str, words: str = "", status: int = 200) -> Outcome:
    """An answer that proves nothing."""
    return Outcome(error=UntrustedResponse, reason=reason, words=words, status=status)


def unreadable(words: str = "", *, status: int = 200, carried_out: bool = True) -> Outcome:
    """WeChat Pay's, but not what the spec says."""
    return Outcome(error=UnreadableResponse, words=words, status=status, carried_out=carried_out)


def refused(
    status: int, code: str | None = None, message: str | None = None, *, signed: bool, words: str = ""
) -> Outcome:
    """An error status."""
    return Outcome(error=ApiError, status=status, code=code, message=message, signed=signed, words=words)


def row(name: str, setting: Setting, outcome: Outcome, **more: Any) -> Fault:
    """A row."""
    return Fault(name=name, setting=setting, outcome=outcome, **more)


def slow(name: str, setting: Setting, outcome: Outcome = OUT_OF_TIME, **more: Any) -> Fault:
    """A row that waits for a time-out."""
    return Fault(name=name, setting=setting, outcome=outcome, **{"retries": 0, "asks": (ASKS[0], ASKS[2]), **more})
