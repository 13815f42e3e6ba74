"""Private keys that live elsewhere, such as in an HSM or a KMS: what such a signer must do, and checking what it gave."""

from __future__ import annotations

import base64
import re
from typing import Protocol, runtime_checkable

from wxbrand_runtime.errors import InvalidCredentials

_SHORTEST = 256  # bytes: what a key of 2048 bits gives
_TEXT = re.compile(rb"[A-Za-z0-9+/_=\s-]+")  # base64 or hexadecimal; 256 raw bytes are that by chance never


class Signer(Protocol):
    """Signs with the private key of the brand API certificate. It is called from any thread that makes a call."""

    def sign(self, message: bytes) -> bytes:
        """Give the raw RSASSA-PKCS1-v1_5 signature, with SHA-256, of the whole message: 256 bytes for a key of 2048 bits.

        The message is not hashed yet. What it raises is the cause of a NotSent.
        """
        ...


class AsyncSigner(Protocol):
    """Signs with the private key of the brand API certificate, for asynchronous clients."""

    async def sign(self, message: bytes) -> bytes:
        """Give what `Signer.sign` gives."""
        ...


@runtime_checkable
class Decrypter(Protocol):
    """What a signer can do besides if sensitive texts of answers and notifications are to be read."""

    def decrypt(self, ciphertext: bytes) -> bytes:
        """Decrypt with RSA-OAEP: SHA-1, MGF1 with SHA-1, empty label. Raise ValueError if it was encrypted for another key."""
        ...


class AsyncDecrypter(Protocol):
    """What an asynchronous signer can do besides if sensitive texts of answers are to be read."""

    async def decrypt(self, ciphertext: bytes) -> bytes:
        """Give what `Decrypter.decrypt` gives."""
        ...


def checked_signer(signer: object) -> None:
    """Raise InvalidCredentials if this is no signer at all."""
    if isinstance(signer, type) or not callable(getattr(signer, "sign", None)):
        name = signer.__name__ if isinstance(signer, type) else type(signer).__name__
        raise InvalidCredentials(
            f"signer must be an object with a method sign(message: bytes) -> bytes; {name} "
            + ("is a class: give an instance of it" if isinstance(signer, type) else "has none")
        )


def checked_signature(raw: object) -> str:
    """Turn what a signer gave into base64. Raises InvalidCredentials, saying what it gave, if it is no raw RSA signature."""
    if is_awaitable(raw):
        forget(raw)
        raise InvalidCredentials(
            "the signer is asynchronous (its sign() gave something to await), and here a signature is needed at once; "
            "use AsyncBrandClient, or a signer whose sign() gives bytes"
        )
    if not isinstance(raw, bytes):
        raise InvalidCredentials(
            f"the signer gave {type(raw).__name__}, not bytes; sign() must give the raw signature, without base64"
        )
    if _TEXT.fullmatch(raw):
        raise InvalidCredentials(
            "the signer gave base64 or hexadecimal text; sign() must give the raw signature, decoded"
        )
    if len(raw) < _SHORTEST:
        raise InvalidCredentials(
            f"the signer gave {len(raw)} bytes, and an RSA signature has at least {_SHORTEST}; "
            "it must sign with RSASSA-PKCS1-v1_5 and SHA-256 and an RSA key of 2048 bits or more (not ECDSA, not a digest)"
        )
    return base64.b64encode(raw).decode("ascii")


def is_awaitable(value: object) -> bool:
    """Whether a value is to be awaited."""
    return hasattr(value, "__await__")


def forget(value: object) -> None:
    """Let go of something that will not be awaited, if it is to be: a coroutine would complain."""
    close = getattr(value, "close", None)
    if is_awaitable(value) and callable(close):
        close()
