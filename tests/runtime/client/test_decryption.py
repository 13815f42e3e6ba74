"""Sensitive texts of notifications and responses, decrypted by a signer that has the private key."""

from __future__ import annotations

import base64
import gc
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP, PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from wxbrand_runtime import Credentials, InvalidNotification, unreadable_members
from wxbrand_runtime.auth.decryption import ciphertext_bytes, encrypt_text
from wxbrand_runtime.client.actions import Invoke, Raised
from wxbrand_runtime.client.decryption import TextDecrypter, text_decrypter
from wxbrand_runtime.models.codec import DecodeError
from wxbrand_runtime.models.sensitive import decrypt_value
from wxbrand_runtime.notifications import parse
from wxbrand_runtime.testing import WeChatPay, new_private_key

from tests.runtime.conftest import private_key_of
from tests.runtime.models.test_sensitive import NAME, PHONE, PRESCRIBED, Person


class Vault:
    """Decrypts with a key that it gives to nobody, and counts."""

    def __init__(self, key: Any) -> None:
        self._key = key
        self.asked = 0

    def sign(self, message: bytes) -> bytes:
        raise AssertionError

    def decrypt(self, ciphertext: bytes) -> bytes:
        self.asked += 1
        text: bytes = self._key.decrypt(ciphertext, PRESCRIBED)
        return text


class Gives(Vault):
    """Gives something else, or raises it."""

    def decrypt(self, ciphertext: bytes) -> bytes:
        if isinstance(self._key, Exception):
            raise self._key
        given: bytes = self._key
        return given


class SignsOnly:
    def sign(self, message: bytes) -> bytes:
        raise AssertionError


class AsyncVault(Vault):
    async def decrypt(self, ciphertext: bytes) -> bytes:  # type: ignore[override]
        raise AssertionError


class Promises(Vault):
    """Asynchronous, but not to be seen from outside."""

    def decrypt(self, ciphertext: bytes) -> bytes:
        async def later() -> bytes:
            raise AssertionError

        return later()  # type: ignore[return-value]


OTHER_KEY = (
    "it is not padded as OAEP with SHA-1, "
    "or was encrypted for another key than yours, such as that of another of your API certificates"
)

WithSigner = Callable[[Any], Credentials]


@pytest.fixture
def with_signer(credentials: Credentials) -> WithSigner:
    def make(signer: Any) -> Credentials:
        return Credentials(
            brand_id=credentials.brand_id,
            serial_no=credentials.serial_no,
            signer=signer,
            public_key_id=credentials.public_key_id,
            public_key=credentials.public_key,
            api_key=credentials.api_key,
        )

    return make


@pytest.fixture
def seal(wechat_pay: WeChatPay) -> Callable[[str], str]:
    return lambda text: encrypt_text(wechat_pay.account_key, text)


def decrypter_of(person: Person, credentials: Credentials) -> TextDecrypter:
    """Run the flow with a synchronous signer."""
    flow = text_decrypter(Person, person, credentials, lambda: 1.0)
    result: Any = None
    while True:
        try:
            result = flow.send(result).run()
        except StopIteration as done:
            text_of: TextDecrypter = done.value
            return text_of


def test_a_private_key_decrypts_without_a_signer(credentials: Credentials, seal: Callable[[str], str]) -> None:
    text_of = decrypter_of(Person(name=seal(NAME)), credentials)

    assert text_of(seal(PHONE)) == PHONE


def test_every_sensitive_text_of_a_notification_is_decrypted_by_the_signer(
    with_signer: WithSigner, credentials: Credentials, wechat_pay: WeChatPay, seal: Callable[[str], str]
) -> None:
    vault = Vault(private_key_of(credentials))
    resource = {"name": seal(NAME), "numbers": [seal(PHONE), seal("2")], "note": "open"}
    callback = wechat_pay.encrypt_notification("EXAMPLE.ENROLLED", resource, credentials.api_key or "")

    notification = parse(*callback, with_signer(vault))

    assert notification.resource == Person(name=NAME, numbers=[PHONE, "2"], note="open")
    assert vault.asked == 3


@pytest.mark.parametrize(
    ("signer", "why"),
    [
        (
            SignsOnly(),
            "it has sensitive texts, and the signer has no decrypt(ciphertext: bytes) -> bytes",
        ),
        (AsyncVault(None), "it has sensitive texts, and an asynchronous signer cannot decrypt them here"),
        (Promises(None), "the signer's decrypt() returned coroutine, not bytes"),
        (Gives(ConnectionError("kms.internal")), "the signer could not decrypt a sensitive text (ConnectionError)"),
        (Gives("text"), "the signer's decrypt() returned str, not bytes"),
        (Gives(None), "the signer's decrypt() returned NoneType, not bytes"),
    ],
    ids=["signs only", "asynchronous", "promise", "fails", "text", "nothing"],
)
def test_a_signer_that_does_not_decrypt_loses_no_notification(
    with_signer: WithSigner,
    credentials: Credentials,
    wechat_pay: WeChatPay,
    seal: Callable[[str], str],
    signer: Any,
    why: str,
) -> None:
    callback = wechat_pay.encrypt_notification("EXAMPLE.ENROLLED", {"name": seal(NAME)}, credentials.api_key or "")

    with pytest.raises(InvalidNotification) as caught:
        parse(*callback, with_signer(signer))

    assert caught.value.reason == "unreadable"
    assert str(caught.value) == (
        "the notification of EXAMPLE.ENROLLED is WeChat Pay's, but its resource is not what the spec describes: "
        f"{why}. The decrypted text is in .plaintext."
    )
    assert caught.value.plaintext
    gc.collect()  # a coroutine left behind would warn, and warnings are errors


@pytest.mark.parametrize(
    ("given", "why"),
    [(ValueError(), OTHER_KEY), (b"\xff", "its content is not text in UTF-8")],
    ids=["other key", "no UTF-8"],
)
def test_a_text_that_a_signer_cannot_decrypt_is_put_aside(
    with_signer: WithSigner,
    credentials: Credentials,
    wechat_pay: WeChatPay,
    seal: Callable[[str], str],
    given: Any,
    why: str,
) -> None:
    sealed = seal(NAME)
    callback = wechat_pay.encrypt_notification(
        "EXAMPLE.ENROLLED", {"name": sealed, "note": "n"}, credentials.api_key or ""
    )

    notification = parse(*callback, with_signer(Gives(given)))

    assert notification.resource.note == "n"
    (member,) = unreadable_members(notification)
    assert str(member) == f"resource.name cannot be decrypted: {why}"
    assert member.value == sealed


def test_a_text_that_is_not_base64_does_not_stop_the_decryption_of_others(
    with_signer: WithSigner, credentials: Credentials, seal: Callable[[str], str]
) -> None:
    vault = Vault(private_key_of(credentials))
    sealed, person = seal(PHONE), Person(name="no base64!")

    text_of = decrypter_of(Person(name="no base64!", numbers=[sealed]), with_signer(vault))

    assert text_of(sealed) == PHONE
    with pytest.raises(DecodeError, match="name cannot be decrypted"):
        decrypt_value(Person, person, text_of)


def test_a_signer_decrypts_text_by_text_within_the_time_left(
    with_signer: WithSigner, credentials: Credentials, seal: Callable[[str], str]
) -> None:
    vault = Vault(private_key_of(credentials))
    left = iter([7.0, 3.0])
    first, second = seal(NAME), seal(PHONE)
    asking = text_decrypter(Person, Person(name=first, numbers=[second]), with_signer(vault), lambda: next(left))

    assert next(asking) == Invoke(function=vault.decrypt, arguments=(ciphertext_bytes(first),), timeout=7.0)
    assert asking.send(NAME.encode()) == Invoke(
        function=vault.decrypt, arguments=(ciphertext_bytes(second),), timeout=3.0
    )
    with pytest.raises(StopIteration) as done:
        asking.send(Raised(ValueError()))
    text_of = done.value.value
    assert text_of(first) == NAME
    with pytest.raises(ValueError, match="it is not padded as OAEP with SHA-1, or was encrypted for another key"):
        text_of(second)


def padded(padding: Any) -> Callable[[Any, bytes], bytes]:
    return lambda key, text: key.encrypt(text, padding)


SHA1_OAEP = padded(PRESCRIBED)
UNREADABLE: dict[str, tuple[Callable[[Any, bytes], bytes | str], str]] = {
    "PKCS #1 v1.5": (padded(PKCS1v15()), "it was encrypted for your key, but padded as PKCS #1 v1.5 and not as OAEP with SHA-1"),
    "SHA-256": (
        padded(OAEP(MGF1(SHA256()), SHA256(), None)),
        "it was encrypted for your key, but padded as OAEP with SHA-256 and not as OAEP with SHA-1",
    ),
    "Java's SHA-256": (
        padded(OAEP(MGF1(SHA1()), SHA256(), None)),
        "it was encrypted for your key, but padded as OAEP with SHA-256 and not as OAEP with SHA-1",
    ),
    "another key": (lambda _, text: SHA1_OAEP(new_private_key().public_key(), text), OTHER_KEY),
    "a label": (padded(OAEP(MGF1(SHA1()), SHA1(), b"label")), OTHER_KEY),
    "no UTF-8": (lambda key, _: SHA1_OAEP(key, b"\xff\xfe"), "its content is not text in UTF-8"),
    "cut off": (
        lambda key, text: SHA1_OAEP(key, text)[:-3],
        "it has 253 bytes, and texts for your key have 256; it was cut off, or is for another key",
    ),
    "a larger key": (
        lambda _, text: SHA1_OAEP(generate_private_key(65537, 3072).public_key(), text),
        "it has 384 bytes, and texts for your key have 256; it was cut off, or is for another key",
    ),
    "no = at the end": (
        lambda key, text: base64.b64encode(SHA1_OAEP(key, text)).decode().rstrip("="),
        "it is not standard base64, since the = at its end are missing",
    ),
    "base64 in lines": (
        lambda key, text: base64.encodebytes(SHA1_OAEP(key, text)).decode(),
        "it is not standard base64, since it has line ends or blanks",
    ),
    "base64 for URLs": (
        lambda *_: "-" + "A" * 341 + "==",
        "it is not standard base64, but base64 for URLs, which has - and _ in place of + and /",
    ),
    "plain text": (
        lambda _, text: text.decode(),
        "it is not standard base64, and too short for a ciphertext: perhaps it was not encrypted",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("encrypt", "why"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_known_of_a_text_that_cannot_be_decrypted_is_said(
    credentials: Credentials, wechat_pay: WeChatPay, encrypt: Callable[[Any, bytes], bytes | str], why: str
) -> None:
    sealed = encrypt(wechat_pay.account_key, PHONE.encode())
    ciphertext = sealed if isinstance(sealed, str) else base64.b64encode(sealed).decode()
    callback = wechat_pay.encrypt_notification(
        "EXAMPLE.ENROLLED", {"numbers": [ciphertext], "note": "n"}, credentials.api_key or ""
    )

    notification = parse(*callback, credentials)

    (member,) = unreadable_members(notification)
    assert str(member) == f"resource.numbers[0] cannot be decrypted: {why}"
    assert notification.resource.note == "n"
    assert PHONE not in str(member)
