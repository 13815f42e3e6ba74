"""Reading RSA keys, and saying plainly what is wrong when that is not possible.

Read are PEM (PKCS#1, PKCS#8, with or without password, with anything around it), the same as bare base64, DER and
PKCS#12. A `str` is always the key's text; a path is read with `key_files.read_file`, so that neither is ever taken
for the other. No message holds any text of a key, and no foreign exception is chained to one of ours.
"""

from __future__ import annotations

import re
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

from wxbrand_runtime.auth.key_files import KeySource, warn_if_loose
from wxbrand_runtime.auth.key_formats import PKCS12, choose, find_blocks
from wxbrand_runtime.errors import InvalidCredentials

_SMALLEST_KEY = 2048  # bits; what WeChat Pay issues, and below it RSA is no longer considered safe
_PROBE = b"Does this key sign?"
_PADDING, _HASH = PKCS1v15(), SHA256()
_PRIVATE_PLACE = "the brand's private key belongs here, usually the file apiclient_key.pem"
_PUBLIC_PLACE = (
    "WeChat Pay's public key belongs here, the file pub_key.pem (or wxp_pub.pem) that begins BEGIN PUBLIC KEY"
)


class OpenedKey(NamedTuple):
    """A private key, and the certificate that came with it."""

    key: RSAPrivateKey
    certificate: bytes | None
    """DER; only PKCS#12 holds one."""

    def __repr__(self) -> str:
        return "OpenedKey()"


def read_private_key(
    source: RSAPrivateKey | KeySource | str | bytes, *, password: bytes | str | None = None
) -> RSAPrivateKey:
    """Read the brand's private key from its text or bytes, or take a key object as it is.

    Raises InvalidCredentials with one sentence.
    """
    return open_private_key(source, password=password).key


def read_public_key(source: RSAPublicKey | KeySource | str | bytes) -> RSAPublicKey:
    """Read WeChat Pay's public key from its text or bytes, or take a key object as it is.

    Raises InvalidCredentials with one sentence.
    """
    if isinstance(source, (str, bytes)):
        source = KeySource(source)
    if not isinstance(source, KeySource):
        return _public(source, "the object given")
    name = source.name
    block = choose(find_blocks(source), name, "PUBLIC KEY", place=_PUBLIC_PLACE)
    try:
        key = load_der_public_key(block.der)
    except (ValueError, UnsupportedAlgorithm):
        raise InvalidCredentials(f"{name} is damaged: what stands in it is not a whole public key") from None
    return _public(key, name)


def open_private_key(
    source: RSAPrivateKey | KeySource | str | bytes, *, password: bytes | str | None = None
) -> OpenedKey:
    """Read the brand's private key, with its certificate if it is PKCS#12; else as `read_private_key`."""
    if isinstance(source, (str, bytes)):
        source = KeySource(source)
    if not isinstance(source, KeySource):
        return OpenedKey(_private(source, "the object given"), None)
    name = source.name
    secret = (password.encode("utf-8", "surrogateescape") if isinstance(password, str) else password) or None
    blocks = find_blocks(source)
    if blocks[0].label == PKCS12:
        opened = _open_pkcs12(blocks[0].der, secret, name)
        warn_if_loose(source)
        return opened
    block = choose(blocks, name, "PRIVATE KEY", place=_PRIVATE_PLACE)
    encrypted = block.label == "ENCRYPTED PRIVATE KEY" or bool(block.pem)
    if block.label == "OPENSSH PRIVATE KEY":
        raise InvalidCredentials(f"{name} holds a key in OpenSSH's own format; {_PRIVATE_PLACE}")
    if encrypted and not secret:
        raise InvalidCredentials(f"{name} holds an encrypted private key; give its password")
    if secret and not encrypted:
        raise InvalidCredentials(f"a password was given, but the private key in {name} is not encrypted; leave it out")
    # The loader's own check tests p and q for being prime, which takes 30 times as long as all the rest. It is against
    # keys that an attacker made; this one is the owner's, and one signature finds out whether it is damaged.
    try:
        if block.pem:
            key = load_pem_private_key(block.pem.encode(), secret, unsafe_skip_rsa_key_validation=True)
        else:
            key = load_der_private_key(block.der, secret, unsafe_skip_rsa_key_validation=True)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        if encrypted:
            raise InvalidCredentials(f"{name} does not open: the password is wrong, or the file is damaged") from None
        raise InvalidCredentials(f"{name} is damaged: what stands in it is not a whole private key") from None
    working = _working(_private(key, name), name)
    warn_if_loose(source)
    return OpenedKey(working, None)


def _open_pkcs12(content: bytes, password: bytes | None, name: str) -> OpenedKey:
    from cryptography.hazmat.primitives.serialization import pkcs12  # takes 40 ms to import, and few need it

    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(content, password)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        if password is None:
            raise InvalidCredentials(
                f"{name} is a PKCS#12 file with a password, or damaged; give its password"
            ) from None
        raise InvalidCredentials(f"{name} does not open: the password is wrong, or the file is damaged") from None
    if key is None:
        raise InvalidCredentials(f"{name} is a PKCS#12 file without a private key; {_PRIVATE_PLACE}")
    der = None if certificate is None else certificate.public_bytes(Encoding.DER)
    return OpenedKey(_working(_private(key, name), name), der)


def _private(key: object, name: str) -> RSAPrivateKey:
    if not isinstance(key, RSAPrivateKey):
        raise InvalidCredentials(f"{name} is {_kind(key)}; {_PRIVATE_PLACE}, and it is an RSA key")
    _refuse_short(key.key_size, name)
    return key


def _working(key: RSAPrivateKey, name: str) -> RSAPrivateKey:
    """Return the key if what it signs verifies with its public half; raise InvalidCredentials if not."""
    try:
        key.public_key().verify(key.sign(_PROBE, _PADDING, _HASH), _PROBE, _PADDING, _HASH)
    except (ValueError, InvalidSignature, InternalError):
        raise InvalidCredentials(f"{name} is damaged: the numbers of the private key do not fit each other") from None
    return key


def _public(key: object, name: str) -> RSAPublicKey:
    if not isinstance(key, RSAPublicKey):
        raise InvalidCredentials(f"{name} is {_kind(key)}; {_PUBLIC_PLACE}, and it is an RSA key")
    _refuse_short(key.key_size, name)
    return key


def _refuse_short(bits: int, name: str) -> None:
    if bits < _SMALLEST_KEY:
        raise InvalidCredentials(f"{name} is an RSA key of {bits} bits; {_SMALLEST_KEY} is the least")


def _kind(key: object) -> str:
    words = re.fullmatch(r"([A-Za-z0-9]+?)(Private|Public)Key", type(key).__name__)
    return f"of the kind {words[1]} ({words[2].lower()} key)" if words else f"a {type(key).__name__}, not a key"
