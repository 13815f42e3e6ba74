"""Decrypting sensitive texts that came: with the private key, or with a signer that has it and is asked for each text."""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from wxbrand_runtime.auth.decryption import ciphertext_bytes, decrypt_text
from wxbrand_runtime.auth.signers import close_awaitable
from wxbrand_runtime.client.actions import Ask, Failed, is_asynchronous
from wxbrand_runtime.models.decoding import DecodeError
from wxbrand_runtime.models.sensitive import sensitive_texts

if TYPE_CHECKING:
    from wxbrand_runtime.auth.credentials import Credentials


def decrypter(
    kind: Any, value: Any, credentials: Credentials, time_left: Callable[[], float]
) -> Generator[Ask, Any, Callable[[str], str]]:
    """Give what decrypts the texts of a value that was read as `kind`; yields what to ask a signer. Raises DecodeError.

    What it gives raises ValueError for a text that was encrypted for another key.
    """
    if credentials.private_key is not None:
        return partial(decrypt_text, credentials.private_key)
    texts: dict[str, str] = {}
    for ciphertext in sensitive_texts(kind, value):
        function = _function(credentials.signer)
        try:
            sealed = ciphertext_bytes(ciphertext)
        except ValueError:
            continue  # it is named where it stands
        given = yield Ask(function=function, arguments=(sealed,), seconds=time_left())
        _keep(texts, ciphertext, given)

    def text_of(ciphertext: str) -> str:
        if ciphertext not in texts:
            raise ValueError
        return texts[ciphertext]

    return text_of


def decrypter_at_once(kind: Any, value: Any, credentials: Credentials) -> Callable[[str], str]:
    """Give the same, asking a synchronous signer here and now. Raises DecodeError."""
    asking = decrypter(kind, value, credentials, lambda: 0.0)
    given: Any = None
    while True:
        try:
            ask = asking.send(given)
        except StopIteration as done:
            found: Callable[[str], str] = done.value
            return found
        if is_asynchronous(ask.function):
            raise DecodeError("it holds sensitive texts, and only an asynchronous signer could decrypt them")
        given = ask.at_once()


def _function(signer: object) -> Callable[[bytes], Any]:
    function: Any = getattr(signer, "decrypt", None)
    if not callable(function):
        raise DecodeError(
            "it holds sensitive texts, and the signer has no decrypt(ciphertext: bytes) -> bytes to read them"
        )
    return cast("Callable[[bytes], Any]", function)


def _keep(texts: dict[str, str], ciphertext: str, given: object) -> None:
    if isinstance(given, Failed):
        if isinstance(given.error, ValueError):
            return  # encrypted for another key: it is named where it stands
        raise DecodeError(f"the signer could not decrypt a sensitive text ({type(given.error).__name__})")
    if not isinstance(given, bytes):
        close_awaitable(given)
        raise DecodeError(f"the signer's decrypt() gave {type(given).__name__}, not bytes")
    try:
        texts[ciphertext] = given.decode()
    except UnicodeDecodeError:
        return  # no text: it is named where it stands
