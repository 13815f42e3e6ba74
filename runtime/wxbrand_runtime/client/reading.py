"""Read the JSON of a verified response or notification: as a whole, or else as far as it can be read."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

from wxbrand_runtime.client.actions import Invoke, is_asynchronous
from wxbrand_runtime.client.decryption import TextDecrypter, text_decrypter
from wxbrand_runtime.models.codec import DecodeError, decode_body
from wxbrand_runtime.models.sensitive import decrypt_value, may_contain_sensitive
from wxbrand_runtime.models.unreadable import Part

if TYPE_CHECKING:
    from wxbrand_runtime.auth.credentials import Credentials
    from wxbrand_runtime.errors import UnreadableMember

_MAX_TOLD = 3
"""Members that a message names."""


def read_body(
    type_: Any, body: bytes, place: str, credentials: Credentials, time_left: Callable[[], float]
) -> Generator[Invoke, Any, Part]:
    """Return a JSON body as a type, its sensitive texts decrypted, and what of it was put aside. See `read_partly`.

    place: what the places of members begin with. Raise DecodeError if it is not JSON, or if a signer fails to decrypt.

    This is a part of a call flow: it yields an Invoke for each text that a signer decrypts.
    """
    part: Part | None = None
    try:
        value = decode_body(type_, body)
    except DecodeError:
        part = _read_partly(type_, body, place)
        value = part.value
    if not may_contain_sensitive(type_):
        return part or Part(value)
    decrypt = yield from text_decrypter(type_, value, credentials, time_left)
    if part is None:
        try:
            return Part(decrypt_value(type_, value, decrypt))
        except DecodeError:
            pass  # a text cannot be decrypted
    return _read_partly(type_, body, place, decrypt)


def _read_partly(type_: Any, body: bytes, place: str, decrypt: TextDecrypter | None = None) -> Part:
    from wxbrand_runtime.models.partial import read_partly  # rarely needed

    return read_partly(type_, body, place, decrypt)


def read_body_now(type_: Any, body: bytes, place: str, credentials: Credentials) -> Part:
    """Return the same without a call flow, which a synchronous signer allows. Raise DecodeError for an asynchronous one."""
    flow = read_body(type_, body, place, credentials, lambda: 0.0)
    result: Any = None
    while True:
        try:
            action = flow.send(result)
        except StopIteration as done:
            part: Part = done.value
            return part
        if is_asynchronous(action.function):
            raise DecodeError("it has sensitive texts, and an asynchronous signer cannot decrypt them here")
        result = action.run()


def in_words(members: tuple[UnreadableMember, ...]) -> str:
    """Return a sentence about members that could not be read."""
    told = "; ".join(map(str, members[:_MAX_TOLD]))
    return told if len(members) <= _MAX_TOLD else f"{told}; and {len(members) - _MAX_TOLD} more"


def log_unreadable(subject: str, members: tuple[UnreadableMember, ...], sanitise: Callable[[str], str]) -> None:
    """Log, as a warning, that members were put aside: their places and the reasons, never their values.

    The record has `wxbrand_unreadable`, the places, for formatters that write JSON.
    """
    import logging  # slow to import, and rarely needed

    logging.getLogger("wxbrand").warning(
        "%s: put aside what could not be read: %s",
        subject,
        sanitise(in_words(members)),
        extra={"wxbrand_unreadable": [sanitise(member.place) for member in members]},
    )
