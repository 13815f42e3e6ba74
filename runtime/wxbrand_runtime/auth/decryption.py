"""Encryption besides the signature: sensitive texts (RSA-OAEP) and the resources of callbacks (AES-256-GCM).

Sources: page 4015407589 (sensitive texts) and page 4015407568 (callbacks) of WeChat Pay's brand documentation.
"""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA1

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

_PADDING = OAEP(mgf=MGF1(algorithm=SHA1()), algorithm=SHA1(), label=None)  # noqa: S303  (prescribed; sound in OAEP)
_PADDING_BYTES = 42


def longest_text(public_key: RSAPublicKey) -> int:
    """Return how many bytes of UTF-8 can be encrypted at most: 214 for a key of 2048 bits."""
    return public_key.key_size // 8 - _PADDING_BYTES


def encrypt_text(public_key: RSAPublicKey, text: str) -> str:
    """Encrypt a sensitive text. Return standard base64. Raises ValueError if it is longer than `longest_text`."""
    return base64.b64encode(public_key.encrypt(text.encode(), _PADDING)).decode("ascii")


def decrypt_text(private_key: RSAPrivateKey, ciphertext: str) -> str:
    """Decrypt what `encrypt_text` returned for this key. Raises ValueError for anything else."""
    return private_key.decrypt(ciphertext_bytes(ciphertext), _PADDING).decode()


def ciphertext_bytes(ciphertext: str) -> bytes:
    """Decode a ciphertext. Raises ValueError if it is not standard base64."""
    return base64.b64decode(ciphertext, validate=True)


def resource_cipher(api_key: str) -> AESGCM:
    """Return the cipher of callbacks for an API key of 32 characters.

    Functions that can fail take the cipher and not the key, since error trackers record their variables.
    """
    return AESGCM(api_key.encode("ascii"))


def decrypt_certificates(answer: bytes, api_key: str) -> dict[str, bytes]:
    """Return the platform certificates (PEM) in the answer of `GET /v3/certificates` by serial number, for a key ring.

    Verify the answer first. Raises ValueError if it is another answer, or was encrypted with another API key.
    """
    names = ("nonce", "ciphertext", "associated_data")
    try:
        sealed = {
            str(item["serial_no"]): {name: str(item["encrypt_certificate"][name]) for name in names}
            for item in json.loads(answer)["data"]
        }
    except (ValueError, KeyError, TypeError):
        raise ValueError("the answer is not a list of platform certificates") from None
    cipher = resource_cipher(api_key)
    return {serial_no: decrypt_resource(cipher, **parts) for serial_no, parts in sealed.items()}


def decrypt_resource(cipher: AESGCM, *, nonce: str, ciphertext: str, associated_data: str) -> bytes:
    """Decrypt the resource of a callback. Raises ValueError that says what is wrong."""
    try:
        sealed = ciphertext_bytes(ciphertext)
    except ValueError:
        raise ValueError("its ciphertext is not base64") from None
    salt = nonce.encode()
    if not 8 <= len(salt) <= 128:  # the limits of `cryptography`; WeChat Pay sends 12
        raise ValueError(f"its nonce has {len(salt)} bytes")
    try:
        return cipher.decrypt(salt, sealed, associated_data.encode())
    except InvalidTag:
        raise ValueError(
            "the api_key does not open it; probably the API key was changed, and the old one is void"
        ) from None
