"""Diagnose a signature that does not verify: print the message that was expected, and find the mistake that explains it."""

from __future__ import annotations

import base64
import codecs
import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from cryptography.exceptions import InvalidSignature as CryptographyInvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from wxbrand_runtime.auth.signing import request_message, verify
from wxbrand_runtime.errors import InvalidSignature

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

_MAX_PRINTED_BODY = 1024


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


def likely_cause(
    public_key: RSAPublicKey, signature: str, signed: SignedRequest | SignedAnswer, host: str | None = None
) -> str:
    """Return the most likely reason why a signature does not verify."""
    for mistake, message in _mistakes(signed, host):
        with suppress(InvalidSignature):
            verify(public_key, message, signature)
            return mistake
    try:  # whether the private half of this key made the signature, of any message
        public_key.recover_data_from_signature(base64.b64decode(signature, validate=True), PKCS1v15(), SHA256())
    except (CryptographyInvalidSignature, ValueError):
        return "another private key made it: the key and the certificate, or public key, do not belong together"
    return "the key is right, but something in the message below differs from what was signed"


def _mistakes(signed: SignedRequest | SignedAnswer, host: str | None) -> Iterator[tuple[str, bytes]]:
    """Yield common mistakes, each with the message that is signed if it is made."""
    message = signed.message()
    lines, swapped = f"{signed.timestamp}\n{signed.nonce}\n", f"{signed.nonce}\n{signed.timestamp}\n"
    yield "the last line was not ended by LF", message[:-1]
    yield "lines were ended by CR LF", message.replace(b"\n", b"\r\n")
    yield "timestamp and nonce were swapped", message.replace(lines.encode(), swapped.encode(), 1)
    if isinstance(signed, SignedRequest):
        yield from _request_mistakes(signed, host)
    for mistake, body in _body_mistakes(signed.body):
        yield mistake, replace(signed, body=body).message()


def _request_mistakes(request: SignedRequest, host: str | None) -> Iterator[tuple[str, bytes]]:
    path = request.target.partition("?")[0]
    yield "the first line was left out", request.message().partition(b"\n")[2]
    yield "the method was signed in lower case", replace(request, method=request.method.lower()).message()
    yield "the target was signed without its query", replace(request, target=path).message()
    yield "the target was signed percent-decoded", replace(request, target=unquote(request.target)).message()
    for scheme in ("http", "https") if host else ():
        url = f"{scheme}://{host}{request.target}"
        yield "the whole URL was signed instead of path and query", replace(request, target=url).message()


def _body_mistakes(body: bytes) -> Iterator[tuple[str, bytes]]:
    yield "the body was signed as empty", b""
    yield "the body was signed without its leading and trailing white space", body.strip()
    yield "the body was signed with a line feed after it", body + b"\n"
    yield "the body was signed with a byte order mark, which was not sent", codecs.BOM_UTF8 + body
    try:
        value = json.loads(body)
        texts = [
            json.dumps(value, separators=separators, ensure_ascii=ascii_only).encode()
            for separators in ((",", ":"), (", ", ": "))
            for ascii_only in (False, True)
        ]
    except (ValueError, RecursionError):
        return  # not JSON: it cannot have been serialised twice
    for text in texts:
        yield "the body was serialised twice: the JSON text signed is not the JSON text sent", text


def _quote(value: object) -> str:
    if isinstance(value, bytes):
        if len(value) > _MAX_PRINTED_BODY:
            return f"{len(value)} bytes, SHA-256 {hashlib.sha256(value).hexdigest()}"
        value = value.decode(errors="backslashreplace")
    return json.dumps(str(value), ensure_ascii=False)
