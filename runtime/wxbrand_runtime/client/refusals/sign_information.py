"""Compare the message that WeChat Pay verified, which a SIGN_ERROR describes, with the one that was signed.

WeChat Pay gives method, URL, the length of the message in bytes, and the message itself with its body cut after a few characters.
The sentences name places and lengths; they quote nothing of a message, since both may hold values of a person.
Source: WeChat Pay's page on signatures that do not verify, and threads of users.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

_NAMES = ("method", "URL", "timestamp", "nonce")
_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"})
_BODY_CHARACTERS = 8


class VerifiedMessage(NamedTuple):
    """What WeChat Pay says of the message that it verified. Untrusted: such an answer is not signed."""

    lines: tuple[str, ...]
    """Method, URL, timestamp and nonce, as far as they are given whole."""

    rest: str
    """The beginning of what follows: the body, unless the message is cut before it."""

    length: int | None
    """Bytes of the message; None if not given."""


class Comparison(NamedTuple):
    """How the two messages compare."""

    is_same: bool
    """Whether nothing differs, as far as WeChat Pay shows the message."""

    sentence: str
    """Says what is the same or where they differ, and what that means. Without a full stop."""


def describe_message(message: bytes) -> dict[str, Any]:
    """Return the `sign_information` with which WeChat Pay refuses the signature of this message."""
    method, url, timestamp, nonce, body = message.split(b"\n", 4)
    start = body.removesuffix(b"\n").decode(errors="replace")[:_BODY_CHARACTERS]
    shown = b"\n".join((method, url, timestamp, nonce)).decode(errors="replace")
    return {
        "method": method.decode(errors="replace"),
        "url": url.decode(errors="replace"),
        "truncated_sign_message": f"{shown}\n{start}\n",
        "sign_message_length": len(message),
    }


def read_sign_information(information: Mapping[str, Any]) -> VerifiedMessage:
    """Read `sign_information`. Members that are missing or of another type are left out."""
    text, length = information.get("truncated_sign_message"), information.get("sign_message_length")
    if isinstance(length, str) and length.isascii() and length.isdigit() and len(length) < 10:
        length = int(length)
    length = length if type(length) is int else None
    if not isinstance(text, str) or not text:
        given = [information.get("method"), information.get("url")]
        lines = [value for value in given if isinstance(value, str)]
        return VerifiedMessage(tuple(lines) if len(lines) == len(given) else (), "", length)
    if "\n" not in text:
        text = text.replace("\\r", "").replace("\\n", "\n")  # copied from a log
    text = text.replace("\r\n", "\n")
    *lines, rest = text.split("\n", len(_NAMES))
    return VerifiedMessage(tuple(lines), rest.removesuffix("\n").rstrip("\ufffd"), length)


def compare(verified: VerifiedMessage, signed: bytes) -> Comparison | None:
    """Compare with the message that was signed. Return None if WeChat Pay says nothing of its message."""
    if not verified.lines and verified.length is None:
        return None
    difference = _difference(verified, signed)
    if difference:
        return Comparison(False, f"WeChat Pay verified another message than was signed. {difference}")
    extent, verb = (f"{len(signed)} bytes", "is") if verified.length is not None else ("as far as shown", "is probably")
    return Comparison(
        True,
        f"WeChat Pay verified the same message as was signed ({extent}), so the key or the serial number {verb} wrong: the "
        "private key must be that of the API certificate whose serial number is serial_no",
    )


def _difference(verified: VerifiedMessage, signed: bytes) -> str:
    *lines, body = signed.split(b"\n", len(_NAMES))
    body = body.removesuffix(b"\n")
    ours = [part.decode(errors="replace") for part in (*lines, body)]
    for number, (name, theirs, own) in enumerate(zip(_NAMES, verified.lines, ours, strict=False), start=1):
        if theirs != own:
            return f"Line {number} ({name}) differs {_position(theirs, own)}: {_reason(name, theirs, own)}"
    number, rest = len(verified.lines), ours[len(verified.lines)]
    if not rest.startswith(verified.rest) and not rest.startswith(verified.rest.rstrip(".…")):
        name, place = (*_NAMES, "body")[number], _position(verified.rest, rest)
        reason = (
            _body_reason(verified.length, body, len(signed)) if name == "body" else _reason(name, verified.rest, rest)
        )
        return f"Line {number + 1} ({name}) differs {place}: {reason}"
    if verified.length is not None and verified.length != len(signed):
        more = verified.length - len(signed)
        count = f"{abs(more)} bytes {'longer' if more > 0 else 'shorter'} than the {len(signed)} that were signed"
        return f"It is {count}, so line 5 (body) differs: {_body_reason(verified.length, body, len(signed))}"
    return ""


def _position(theirs: str, own: str) -> str:
    alike = next((index for index, (left, right) in enumerate(zip(theirs, own, strict=False)) if left != right), None)
    return f"from character {(min(len(theirs), len(own)) if alike is None else alike) + 1} on"


def _reason(name: str, theirs: str, own: str) -> str:
    if name == "method":
        if theirs in _METHODS and own in _METHODS:
            return f"{own} was signed and {theirs} arrived; sign the method that is sent"
        return "the method must be signed as it is sent, in upper case"
    if name == "URL":
        return _url_reason(theirs, own)
    return "the Authorization was made of other values, or a cache or proxy repeated an older request or answer"


def _url_reason(theirs: str, own: str) -> str:
    if theirs.partition("?")[0] == own and "?" in theirs:
        return "the query was not signed"
    if own.partition("?")[0] == theirs and "?" in own:
        return "the query was signed and did not arrive"
    if unquote(theirs) == unquote(own) or unquote(theirs.replace("+", " ")) == unquote(own.replace("+", " ")):
        return "it was percent-encoded differently on the way, or signed before it was encoded"
    if own.endswith(theirs):
        return "what was signed before it did not arrive: a host, or a path that a proxy removed"
    if theirs.endswith(own):
        return "something was put before it on the way, such as the path of a proxy"
    return "it was altered on the way (proxy, gateway) or built differently for the signature"


def _body_reason(verified_length: int | None, body: bytes, length: int) -> str:
    if verified_length is not None:
        rest = length - len(body)
        if verified_length == rest:
            return "it was signed and did not arrive"
        if not body:
            return "it arrived and was not signed"
        for change, other in _other_bodies(body):
            if verified_length == rest + len(other):
                return f"as long as if {change}"
    return "it was altered on the way (proxy, gateway) or serialised twice"


def _other_bodies(body: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what often arrives in place of a body, with what was done to it."""
    yield "a line feed was added", body + b"\n"
    if body.endswith(b"\n"):
        yield "its last line feed was removed", body[:-1]
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return
    for separators in ((",", ":"), (", ", ": ")):
        for ascii_only in (False, True):
            text = json.dumps(value, separators=separators, ensure_ascii=ascii_only)
            yield "the JSON was serialised again", text.encode(errors="replace")
    yield "the JSON was encoded twice", json.dumps(body.decode(errors="replace"), ensure_ascii=False).encode(
        errors="replace"
    )
