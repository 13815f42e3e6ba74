"""Diagnose a signature that does not verify: print the message that was expected, and find the mistake that explains it."""

from __future__ import annotations

import codecs
import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from wxbrand_runtime.auth.signing import request_message, signed_digest

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

ENCODED_TWICE = "the body was encoded twice (JSON text within a JSON text)"
"""A mistake that also spoils bodies whose signature verifies."""

_MAX_PRINTED_BODY = 1024
_MAX_JSON = 256 * 1024
"""Bytes of the largest body that is serialised again in search of a mistake, which takes seconds for a mebibyte."""

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signed:
    def describe(self) -> str:
        """Return the signed lines for printing: number, name and quoted text; a long body as its length and digest."""
        values = ((field.name, getattr(self, field.name)) for field in fields(self))
        return "\n".join(
            f"line {number} {name}: {_quote(value)}" for number, (name, value) in enumerate(values, start=1)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedRequest(_Signed):
    """What the signature of a request covers."""

    method: str
    target: str
    timestamp: int
    nonce: str
    body: bytes

    def message(self) -> bytes:
        """Return the five lines that are signed."""
        return request_message(self.method, self.target, self.timestamp, self.nonce, self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedAnswer(_Signed):
    """What the signature of an answer or a callback covers."""

    timestamp: str
    nonce: str
    body: bytes

    def message(self) -> bytes:
        """Return the three lines that are signed."""
        return f"{self.timestamp}\n{self.nonce}\n".encode() + self.body + b"\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """Why the signature of a request does not verify."""

    code: str
    """Stable identifier. It begins with the part that is wrong: `key`, `lines`, `method`, `target`, `body` or `unknown`."""

    cause: str
    """The most likely reason, as the end of a sentence."""

    signed: bytes | None
    """The message that was signed; None if it cannot be known."""


_OTHER_KEY = Diagnosis(
    code="key-other",
    cause="another private key made it: the key and the certificate, or public key, do not belong together",
    signed=None,
)
_UNKNOWN = Diagnosis(
    code="unknown",
    cause="the key is right, but something in the message below differs from what was signed",
    signed=None,
)
_Mistake = tuple[str, str, bytes]
"""Code, cause, and the message that is signed if the mistake is made."""


def diagnose(public_key: RSAPublicKey, signature: str, request: SignedRequest, host: str | None = None) -> Diagnosis:
    """Return the most likely reason why the signature of a request does not verify."""
    digest = signed_digest(public_key, signature)
    if digest is None:
        return _OTHER_KEY
    for code, cause, message in _mistakes(request, host):
        if hashlib.sha256(message).digest() == digest:
            return Diagnosis(code=code, cause=cause, signed=message)
    return _UNKNOWN


def _mistakes(request: SignedRequest, host: str | None) -> Iterator[_Mistake]:
    """Yield common mistakes."""
    message = request.message()
    lines, swapped = f"{request.timestamp}\n{request.nonce}\n", f"{request.nonce}\n{request.timestamp}\n"
    yield "lines-last-not-ended", "the last line was not ended by LF", message[:-1]
    yield "lines-crlf", "lines were ended by CR LF", message.replace(b"\n", b"\r\n")
    swapped_message = message.replace(lines.encode(), swapped.encode(), 1)
    yield "lines-swapped", "timestamp and nonce were swapped", swapped_message
    yield "lines-first-missing", "the first line was left out", message.partition(b"\n")[2]
    yield from _method_mistakes(request)
    yield from _target_mistakes(request, host)
    for code, cause, body in _body_mistakes(request.body):
        yield code, cause, replace(request, body=body).message()


def _method_mistakes(request: SignedRequest) -> Iterator[_Mistake]:
    lower = replace(request, method=request.method.lower()).message()
    yield "method-lower-case", "the method was signed in lower case", lower
    for method in _METHODS:
        if method != request.method:
            cause = f"{method} was signed, and {request.method} was sent"
            yield "method-other", cause, replace(request, method=method).message()
            without_body = replace(request, method=method, body=b"").message()
            yield "method-other-without-body", f"{cause}, with a body that was not signed", without_body


def _target_mistakes(request: SignedRequest, host: str | None) -> Iterator[_Mistake]:
    path = request.target.partition("?")[0]
    yield "target-without-query", "the target was signed without its query", replace(request, target=path).message()
    decoded = replace(request, target=unquote(request.target)).message()
    yield "target-decoded", "the target was signed percent-decoded", decoded
    for scheme in ("http", "https") if host else ():
        url = replace(request, target=f"{scheme}://{host}{request.target}").message()
        yield "target-whole-url", "the whole URL was signed instead of path and query", url


def _body_mistakes(body: bytes) -> Iterator[_Mistake]:
    """Yield codes, causes, and the body that is signed if the mistake is made."""
    yield "body-empty", "the body was signed as empty", b""
    yield "body-stripped", "the body was signed without its leading and trailing white space", body.strip()
    yield "body-line-feed", "the body was signed with a line feed after it", body + b"\n"
    with_mark = codecs.BOM_UTF8 + body
    yield "body-byte-order-mark", "the body was signed with a byte order mark, which was not sent", with_mark
    for encoding, name in (("latin-1", "Latin-1"), ("gb18030", "GBK")):
        with suppress(UnicodeError):
            cause = f"the body's UTF-8 was read as {name} and encoded again before it was sent"
            yield "body-utf8-twice", cause, body.decode().encode(encoding)
        with suppress(UnicodeError):
            cause = f"the body was signed as UTF-8 and sent as {name}"
            yield "body-other-encoding", cause, body.decode(encoding).encode()
    if len(body) <= _MAX_JSON:
        yield from _json_mistakes(body)


def _json_mistakes(body: bytes) -> Iterator[_Mistake]:
    try:
        value: object = json.loads(body)
        texts = [
            json.dumps(value, separators=separators, ensure_ascii=ascii_only, sort_keys=sort_keys).encode(
                errors="replace"
            )
            for separators in ((",", ":"), (", ", ": "))
            for ascii_only in (False, True)
            for sort_keys in (False, True)
        ]
    except (ValueError, RecursionError):
        return  # not JSON: it cannot have been serialised twice
    for text in _with_html_escapes(texts):
        cause = "the body was serialised twice: the JSON text signed is not the JSON text sent"
        yield "body-serialised-twice", cause, text
    if isinstance(value, str):
        cause = f"{ENCODED_TWICE} before it was sent, and signed as it was before"
        yield "body-encoded-twice-when-sent", cause, value.encode(errors="replace")
    for ascii_only in (False, True):
        text = json.dumps(body.decode(errors="replace"), ensure_ascii=ascii_only).encode()
        cause = f"{ENCODED_TWICE} for the signature, and sent as it was before"
        yield "body-encoded-twice-when-signed", cause, text


def _with_html_escapes(texts: list[bytes]) -> Iterator[bytes]:
    """Yield JSON texts, then those that differ if the characters that Go's encoding/json or Java's Gson escape are escaped."""
    yield from texts
    for characters in (b"<>&", b"<>&='"):
        for text in texts:
            escaped = text
            for character in characters:
                escaped = escaped.replace(bytes((character,)), b"\\u%04x" % character)
            if escaped != text:
                yield escaped


def _quote(value: object) -> str:
    if isinstance(value, bytes):
        if len(value) > _MAX_PRINTED_BODY:
            return f"{len(value)} bytes, SHA-256 {hashlib.sha256(value).hexdigest()}"
        value = value.decode(errors="backslashreplace")
    return json.dumps(str(value), ensure_ascii=False)
