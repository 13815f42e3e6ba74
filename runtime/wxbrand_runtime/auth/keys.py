"""Load RSA keys and certificates, with plain messages for everything that can be wrong.

Formats: PEM (PKCS#1, PKCS#8, with or without password, with any text around it), the same as bare base64, DER and
PKCS#12. A `str` is always the text of a key; paths are read with `key_files.read_file`, so that neither is mistaken
for the other. No message shows any part of a key, and no exception of `cryptography` is chained to one of ours.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import NamedTuple

from cryptography.exceptions import InternalError, InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    load_der_private_key,
    load_der_public_key,
    load_pem_private_key,
)

from wxbrand_runtime.auth.ids import serial_number_text
from wxbrand_runtime.auth.key_files import KeySource, LooseKeyFile, warn_caller
from wxbrand_runtime.auth.key_formats import PKCS12, Block, find_blocks, load_certificate, select_block
from wxbrand_runtime.errors import InvalidCredentials

_MIN_KEY_SIZE = 2048  # bits; WeChat Pay issues this size, and shorter RSA keys are no longer considered safe
_TEST_MESSAGE = b"test"
_CANNOT_DECRYPT = "cannot be decrypted: the password is wrong, or the file is damaged"
_PADDING, _HASH = PKCS1v15(), SHA256()
_EXPECTED_PRIVATE = "give your private key, usually the file apiclient_key.pem"
_EXPECTED_PUBLIC = (
    "give WeChat Pay's public key, the file pub_key.pem (or wxp_pub.pem) that starts with BEGIN PUBLIC KEY, or "
    "a platform certificate"
)
_EXPECTED_CERTIFICATE = "give your API certificate, usually the file apiclient_cert.pem"


class CertificateNotValid(UserWarning):
    """A certificate has expired or is not valid yet. Nothing signed with the key of such a certificate is accepted."""


class RSACertificate(NamedTuple):
    """The facts of a certificate that credentials need."""

    name: str
    """How messages refer to it."""

    serial_no: str
    """Upper-case hexadecimal, as `openssl x509 -serial` prints it."""

    public_key: RSAPublicKey
    """Key of its subject."""


class LoadedKey(NamedTuple):
    """A private key and, from PKCS#12, its certificate."""

    key: RSAPrivateKey
    certificate: bytes | None
    """DER."""

    def __repr__(self) -> str:
        return "LoadedKey()"


def read_private_key(
    source: RSAPrivateKey | KeySource | str | bytes, *, password: bytes | str | None = None
) -> RSAPrivateKey:
    """Load a private key from text or bytes, or check a key object. Raises InvalidCredentials."""
    return load_private_key(source, password=password).key


def read_public_key(source: RSAPublicKey | KeySource | str | bytes) -> RSAPublicKey:
    """Load WeChat Pay's public key from text or bytes, or check a key object. Raises InvalidCredentials."""
    return load_public_key(source)[0]


def load_public_key(source: RSAPublicKey | KeySource | str | bytes) -> tuple[RSAPublicKey, str | None]:
    """Load WeChat Pay's public key like `read_public_key`, and its serial number if the source is a platform certificate."""
    if isinstance(source, (str, bytes)):
        source = KeySource(source)
    if not isinstance(source, KeySource):
        return _public(source, "the object given"), None
    name, blocks = source.name, find_blocks(source)
    if all(block.label.endswith("CERTIFICATE") for block in blocks):
        certificate = read_certificate(
            source, expected=_EXPECTED_PUBLIC, effect="WeChat Pay signs nothing with its key"
        )
        return _public(certificate.public_key, name), certificate.serial_no
    block = select_block(blocks, name, "PUBLIC KEY", expected=_EXPECTED_PUBLIC)
    try:
        key = load_der_public_key(block.der)
    except (ValueError, UnsupportedAlgorithm):
        raise InvalidCredentials(f"{name} is damaged: its content is not a complete public key") from None
    return _public(key, name), None


def load_private_key(
    source: RSAPrivateKey | KeySource | str | bytes, *, password: bytes | str | None = None
) -> LoadedKey:
    """Load a private key like `read_private_key`, and its certificate if the source is PKCS#12."""
    if isinstance(source, (str, bytes)):
        source = KeySource(source)
    if not isinstance(source, KeySource):
        return LoadedKey(_private(source, "the object given"), None)
    name = source.name
    secret = (password.encode("utf-8", "surrogateescape") if isinstance(password, str) else password) or None
    blocks = find_blocks(source)
    if blocks[0].label == PKCS12:
        key, certificate = _load_pkcs12(blocks[0].der, secret, name)
    else:
        block = select_block(blocks, name, "PRIVATE KEY", expected=_EXPECTED_PRIVATE)
        key, certificate = _load_block(block, secret, name), None
    loaded = LoadedKey(_check_works(_private(key, name), name), certificate)
    if source.warning:
        warn_caller(source.warning, LooseKeyFile)
    return loaded


def _load_block(block: Block, password: bytes | None, name: str) -> object:
    encrypted = block.label == "ENCRYPTED PRIVATE KEY" or bool(block.pem)
    if block.label == "OPENSSH PRIVATE KEY":
        raise InvalidCredentials(f"{name} holds a key in OpenSSH's format; {_EXPECTED_PRIVATE}")
    if encrypted and not password:
        raise InvalidCredentials(f"{name} holds an encrypted private key; give its password")
    if password and not encrypted:
        raise InvalidCredentials(f"a password was given, but the private key in {name} is not encrypted; remove it")
    # The loader's own validation tests whether p and q are prime, which takes 30 times as long as everything else. It
    # protects from keys that an attacker made. This key is the owner's, and one signature shows whether it is damaged.
    try:
        if block.pem:
            return load_pem_private_key(block.pem.encode(), password, unsafe_skip_rsa_key_validation=True)
        return load_der_private_key(block.der, password, unsafe_skip_rsa_key_validation=True)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        why = "is damaged: its content is not a complete private key"
        raise InvalidCredentials(f"{name} {_CANNOT_DECRYPT if encrypted else why}") from None


def _load_pkcs12(content: bytes, password: bytes | None, name: str) -> tuple[object, bytes | None]:
    from cryptography.hazmat.primitives.serialization import pkcs12  # takes 40 ms to import, and few need it

    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(content, password)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        why = "is a PKCS#12 file with a password, or damaged; give its password"
        raise InvalidCredentials(f"{name} {why if password is None else _CANNOT_DECRYPT}") from None
    if key is None:
        raise InvalidCredentials(f"{name} is a PKCS#12 file without a private key; {_EXPECTED_PRIVATE}")
    return key, None if certificate is None else certificate.public_bytes(Encoding.DER)


def _private(key: object, name: str) -> RSAPrivateKey:
    if not isinstance(key, RSAPrivateKey):
        raise InvalidCredentials(f"{name} is {_kind(key)}; {_EXPECTED_PRIVATE}, which is an RSA key")
    _check_size(key.key_size, name)
    return key


def _check_works(key: RSAPrivateKey, name: str) -> RSAPrivateKey:
    """Return the key if its signatures verify with its public key; raise InvalidCredentials otherwise."""
    try:
        key.public_key().verify(key.sign(_TEST_MESSAGE, _PADDING, _HASH), _TEST_MESSAGE, _PADDING, _HASH)
    except (ValueError, InvalidSignature, InternalError):
        raise InvalidCredentials(f"{name} is damaged: the numbers of the private key do not belong together") from None
    return key


def _public(key: object, name: str) -> RSAPublicKey:
    if not isinstance(key, RSAPublicKey):
        raise InvalidCredentials(f"{name} is {_kind(key)}; {_EXPECTED_PUBLIC}, which is an RSA key")
    _check_size(key.key_size, name)
    return key


def _check_size(bits: int, name: str) -> None:
    if bits < _MIN_KEY_SIZE:
        raise InvalidCredentials(f"{name} is an RSA key of {bits} bits; at least {_MIN_KEY_SIZE} are needed")


def _kind(key: object) -> str:
    words = re.fullmatch(r"([A-Za-z0-9]+?)(Private|Public)Key", type(key).__name__)
    return f"of the kind {words[1]} ({words[2].lower()} key)" if words else f"a {type(key).__name__}, not a key"


def read_certificate(
    source: KeySource,
    *,
    expected: str = _EXPECTED_CERTIFICATE,
    effect: str = "WeChat Pay refuses requests signed with its key",
) -> RSACertificate:
    """Read a certificate, by default your API certificate, from PEM, bare base64 or DER. Raises InvalidCredentials.

    If it is not valid now, warn of it with the effect.
    """
    name = source.name
    blocks = find_blocks(source)
    if blocks[0].label == PKCS12:
        raise InvalidCredentials(f"{name} is a PKCS#12 file; give it as private_key, which reads its certificate too")
    block = select_block(blocks, name, "CERTIFICATE", expected=expected)
    certificate = load_certificate(block.der)
    if certificate is None or certificate.serial_number < 1:
        raise InvalidCredentials(f"{name} is damaged: its content is not a complete certificate")
    try:
        public_key = certificate.public_key()
    except (ValueError, UnsupportedAlgorithm):
        public_key = None
    if not isinstance(public_key, RSAPublicKey):
        raise InvalidCredentials(f"{name} is not the certificate of an RSA key; {expected}")
    _warn_if_not_valid(name, effect, certificate.not_valid_before_utc, certificate.not_valid_after_utc)
    return RSACertificate(name, serial_number_text(certificate.serial_number), public_key)


def _warn_if_not_valid(name: str, effect: str, begin: datetime, end: datetime) -> None:
    now = datetime.now(UTC)
    if now > end:
        why = f"expired on {end:%Y-%m-%d}"
    elif now < begin:
        why = f"is not valid before {begin:%Y-%m-%d}"
    else:
        return
    warn_caller(f"{name} {why}: {effect}", CertificateNotValid)
