"""A private key that was damaged on its way is refused or works; one with wrong numbers never signs for the brand."""

from __future__ import annotations

import base64
import random
import re
from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat, pkcs12
from hypothesis import given, settings
from hypothesis import strategies as st
from wxbrand_runtime.auth.decryption import decrypt_text, encrypt_text
from wxbrand_runtime.auth.key_files import KeySource
from wxbrand_runtime.auth.keys import read_certificate, read_private_key, read_public_key
from wxbrand_runtime.auth.signing import sign, verify
from wxbrand_runtime.errors import InvalidCredentials

from tests.runtime.conftest import PASSWORD, KeyPair, certificate

NUMBERS = ["n", "e", "d", "p", "q", "dmp1", "dmq1", "iqmp"]


def pkcs1(numbers: list[int]) -> str:
    """PEM text of a PKCS#1 key (RFC 8017, A.1.2) with any numbers."""
    inner = b"".join(element(2, number.to_bytes(number.bit_length() // 8 + 1)) for number in [0, *numbers])
    text = base64.encodebytes(element(0x30, inner)).decode()
    return f"-----BEGIN RSA PRIVATE KEY-----\n{text}-----END RSA PRIVATE KEY-----\n"


def element(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 128:
        return bytes([tag, size]) + content
    digits = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes([tag, 0x80 | len(digits)]) + digits + content


def numbers_of(key: rsa.RSAPrivateKey) -> list[int]:
    its = key.private_numbers()
    return [its.public_numbers.n, its.public_numbers.e, its.d, its.p, its.q, its.dmp1, its.dmq1, its.iqmp]


def test_a_key_written_number_by_number_is_read(brand: KeyPair) -> None:
    assert numbers_of(read_private_key(pkcs1(numbers_of(brand.private)))) == numbers_of(brand.private)


def outcome(brand: KeyPair, numbers: list[int]) -> str:
    try:
        key = read_private_key(pkcs1(numbers))
    except InvalidCredentials as problem:
        return "refused" if re.search("is damaged|bits; at least 2048 are needed", str(problem)) else str(problem)
    verify(brand.public, b"message", sign(key, b"message"))
    assert decrypt_text(key, encrypt_text(brand.public, "张三")) == "张三"
    return "works"


@pytest.mark.parametrize("damaged", NUMBERS)
def test_a_wrong_digit_in_a_number(brand: KeyPair, damaged: str) -> None:
    place, chance, outcomes = NUMBERS.index(damaged), random.Random(damaged), Counter[str]()
    right = numbers_of(brand.private)

    for _ in range(40):
        numbers = [*right]
        numbers[place] ^= 1 << chance.randrange(max(right[place].bit_length() - 1, 1))
        outcomes[outcome(brand, numbers)] += 1

    assert outcomes["refused"] + outcomes["works"] == 40
    if damaged in {"n", "e"}:
        assert outcomes["refused"] == 40


@pytest.mark.parametrize("value", [0, 1, 2, 3, (1 << 2048) - 1], ids=["0", "1", "2", "3", "all ones"])
@pytest.mark.parametrize("damaged", NUMBERS)
def test_a_number_of_another_kind(brand: KeyPair, damaged: str, value: int) -> None:
    numbers = numbers_of(brand.private)
    numbers[NUMBERS.index(damaged)] = value

    assert outcome(brand, numbers) in {"refused", "works"}


def test_the_numbers_of_two_keys_mixed(brand: KeyPair, platform: KeyPair) -> None:
    mine, others = numbers_of(brand.private), numbers_of(platform.private)

    assert outcome(brand, [*mine[:2], *others[2:]]) == "refused"
    assert outcome(brand, [*others[:2], *mine[2:]]) == "refused"


# Whatever the bytes are


class Contents(list[bytes]):
    """Files of every kind, whole; hypothesis warns of long reprs."""

    def __repr__(self) -> str:
        return f"{len(self)} files"


@pytest.fixture(scope="session")
def contents(brand: KeyPair) -> Contents:
    own = certificate(brand.private)
    quickly = PrivateFormat.PKCS12.encryption_builder().kdf_rounds(10).build(b"pw")
    private_forms = (PrivateFormat.PKCS8, PrivateFormat.TraditionalOpenSSL)
    public_forms = (PublicFormat.SubjectPublicKeyInfo, PublicFormat.PKCS1)
    return Contents(
        [
            *(brand.private_pem(form).encode() for form in private_forms),
            *(brand.private.private_bytes(Encoding.DER, form, NoEncryption()) for form in private_forms),
            brand.encrypted_pem(PrivateFormat.TraditionalOpenSSL).encode(),
            brand.private_pem().encode("utf-16"),
            *(brand.public.public_bytes(Encoding.DER, form) for form in public_forms),
            brand.public_pem().encode(),
            own.public_bytes(Encoding.DER),
            own.public_bytes(Encoding.PEM),
            pkcs12.serialize_key_and_certificates(None, brand.private, own, None, quickly),
        ]
    )


EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 20), st.binary(max_size=3)), min_size=1, max_size=4)


@pytest.mark.filterwarnings("ignore::cryptography.utils.CryptographyDeprecationWarning")
@pytest.mark.filterwarnings("ignore::wxbrand_runtime.CertificateNotValid")
@settings(deadline=None, max_examples=300)
@given(which=st.integers(0, 11), edits=EDITS, bare=st.booleans())
def test_a_damaged_file_is_refused_in_one_sentence_or_read(
    contents: Contents, which: int, edits: list[tuple[float, int, bytes]], bare: bool
) -> None:
    content = contents[which]
    for place, cut, put in edits:
        at = int(place**3 * len(content))  # more often near the beginning, where the structure is
        content = content[:at] + put + content[at + cut :]
    reads: list[Callable[[bytes], object]] = [
        read_private_key,
        partial(read_private_key, password="pw"),
        read_public_key,
        lambda content: read_certificate(KeySource(content)),
    ]

    for read in reads:
        try:
            read(base64.b64encode(content) if bare else content)
        except InvalidCredentials as refusal:
            sentence = str(refusal)
            assert sentence.startswith("the text given ") or "a password was given" in sentence
            assert "\n" not in sentence


@pytest.mark.parametrize(
    "line", ["DEK-Info: AES-256-CBC,00", "DEK-Info: AES-256-CBC", "DEK-Info: RC2-CBC,0011223344556677"]
)
def test_an_old_encryption_that_cannot_be_opened(brand: KeyPair, line: str) -> None:
    text = re.sub("DEK-Info.*", line, brand.encrypted_pem(PrivateFormat.TraditionalOpenSSL))

    with pytest.raises(InvalidCredentials, match="is damaged, or encrypted in a way that is not supported"):
        read_private_key(text, password=PASSWORD)


def test_a_certificate_of_an_unknown_kind_of_key(brand: KeyPair) -> None:
    der = certificate(brand.private).public_bytes(Encoding.DER)
    rsa_encryption = bytes.fromhex("06092a864886f70d010101")
    other = der.replace(rsa_encryption, bytes.fromhex("06092a864886f70d010161"))

    assert other != der
    with pytest.raises(InvalidCredentials, match="is not the certificate of an RSA key"):
        read_certificate(KeySource(other))
