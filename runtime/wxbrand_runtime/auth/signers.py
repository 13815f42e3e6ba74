"""Signers: private keys that are kept elsewhere, such as in an HSM or KMS. What a signer must do, and checks of its results."""

from __future__ import annotations

import base64
import re
from typing import Protocol, runtime_checkable

from wxbrand_runtime.errors import InvalidCredentials

_SHORTEST = 256  # bytes, for a key of 2048 bits
_TEXT = re.compile(rb"[A-Za-z0-9+/_=\s-]+")  # base64 or hexadecimal; 256 random bytes never look like this


class Signer(Protocol):
    """Signs with the private key of the API certificate. Called from every thread that makes a call."""

    def sign(self, message: bytes) -> bytes:
        """Return the raw RSASSA-PKCS1-v1_5 signature, with SHA-256, of the whole message: 256 bytes for a key of 2048 bits.

        The message is not hashed yet. An exception becomes the cause of a NotSent.
        """
        ...


class AsyncSigner(Protocol):
    """Signs with the private key of the API certificate, for asynchronous clients."""

    async def sign(self, message: bytes) -> bytes:
        """Return what `Signer.sign` returns."""
        ...


@runtime_checkable
class Decrypter(Protocol):
    """A signer that also decrypts the sensitive texts of responses and notifications."""

    def decrypt(self, ciphertext: bytes) -> bytes:
        """Decrypt with RSA-OAEP: SHA-1, MGF1 with SHA-1, empty label. Raise ValueError if the text is for another key."""
        ...


class AsyncDecrypter(Protocol):
    """An asynchronous signer that also decrypts the sensitive texts of responses."""

    async def decrypt(self, ciphertext: bytes) -> bytes:
        """Return what `Decrypter.decrypt` returns."""
        ...


def check_signer(signer: object) -> None:
    """Raise InvalidCredentials if the object has no method `sign`."""
    if isinstance(signer, type) or not callable(getattr(signer, "sign", None)):
        name = signer.__name__ if isinstance(signer, type) else type(signer).__name__
        raise InvalidCredentials(
            f"signer must be an object with a method sign(message: bytes) -> bytes; {name} "
            + ("is a class: give an instance of it" if isinstance(signer, type) else "has none")
        )


def base64_signature(raw: object) -> str:
    """Return a signer's result in base64. Raises InvalidCredentials if it is not a raw RSA signature."""
    if is_awaitable(raw):
        close_awaitable(raw)
        raise InvalidCredentials(
            "the signer is asynchronous (its sign() returned an awaitable), and synchronous code cannot await it; "
            "use an asynchronous client, or a signer whose sign() returns bytes"
        )
    if not isinstance(raw, bytes):
        raise InvalidCredentials(
            f"the signer returned {type(raw).__name__}, not bytes; sign() must return the raw signature, without base64"
        )
    if _TEXT.fullmatch(raw):
        raise InvalidCredentials(
            "the signer returned base64 or hexadecimal text; sign() must return the raw signature, decoded"
        )
    if len(raw) < _SHORTEST:
        raise InvalidCredentials(
            f"the signer returned {len(raw)} bytes, and an RSA signature has at least {_SHORTEST}; "
            "it must sign with RSASSA-PKCS1-v1_5 and SHA-256 and an RSA key of 2048 bits or more (not ECDSA, not a digest)"
        )
    return base64.b64encode(raw).decode("ascii")


def is_awaitable(value: object) -> bool:
    """Return whether a value can be awaited."""
    return hasattr(value, "__await__")


def close_awaitable(value: object) -> None:
    """Close a coroutine that will not be awaited, so that Python does not warn of it. Ignores other values."""
    close = getattr(value, "close", None)
    if is_awaitable(value) and callable(close):
        close()
