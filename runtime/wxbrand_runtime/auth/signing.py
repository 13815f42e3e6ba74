"""The WECHATPAY-BRAND-SHA256-RSA2048 signature: what is signed, and signing and verifying it.

Sources: pages 4015597833 (Authorization header) and 4015407582 (answers) of WeChat Pay's brand documentation.
"""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any, Protocol

from cryptography.exceptions import InvalidSignature as CryptographyInvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from wxbrand_runtime.auth.signers import checked_signature
from wxbrand_runtime.errors import InvalidSignature

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

SCHEME = "WECHATPAY-BRAND-SHA256-RSA2048"
"""First word of the Authorization header."""

PROBE_PREFIX = "WECHATPAY/SIGNTEST/"
"""Begins the deliberately wrong signatures by which WeChat Pay finds out whether its answers are verified."""

_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_PADDING = PKCS1v15()
_HASH = SHA256()


class SignsRequests(Protocol):
    """What of the credentials is needed to sign a request."""

    @property
    def brand_id(self) -> str:
        """Brand id, as WeChat Pay issued it."""
        ...

    @property
    def serial_no(self) -> str:
        """Serial number of the brand API certificate, upper-case hexadecimal."""
        ...

    @property
    def private_key(self) -> RSAPrivateKey | None:
        """Private key of the brand API certificate; None if it lives elsewhere, and an attribute `signer` signs with it."""
        ...


def request_message(method: str, target: str, timestamp: int, nonce: str, body: bytes) -> bytes:
    """Build the five lines that a request's signature covers, each ended by LF, the last one too.

    `target` is path and query exactly as on the request line; `timestamp` is in Unix seconds; `body` is what is sent,
    `b""` when nothing is, and the meta part's JSON for an upload.
    """
    return f"{method}\n{target}\n{timestamp}\n{nonce}\n".encode() + body + b"\n"


def response_message(timestamp: int, nonce: str, body: bytes) -> bytes:
    """Build the three lines that the signature of an answer or a callback covers, each ended by LF.

    `body` is the bytes received, before any parsing; an empty body leaves an empty third line.
    """
    return f"{timestamp}\n{nonce}\n".encode() + body + b"\n"


def sign(private_key: RSAPrivateKey, message: bytes) -> str:
    """Sign with RSASSA-PKCS1-v1_5 and SHA-256; returns standard base64 with padding. The key is used as it is."""
    return base64.b64encode(private_key.sign(message, _PADDING, _HASH)).decode("ascii")


def verify(public_key: RSAPublicKey, message: bytes, signature: str) -> None:
    """Return if the signature (standard base64, nothing else in the text) belongs to the message; raise InvalidSignature if not."""
    if not signature:
        raise InvalidSignature("the signature is empty")
    if signature.startswith(PROBE_PREFIX):
        raise InvalidSignature("this is one of WeChat Pay's probe signatures, wrong on purpose (WECHATPAY/SIGNTEST/)")
    if not _BASE64.fullmatch(signature):  # b64decode alone skips foreign characters
        raise InvalidSignature("the signature is not standard base64")
    raw = base64.b64decode(signature)
    if base64.b64encode(raw).decode("ascii") != signature:  # its last character holds bits that stand for nothing
        raise InvalidSignature("the signature is not standard base64")
    try:
        public_key.verify(raw, message, _PADDING, _HASH)
    except CryptographyInvalidSignature:
        raise InvalidSignature("the signature does not belong to this message and public key") from None


def authorization(
    credentials: SignsRequests, method: str, target: str, body: bytes, *, timestamp: int, nonce: str
) -> str:
    """Build the value of the Authorization header, its parameters in the order of the official header example.

    Raises InvalidCredentials if the credentials' signer is asynchronous or gives no signature; an asynchronous caller
    awaits it and builds the header with `authorization_header`.
    """
    message = request_message(method, target, timestamp, nonce, body)
    if credentials.private_key is not None:
        signature = sign(credentials.private_key, message)
    else:
        holder: Any = credentials  # what has a private key need not know of signers
        signature = checked_signature(holder.signer.sign(message))
    return authorization_header(
        brand_id=credentials.brand_id,
        serial_no=credentials.serial_no,
        timestamp=timestamp,
        nonce=nonce,
        signature=signature,
    )


def authorization_header(*, brand_id: str, serial_no: str, timestamp: int, nonce: str, signature: str) -> str:
    """Build the value of the Authorization header from a signature (base64) that was made of `request_message`."""
    return (
        f'{SCHEME} brand_id="{brand_id}",nonce_str="{nonce}",signature="{signature}",'
        f'timestamp="{timestamp}",serial_no="{serial_no}"'
    )
