"""Private keys that live elsewhere: what signs in their place, and what is no signature."""

from __future__ import annotations

import asyncio
import base64
import hashlib
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from wxbrand_runtime import Credentials, InvalidCredentials, Signer
from wxbrand_runtime.auth.schemes import BRAND
from wxbrand_runtime.auth.signers import Decrypter, base64_signature
from wxbrand_runtime.auth.signing import authorization, authorization_header, request_message, verify

from tests.runtime.conftest import PASSWORD, KeyPair

IDS: dict[str, Any] = {"brand_id": "10001", "serial_no": "5157F09E", "public_key_id": "PUB_KEY_ID_01"}
CALL: dict[str, Any] = {"timestamp": 1554208460, "nonce": "593BEC0C"}
MESSAGE = request_message("POST", "/brand/券", CALL["timestamp"], CALL["nonce"], b"{}")


@dataclass(frozen=True)
class Vault:
    """Has the key and gives it to nobody."""

    key: rsa.RSAPrivateKey

    def sign(self, message: bytes) -> bytes:
        return self.key.sign(message, padding.PKCS1v15(), SHA256())


@dataclass(frozen=True)
class AsyncVault:
    key: rsa.RSAPrivateKey

    async def sign(self, message: bytes) -> bytes:
        await asyncio.sleep(0)
        return self.key.sign(message, padding.PKCS1v15(), SHA256())


def credentials_with(signer: Any, platform: KeyPair, **more: Any) -> Credentials:
    return Credentials(signer=signer, public_key=platform.public, **(IDS | more))


def refusal(call: Any) -> str:
    with pytest.raises(InvalidCredentials) as caught:
        call()
    assert "\n" not in str(caught.value)
    return str(caught.value)


def header(credentials: Credentials) -> str:
    return authorization(credentials, "POST", "/brand/券", b"{}", **CALL)


def test_a_signer_signs_what_the_key_would_have_signed(brand: KeyPair, platform: KeyPair) -> None:
    credentials = credentials_with(Vault(brand.private), platform)
    held = Credentials(private_key=brand.private, public_key=platform.public, **IDS)

    assert credentials.private_key is None
    assert credentials.signer == Vault(brand.private)
    assert held.signer is None
    assert header(credentials) == header(held)


def test_a_header_is_made_of_a_signature_from_elsewhere(brand: KeyPair, platform: KeyPair) -> None:
    credentials = credentials_with(AsyncVault(brand.private), platform)
    signer: Any = credentials.signer

    signature = base64_signature(asyncio.run(signer.sign(MESSAGE)))
    made = authorization_header(
        BRAND, account_id=credentials.brand_id, serial_no=credentials.serial_no, signature=signature, **CALL
    )

    verify(brand.public, MESSAGE, signature)
    assert made == header(credentials_with(Vault(brand.private), platform))


def test_an_asynchronous_signer_is_refused_where_a_signature_is_needed_at_once(
    brand: KeyPair, platform: KeyPair
) -> None:
    credentials = credentials_with(AsyncVault(brand.private), platform)

    message = refusal(lambda: header(credentials))

    assert message.startswith("the signer is asynchronous")
    assert "use an asynchronous client" in message


def test_other_awaitables_are_no_signature() -> None:
    class Promise(Awaitable[bytes]):
        def __await__(self) -> Any:
            raise AssertionError

    assert refusal(lambda: base64_signature(Promise())).startswith("the signer is asynchronous")


@pytest.mark.parametrize(
    ("give", "words"),
    [
        (
            lambda key: base64.b64encode(key.sign(b"m", padding.PKCS1v15(), SHA256())),
            "returned base64 or hexadecimal text",
        ),
        (
            lambda key: base64.encodebytes(key.sign(b"m", padding.PKCS1v15(), SHA256())),
            "returned base64 or hexadecimal text",
        ),
        (
            lambda key: base64.b64encode(key.sign(b"m", padding.PKCS1v15(), SHA256())).decode(),
            "returned str, not bytes",
        ),
        (
            lambda key: key.sign(b"m", padding.PKCS1v15(), SHA256()).hex().encode(),
            "returned base64 or hexadecimal text",
        ),
        (lambda key: b"-" * 344, "returned base64 or hexadecimal text"),  # the alphabet for URLs has these two
        (lambda key: b"_" * 344, "returned base64 or hexadecimal text"),
        (lambda key: bytearray(256), "returned bytearray, not bytes"),
        (lambda key: None, "returned NoneType, not bytes"),
        (lambda key: b"", "returned 0 bytes"),
        (lambda key: hashlib.sha256(b"m").digest(), "returned 32 bytes"),
        (lambda key: key.sign(b"m", padding.PKCS1v15(), SHA256())[:-1], "returned 255 bytes"),
    ],
)
def test_what_is_no_signature(brand: KeyPair, give: Any, words: str) -> None:
    raw = give(brand.private)

    message = refusal(lambda: base64_signature(raw))

    assert words in message
    assert not (raw and str(raw)[:12] in message)


async def _promised() -> bytes:
    return b""


@pytest.mark.parametrize(
    ("give", "sentence"),
    [
        (
            _promised,
            "the signer is asynchronous (its sign() returned an awaitable), and synchronous code cannot await it; "
            "use an asynchronous client, or a signer whose sign() returns bytes",
        ),
        (
            lambda: b"AAAA",
            "the signer returned base64 or hexadecimal text; sign() must return the raw signature, decoded",
        ),
        (
            lambda: b"\0",
            "the signer returned 1 bytes, and an RSA signature has at least 256; it must sign with RSASSA-PKCS1-v1_5 and "
            "SHA-256 and an RSA key of 2048 bits or more (not ECDSA, not a digest)",
        ),
    ],
)
def test_what_a_signer_must_give_is_said(give: Any, sentence: str) -> None:
    assert refusal(lambda: base64_signature(give())) == sentence


def test_an_elliptic_curve_signature_is_refused(platform: KeyPair) -> None:
    key = ec.generate_private_key(ec.SECP256R1())

    class Elliptic:
        def sign(self, message: bytes) -> bytes:
            return key.sign(message, ec.ECDSA(SHA256()))

    assert "(not ECDSA, not a digest)" in refusal(lambda: header(credentials_with(Elliptic(), platform)))


def test_what_a_signer_raises_reaches_the_caller(platform: KeyPair) -> None:
    class Locked:
        def sign(self, message: bytes) -> bytes:
            raise PermissionError("the token is locked")

    with pytest.raises(PermissionError, match="the token is locked"):
        header(credentials_with(Locked(), platform))


def test_exactly_one_of_key_and_signer(brand: KeyPair, platform: KeyPair, tmp_path: Path) -> None:
    vault = Vault(brand.private)
    path = tmp_path / "wxp_pub.pem"
    path.write_text(platform.public_pem())

    neither = refusal(lambda: Credentials(public_key=platform.public, **IDS))
    both = refusal(lambda: credentials_with(vault, platform, private_key=brand.private))
    no_file = refusal(lambda: Credentials.from_files(public_key=path, **IDS))
    password = refusal(lambda: Credentials.from_files(signer=vault, password=PASSWORD, public_key=path, **IDS))

    assert neither == no_file == "neither private_key nor signer is given; one of them is needed"
    assert both == "private_key and signer are both given; keep one"
    assert password == "a password was given without a private_key; remove it"
    assert Credentials.from_files(signer=vault, public_key=path, **IDS) == credentials_with(vault, platform)


def test_what_is_no_signer(platform: KeyPair) -> None:
    assert "; object has none" in refusal(lambda: credentials_with(object(), platform))
    assert "Vault is a class: give an instance" in refusal(lambda: credentials_with(Vault, platform))


def test_credentials_with_signers_compare_by_the_signers(brand: KeyPair, platform: KeyPair) -> None:
    mine = credentials_with(Vault(brand.private), platform)
    held = Credentials(private_key=brand.private, public_key=platform.public, **IDS)

    assert mine == credentials_with(Vault(brand.private), platform)
    assert mine != credentials_with(Vault(platform.private), platform)
    assert mine != held
    assert repr(mine) == repr(held)
    assert hash(mine) == hash(held)


def test_whether_a_signer_decrypts_is_seen(brand: KeyPair) -> None:
    class DecryptingVault(Vault):
        def decrypt(self, ciphertext: bytes) -> bytes:
            return ciphertext

    plain: Signer = Vault(brand.private)

    assert not isinstance(plain, Decrypter)
    assert isinstance(DecryptingVault(brand.private), Decrypter)
