"""Calls with a signer that has the private key, over real sockets."""

from __future__ import annotations

import asyncio
import base64
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP, PSS, PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from wxbrand import AsyncBrandClient, BrandClient
from wxbrand_runtime import Credentials, InvalidCredentials, NotSent, UnreadableResponse, unreadable_members
from wxbrand_runtime.auth.decryption import encrypt_text
from wxbrand_runtime.client.hooks import Hooks, ResponseEvent
from wxbrand_runtime.http import Headers
from wxbrand_runtime.testing import WeChatPay

from tests.runtime.callers import AsyncCaller, Caller, SyncCaller, signed
from tests.runtime.conftest import KeyPair
from tests.runtime.example_models import Issue
from tests.runtime.fault_server import Answer as Reply
from tests.runtime.fault_server import FaultServer
from tests.runtime.models.test_sensitive import Enrol, Person

WRITE = Issue(openid="oh-394z-6CGkNoJrsDLTTUKiAnp4", out_request_no="no-1")
GOOD = b'{"token":"t"}'


class Vault:
    """Keeps a private key and never gives it away."""

    def __init__(self, private_key: Any) -> None:
        self._key = private_key
        self.threads: list[str] = []

    def sign(self, message: bytes) -> bytes:
        self.threads.append(threading.current_thread().name)
        raw: bytes = self._key.sign(message, PKCS1v15(), SHA256())
        return raw

    def decrypt(self, ciphertext: bytes) -> bytes:
        padding = OAEP(mgf=MGF1(algorithm=SHA1()), algorithm=SHA1(), label=None)
        raw: bytes = self._key.decrypt(ciphertext, padding)
        return raw


class AsyncVault(Vault):
    """The same over a network, as it were."""

    async def sign(self, message: bytes) -> bytes:  # type: ignore[override]
        await asyncio.sleep(0)
        return super().sign(message)

    async def decrypt(self, ciphertext: bytes) -> bytes:  # type: ignore[override]
        await asyncio.sleep(0)
        return super().decrypt(ciphertext)


Make = Callable[..., Caller]


def with_signer(credentials: Credentials, signer: Any) -> Credentials:
    return Credentials(
        brand_id=credentials.brand_id,
        serial_no=credentials.serial_no,
        signer=signer,
        public_key_id=credentials.public_key_id,
        public_key=credentials.public_key,
    )


@pytest.fixture(params=["sync", "async", "async client, sync signer"])
def make(request: pytest.FixtureRequest, credentials: Credentials) -> Iterator[Make]:
    """Give a caller for a signer class made with the brand's key."""
    made: list[Caller] = []

    def make_caller(port: int, signer: Any = None, **options: Any) -> Caller:
        if signer is None:
            vault = AsyncVault if request.param == "async" else Vault
            signer = vault(credentials.private_key)
        caller = (SyncCaller if request.param == "sync" else AsyncCaller)(
            with_signer(credentials, signer), base_url=f"http://127.0.0.1:{port}", **options
        )
        made.append(caller)
        return caller

    yield make_caller
    for caller in made:
        caller.close()


def test_a_signer_signs_a_call(make: Make, wechat_pay: WeChatPay) -> None:
    with FaultServer([Reply(signed(wechat_pay, GOOD))]) as server:
        assert make(server.port).send(WRITE).token == "t"

        head, _, body = server.requests[0].partition(b"\r\n\r\n")
        line, *fields = head.decode().split("\r\n")
        method, target, _ = line.split(" ")
        pairs = [(name, value) for name, _, value in (field.partition(": ") for field in fields)]
        wechat_pay.verify_request(method, target, Headers(pairs), body)


def test_a_failing_signer_sends_nothing_and_is_retried(
    make: Make, credentials: Credentials, wechat_pay: WeChatPay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wxbrand_runtime.client.retries.FIRST_WAIT", 0.01)

    class Moody(Vault):
        def sign(self, message: bytes) -> bytes:
            if not self.threads:
                self.threads.append("")
                raise ConnectionError("kms.internal is away")
            return super().sign(message)

    with FaultServer([Reply(signed(wechat_pay, GOOD))]) as server:
        assert make(server.port, signer=Moody(credentials.private_key)).send(WRITE).token == "t"
        assert len(server.requests) == 1


def test_a_signer_that_always_fails_is_the_cause_of_not_sent(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wxbrand_runtime.client.retries.FIRST_WAIT", 0.01)

    class Broken(Vault):
        def sign(self, message: bytes) -> bytes:
            raise ConnectionError("kms.internal is away")

    with (
        FaultServer([Reply()]) as server,
        pytest.raises(NotSent, match=r"the signer failed \(ConnectionError\)") as caught,
    ):
        make(server.port, signer=Broken(None)).send(WRITE)

    assert isinstance(caught.value.__cause__, ConnectionError)
    assert caught.value.attempts == 3
    assert server.connections == 0


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (b"\0" * 70, "70 bytes"),
        ("c2lnbmF0dXJl", "str, not bytes"),
        (base64.b64encode(b"x" * 256), "base64"),
        (None, "NoneType, not bytes"),
    ],
)
def test_an_invalid_signature_of_a_signer_is_not_retried(make: Make, given: Any, says: str) -> None:
    class Wrong(Vault):
        calls = 0

        def sign(self, message: bytes) -> bytes:
            Wrong.calls += 1
            result: bytes = given
            return result

    with FaultServer([Reply()]) as server, pytest.raises(InvalidCredentials, match=says):
        make(server.port, signer=Wrong(None)).send(WRITE)

    assert Wrong.calls == 1
    assert server.connections == 0


def test_a_signer_decrypts_the_sensitive_texts_of_a_response(
    make: Make, credentials: Credentials, wechat_pay: WeChatPay
) -> None:
    sealed = encrypt_text(wechat_pay.account_key, "13800138000")
    with FaultServer([Reply(signed(wechat_pay, f'{{"name":"{sealed}"}}'.encode()))]) as server:
        reply = make(server.port).send(Enrol(card="c", phone="13800138000"))

    assert reply.name == "13800138000"


def test_a_signer_that_cannot_decrypt_keeps_the_answer(
    make: Make, credentials: Credentials, wechat_pay: WeChatPay
) -> None:
    class SignsOnly:
        def sign(self, message: bytes) -> bytes:
            return Vault(credentials.private_key).sign(message)

    sealed = encrypt_text(wechat_pay.account_key, "13800138000")
    body = f'{{"name":"{sealed}"}}'.encode()
    with (
        FaultServer([Reply(signed(wechat_pay, body))]) as server,
        pytest.raises(UnreadableResponse, match="the signer has no decrypt") as caught,
    ):
        make(server.port, signer=SignsOnly()).send(Enrol(card="c", phone="13800138000"))

    assert caught.value.answer.body == body
    assert not caught.value.outcome_unknown


def test_a_text_encrypted_for_another_key_is_named(make: Make, wechat_pay: WeChatPay) -> None:
    sealed = encrypt_text(wechat_pay.private_key.public_key(), "13800138000")
    with FaultServer([Reply(signed(wechat_pay, f'{{"name":"{sealed}","note":"n"}}'.encode()))]) as server:
        reply = make(server.port).send(Enrol(card="c", phone="13800138000"))

    assert reply == Person(note="n")
    (member,) = unreadable_members(reply)
    assert "body.name cannot be decrypted" in str(member)
    assert member.value == sealed


def test_a_synchronous_client_refuses_an_asynchronous_signer_when_it_is_made(credentials: Credentials) -> None:
    with pytest.raises(TypeError, match="the signer is asynchronous; use an asynchronous client"):
        BrandClient(with_signer(credentials, AsyncVault(credentials.private_key)))


def test_an_asynchronous_signer_must_answer_before_the_deadline(credentials: Credentials) -> None:
    class Slow(AsyncVault):
        async def sign(self, message: bytes) -> bytes:  # type: ignore[override]
            await asyncio.sleep(30)
            return b""

    async def run() -> None:
        slow = with_signer(credentials, Slow(credentials.private_key))
        async with AsyncBrandClient(slow, base_url="http://127.0.0.1:9", deadline=0.2) as client:
            await client.send(WRITE)

    began = time.monotonic()
    with pytest.raises(NotSent, match="the signer did not answer in time"):
        asyncio.run(run())

    assert time.monotonic() - began < 5


def test_a_signature_after_the_deadline_is_not_sent(credentials: Credentials, wechat_pay: WeChatPay) -> None:
    class Slow(Vault):
        def sign(self, message: bytes) -> bytes:
            time.sleep(0.3)
            return super().sign(message)

    held = with_signer(credentials, Slow(credentials.private_key))
    with FaultServer([Reply(signed(wechat_pay, GOOD))]) as server:
        url = f"http://127.0.0.1:{server.port}"
        with BrandClient(held, base_url=url, deadline=0.2) as client, pytest.raises(NotSent) as caught:
            client.send(WRITE)
        assert "the signer did not answer in time" in str(caught.value)
        assert caught.value.attempts == 1
        assert server.connections == 0


def test_a_cancellation_during_decryption_is_reported_as_interrupted(
    credentials: Credentials, wechat_pay: WeChatPay
) -> None:
    told: list[ResponseEvent] = []
    task: asyncio.Task[Any]

    class Slow(AsyncVault):
        async def decrypt(self, ciphertext: bytes) -> bytes:  # type: ignore[override]
            task.cancel()
            await asyncio.sleep(5)
            return b""

    async def run(port: int) -> None:
        nonlocal task
        held = with_signer(credentials, Slow(credentials.private_key))
        hooks = Hooks(response=told.append)
        async with AsyncBrandClient(held, base_url=f"http://127.0.0.1:{port}", hooks=hooks) as client:
            task = asyncio.create_task(client.send(Enrol(card="c", phone="13800138000")))
            with pytest.raises(asyncio.CancelledError):
                await task

    sealed = encrypt_text(wechat_pay.account_key, "13800138000")
    with FaultServer([Reply(signed(wechat_pay, f'{{"name":"{sealed}"}}'.encode()))]) as server:
        asyncio.run(run(server.port))

    assert [(event.status, event.error, event.interrupted) for event in told] == [(200, None, True)]


def test_a_synchronous_signer_does_not_block_the_event_loop(credentials: Credentials, wechat_pay: WeChatPay) -> None:
    vault = Vault(credentials.private_key)

    async def run(port: int) -> None:
        async with AsyncBrandClient(with_signer(credentials, vault), base_url=f"http://127.0.0.1:{port}") as client:
            await client.send(WRITE)

    with FaultServer([Reply(signed(wechat_pay, GOOD))]) as server:
        asyncio.run(run(server.port))

    assert vault.threads != [threading.main_thread().name]


def test_a_signature_of_another_key_raises_before_anything_is_sent(
    credentials: Credentials, brand: KeyPair, platform: KeyPair
) -> None:
    class SignsWithPss:
        def sign(self, message: bytes) -> bytes:
            return brand.private.sign(message, PSS(mgf=MGF1(SHA256()), salt_length=32), SHA256())

    known = Credentials(
        brand_id=credentials.brand_id,
        certificate=brand.certificate_pem(),
        signer=SignsWithPss(),
        public_key_id=credentials.public_key_id,
        public_key=platform.public,
    )
    with (
        FaultServer([Reply()]) as server,
        BrandClient(known, base_url=f"http://127.0.0.1:{server.port}") as client,
        pytest.raises(InvalidCredentials, match="not PSS"),
    ):
        client.send(WRITE)

    assert server.connections == 0


def test_a_signature_of_the_certificate_key_is_sent(wechat_pay: WeChatPay, brand: KeyPair) -> None:
    known = Credentials(
        brand_id=wechat_pay.account_id,
        certificate=brand.certificate_pem(),
        signer=Vault(brand.private),
        public_key_id=wechat_pay.public_key_id,
        public_key=wechat_pay.private_key.public_key(),
    )
    with (
        FaultServer([Reply(signed(wechat_pay, GOOD))]) as server,
        BrandClient(known, base_url=f"http://127.0.0.1:{server.port}") as client,
    ):
        assert client.send(WRITE).token == "t"
