"""Decrypt the sensitive texts of responses and notifications: with the private key, or text by text with a signer."""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial
from typing import TYPE_CHECKING, Any

from wxbrand_runtime.auth.decryption import ciphertext_bytes, decrypt_text
from wxbrand_runtime.auth.signers import close_awaitable
from wxbrand_runtime.client.actions import Invoke, Raised
from wxbrand_runtime.models.codec import DecodeError
from wxbrand_runtime.models.sensitive import sensitive_texts

if TYPE_CHECKING:
    from wxbrand_runtime.auth.credentials import Credentials


TextDecrypter = Callable[[str], str]
"""Takes a ciphertext and returns its text. Raises ValueError if it cannot be decrypted with the caller's key."""


def text_decrypter(
    type_: Any, value: Any, credentials: Credentials, time_left: Callable[[], float]
) -> Generator[Invoke, Any, TextDecrypter]:
    """Return the decrypter for the sensitive texts of a value that was decoded as a type. Raise DecodeError.

    This is a part of a call flow: it yields an Invoke for each text that a signer decrypts.
    """
    if credentials.private_key is not None:
        return partial(decrypt_text, credentials.private_key)
    texts: dict[str, str] = {}
    for ciphertext in sensitive_texts(type_, value):
        function = _decrypt_function(credentials.signer)
        try:
            raw = ciphertext_bytes(ciphertext)
        except ValueError:
            continue  # `decrypt_value` names its member
        result = yield Invoke(function=function, arguments=(raw,), timeout=time_left())
        text = _decrypted_text(result)
        if text is not None:
            texts[ciphertext] = text

    def decrypt(ciphertext: str) -> str:
        if ciphertext not in texts:
            raise ValueError
        return texts[ciphertext]

    return decrypt


def _decrypt_function(signer: object) -> Any:
    function = getattr(signer, "decrypt", None)
    if not callable(function):
        raise DecodeError("it has sensitive texts, and the signer has no decrypt(ciphertext: bytes) -> bytes")
    return function


def _decrypted_text(result: object) -> str | None:
    """Return the text that a signer decrypted; None if the ciphertext is for another key, or its content is not text."""
    if isinstance(result, Raised):
        if isinstance(result.error, ValueError):
            return None
        raise DecodeError(f"the signer could not decrypt a sensitive text ({type(result.error).__name__})")
    if not isinstance(result, bytes):
        close_awaitable(result)
        raise DecodeError(f"the signer's decrypt() returned {type(result).__name__}, not bytes")
    try:
        return result.decode()
    except UnicodeDecodeError:
        return None
