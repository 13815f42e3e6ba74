"""Why a signature does not fit: the message that was expected, line by line, and the usual slip if one explains it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from wxbrand_runtime.errors import InvalidSignature
from wxbrand_runtime.signing import request_message, verify

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


def likely_slip(public_key: RSAPublicKey, signature: str, request: SignedRequest, host: str | None) -> str | None:
    """Name the slip that explains the signature: the key is right, but this other message was signed. None if none does."""
    for slip, message in _slips(request, host):
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
    yield "the method was signed in lower case", replace(request, method=request.method.lower()).message()
    yield "the target was signed without its query", replace(request, target=path).message()
    yield "the target was signed percent-decoded", replace(request, target=unquote(request.target)).message()
    for scheme in ("http", "https") if host else ():
        whole = f"{scheme}://{host}{request.target}"
        yield "the whole URL was signed instead of path and query", replace(request, target=whole).message()
    for slip, body in _body_slips(request.body):
        yield slip, replace(request, body=body).message()


def _body_slips(body: bytes) -> Iterator[tuple[str, bytes]]:
    yield "the body was signed as empty", b""
    yield "the body was signed without the white space at its ends", body.strip()
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
