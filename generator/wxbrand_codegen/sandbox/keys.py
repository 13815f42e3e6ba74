"""RSA key pairs in PEM files. Existing files are used and never overwritten; missing ones are created."""

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
    """A file in the sandbox's folder cannot be used. The message says which file and why."""


def load_or_create(private_file: Path, public_file: Path) -> RSAPrivateKey:
    """Return the private key of a pair of files, creating what is missing. Raise FolderError if the files do not match."""
    if private_file.exists():
        key = _load_private(private_file)
        if public_file.exists() and _load_public(public_file).public_numbers() != key.public_key().public_numbers():
            raise FolderError(f"{public_file} does not match {private_file.name}; remove one of them")
    elif public_file.exists():
        raise FolderError(
            f"{private_file.name}, the private key of {public_file}, is missing; restore it or remove both"
        )
    else:
        key = new_private_key()
        _create(private_file, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), 0o600)
    if not public_file.exists():
        _create(public_file, key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo), 0o644)
    return key


def _load_private(path: Path) -> RSAPrivateKey:
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError):  # TypeError: it is encrypted
        raise FolderError(f"{path} is not a PEM private key without password") from None
    if not isinstance(key, RSAPrivateKey):
        raise FolderError(f"{path} is not an RSA key")
    return key


def _load_public(path: Path) -> RSAPublicKey:
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
