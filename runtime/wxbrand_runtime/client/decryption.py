"""Decrypt the sensitive texts of responses and notifications: with the private key, or text by text with a signer."""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial
from typing import TYPE_CHECKING, Any

from wxbrand_runtime.auth.decryption import ciphertext_bytes, decrypt_text
from wxbrand_runtime.auth.signers import close_awaitable
from wxbrand_runtime.auth.undecryptable import NOT_TEXT, why_undecryptable
from wxbrand_runtime.client.actions import Invoke, Raised
from wxbrand_runtime.models.codec import DecodeError
from wxbrand_runtime.models.sensitive import sensitive_texts

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    from wxbrand_runtime.auth.credentials import Credentials


TextDecrypter = Callable[[str], str]
"""Takes a ciphertext and returns its text. Raises ValueError that says why if it cannot be decrypted with the caller's key."""


def text_decrypter(
    type_: Any, value: Any, credentials: Credentials, time_left: Callable[[], float]
) -> Generator[Invoke, Any, TextDecrypter]:
    """Return the decrypter for the sensitive texts of a value that was decoded as a type. Raise DecodeError.

    This is a part of a call flow: it yields an Invoke for each text that a signer decrypts.
    """
    if credentials.private_key is not None:
        return partial(_decrypt_with, credentials.private_key)
    contents: dict[str, bytes] = {}
    for ciphertext in sensitive_texts(type_, value):
        function = _decrypt_function(credentials.signer)
        try:
            raw = ciphertext_bytes(ciphertext)
        except ValueError:
            continue  # `decrypt_value` names its member
        result = yield Invoke(function=function, arguments=(raw,), timeout=time_left())
        content = _decrypted_content(result)
        if content is not None:
            contents[ciphertext] = content

    def decrypt(ciphertext: str) -> str:
        if ciphertext not in contents:
            raise ValueError(why_undecryptable(ciphertext, None))
        try:
            return contents[ciphertext].decode()
        except UnicodeDecodeError:
            raise ValueError(NOT_TEXT) from None

    return decrypt


def _decrypt_with(private_key: RSAPrivateKey, ciphertext: str) -> str:
    try:
        return decrypt_text(private_key, ciphertext)
    except UnicodeDecodeError:
        reason = NOT_TEXT
    except ValueError:
        reason = why_undecryptable(ciphertext, private_key)
    raise ValueError(reason)


def _decrypt_function(signer: object) -> Any:
    function = getattr(signer, "decrypt", None)
    if not callable(function):
        raise DecodeError("it has sensitive texts, and the signer has no decrypt(ciphertext: bytes) -> bytes")
    return function


def _decrypted_content(result: object) -> bytes | None:
    """Return what a signer decrypted; None if it cannot decrypt the ciphertext. Raise DecodeError if the signer fails."""
    if isinstance(result, Raised):
        if isinstance(result.error, ValueError):
            return None
        raise DecodeError(f"the signer could not decrypt a sensitive text ({type(result.error).__name__})")
    if not isinstance(result, bytes):
        close_awaitable(result)
        raise DecodeError(f"the signer's decrypt() returned {type(result).__name__}, not bytes")
    return result
