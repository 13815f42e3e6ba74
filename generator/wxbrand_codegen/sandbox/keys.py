"""Key pairs in PEM files: used if they are there, made if they are not, never overwritten."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from wxbrand_runtime.testing import new_private_key


class FolderError(Exception):
    """The folder holds something that cannot be used; the message says which file and why."""


def pair(private_file: Path, public_file: Path) -> RSAPrivateKey:
    """Give the private key of a pair of files, making what is missing. Raises FolderError if they do not belong together."""
    if private_file.exists():
        key = _private_key(private_file)
        if public_file.exists() and _public_key(public_file).public_numbers() != key.public_key().public_numbers():
            raise FolderError(f"{public_file} is not the public half of {private_file.name}; remove one of them")
    elif public_file.exists():
        raise FolderError(f"{public_file} is there without {private_file.name}; bring that back, or remove both")
    else:
        key = new_private_key()
        _create(private_file, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), 0o600)
    if not public_file.exists():
        _create(public_file, key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo), 0o644)
    return key


def _private_key(path: Path) -> RSAPrivateKey:
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError):  # TypeError: it is encrypted
        raise FolderError(f"{path} is not a PEM private key without password") from None
    if not isinstance(key, RSAPrivateKey):
        raise FolderError(f"{path} is not an RSA key")
    return key


def _public_key(path: Path) -> RSAPublicKey:
    try:
        key = load_pem_public_key(path.read_bytes())
    except ValueError:
        raise FolderError(f"{path} is not a PEM public key") from None
    if not isinstance(key, RSAPublicKey):
        raise FolderError(f"{path} is not an RSA key")
    return key


def _create(path: Path, content: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
