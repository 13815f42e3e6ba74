"""A private key that was damaged on its way is refused or works; one with wrong numbers never signs for the brand."""

from __future__ import annotations

import base64
import random
import re
from collections import Counter

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from wxbrand_runtime.errors import InvalidCredentials
from wxbrand_runtime.keys import read_private_key
from wxbrand_runtime.sensitive import decrypt, encrypt
from wxbrand_runtime.signing import sign, verify

from tests.runtime.conftest import KeyPair

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
        return "refused" if re.search("is damaged|bits; 2048 is the least", str(problem)) else str(problem)
    verify(brand.public, b"message", sign(key, b"message"))
    assert decrypt(key, encrypt(brand.public, "张三")) == "张三"
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
