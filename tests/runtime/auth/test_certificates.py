"""The serial number read from the brand API certificate, and a certificate that is not the brand's."""

from __future__ import annotations

import base64
import datetime
import shutil
import subprocess
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st
from wxbrand_runtime import CertificateNotValid, Credentials, InvalidCredentials
from wxbrand_runtime.auth.ids import serial_number_text

from tests.runtime.conftest import PASSWORD, KeyPair

SERIAL = 0x0A57F09EFDC096DE15EBE81A47057A7232F1B8E1
IDS: dict[str, Any] = {"brand_id": "10001", "public_key_id": "PUB_KEY_ID_01"}
NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "10001")])


def certificate(key: Any, *, serial: int = SERIAL, begin: int = -1, end: int = 1) -> x509.Certificate:
    """A certificate that is valid from and until so many days from now."""
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(NAME)
        .issuer_name(NAME)
        .public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(now + datetime.timedelta(days=begin))
        .not_valid_after(now + datetime.timedelta(days=end))
        .sign(key, SHA256())
    )


def pem(made: x509.Certificate) -> str:
    return made.public_bytes(Encoding.PEM).decode()


@pytest.fixture(scope="session")
def own(brand: KeyPair) -> x509.Certificate:
    return certificate(brand.private)


def made(brand: KeyPair, platform: KeyPair, **more: Any) -> Credentials:
    keys: dict[str, Any] = {"private_key": brand.private, "public_key": platform.public}
    return Credentials(**(keys | IDS | more))


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(InvalidCredentials) as caught:
        call()
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    assert "\n" not in str(caught.value)
    return str(caught.value)


FORMS: dict[str, Callable[[x509.Certificate], str | bytes]] = {
    "PEM": pem,
    "bytes of PEM": lambda own: pem(own).encode(),
    "DER": lambda own: own.public_bytes(Encoding.DER),
    "bare base64": lambda own: base64.b64encode(own.public_bytes(Encoding.DER)).decode(),
    "escaped line ends": lambda own: pem(own).replace("\n", "\\n"),
    "another name": lambda own: pem(own).replace("CERTIFICATE", "X509 CERTIFICATE"),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_serial_number_is_read_from_the_certificate(
    brand: KeyPair, platform: KeyPair, own: x509.Certificate, form: str
) -> None:
    credentials = made(brand, platform, certificate=FORMS[form](own))

    assert credentials.serial_no == "0A57F09EFDC096DE15EBE81A47057A7232F1B8E1"


def test_it_is_read_from_files_and_from_the_environment(
    brand: KeyPair, platform: KeyPair, own: x509.Certificate, tmp_path: Path
) -> None:
    expected = made(brand, platform, certificate=pem(own))
    texts = {"private_key": brand.private_pem(), "public_key": platform.public_pem(), "certificate": pem(own)}
    paths: dict[str, Any] = {name: tmp_path / name for name in texts}
    for name, path in paths.items():
        path.touch(mode=0o600)
        path.write_text(texts[name])
    ids = {f"WXBRAND_{name.upper()}": value for name, value in IDS.items()}

    assert Credentials.from_files(**paths, **IDS) == expected
    assert Credentials.from_env(ids | {f"WXBRAND_{name.upper()}": text for name, text in texts.items()}) == expected
    assert (
        Credentials.from_env(ids | {f"WXBRAND_{name.upper()}_FILE": str(path) for name, path in paths.items()})
        == expected
    )


@given(serial=st.integers(min_value=1, max_value=2**159 - 1))
def test_a_serial_number_has_two_digits_for_each_byte(serial: int) -> None:
    text = serial_number_text(serial)

    assert len(text) % 2 == 0
    assert int(text, 16) == serial
    assert text == text.upper()
    assert not text.startswith("00")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="the openssl command is not here")
@pytest.mark.parametrize("serial", [1, 0x7F, 0x80, 0xFFF, SERIAL, 2**159 - 1])
def test_the_serial_number_is_what_openssl_prints(
    brand: KeyPair, platform: KeyPair, tmp_path: Path, serial: int
) -> None:
    text = pem(certificate(brand.private, serial=serial))

    printed = subprocess.run(
        ["openssl", "x509", "-noout", "-serial"], input=text, capture_output=True, text=True, check=True
    ).stdout

    assert printed.strip() == f"serial={made(brand, platform, certificate=text).serial_no}"


def test_serial_number_and_certificate_must_agree(brand: KeyPair, platform: KeyPair, own: x509.Certificate) -> None:
    agreeing = made(brand, platform, certificate=pem(own), serial_no="a57f09efdc096de15ebe81a47057a7232f1b8e1")
    message = refusal(lambda: made(brand, platform, certificate=pem(own), serial_no="5157F09E"))

    assert agreeing.serial_no == "0A57F09EFDC096DE15EBE81A47057A7232F1B8E1"
    assert message == f"serial_no differs from that of certificate, {agreeing.serial_no}; remove serial_no"
    assert refusal(lambda: made(brand, platform)) == "neither serial_no nor certificate is given; one of them is needed"


def test_what_is_no_certificate_of_the_brand(
    brand: KeyPair, platform: KeyPair, own: x509.Certificate, tmp_path: Path
) -> None:
    def refused(given: Any) -> str:
        return refusal(lambda: made(brand, platform, certificate=given))

    der = own.public_bytes(Encoding.DER)
    elliptic = certificate(ec.generate_private_key(ec.SECP256R1()))
    twelve = pkcs12.serialize_key_and_certificates(None, brand.private, own, None, BestAvailableEncryption(b"1"))

    assert "certificate belongs to another private key" in refused(pem(certificate(platform.private)))
    assert "holds a private key; give your API certificate" in refused(brand.private_pem())
    assert "holds a public key; give your API certificate" in refused(platform.public_pem())
    assert "certificate is not the certificate of an RSA key" in refused(pem(elliptic))
    assert "certificate holds 2 certificates" in refused(pem(own) + pem(own))
    assert "certificate is cut off" in refused(der[:-1])
    assert "certificate is damaged" in refused(der[:40] + bytes(len(der) - 40))
    assert "is damaged: its content is not a complete certificate" in refused(
        "-----BEGIN CERTIFICATE-----\nMIIA\n-----END CERTIFICATE-----\n"
    )
    assert "certificate is a PKCS#12 file; give it as private_key" in refused(twelve)
    assert "use Credentials.from_files(certificate=...)" in refused("apiclient_cert.pem")
    assert "use Credentials.from_files(certificate=...)" in refused(tmp_path)
    assert "certificate must be a certificate's text or bytes, not int" in refused(5)


@pytest.mark.parametrize(("begin", "end", "words"), [(-9, -2, "certificate expired on"), (2, 9, "is not valid before")])
def test_a_certificate_that_is_not_valid_now_is_warned_of(
    brand: KeyPair, platform: KeyPair, begin: int, end: int, words: str
) -> None:
    text = pem(certificate(brand.private, begin=begin, end=end))

    with pytest.warns(
        CertificateNotValid, match=f"{words} 20.*WeChat Pay refuses requests signed with its key"
    ) as caught:
        made(brand, platform, certificate=text)

    assert [warning.filename for warning in caught] == [__file__]


def test_a_certificate_that_is_valid_now_is_not_warned_of(
    brand: KeyPair, platform: KeyPair, own: x509.Certificate
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        made(brand, platform, certificate=pem(own))


@pytest.fixture
def p12_file(brand: KeyPair, own: x509.Certificate, tmp_path: Path) -> Path:
    path = tmp_path / "apiclient_cert.p12"
    path.touch(mode=0o600)
    encryption = BestAvailableEncryption(PASSWORD.encode())
    path.write_bytes(pkcs12.serialize_key_and_certificates(None, brand.private, own, None, encryption))
    return path


def test_pkcs12_brings_its_certificate(
    brand: KeyPair, platform: KeyPair, own: x509.Certificate, p12_file: Path, tmp_path: Path
) -> None:
    expected = made(brand, platform, certificate=pem(own))
    public = tmp_path / "wxp_pub.pem"
    public.write_text(platform.public_pem())
    environ = {
        "WXBRAND_BRAND_ID": "10001",
        "WXBRAND_PRIVATE_KEY_PASSWORD": PASSWORD,
        "WXBRAND_PUBLIC_KEY_ID": "PUB_KEY_ID_01",
        "WXBRAND_PUBLIC_KEY": platform.public_pem(),
    }
    text = base64.b64encode(p12_file.read_bytes()).decode()

    assert Credentials.from_files(private_key=p12_file, password=PASSWORD, public_key=public, **IDS) == expected
    assert made(brand, platform, private_key=p12_file.read_bytes(), password=PASSWORD) == expected
    assert Credentials.from_env(environ | {"WXBRAND_PRIVATE_KEY_FILE": str(p12_file)}) == expected
    assert Credentials.from_env(environ | {"WXBRAND_PRIVATE_KEY": text}) == expected
    assert "differs from that of the certificate in the PKCS#12 file" in refusal(
        lambda: made(brand, platform, private_key=p12_file.read_bytes(), password=PASSWORD, serial_no="01")
    )


def test_pkcs12_without_certificate_needs_the_serial_number(brand: KeyPair, platform: KeyPair) -> None:
    bare = pkcs12.serialize_key_and_certificates(
        None, brand.private, None, None, BestAvailableEncryption(PASSWORD.encode())
    )

    assert "neither serial_no nor certificate" in refusal(
        lambda: made(brand, platform, private_key=bare, password=PASSWORD)
    )
    assert made(brand, platform, private_key=bare, password=PASSWORD, serial_no="01").serial_no == "01"


def test_a_signers_certificate_gives_serial_number_and_the_brands_own_key(
    brand: KeyPair, platform: KeyPair, own: x509.Certificate
) -> None:
    class Vault:
        def sign(self, message: bytes) -> bytes:
            return bytes(256)

    vault: dict[str, Any] = {"private_key": None, "signer": Vault(), "certificate": pem(own)}

    assert made(brand, platform, **vault).serial_no == "0A57F09EFDC096DE15EBE81A47057A7232F1B8E1"
    assert "is your own public key" in refusal(lambda: made(brand, platform, **vault, public_key=brand.public))
