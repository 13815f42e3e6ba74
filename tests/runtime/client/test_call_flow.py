"""The call flow, action by action and without a socket: what it yields, and what it makes of the results."""

from __future__ import annotations

import logging
import platform
from collections.abc import Generator
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, ClassVar

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from msgspec.structs import replace
from wxbrand_runtime import ApiError, Content, Credentials, NoContent, NotSent, answer_of
from wxbrand_runtime.auth.signing import authorization
from wxbrand_runtime.client.actions import Invoke, Raised, Sleep
from wxbrand_runtime.client.call_flow import call_flow
from wxbrand_runtime.client.hooks import Hooks
from wxbrand_runtime.client.settings import Settings
from wxbrand_runtime.http import Answer, ConnectFailed, ExchangeFailed, Headers, HttpRequest, Origin
from wxbrand_runtime.models import Operation, RateLimit, Request
from wxbrand_runtime.rate_limits import LimiterFailed
from wxbrand_runtime.testing import WeChatPay

from tests.runtime.conftest import Clock, private_key_of
from tests.runtime.example_models import Activate, Find, Issue, Numbered

NOW = 1_700_000_000
NONCE = "0123456789ABCDEF0123456789ABCDEF"
FIRST = Origin(scheme="https", host="first.example", port=443, prefix="/proxied")
BACKUP = Origin(scheme="https", host="backup.example", port=8443)
WRITE = Issue(openid="o", out_request_no="no-1", trace="t-1")
READ = Find(openid="o")
GOOD = b'{"token":"t"}'


class Download(Request[Content], frozen=True, kw_only=True):
    operation: ClassVar[Operation] = Operation(
        name="Download", method="GET", path="/brand/file", replies={"200": Content}, accept="*/*"
    )


class Limited(Find, frozen=True, kw_only=True):
    operation: ClassVar[Operation] = replace(
        Find.operation, name="Limited", rate_limit=RateLimit(requests=10, seconds=1, per="brand")
    )


class Limiter:
    def take(self, limit: RateLimit, name: str, brand_id: str) -> float:
        raise AssertionError("the driver asks, not the flow")


@dataclass
class Vault:
    key: Any

    def sign(self, message: bytes) -> bytes:
        signature: bytes = self.key.sign(message, PKCS1v15(), SHA256())
        return signature


@pytest.fixture
def settings(clock: Clock, credentials: Credentials) -> Settings:
    return Settings(
        credentials=credentials,
        origins=(FIRST, BACKUP),
        timeout=10.0,
        connect_timeout=4.0,
        max_response_body=1000,
        clock=lambda: NOW + 0.9,
        nonce=lambda: NONCE,
        retries=2,
        deadline=60.0,
        hooks=(),
        limiter=None,
        jitter=lambda: 1.0,
    )


def answered(wechat_pay: WeChatPay, body: bytes, status: int = 200, *more: tuple[str, str]) -> Answer:
    return Answer(status=status, headers=Headers([*wechat_pay.sign_answer(body, timestamp=NOW), *more]), body=body)


def end(flow: Generator[Any, Any, Any], came: Any) -> Any:
    """Send in the last thing that comes, and give the reply."""
    with pytest.raises(StopIteration) as caught:
        flow.send(came)
    return caught.value.value


def without_key(credentials: Credentials) -> Credentials:
    return Credentials(
        brand_id=credentials.brand_id,
        serial_no=credentials.serial_no,
        signer=Vault(private_key_of(credentials)),
        public_key_id=credentials.public_key_id,
        public_key=credentials.public_key,
    )


def expected_request(credentials: Credentials, origin: Origin, **changes: Any) -> HttpRequest:
    target, body = f"{origin.prefix}/brand/users/o/issue", b'{"out_request_no":"no-1"}'
    proof = authorization(credentials, "POST", target, body, timestamp=NOW, nonce=NONCE)
    request = HttpRequest(
        origin=origin,
        method="POST",
        target=target,
        headers=(
            ("Authorization", proof),
            ("Accept", "application/json"),
            ("Accept-Encoding", "identity"),
            ("Wechatpay-Serial", credentials.public_key_id),
            ("User-Agent", f"wxbrand/{version('wxbrand')} Python/{platform.python_version()}"),
            ("X-Trace", "t-1"),
            ("Content-Type", "application/json"),
        ),
        body=body,
        connect_timeout=4.0,
        timeout=10.0,
        max_body=1000,
    )
    return replace(request, **changes)


def test_the_request_is_built_from_call_credentials_and_settings(settings: Settings) -> None:
    flow = call_flow(WRITE, settings)

    assert next(flow) == expected_request(settings.credentials, FIRST)


def test_a_request_without_body_has_no_content_type(settings: Settings) -> None:
    requests: tuple[Request[Any], ...] = (READ, Activate())
    for request in requests:
        outgoing: Any = next(call_flow(request, settings))

        assert "Content-Type" not in dict(outgoing.headers)
        assert not outgoing.body


def test_the_reply_is_typed_and_keeps_its_answer(settings: Settings, wechat_pay: WeChatPay) -> None:
    flow = call_flow(WRITE, settings)
    next(flow)
    came = answered(wechat_pay, GOOD)

    reply = end(flow, came)

    assert reply.token == "t"
    assert answer_of(reply) is came


def test_an_answer_without_a_body_is_no_content(settings: Settings, wechat_pay: WeChatPay) -> None:
    flow = call_flow(Activate(), settings)
    next(flow)

    assert type(end(flow, answered(wechat_pay, b"", 204))) is NoContent


@pytest.mark.parametrize(("headers", "media_type"), [([("Content-Type", "text/csv")], "text/csv"), ([], "")])
def test_content_is_returned_unchanged(
    settings: Settings, wechat_pay: WeChatPay, headers: Any, media_type: str
) -> None:
    flow = call_flow(Download(), settings)
    next(flow)

    assert end(flow, answered(wechat_pay, b"a,b", 200, *headers)) == Content(body=b"a,b", media_type=media_type)


def test_the_next_attempt_goes_to_the_next_server_and_is_signed_for_it(
    settings: Settings, wechat_pay: WeChatPay
) -> None:
    flow = call_flow(WRITE, settings)
    next(flow)

    assert flow.send(ConnectFailed("no")) == Sleep(0.5)
    assert flow.send(None) == expected_request(settings.credentials, BACKUP)
    assert flow.send(ConnectFailed("no")) == Sleep(1.0)
    assert flow.send(None) == expected_request(settings.credentials, FIRST)
    assert end(flow, answered(wechat_pay, GOOD)).token == "t"


@pytest.mark.parametrize(
    ("left", "connect_timeout", "timeout"), [(60.0, 4.0, 10.0), (7.0, 4.0, 7.0), (2.0, 2.0, 2.0), (-1.0, 0.01, 0.01)]
)
def test_no_attempt_may_exceed_the_deadline(
    settings: Settings, left: float, connect_timeout: float, timeout: float
) -> None:
    outgoing = next(call_flow(WRITE, replace(settings, deadline=left)))

    assert outgoing == expected_request(settings.credentials, FIRST, connect_timeout=connect_timeout, timeout=timeout)


@pytest.mark.parametrize("repeats", [1, 2])
def test_an_error_states_the_number_of_attempts(settings: Settings, repeats: int) -> None:
    flow = call_flow(WRITE, replace(settings, retries=repeats))
    next(flow)
    for _ in range(repeats):
        flow.send(ConnectFailed("no"))
        flow.send(None)
    with pytest.raises(NotSent) as caught:
        flow.send(ConnectFailed("no"))

    assert caught.value.attempts == repeats + 1
    assert caught.value.__notes__ == [f"{repeats + 1} attempts"]
    assert caught.value.__cause__ is None


def test_the_error_of_a_single_attempt_has_no_note(settings: Settings) -> None:
    flow = call_flow(WRITE, replace(settings, retries=0))
    next(flow)
    with pytest.raises(NotSent) as caught:
        flow.send(ConnectFailed("no"))

    assert caught.value.attempts == 1
    assert not hasattr(caught.value, "__notes__")


@pytest.mark.parametrize(
    ("failures", "outcome_unknown"),
    [
        ([ExchangeFailed("lost")], True),
        ([ExchangeFailed("lost"), ConnectFailed("no")], True),
        ([ConnectFailed("no")], False),
        ([ConnectFailed("no"), ConnectFailed("no")], False),
    ],
    ids=["lost", "lost, then not sent", "not sent", "not sent twice"],
)
def test_a_refusal_considers_every_earlier_attempt(
    settings: Settings, wechat_pay: WeChatPay, failures: list[Any], outcome_unknown: bool
) -> None:
    flow = call_flow(Numbered(openid="o", out_request_no="no-1"), settings)
    next(flow)
    for failure in failures:
        flow.send(failure)
        flow.send(None)
    with pytest.raises(ApiError) as caught:
        flow.send(answered(wechat_pay, b'{"code":"X"}', 400))

    assert caught.value.outcome_unknown is outcome_unknown


@pytest.mark.parametrize(("retry_after", "wait"), [("7", 7.0), ("Tue, 14 Nov 2023 22:13:25 GMT", 4.1), ("soon", 0.5)])
def test_retry_after_uses_the_clock_of_the_client(
    settings: Settings, wechat_pay: WeChatPay, retry_after: str, wait: float
) -> None:
    flow = call_flow(READ, settings)
    next(flow)

    step: Any = flow.send(answered(wechat_pay, b"{}", 429, ("Retry-After", retry_after)))

    assert step.seconds == pytest.approx(wait, abs=1e-6)


def test_a_driver_that_sends_no_result_raises_type_error(settings: Settings) -> None:
    flow = call_flow(READ, settings)
    next(flow)

    with pytest.raises(TypeError, match=r"^a driver must send the result of an HttpRequest into the flow$"):
        flow.send(None)


def test_a_signer_has_the_time_left_until_the_deadline(
    settings: Settings, credentials: Credentials, clock: Clock
) -> None:
    flow = call_flow(WRITE, replace(settings, credentials=without_key(credentials)))

    ask: Any = next(flow)

    assert ask.timeout == 60.0
    clock.now += 55
    signature = ask.function(*ask.arguments)
    assert flow.send(signature) == expected_request(credentials, FIRST, timeout=5.0)


def test_a_failing_signer_does_not_change_the_server(settings: Settings, credentials: Credentials) -> None:
    flow = call_flow(WRITE, replace(settings, credentials=without_key(credentials)))
    ask: Any = next(flow)

    assert flow.send(Raised(ConnectionError("kms.internal"))) == Sleep(0.5)
    assert type(flow.send(None)) is Invoke
    assert flow.send(ask.function(*ask.arguments)) == expected_request(credentials, FIRST)


def test_a_signature_after_the_deadline_is_too_late(settings: Settings, credentials: Credentials, clock: Clock) -> None:
    async def late() -> bytes:
        raise AssertionError

    flow = call_flow(WRITE, replace(settings, credentials=without_key(credentials)))
    next(flow)
    clock.now += 60
    given: Any = late()
    with pytest.raises(NotSent) as caught:
        flow.send(given)

    assert str(caught.value) == "Issue was not sent: the signer did not answer in time. Repeating is safe."
    assert given.cr_frame is None  # closed, so that nothing complains of it


def test_a_signer_that_fails_is_named(settings: Settings, credentials: Credentials) -> None:
    flow = call_flow(WRITE, replace(settings, credentials=without_key(credentials), retries=0))
    next(flow)
    with pytest.raises(NotSent) as caught:
        flow.send(Raised(ConnectionError("kms.internal")))

    assert str(caught.value) == "Issue was not sent: the signer failed (ConnectionError). Repeating is safe."


def test_a_failing_signer_after_a_failed_server_does_not_change_the_server_again(
    settings: Settings, credentials: Credentials
) -> None:
    flow = call_flow(WRITE, replace(settings, credentials=without_key(credentials)))
    ask: Any = next(flow)
    flow.send(ask.function(*ask.arguments))
    flow.send(ConnectFailed("no"))
    flow.send(None)
    flow.send(Raised(ConnectionError("kms.internal")))
    flow.send(None)

    outgoing: Any = flow.send(ask.function(*ask.arguments))
    assert outgoing.origin is BACKUP


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (ConnectionError("kms.internal"), "the rate limiter failed (ConnectionError)"),
        (TimeoutError("kms.internal"), "the rate limiter did not answer in time"),
        (LimiterFailed("its Redis is away"), "its Redis is away"),
    ],
)
def test_what_fails_before_sending_is_named(settings: Settings, error: Exception, why: str) -> None:
    flow = call_flow(Limited(openid="o"), replace(settings, limiter=Limiter(), retries=0))
    next(flow)
    with pytest.raises(NotSent) as caught:
        flow.send(Raised(error))

    assert str(caught.value) == f"Limited was not sent: {why}. Repeating is safe."
    assert caught.value.__cause__ is error


def test_the_log_says_why_an_attempt_ended_before_sending(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "wxbrand")
    flow = call_flow(Limited(openid="o"), replace(settings, limiter=Limiter(), retries=0))
    next(flow)
    with pytest.raises(NotSent) as caught:
        flow.send(Raised(LimiterFailed("its Redis is away")))

    assert caplog.messages == [f"Limited to first.example: {caught.value}"]


def test_only_an_abandoned_attempt_is_reported_as_interrupted(settings: Settings, wechat_pay: WeChatPay) -> None:
    told: list[Any] = []
    watched = replace(settings, hooks=(Hooks(response=told.append),), retries=0)
    done, refused, left = (call_flow(READ, watched) for _ in range(3))
    for flow in (done, refused, left):
        next(flow)

    end(done, answered(wechat_pay, GOOD))
    with pytest.raises(NotSent):
        refused.send(ConnectFailed("no"))
    left.close()

    assert [event.interrupted for event in told] == [False, False, True]


def test_a_limiter_is_called_until_it_grants_a_turn(settings: Settings, clock: Clock) -> None:
    limiter = Limiter()
    flow = call_flow(Limited(openid="o"), replace(settings, limiter=limiter))

    ask: Any = next(flow)
    assert ask.function == limiter.take
    assert ask.arguments == (Limited.operation.rate_limit, "Limited", settings.credentials.brand_id)
    assert ask.timeout == 60.0
    assert flow.send(3.0) == Sleep(3.0)
    clock.now += 3
    again: Any = flow.send(None)
    assert (type(again), again.timeout) == (Invoke, 57.0)
    outgoing: Any = flow.send(0.0)
    assert outgoing.method == "GET"


@pytest.mark.parametrize(("wait", "is_waited"), [(59.9, True), (60.0, False), (61.0, False)])
def test_a_turn_after_the_deadline_is_neither_waited_for_nor_retried(
    settings: Settings, wait: float, is_waited: bool
) -> None:
    flow = call_flow(Limited(openid="o"), replace(settings, limiter=Limiter()))
    next(flow)

    if is_waited:
        assert flow.send(wait) == Sleep(wait)
        return
    with pytest.raises(NotSent) as caught:
        flow.send(wait)
    assert caught.value.attempts == 1
    assert str(caught.value) == (
        "Limited was not sent: the rate limit of 10 in 1 s leaves it no turn before its deadline. "
        "Repeating later is safe."
    )


def test_waits_are_jittered(settings: Settings) -> None:
    usual = {name: getattr(settings, name) for name in Settings.__struct_fields__ if name != "jitter"}
    waits = []
    for _ in range(5):
        flow = call_flow(READ, Settings(**usual))
        next(flow)
        step: Any = flow.send(ConnectFailed("no"))
        waits.append(step.seconds)

    assert len(set(waits)) > 1
    assert all(0.25 <= wait <= 0.5 for wait in waits)


def test_an_operation_without_a_rate_does_not_call_the_limiter(settings: Settings) -> None:
    assert isinstance(next(call_flow(READ, replace(settings, limiter=Limiter()))), HttpRequest)
