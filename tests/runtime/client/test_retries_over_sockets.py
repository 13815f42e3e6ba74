"""What is retried, on which server and how often, over real sockets."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from wxbrand_runtime import ApiError, Credentials, NotSent, OutcomeUnknown, UntrustedResponse
from wxbrand_runtime.client import AsyncClient, SyncClient, retries
from wxbrand_runtime.client.hooks import Hooks
from wxbrand_runtime.client.retries import parse_retry_after
from wxbrand_runtime.testing import WeChatPay, new_private_key

from tests.runtime.callers import AsyncCaller, SyncCaller, http, signed
from tests.runtime.example_models import Edit, Find, Issue, Numbered
from tests.runtime.fault_server import Answer as Reply
from tests.runtime.fault_server import FaultServer, Read, Silence, Step

WRITE = Numbered(openid="oh-394z", out_request_no="no-1")
UNSAFE = Issue(openid="oh-394z", out_request_no="no-1")
UNNUMBERED = Edit(note="x")
READ = Find(openid="oh-394z")
GOOD = b'{"token":"t"}'
REFUSED = b'{"code":"X","message":"no"}'

Make = Callable[..., Any]


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retries, "FIRST_WAIT", 0.02)


@pytest.fixture(params=["sync", "async"])
def make(request: pytest.FixtureRequest, credentials: Credentials) -> Iterator[Make]:
    made: list[Any] = []

    def make_caller(*ports: int, credentials: Credentials = credentials, **options: Any) -> Any:
        first, *backup = [f"http://127.0.0.1:{port}" for port in ports]
        urls = {"default_base_url": first, "backup_base_urls": tuple(backup)}
        caller: Any
        if request.param == "sync":
            caller = SyncCaller.__new__(SyncCaller)
            caller.client = type("Two", (SyncClient,), urls)(credentials, **options)
        else:
            caller = AsyncCaller.__new__(AsyncCaller)
            caller.client = type("Two", (AsyncClient,), urls)(credentials, **options)
            caller._runner = __import__("asyncio").Runner()
        made.append(caller)
        return caller

    yield make_caller
    for caller in made:
        caller.close()


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def good(wechat_pay: WeChatPay) -> list[Step]:
    return [Reply(signed(wechat_pay, GOOD))]


def refusal(wechat_pay: WeChatPay, status: int, **headers: str) -> list[Step]:
    own = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return [Reply(http(status, REFUSED, [*wechat_pay.sign_answer(REFUSED), *own]))]


@pytest.mark.parametrize("request_", [WRITE, UNSAFE, UNNUMBERED, READ])
def test_an_unsent_call_is_retried_on_the_backup_server(make: Make, wechat_pay: WeChatPay, request_: Any) -> None:
    with FaultServer(good(wechat_pay)) as server:
        assert make(closed_port(), server.port).send(request_) is not None

        assert len(server.requests) == 1


def test_a_numbered_write_with_a_lost_response_is_retried_with_the_same_bytes(
    make: Make, wechat_pay: WeChatPay
) -> None:
    with FaultServer([Read()]) as first, FaultServer(good(wechat_pay)) as backup:
        assert make(first.port, backup.port).send(WRITE).token == "t"

        (one,), (two,) = first.requests, backup.requests
    bodies = [request.split(b"\r\n\r\n", 1)[1] for request in (one, two)]
    proofs = [re.search(rb"Authorization: (.*)\r\n", request) for request in (one, two)]
    nonces = [re.search(rb'nonce_str="([^"]*)"', proof[1]) for proof in proofs if proof]
    assert bodies[0] == bodies[1]
    assert len({nonce[1] for nonce in nonces if nonce}) == 2  # signed anew


@pytest.mark.parametrize("request_", [UNSAFE, UNNUMBERED])
def test_another_write_with_a_lost_response_is_not_retried(make: Make, wechat_pay: WeChatPay, request_: Any) -> None:
    with FaultServer([Read()], good(wechat_pay)) as server, pytest.raises(OutcomeUnknown) as caught:
        make(server.port).send(request_)

    assert len(server.requests) == 1
    assert caught.value.attempts == 1


@pytest.mark.parametrize("request_", [WRITE, READ])
@pytest.mark.parametrize("status", [500, 502, 503, 429])
def test_a_temporary_error_is_retried(make: Make, wechat_pay: WeChatPay, request_: Any, status: int) -> None:
    with FaultServer(refusal(wechat_pay, status), good(wechat_pay)) as server:
        assert make(server.port).send(request_).token == "t"

        assert server.connections == 2 or len(server.requests) == 2


def test_an_unnumbered_write_is_retried_only_if_it_was_not_carried_out(make: Make, wechat_pay: WeChatPay) -> None:
    with FaultServer(refusal(wechat_pay, 429), refusal(wechat_pay, 500)) as server, pytest.raises(ApiError) as caught:
        make(server.port).send(UNNUMBERED)

    assert caught.value.status == 500
    assert caught.value.attempts == 2


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_a_refusal_is_final(make: Make, wechat_pay: WeChatPay, status: int) -> None:
    with FaultServer(refusal(wechat_pay, status)) as server, pytest.raises(ApiError):
        make(server.port).send(READ)

    assert len(server.requests) == 1


def test_an_untrusted_response_is_final(make: Make, wechat_pay: WeChatPay) -> None:
    forged = signed(wechat_pay, GOOD, private_key=new_private_key())
    with FaultServer([Reply(forged)]) as server, pytest.raises(UntrustedResponse):
        make(server.port).send(READ)

    assert len(server.requests) == 1


def test_three_attempts_alternate_between_both_servers(make: Make) -> None:
    with FaultServer([Read()]) as first, FaultServer([Read()]) as backup:
        with pytest.raises(OutcomeUnknown) as caught:
            make(first.port, backup.port).send(WRITE)

        assert (len(first.requests), len(backup.requests)) == (2, 1)
    assert caught.value.attempts == 3
    assert caught.value.__notes__ == ["3 attempts"]
    assert caught.value.request_number == "no-1"


def test_retry_after_is_waited_for(make: Make, wechat_pay: WeChatPay) -> None:
    with FaultServer(refusal(wechat_pay, 429, Retry_After="1"), good(wechat_pay)) as server:
        begin = time.monotonic()
        make(server.port).send(READ)

    assert time.monotonic() - begin >= 1


def test_a_retry_after_of_an_hour_is_not_waited_for(make: Make, wechat_pay: WeChatPay) -> None:
    with FaultServer(refusal(wechat_pay, 429, Retry_After="3600")) as server, pytest.raises(ApiError) as caught:
        make(server.port).send(READ)

    assert caught.value.attempts == 1


def test_the_deadline_covers_all_attempts(make: Make) -> None:
    begin = time.monotonic()
    with FaultServer([Read(), Silence()]) as server, pytest.raises(OutcomeUnknown):
        make(server.port, timeout=0.3, deadline=0.5).send(READ)

    assert time.monotonic() - begin < 1.5
    assert len(server.requests) == 2


def test_options_for_one_call_share_the_connections(make: Make, wechat_pay: WeChatPay) -> None:
    keep = [Reply(signed(wechat_pay, GOOD))] * 2
    with FaultServer(keep, [Read()]) as server:
        caller = make(server.port)
        caller.send(READ)
        plain, caller.client = caller.client, caller.client.with_options(retries=0, timeout=1)
        caller.send(READ)
        assert server.connections == 1
        with pytest.raises((OutcomeUnknown, NotSent)) as caught:
            caller.send(READ)

    assert caught.value.attempts == 1
    assert plain._settings.retries == 2
    assert plain._transport is caller.client._transport


@pytest.mark.parametrize("value", [-1, 11, True, 1.5, "2"])
def test_retries_are_a_small_whole_number(credentials: Credentials, value: Any) -> None:
    urls = {"default_base_url": "http://127.0.0.1:9"}
    with pytest.raises(ValueError, match="retries must be a whole number from 0 to 10"):
        type("One", (SyncClient,), urls)(credentials, retries=value)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        (None, None),
        ("7", 7.0),
        ("Wed, 21 Oct 2015 07:28:10 GMT", 10.0),
        ("Wed, 21 Oct 2015 07:27:00 GMT", 0.0),
        ("soon", None),
        ("-1", None),
        ("1e3", None),
        ("٣", None),
        ("9" * 400, 999999999.0),
    ],
)
def test_retry_after_is_parsed(text: str | None, seconds: float | None) -> None:
    assert parse_retry_after(text, 1445412480.0) == seconds


def test_an_unsent_retry_keeps_the_unknown_outcome(make: Make) -> None:
    with FaultServer([Read()]) as server, pytest.raises(OutcomeUnknown) as caught:
        make(server.port, closed_port(), retries=1).send(WRITE)

    assert caught.value.request_number == "no-1"
    assert caught.value.attempts == 2
    assert "an earlier attempt was sent" in str(caught.value)
    assert "the last one was not sent" in str(caught.value)
    assert "repeat with the same out_request_no (no-1)" in str(caught.value)


def test_a_client_closed_between_attempts_keeps_the_unknown_outcome(make: Make) -> None:
    with FaultServer([Read()]) as server:
        caller = make(server.port, retries=1, hooks=Hooks(retry=lambda _: closed(caller)))
        with pytest.raises(OutcomeUnknown, match="an earlier attempt was sent and had no usable answer") as caught:
            caller.send(WRITE)

    assert caught.value.request_number == "no-1"
    assert caught.value.attempts == 2
    assert "(RuntimeError)" in str(caught.value)
    assert str(caught.value.__cause__) == "this client is closed; make a new one"


def closed(caller: Any) -> None:
    caller.client._transport._pool._closed = True  # as by another thread or task


def test_a_signer_that_breaks_between_attempts_keeps_the_unknown_outcome(make: Make, credentials: Credentials) -> None:
    signatures = iter([bytes(256), b"no signature"])

    class Signer:
        def sign(self, message: bytes) -> bytes:
            return next(signatures)

    broken = Credentials(
        brand_id=credentials.brand_id,
        serial_no=credentials.serial_no,
        signer=Signer(),
        public_key_id=credentials.public_key_id,
        public_key=credentials.public_key,
    )
    with FaultServer([Read()]) as server, pytest.raises(OutcomeUnknown) as caught:
        make(server.port, retries=1, credentials=broken).send(WRITE)

    assert caught.value.request_number == "no-1"
    assert "the last one failed (the signer returned" in str(caught.value)


def test_a_client_that_is_closed_before_anything_was_sent_says_so(make: Make) -> None:
    caller = make(closed_port(), retries=1, hooks=Hooks(retry=lambda _: closed(caller)))

    with pytest.raises(RuntimeError, match="this client is closed; make a new one"):
        caller.send(WRITE)


@pytest.mark.parametrize("status", [400, 403, 429])
def test_a_refused_retry_keeps_the_unknown_outcome(make: Make, wechat_pay: WeChatPay, status: int) -> None:
    with FaultServer([Read()], refusal(wechat_pay, status)) as server, pytest.raises(ApiError) as caught:
        make(server.port, retries=1).send(WRITE)

    assert caught.value.status == status
    assert caught.value.outcome_unknown
    assert "an earlier attempt was sent and had no usable answer" in str(caught.value)


def test_a_refusal_after_an_unsent_attempt_has_a_known_outcome(make: Make, wechat_pay: WeChatPay) -> None:
    with FaultServer(refusal(wechat_pay, 429), refusal(wechat_pay, 400)) as server, pytest.raises(ApiError) as caught:
        make(server.port, retries=1).send(WRITE)

    assert not caught.value.outcome_unknown


def test_a_read_never_has_an_unknown_outcome(make: Make) -> None:
    with FaultServer([Read()]) as server, pytest.raises(NotSent):
        make(server.port, closed_port(), retries=1).send(READ)
