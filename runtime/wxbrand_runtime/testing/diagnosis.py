"""Why a signature does not fit: the message that was expected, line by line, and the usual slip if one explains it."""

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

_SHOWN_BODY = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedRequest:
    """What a request's signature covers."""

    method: str
    target: str
    timestamp: int
    nonce: str
    body: bytes

    def message(self) -> bytes:
        """Build the five lines."""
        return request_message(self.method, self.target, self.timestamp, self.nonce, self.body)

    def shown(self) -> str:
        """The five lines for a person: number, name, text in quotes; a long body as its length and digest."""
        lines = (
            ("method", _quoted(self.method)),
            ("target", _quoted(self.target)),
            ("timestamp", _quoted(str(self.timestamp))),
            ("nonce", _quoted(self.nonce)),
            ("body", _shown_body(self.body)),
        )
        return "\n".join(f"line {number} {name}: {text}" for number, (name, text) in enumerate(lines, start=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedAnswer:
    """What the signature of an answer or a callback covers."""

    timestamp: str
    nonce: str
    body: bytes

    def message(self) -> bytes:
        """Build the three lines."""
        return f"{self.timestamp}\n{self.nonce}\n".encode() + self.body + b"\n"

    def shown(self) -> str:
        """The three lines for a person."""
        lines = (
            ("timestamp", _quoted(self.timestamp)),
            ("nonce", _quoted(self.nonce)),
            ("body", _shown_body(self.body)),
        )
        return "\n".join(f"line {number} {name}: {text}" for number, (name, text) in enumerate(lines, start=1))


def reason(
    public_key: RSAPublicKey, signature: str, signed: SignedRequest | SignedAnswer, host: str | None = None
) -> str:
    """Say why a signature is wrong, as far as that can be found out."""
    slips = _slips(signed, host) if isinstance(signed, SignedRequest) else _answer_slips(signed)
    found = _fitting(public_key, signature, slips)
    if found is not None:
        return found
    if not _is_of_key(public_key, signature):
        return "another private key made it: the key and the certificate, or public key, do not belong together"
    return "the key is right, but something in the message below differs from what was signed"


def _is_of_key(public_key: RSAPublicKey, signature: str) -> bool:
    """Whether the private half of this key made a signature, whatever it is of."""
    try:
        public_key.recover_data_from_signature(base64.b64decode(signature, validate=True), PKCS1v15(), SHA256())
    except (CryptographyInvalidSignature, ValueError):
        return False
    return True


def _fitting(public_key: RSAPublicKey, signature: str, slips: Iterator[tuple[str, bytes]]) -> str | None:
    """Name the slip that explains a signature: this other message was signed. None if none does."""
    for slip, message in slips:
        try:
            verify(public_key, message, signature)
        except InvalidSignature:
            continue
        return slip
    return None


def _slips(request: SignedRequest, host: str | None) -> Iterator[tuple[str, bytes]]:
    message = request.message()
    path = request.target.partition("?")[0]
    yield "the last line was not ended by LF", message[:-1]
    yield "lines were ended by CR LF", message.replace(b"\n", b"\r\n")
    yield "the first line was left out", message.partition(b"\n")[2]
    yield "timestamp and nonce were exchanged", _exchanged(request)
    yield "the method was signed in lower case", replace(request, method=request.method.lower()).message()
    yield "the target was signed without its query", replace(request, target=path).message()
    yield "the target was signed percent-decoded", replace(request, target=unquote(request.target)).message()
    for scheme in ("http", "https") if host else ():
        whole = f"{scheme}://{host}{request.target}"
        yield "the whole URL was signed instead of path and query", replace(request, target=whole).message()
    for slip, body in _body_slips(request.body):
        yield slip, replace(request, body=body).message()


def _exchanged(request: SignedRequest) -> bytes:
    lines = (request.method, request.target, request.nonce, str(request.timestamp))
    return "".join(f"{line}\n" for line in lines).encode() + request.body + b"\n"


def _answer_slips(answer: SignedAnswer) -> Iterator[tuple[str, bytes]]:
    message = answer.message()
    yield "it is signed without the last LF", message[:-1]
    yield "lines were ended by CR LF", message.replace(b"\n", b"\r\n")
    swapped = replace(answer, timestamp=answer.nonce, nonce=answer.timestamp)
    yield "timestamp and nonce were exchanged", swapped.message()
    for slip, body in _body_slips(answer.body):
        yield slip, replace(answer, body=body).message()


def _body_slips(body: bytes) -> Iterator[tuple[str, bytes]]:
    yield "the body was signed as empty", b""
    yield "the body was signed without the white space at its ends", body.strip()
    yield "the body was signed with a line feed behind it", body + b"\n"
    yield "the body lost the byte order mark before it", codecs.BOM_UTF8 + body
    try:
        value = json.loads(body)
        again = [
            json.dumps(value, separators=separators, ensure_ascii=ascii_only).encode()
            for separators in ((",", ":"), (", ", ": "))
            for ascii_only in (False, True)
        ]
    except (ValueError, RecursionError):
        return  # not JSON: no other way to write it
    for text in again:
        yield "the body was serialised twice: the JSON text signed is not the JSON text sent", text


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _shown_body(body: bytes) -> str:
    if len(body) <= _SHOWN_BODY:
        return _quoted(body.decode(errors="backslashreplace"))
    return f"{len(body)} bytes, SHA-256 {hashlib.sha256(body).hexdigest()}"
