"""Diagnose a signature that does not verify: print the message that was expected, and find the mistake that explains it."""

from __future__ import annotations

import base64
import codecs
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
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
class SignedRequest:
    """What the signature of a request covers."""

    method: str
    target: str
    timestamp: int
    nonce: str
    body: bytes

    def message(self) -> bytes:
        """Return the five lines that are signed."""
        return request_message(self.method, self.target, self.timestamp, self.nonce, self.body)

    def describe(self) -> str:
        """Return the five lines for printing: number, name and quoted text; a long body as its length and digest."""
        return _describe(
            method=self.method, target=self.target, timestamp=str(self.timestamp), nonce=self.nonce, body=self.body
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedAnswer:
    """What the signature of an answer or a callback covers."""

    timestamp: str
    nonce: str
    body: bytes

    def message(self) -> bytes:
        """Return the three lines that are signed."""
        return f"{self.timestamp}\n{self.nonce}\n".encode() + self.body + b"\n"

    def describe(self) -> str:
        """Return the three lines for printing, see `SignedRequest.describe`."""
        return _describe(timestamp=self.timestamp, nonce=self.nonce, body=self.body)


def likely_cause(
    public_key: RSAPublicKey, signature: str, signed: SignedRequest | SignedAnswer, host: str | None = None
) -> str:
    """Return the most likely reason why a signature does not verify."""
    mistakes = _request_mistakes(signed, host) if isinstance(signed, SignedRequest) else _answer_mistakes(signed)
    for mistake, message in mistakes:
        if _is_valid(public_key, message, signature):
            return mistake
    if not _is_made_by(public_key, signature):
        return "another private key made it: the key and the certificate, or public key, do not belong together"
    return "the key is right, but something in the message below differs from what was signed"


def _is_valid(public_key: RSAPublicKey, message: bytes, signature: str) -> bool:
    try:
        verify(public_key, message, signature)
    except InvalidSignature:
        return False
    return True


def _is_made_by(public_key: RSAPublicKey, signature: str) -> bool:
    """Whether the private half of this key made a signature, of any message."""
    try:
        public_key.recover_data_from_signature(base64.b64decode(signature, validate=True), PKCS1v15(), SHA256())
    except (CryptographyInvalidSignature, ValueError):
        return False
    return True


def _request_mistakes(request: SignedRequest, host: str | None) -> Iterator[tuple[str, bytes]]:
    """Yield common mistakes, each with the message that is signed if it is made."""
    message = request.message()
    path = request.target.partition("?")[0]
    swapped = (request.method, request.target, request.nonce, str(request.timestamp))
    yield "the last line was not ended by LF", message[:-1]
    yield "lines were ended by CR LF", message.replace(b"\n", b"\r\n")
    yield "the first line was left out", message.partition(b"\n")[2]
    yield "timestamp and nonce were swapped", "".join(f"{line}\n" for line in swapped).encode() + request.body + b"\n"
    yield "the method was signed in lower case", replace(request, method=request.method.lower()).message()
    yield "the target was signed without its query", replace(request, target=path).message()
    yield "the target was signed percent-decoded", replace(request, target=unquote(request.target)).message()
    for scheme in ("http", "https") if host else ():
        url = f"{scheme}://{host}{request.target}"
        yield "the whole URL was signed instead of path and query", replace(request, target=url).message()
    for mistake, body in _body_mistakes(request.body):
        yield mistake, replace(request, body=body).message()


def _answer_mistakes(answer: SignedAnswer) -> Iterator[tuple[str, bytes]]:
    message = answer.message()
    yield "the last line was not ended by LF", message[:-1]
    yield "lines were ended by CR LF", message.replace(b"\n", b"\r\n")
    swapped = replace(answer, timestamp=answer.nonce, nonce=answer.timestamp)
    yield "timestamp and nonce were swapped", swapped.message()
    for mistake, body in _body_mistakes(answer.body):
        yield mistake, replace(answer, body=body).message()


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


def _describe(*, body: bytes, **texts: str) -> str:
    lines = {**{name: _quote(text) for name, text in texts.items()}, "body": _describe_body(body)}
    return "\n".join(f"line {number} {name}: {text}" for number, (name, text) in enumerate(lines.items(), start=1))


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _describe_body(body: bytes) -> str:
    if len(body) <= _MAX_PRINTED_BODY:
        return _quote(body.decode(errors="backslashreplace"))
    return f"{len(body)} bytes, SHA-256 {hashlib.sha256(body).hexdigest()}"
