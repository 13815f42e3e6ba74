"""The brand API certificate: its serial number, whose it is, and whether its time has come and is not over."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from wxbrand_runtime.auth.key_files import KeySource
from wxbrand_runtime.auth.key_formats import PKCS12, choose, find_blocks, load_certificate
from wxbrand_runtime.auth.key_warnings import CertificateNotValid, warn_caller
from wxbrand_runtime.errors import InvalidCredentials

_PLACE = "the brand API certificate belongs here, usually the file apiclient_cert.pem"


class BrandCertificate(NamedTuple):
    """What of the certificate is needed."""

    name: str
    """What messages call it."""

    serial_no: str
    """Upper-case hexadecimal, as `openssl x509 -serial` prints it."""

    public_key: RSAPublicKey
    """The brand's."""


def read_certificate(source: KeySource) -> BrandCertificate:
    """Read the brand API certificate from PEM, bare base64 or DER; warn if it is not valid now.

    Raises InvalidCredentials with one sentence.
    """
    name = source.name
    blocks = find_blocks(source)
    if blocks[0].label == PKCS12:
        raise InvalidCredentials(f"{name} is a PKCS#12 file; give it as private_key, and its certificate is read too")
    block = choose(blocks, name, "CERTIFICATE", place=_PLACE)
    certificate = load_certificate(block.der)
    if certificate is None or certificate.serial_number < 1:
        raise InvalidCredentials(f"{name} is damaged: what stands in it is not a whole certificate")
    try:
        public_key = certificate.public_key()
    except (ValueError, UnsupportedAlgorithm):
        public_key = None
    if not isinstance(public_key, RSAPublicKey):
        raise InvalidCredentials(f"{name} is not the certificate of an RSA key; {_PLACE}")
    _warn_if_not_valid(name, certificate.not_valid_before_utc, certificate.not_valid_after_utc)
    return BrandCertificate(name, serial_number_text(certificate.serial_number), public_key)


def serial_number_text(number: int) -> str:
    """Write a serial number as OpenSSL does: two upper-case hexadecimal digits for each byte."""
    return number.to_bytes(max((number.bit_length() + 7) // 8, 1)).hex().upper()


def refuse_foreign(certificate: BrandCertificate, private_half: RSAPublicKey) -> None:
    """Raise InvalidCredentials unless the certificate was issued for this key."""
    if certificate.public_key.public_numbers() != private_half.public_numbers():
        raise InvalidCredentials(
            f"{certificate.name} does not belong to the private key, but to another one; "
            "give the apiclient_cert.pem and the apiclient_key.pem that were made together"
        )


def _warn_if_not_valid(name: str, begin: datetime, end: datetime) -> None:
    now = datetime.now(UTC)
    if now > end:
        why = f"expired on {end:%Y-%m-%d}"
    elif now < begin:
        why = f"is not valid before {begin:%Y-%m-%d}"
    else:
        return
    warn_caller(f"{name} {why}: WeChat Pay refuses what is signed for it", CertificateNotValid)
