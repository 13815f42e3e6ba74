"""Every row of the table of faults against both clients, each kind of call; and what must hold of every one of them."""

from __future__ import annotations

import base64
import contextlib
import functools
import gc
import logging
import re
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from wxbrand_runtime import (
    ApiError,
    Credentials,
    Headers,
    OutcomeUnknown,
    UnreadableResponse,
    UntrustedResponse,
    WxbrandError,
    answer_of,
    unreadable_members,
)
from wxbrand_runtime.client import retries
from wxbrand_runtime.client.hooks import Hooks
from wxbrand_runtime.testing import WeChatPay

from tests.runtime.callers import CALLERS
from tests.runtime.conftest import Tls, private_key_of
from tests.runtime.faults.fault import NOW, OPENID, TOKEN, Ask, Fault, Outcome, Phase, Place, Scenario, Scene
from tests.runtime.faults.proxies import PROXY_PASSWORD
from tests.runtime.faults.table import PHASES
from tests.runtime.faults.through_httpx2 import is_played, outcome_through

DEADLINE = 5.0
"""Seconds for a whole call where the row says nothing else."""

ROWS = [pytest.param(phase, fault, id=f"{phase.name}: {fault.name}") for phase in PHASES for fault in phase.faults]

HTTPX2_ROWS = [
    pytest.param(kind, phase, fault, id=f"{kind}-{phase.name}: {fault.name}")
    for kind in ("httpx2", "httpx2-async")
    for phase in PHASES
    for fault in phase.faults
    if is_played(kind, phase, fault)
]

SCENARIOS = [
    pytest.param(kind, phase, scenario, id=f"{kind}-{phase.name}: {scenario.name}")
    for phase in PHASES
    for scenario in phase.scenarios
    for kind in scenario.kinds
]


@pytest.fixture(autouse=True)
def _left_open() -> Iterator[None]:
    """Let what was left open warn in the test that left it. What is still alive is not looked at again, which makes that quick."""
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture
def scene(wechat_pay: WeChatPay, credentials: Credentials, tls: Tls) -> Scene:
    return Scene(wechat_pay=replace(wechat_pay, clock=lambda: NOW), credentials=credentials, tls=tls)


@pytest.fixture(scope="module")
def secrets(credentials: Credentials) -> list[str]:
    """Pieces of what must show nowhere."""
    pem = private_key_of(credentials).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    api_key = credentials.api_key
    assert api_key is not None
    return [
        *pem.splitlines()[1:-1],
        str(private_key_of(credentials).private_numbers().d),
        api_key,
        OPENID,
        TOKEN,
        PROXY_PASSWORD,
        base64.b64encode(f"user:{PROXY_PASSWORD}".encode()).decode(),
        "nonce_str=",
    ]


@pytest.mark.parametrize(("phase", "fault"), ROWS)
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_fault_ends_as_the_table_says(
    kind: str,
    phase: Phase,
    fault: Fault,
    scene: Scene,
    secrets: list[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    monkeypatch.setattr(retries, "FIRST_WAIT", 0.005)
    caplog.set_level(logging.DEBUG)
    record_property("fault", (phase.name, fault.name, kind, str(fault.outcome)))

    for ask in fault.asks:
        play(kind, fault, fault.outcome, ask, scene, secrets, caplog)


@pytest.mark.parametrize(("kind", "phase", "fault"), HTTPX2_ROWS)
def test_a_fault_through_httpx2_ends_the_same_but_for_known_differences(
    kind: str,
    phase: Phase,
    fault: Fault,
    scene: Scene,
    secrets: list[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    monkeypatch.setattr(retries, "FIRST_WAIT", 0.005)
    caplog.set_level(logging.DEBUG, "wxbrand")
    expected = outcome_through(fault)
    record_property("fault", (phase.name, fault.name, kind, str(expected)))

    for ask in fault.asks[:2]:
        play(kind, fault, expected, ask, scene, secrets, caplog)


def play(
    kind: str,
    fault: Fault,
    expected: Outcome,
    ask: Ask,
    scene: Scene,
    secrets: list[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Make one call where the fault strikes, and check how it ends."""
    with contextlib.ExitStack() as stack:
        place = fault.setting(stack, scene)
        options: dict[str, Any] = {
            "timeout": DEADLINE,
            "deadline": DEADLINE,
            "retries": fault.retries,
            "clock": lambda: NOW,
            "hooks": Hooks(retry=functools.partial(until_closed, place)),
        }
        options |= place.options
        caller = CALLERS[kind](scene.credentials, **options)
        begin = time.monotonic()
        try:
            outcome = caller.send(ask.request)
        except WxbrandError as error:
            outcome = error
        seconds = time.monotonic() - begin
        caller.close()

        assert seconds < min(options["deadline"], (1 + fault.retries) * options["timeout"]) + 1
        sent = requests_seen(place, scene)
        check_outcome(outcome, expected, ask)
        check_attempts(outcome, expected, ask, fault, place, sent)
    check_secrets(outcome, [*secrets, *signatures(sent)], caplog.text)


@pytest.mark.parametrize(("kind", "phase", "scenario"), SCENARIOS)
def test_a_scenario_ends_as_the_table_says(
    kind: str,
    phase: Phase,
    scenario: Scenario,
    scene: Scene,
    secrets: list[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    monkeypatch.setattr(retries, "FIRST_WAIT", 0.005)
    caplog.set_level(logging.DEBUG)
    record_property("fault", (phase.name, scenario.name, kind, scenario.outcome))

    scenario.play(scene, kind)

    assert not [secret for secret in secrets if secret in caplog.text]


def requests_seen(place: Place, scene: Scene) -> list[tuple[bytes, str, bytes]]:
    """What the server saw: first line, nonce and body of every request, each provably the brand's."""
    for server in (place.server, place.proxy):
        if server is not None:
            server.wait_until(lambda server: server.finished == server.connections)  # the client lets go of all
    seen: list[tuple[bytes, str, bytes]] = []
    for raw in place.server.requests if place.server is not None else ():
        head, _, body = raw.partition(b"\r\n\r\n")
        first, *lines = head.decode("ascii").split("\r\n")
        method, target, version = first.split(" ")
        headers = Headers(tuple(line.split(": ", 1)) for line in lines)  # type: ignore[misc]
        scene.wechat_pay.verify_request(method, target, headers, body)
        authorization = headers.get("Authorization") or ""
        nonce = re.search('nonce_str="([^"]*)"', authorization)
        assert version == "HTTP/1.1"
        assert nonce is not None
        seen.append((first.encode(), authorization, body))
    return seen


def signatures(sent: list[tuple[bytes, str, bytes]]) -> Iterator[str]:
    for _, authorization, _ in sent:
        yield authorization
        yield authorization.split('signature="')[1].split('"')[0]


def check_outcome(outcome: Any, expected: Outcome, ask: Ask) -> None:
    """The right error, with everything that its reader needs."""
    if expected.error is None:
        assert not isinstance(outcome, WxbrandError), outcome
        assert answer_of(outcome).request_id in {"08A-268578776", None}
        assert tuple(member.place for member in unreadable_members(outcome)) == expected.put_aside
        return
    assert type(outcome) is expected.error, outcome
    assert expected.words in str(outcome)
    assert str(outcome).isprintable()
    assert len(str(outcome)) < 1000
    if isinstance(outcome, (OutcomeUnknown, UntrustedResponse, UnreadableResponse, ApiError)):
        assert outcome.request_number == ask.number
    if isinstance(outcome, (UntrustedResponse, UnreadableResponse, ApiError)):
        assert outcome.outcome_unknown is expected.outcome_unknown(ask)
    if isinstance(outcome, UntrustedResponse):
        assert (outcome.reason, outcome.status) == (expected.reason, expected.status)
    if isinstance(outcome, (UnreadableResponse, ApiError)):
        assert outcome.answer.status == expected.status
    if isinstance(outcome, ApiError):
        assert (outcome.code, outcome.message, outcome.signed) == (expected.code, expected.message, expected.signed)
        assert outcome.retryable is (outcome.status == 429 or (outcome.status >= 500 and ask.repeatable))
    if ask.number is not None and expected.outcome_unknown(ask):
        assert ask.number in str(outcome)


def until_closed(place: Place, _event: object) -> None:
    """Let a server close what it will close, or the next try might go out on a connection that is about to end."""
    if place.server is not None:
        with contextlib.suppress(AssertionError):  # it keeps the connection
            place.server.wait_until(lambda server: server.finished == server.connections, 0.2)


def check_attempts(
    outcome: Any,
    expected: Outcome,
    ask: Ask,
    fault: Fault,
    place: Place,
    sent: list[tuple[bytes, str, bytes]],
) -> None:
    """Sent exactly as often as is safe, each time signed anew, with the same bytes."""
    attempts = 1 + (fault.retries if expected.may_be_repeated(ask) else 0)
    if isinstance(outcome, WxbrandError):
        assert outcome.attempts == attempts
    if place.server is not None:
        assert place.server.connections == attempts
        assert len(sent) == attempts * place.reads
    assert len({authorization for _, authorization, _ in sent}) == len(sent)
    assert len({(first, body) for first, _, body in sent}) <= 1


def check_secrets(outcome: Any, secrets: list[str], logged: str) -> None:
    """Nothing secret in what anyone prints."""
    texts = [logged]
    if isinstance(outcome, BaseException):
        texts.append("".join(traceback.format_exception(outcome)))
        chained: BaseException | None = outcome
        while chained is not None:  # what a traceback leaves out, too
            texts += [str(chained), repr(chained), repr(chained.args), repr(chained.__cause__)]
            chained = chained.__context__
    found = [secret for secret in secrets for text in texts if secret in text]
    assert not found
