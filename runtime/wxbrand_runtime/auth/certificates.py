"""The brand API certificate: its serial number, its public key and its validity."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from wxbrand_runtime.auth.key_files import KeySource
from wxbrand_runtime.auth.key_formats import PKCS12, find_blocks, load_certificate, select_block
from wxbrand_runtime.auth.key_warnings import CertificateNotValid, warn_caller
from wxbrand_runtime.errors import InvalidCredentials

_EXPECTED = "give the brand API certificate, usually the file apiclient_cert.pem"


class BrandCertificate(NamedTuple):
    """The facts of a certificate that credentials need."""

    name: str
    """How messages refer to it."""

    serial_no: str
    """Upper-case hexadecimal, as `openssl x509 -serial` prints it."""

    public_key: RSAPublicKey
    """Belongs to the brand's private key."""


def read_certificate(source: KeySource) -> BrandCertificate:
    """Read the brand API certificate from PEM, bare base64 or DER; warn if it is not valid now.

    Raises InvalidCredentials.
    """
    name = source.name
    blocks = find_blocks(source)
    if blocks[0].label == PKCS12:
        raise InvalidCredentials(f"{name} is a PKCS#12 file; give it as private_key, which reads its certificate too")
    block = select_block(blocks, name, "CERTIFICATE", expected=_EXPECTED)
    certificate = load_certificate(block.der)
    if certificate is None or certificate.serial_number < 1:
        raise InvalidCredentials(f"{name} is damaged: its content is not a complete certificate")
    try:
        public_key = certificate.public_key()
    except (ValueError, UnsupportedAlgorithm):
        public_key = None
    if not isinstance(public_key, RSAPublicKey):
        raise InvalidCredentials(f"{name} is not the certificate of an RSA key; {_EXPECTED}")
    _warn_if_not_valid(name, certificate.not_valid_before_utc, certificate.not_valid_after_utc)
    return BrandCertificate(name, serial_number_text(certificate.serial_number), public_key)


def serial_number_text(number: int) -> str:
    """Format a serial number as OpenSSL does: two upper-case hexadecimal digits for each byte."""
    return number.to_bytes(max((number.bit_length() + 7) // 8, 1)).hex().upper()


def check_key_pair(certificate: BrandCertificate, public_key: RSAPublicKey) -> None:
    """Raise InvalidCredentials unless the certificate was issued for the key pair with this public key."""
    if certificate.public_key.public_numbers() != public_key.public_numbers():
        raise InvalidCredentials(
            f"{certificate.name} belongs to another private key; "
            "give the apiclient_cert.pem and the apiclient_key.pem that were created together"
        )


def _warn_if_not_valid(name: str, begin: datetime, end: datetime) -> None:
    now = datetime.now(UTC)
    if now > end:
        why = f"expired on {end:%Y-%m-%d}"
    elif now < begin:
        why = f"is not valid before {begin:%Y-%m-%d}"
    else:
        return
    warn_caller(f"{name} {why}: WeChat Pay refuses requests signed with its key", CertificateNotValid)
