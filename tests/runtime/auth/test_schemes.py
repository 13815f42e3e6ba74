"""Merchants and service providers: their ids, variables and messages, and platform certificates in the ring."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from wxbrand_runtime import CertificateNotValid, Credentials, InvalidCredentials, InvalidSignature, KeyRing
from wxbrand_runtime.auth import BRAND, MERCHANT, decrypt_certificates, sign_request, verify_response
from wxbrand_runtime.auth.signing import authorization
from wxbrand_runtime.testing import new_private_key

from tests.runtime.auth.test_certificates import certificate, pem
from tests.runtime.conftest import KeyPair

MCHID = "1900000001"
API_KEY = "0123456789abcdef0123456789abcdef"
PUBLIC_KEY_ID = "PUB_KEY_ID_0119000000012025010100000000000001"
SERIAL, NEXT_SERIAL = 0x5157F09EFDC096DE15EBE81A47057A7232F1B8E1, 0x6157F09EFDC096DE15EBE81A47057A7232F1B8E2
SERIAL_NO, NEXT_SERIAL_NO = f"{SERIAL:X}", f"{NEXT_SERIAL:X}"


def merchant(brand: KeyPair, platform: KeyPair, **more: Any) -> Credentials:
    given: dict[str, Any] = {
        "mchid": MCHID,
        "serial_no": "7A",
        "private_key": brand.private,
        "public_key_id": PUBLIC_KEY_ID,
        "public_key": platform.public,
        "api_key": API_KEY,
    }
    return Credentials(**(given | more))


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(InvalidCredentials) as caught:
        call()
    return str(caught.value)


def signed_by(keys: KeyPair, serial: str, body: bytes) -> dict[str, str]:
    """The signature headers of a response, made with `cryptography` alone."""
    message = b"1700000000\nNONCE\n" + body + b"\n"
    signature = base64.b64encode(keys.private.sign(message, PKCS1v15(), SHA256())).decode()
    return {
        "Wechatpay-Timestamp": "1700000000",
        "Wechatpay-Nonce": "NONCE",
        "Wechatpay-Signature": signature,
        "Wechatpay-Serial": serial,
    }


def test_a_merchants_request_is_signed_as_apiv3_says(brand: KeyPair, platform: KeyPair) -> None:
    credentials = merchant(brand, platform)

    value = authorization(credentials, "GET", "/v3/certificates", b"", timestamp=1554208460, nonce="593BEC0C930BF1AF")

    type_, _, parameters = value.partition(" ")
    found = dict(re.findall(r'(\w+)="([^"]*)"', parameters))
    assert type_ == "WECHATPAY2-SHA256-RSA2048"
    assert sorted(found) == ["mchid", "nonce_str", "serial_no", "signature", "timestamp"]
    assert (found["mchid"], found["serial_no"]) == (MCHID, "7A")
    message = b"GET\n/v3/certificates\n1554208460\n593BEC0C930BF1AF\n\n"
    brand.public.verify(base64.b64decode(found["signature"]), message, PKCS1v15(), SHA256())


def test_sign_request_names_the_platform_certificate(brand: KeyPair, platform: KeyPair) -> None:
    made = pem(certificate(platform.private, serial=SERIAL))

    headers = sign_request(merchant(brand, platform, public_key=made, public_key_id=SERIAL_NO), "GET", "/v3/x")

    assert headers["Authorization"].startswith(f'WECHATPAY2-SHA256-RSA2048 mchid="{MCHID}",')
    assert headers["Wechatpay-Serial"] == SERIAL_NO


def test_credentials_are_a_brands_or_a_merchants(brand: KeyPair, platform: KeyPair) -> None:
    made = merchant(brand, platform)
    same = merchant(brand, platform)
    other = merchant(brand, platform, mchid=None, brand_id=MCHID)

    assert (made.scheme, made.mchid, made.account_id) == (MERCHANT, MCHID, MCHID)
    assert (other.scheme, other.brand_id) == (BRAND, MCHID)
    assert made == same
    assert made != other
    assert repr(made) == f"Credentials(mchid={MCHID!r}, serial_no='7A', public_key_id={PUBLIC_KEY_ID!r})"
    with pytest.raises(AttributeError, match="these are the credentials of a merchant; use mchid"):
        _ = made.brand_id
    with pytest.raises(AttributeError, match="these are the credentials of a brand; use brand_id"):
        _ = other.mchid
    both = refusal(lambda: merchant(brand, platform, brand_id="1"))
    neither = refusal(lambda: merchant(brand, platform, mchid=None))
    assert both == "brand_id and mchid are both given; keep one"
    assert neither == "neither brand_id nor mchid is given; one of them is needed"
    assert refusal(lambda: merchant(brand, platform, mchid="19 1")) == "mchid has a blank at position 3; remove it"


def test_a_merchants_variables(brand: KeyPair, platform: KeyPair) -> None:
    environ = {
        "WXPAY_MCHID": MCHID,
        "WXPAY_SERIAL_NO": "7A",
        "WXPAY_PRIVATE_KEY": brand.private_pem(),
        "WXPAY_PUBLIC_KEY_ID": PUBLIC_KEY_ID,
        "WXPAY_PUBLIC_KEY": platform.public_pem(),
        "WXPAY_API_KEY": API_KEY,
    }
    of_a_brand = {
        name.replace("WXPAY_MCHID", "WXPAY_BRAND_ID").replace("WXPAY", "WXBRAND"): v for name, v in environ.items()
    }

    assert Credentials.from_env(environ) == merchant(brand, platform)
    assert Credentials.from_env(environ | of_a_brand).scheme == BRAND
    assert Credentials.from_env(environ | of_a_brand, scheme=MERCHANT) == merchant(brand, platform)
    assert refusal(lambda: Credentials.from_env({"WXPAY_MCHID": MCHID})) == (
        "not in the environment: WXPAY_SERIAL_NO or WXPAY_CERTIFICATE or WXPAY_CERTIFICATE_FILE, WXPAY_PUBLIC_KEY_ID, "
        "WXPAY_PRIVATE_KEY or WXPAY_PRIVATE_KEY_FILE, WXPAY_PUBLIC_KEY or WXPAY_PUBLIC_KEY_FILE"
    )
    assert refusal(lambda: Credentials.from_env(of_a_brand, scheme=MERCHANT)).startswith(
        "not in the environment: WXPAY_MCHID"
    )


def test_a_platform_certificate_is_known_by_its_serial_number(brand: KeyPair, platform: KeyPair) -> None:
    made = certificate(platform.private, serial=SERIAL)
    forms: list[str | bytes] = [pem(made), pem(made).encode(), made.public_bytes(Encoding.DER)]

    for form in forms:
        ring = KeyRing({SERIAL_NO.lower(): form}, sending=SERIAL_NO.lower())
        assert ring == {SERIAL_NO: platform.public}
        assert ring.sending.id == SERIAL_NO
    wrong = refusal(lambda: KeyRing({NEXT_SERIAL_NO: pem(made)}, sending=NEXT_SERIAL_NO))
    assert wrong == f"public_key_id must be the serial number of the platform certificate given, {SERIAL_NO}"
    assert "but the key given is not a certificate" in refusal(
        lambda: KeyRing({SERIAL_NO: platform.public_pem()}, sending=SERIAL_NO)
    )
    own = pem(certificate(brand.private, serial=SERIAL))
    assert "is your own public key" in refusal(
        lambda: merchant(brand, platform, public_key=own, public_key_id=SERIAL_NO)
    )


def test_a_platform_certificate_that_is_not_valid_now_is_warned_of(platform: KeyPair) -> None:
    expired = pem(certificate(platform.private, serial=SERIAL, begin=-9, end=-2))

    with pytest.warns(CertificateNotValid, match="expired on 20.*WeChat Pay signs nothing with its key"):
        KeyRing({SERIAL_NO: expired}, sending=SERIAL_NO)


def test_certificates_and_public_keys_are_rotated_in_one_ring(brand: KeyPair, platform: KeyPair) -> None:
    first, second, third = (KeyPair(new_private_key()) for _ in range(3))
    ring = merchant(
        brand, platform, public_key_id=SERIAL_NO, public_key=pem(certificate(first.private, serial=SERIAL))
    ).public_keys
    body = b'{"prepay_id":"wx1"}'

    ring.add(NEXT_SERIAL_NO, pem(certificate(second.private, serial=NEXT_SERIAL)), send=True)
    ring.add(PUBLIC_KEY_ID, third.public_pem())
    for keys, serial in ((first, SERIAL_NO), (second, NEXT_SERIAL_NO), (third, PUBLIC_KEY_ID)):
        verify_response(signed_by(keys, serial, body), body, ring, now=1700000000)
    with pytest.raises(InvalidSignature, match="does not belong to this message and public key"):
        verify_response(signed_by(first, NEXT_SERIAL_NO, body), body, ring, now=1700000000)
    ring.remove(SERIAL_NO)

    assert ring.sending == (NEXT_SERIAL_NO, second.public)
    with pytest.raises(InvalidSignature, match="hold only"):
        verify_response(signed_by(first, SERIAL_NO, body), body, ring, now=1700000000)


def test_downloaded_certificates_go_into_the_ring(brand: KeyPair, platform: KeyPair) -> None:
    made: x509.Certificate = certificate(platform.private, serial=SERIAL)
    sealed = AESGCM(API_KEY.encode()).encrypt(b"61f9c719728a", pem(made).encode(), b"certificate")
    answer = {
        "data": [
            {
                "serial_no": SERIAL_NO,
                "effective_time": "2018-06-08T10:34:56+08:00",
                "expire_time": "2018-12-08T10:34:56+08:00",
                "encrypt_certificate": {
                    "algorithm": "AEAD_AES_256_GCM",
                    "nonce": "61f9c719728a",
                    "associated_data": "certificate",
                    "ciphertext": base64.b64encode(sealed).decode(),
                },
            }
        ]
    }
    ring = merchant(brand, platform).public_keys

    for serial_no, text in decrypt_certificates(json.dumps(answer).encode(), API_KEY).items():
        ring.add(serial_no, text)

    assert ring[SERIAL_NO] == platform.public


@pytest.mark.parametrize("answer", [b"", b"[]", b'{"data": 1}', b'{"data": [{"serial_no": "A"}]}', b'{"data": [1]}'])
def test_another_answer_holds_no_certificates(answer: bytes) -> None:
    with pytest.raises(ValueError, match="is not a list of platform certificates"):
        decrypt_certificates(answer, API_KEY)
