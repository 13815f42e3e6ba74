"""The signature: its layout, its making and its checking."""

from __future__ import annotations

import base64
from dataclasses import dataclass

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from hypothesis import given
from hypothesis import strategies as st
from wxbrand_runtime.auth.signing import PROBE_PREFIX, authorization, request_message, response_message, sign, verify
from wxbrand_runtime.errors import InvalidSignature

from tests.runtime.conftest import KeyPair

TIMESTAMP, NONCE = 1554208460, "593BEC0C930BF1AFEB40B4A08C8FB242"


@dataclass(frozen=True)
class Signer:
    private_key: RSAPrivateKey
    brand_id: str = "10001"
    serial_no: str = "5157F09EFDC096DE15EBE81A47057A72"


def test_a_request_message_has_five_lines_each_ended() -> None:
    body = '{"name":"满减券"}'.encode()

    message = request_message("POST", "/brand/a?b=%E5%88%B8", TIMESTAMP, NONCE, body)

    assert message == b"POST\n/brand/a?b=%E5%88%B8\n1554208460\n" + NONCE.encode() + b"\n" + body + b"\n"


def test_a_request_without_body_ends_with_an_empty_line() -> None:
    assert (
        request_message("GET", "/brand/a", TIMESTAMP, NONCE, b"") == f"GET\n/brand/a\n{TIMESTAMP}\n{NONCE}\n\n".encode()
    )


@pytest.mark.parametrize("body", [b"", b"{}", b"{}\n", b"\n\n", "券".encode(), b"\xff\0"])
def test_a_response_message_holds_the_body_untouched(body: bytes) -> None:
    assert response_message(TIMESTAMP, NONCE, body) == b"1554208460\n" + NONCE.encode() + b"\n" + body + b"\n"


@given(body=st.binary(max_size=200))
def test_what_is_signed_verifies(brand: KeyPair, body: bytes) -> None:
    message = response_message(TIMESTAMP, NONCE, body)

    verify(brand.public, message, sign(brand.private, message))


def test_a_signature_is_base64_of_the_key_size_and_always_the_same(brand: KeyPair) -> None:
    signature = sign(brand.private, b"message")

    assert len(signature) == 344
    assert signature == sign(brand.private, b"message")


@pytest.mark.parametrize("other", [b"", b"message\n", b"Message", "messagé".encode()])
def test_another_message_does_not_verify(brand: KeyPair, other: bytes) -> None:
    with pytest.raises(InvalidSignature, match="does not belong"):
        verify(brand.public, other, sign(brand.private, b"message"))


def test_another_key_does_not_verify(brand: KeyPair, platform: KeyPair) -> None:
    with pytest.raises(InvalidSignature, match="does not belong"):
        verify(platform.public, b"message", sign(brand.private, b"message"))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text + "\n",
        lambda text: " " + text,
        lambda text: text[:76] + "\n" + text[76:],
        lambda text: text.rstrip("="),
        lambda text: text + "====",
        lambda text: text.translate(str.maketrans("+/ABab", "-_-_-_")),
        lambda text: text[:-3] + "券==",
        lambda text: "*" + text,
        lambda text: text + ".",
    ],
)
def test_anything_but_standard_base64_is_refused(brand: KeyPair, spoil: object) -> None:
    assert callable(spoil)

    with pytest.raises(InvalidSignature, match="not standard base64"):
        verify(brand.public, b"message", spoil(sign(brand.private, b"message")))


@given(signature=st.text(max_size=400))
def test_no_text_makes_verify_raise_anything_else(brand: KeyPair, signature: str) -> None:
    with pytest.raises(InvalidSignature):
        verify(brand.public, b"message", signature)


@pytest.mark.parametrize(
    ("signature", "sentence"),
    [
        ("", "the signature is empty"),
        ("AA", "the signature is not standard base64"),
        ("AAA", "the signature is not standard base64"),
        ("券", "the signature is not standard base64"),
        ("AB==", "the signature is not standard base64"),
        ("AA==", "the signature does not belong to this message and public key"),
        ("AAAA", "the signature does not belong to this message and public key"),
        (
            PROBE_PREFIX + "券",
            "the signature begins with WECHATPAY/SIGNTEST/: WeChat Pay sent a wrong one on purpose, "
            "to test that it is refused",
        ),
        ("WECHATPAY/SIGNTESTAA", "the signature does not belong to this message and public key"),
    ],
)
def test_why_a_signature_is_refused_is_said(brand: KeyPair, signature: str, sentence: str) -> None:
    with pytest.raises(InvalidSignature) as caught:
        verify(brand.public, b"message", signature)

    assert str(caught.value) == sentence


def test_a_signature_without_padding_verifies_too() -> None:
    longer = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    signature = sign(longer, b"message")

    assert len(signature) == 512
    assert not signature.endswith("=")
    verify(longer.public_key(), b"message", signature)


@pytest.mark.parametrize("tail", ["", "AAAA", "not base64 !", base64.b64encode(bytes(256)).decode()])
def test_a_probe_is_a_wrong_signature_with_its_own_words(brand: KeyPair, tail: str) -> None:
    with pytest.raises(InvalidSignature, match="wrong one on purpose"):
        verify(brand.public, b"message", "WECHATPAY/SIGNTEST/" + tail)


def test_the_authorization_header_has_the_official_order(brand: KeyPair) -> None:
    value = authorization(Signer(brand.private), "POST", "/brand/x", "{}券".encode(), timestamp=TIMESTAMP, nonce=NONCE)

    signature = sign(brand.private, request_message("POST", "/brand/x", TIMESTAMP, NONCE, "{}券".encode()))
    assert value == (
        f'WECHATPAY-BRAND-SHA256-RSA2048 brand_id="10001",nonce_str="{NONCE}",signature="{signature}",'
        f'timestamp="{TIMESTAMP}",serial_no="5157F09EFDC096DE15EBE81A47057A72"'
    )
