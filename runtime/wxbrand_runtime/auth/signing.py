"""The signature: the texts that it covers, and how to make and verify it.

A request's signature covers five lines, a response's three; both are RSASSA-PKCS1-v1_5 with SHA-256.
Sources: pages 4015597833 (Authorization header) and 4015407582 (responses) of WeChat Pay's brand documentation; merchants
sign and verify the same texts.
"""

from __future__ import annotations

import base64
import os
import re
import time
from collections import deque
from typing import TYPE_CHECKING, Any, Protocol, cast
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature as CryptographyInvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from wxbrand_runtime.auth.schemes import BRAND, Scheme
from wxbrand_runtime.auth.signers import base64_signature
from wxbrand_runtime.errors import InvalidSignature

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

    from wxbrand_runtime.auth.credentials import Credentials

PROBE_PREFIX = "WECHATPAY/SIGNTEST/"
"""Start of the deliberately wrong signatures with which WeChat Pay tests whether its responses are verified."""

_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_URL_TEXT = re.compile(r"[!-~]+")
_PADDING = PKCS1v15()
_HASH = SHA256()
_NONCE_BYTES = 16
_NONCE_BATCH = 64  # one read of the system's random source costs as much as 64, which is a twentieth of a call

_nonces: deque[str] = deque()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_nonces.clear)  # parent and child would otherwise use the same nonces


class _SigningIdentity(Protocol):
    """The part of `Credentials` that signing needs, besides the id. Without `scheme`, it is a brand's and has `brand_id`."""

    @property
    def serial_no(self) -> str: ...
    @property
    def private_key(self) -> RSAPrivateKey | None: ...


def request_message(method: str, target: str, timestamp: int, nonce: str, body: bytes) -> bytes:
    """Build the five lines that a request's signature covers. Each ends with LF, the last one too.

    `target` is path and query exactly as on the request line. `timestamp` is in Unix seconds. `body` is the body as sent,
    `b""` for none; for an upload it is the JSON of the part `meta`.
    """
    return f"{method}\n{target}\n{timestamp}\n{nonce}\n".encode() + body + b"\n"


def response_message(timestamp: int, nonce: str, body: bytes) -> bytes:
    """Build the three lines that the signature of a response or callback covers. Each ends with LF.

    `body` is the bytes received, before any parsing. An empty body leaves an empty third line.
    """
    return f"{timestamp}\n{nonce}\n".encode() + body + b"\n"


def sign(private_key: RSAPrivateKey, message: bytes) -> str:
    """Sign a message. Return standard base64 with padding."""
    return base64.b64encode(private_key.sign(message, _PADDING, _HASH)).decode("ascii")


def verify(public_key: RSAPublicKey, message: bytes, signature: str) -> None:
    """Raise InvalidSignature unless the signature (standard base64 and nothing else) fits message and key."""
    if not signature:
        raise InvalidSignature("the signature is empty", reason="signature-missing")
    if signature.startswith(PROBE_PREFIX):
        raise probe_error()
    raw = _decoded(signature)
    if raw is None:
        raise InvalidSignature("the signature is not standard base64")
    try:
        public_key.verify(raw, message, _PADDING, _HASH)
    except CryptographyInvalidSignature:
        raise InvalidSignature("the signature does not belong to this message and public key") from None


def signed_digest(public_key: RSAPublicKey, signature: str) -> bytes | None:
    """Return the SHA-256 digest of the message that was signed; None if another key made the signature.

    To explain a signature that does not verify, not to verify one.
    """
    raw = _decoded(signature)
    if raw is None:
        return None
    try:
        return public_key.recover_data_from_signature(raw, _PADDING, _HASH)
    except (CryptographyInvalidSignature, ValueError):
        return None


def _decoded(signature: str) -> bytes | None:
    # b64decode alone skips characters outside its alphabet, and ignores unused bits of the last character
    raw = base64.b64decode(signature) if _BASE64.fullmatch(signature) else b""
    return raw if base64.b64encode(raw).decode("ascii") == signature else None


def probe_error() -> InvalidSignature:
    """Build the error for one of WeChat Pay's probes; see `PROBE_PREFIX`."""
    return InvalidSignature(
        "the signature begins with WECHATPAY/SIGNTEST/: WeChat Pay sent a wrong one on purpose, to test that it is refused",
        reason="signature-probe",
    )


def authorization(
    credentials: _SigningIdentity, method: str, target: str, body: bytes, *, timestamp: int, nonce: str
) -> str:
    """Build the value of the Authorization header. The arguments are those of `request_message`.

    Raises InvalidCredentials if the credentials' signer is asynchronous or returns something else than a signature.
    Asynchronous code awaits its signer and builds the header with `authorization_header`.
    """
    message, identity = request_message(method, target, timestamp, nonce, body), cast("Any", credentials)
    if credentials.private_key is not None:
        signature = sign(credentials.private_key, message)
    else:
        signature = base64_signature(identity.signer.sign(message))
    scheme: Scheme = getattr(credentials, "scheme", BRAND)
    return authorization_header(
        scheme,
        account_id=getattr(identity, scheme.id_parameter),
        serial_no=credentials.serial_no,
        timestamp=timestamp,
        nonce=nonce,
        signature=signature,
    )


def authorization_header(
    scheme: Scheme, *, account_id: str, serial_no: str, timestamp: int, nonce: str, signature: str
) -> str:
    """Build the value of the Authorization header from a signature (base64) of `request_message`.

    The parameters have the order of the official example; WeChat Pay accepts any.
    """
    return (
        f'{scheme.name} {scheme.id_parameter}="{account_id}",nonce_str="{nonce}",signature="{signature}",'
        f'timestamp="{timestamp}",serial_no="{serial_no}"'
    )


def random_nonce() -> str:
    """Return 128 random bits as 32 upper-case hexadecimal digits, like the nonces of the official examples."""
    try:
        return _nonces.pop()
    except IndexError:  # none left, or another thread took the last one
        digits = os.urandom(_NONCE_BYTES * _NONCE_BATCH).hex().upper()
    first, *others = (digits[start : start + 2 * _NONCE_BYTES] for start in range(0, len(digits), 2 * _NONCE_BYTES))
    _nonces.extend(others)
    return first


def sign_request(credentials: Credentials, method: str, url: str, body: bytes = b"") -> dict[str, str]:
    """Sign a request for any HTTP client. Return the headers to add: Authorization and Wechatpay-Serial.

    `url` is absolute, or only path and query. It must already be percent-encoded, so that the client sends the text that
    is signed; if it is not, ValueError is raised. `body` is the exact bytes that will be sent. A repeated request must be
    signed again. Raises InvalidCredentials as `authorization` does.
    """
    if not _URL_TEXT.fullmatch(url):
        raise ValueError(
            "the URL has characters that are not percent-encoded; encode it first, then sign and send the result"
        )
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    header = authorization(credentials, method.upper(), target, body, timestamp=int(time.time()), nonce=random_nonce())
    return {"Authorization": header, "Wechatpay-Serial": credentials.public_key_id}
