"""Say what is known of a sensitive text that cannot be decrypted: its form, its size, how it is padded.

Only for texts in content that is verified to be WeChat Pay's. To tell a stranger how a ciphertext of theirs is padded would be
a padding oracle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP, PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA1, SHA256

from wxbrand_runtime.auth.decryption import ciphertext_bytes

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.padding import AsymmetricPadding
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

_JAVAS_MASK = MGF1(algorithm=SHA1())  # noqa: S303  (Java's "OAEPWithSHA-256AndMGF1Padding")
_OTHER_PADDINGS: tuple[tuple[str, AsymmetricPadding], ...] = (
    ("OAEP with SHA-256", OAEP(mgf=MGF1(algorithm=SHA256()), algorithm=SHA256(), label=None)),
    ("OAEP with SHA-256", OAEP(mgf=_JAVAS_MASK, algorithm=SHA256(), label=None)),
    ("PKCS #1 v1.5", PKCS1v15()),
)
NOT_TEXT = "its content is not text in UTF-8"
"""The reason if a ciphertext can be decrypted, to other bytes."""

_RIGHT_PADDING = "OAEP with SHA-1"
_MIN_CIPHERTEXT = 340
"""Characters of base64 without `=`: a ciphertext for a key of 2048 bits has 342, and a plain text such as a phone number fewer."""

_MIN_BYTES = 6
"""Bytes of a text that is taken for one. OpenSSL returns random bytes for a wrong padding of PKCS #1 v1.5, which are rarely text."""


def why_undecryptable(ciphertext: str, private_key: RSAPrivateKey | None) -> str:
    """Return why a ciphertext cannot be decrypted: the end of a sentence. The key is None if a signer has it."""
    try:
        content = ciphertext_bytes(ciphertext)
    except ValueError:
        return f"it is not standard base64{_why_not_base64(ciphertext)}"
    if private_key is not None:
        if len(content) != (size := private_key.key_size // 8):
            return f"it has {len(content)} bytes, and texts for your key have {size}; it was cut off, or is for another key"
        for name, padding in _OTHER_PADDINGS:
            if _is_text(content, private_key, padding):
                return f"it was encrypted for your key, but padded as {name} and not as {_RIGHT_PADDING}"
    return (
        f"it is not padded as {_RIGHT_PADDING}, "
        "or was encrypted for another key than yours, such as that of another of your API certificates"
    )


def _why_not_base64(ciphertext: str) -> str:
    """Return the rest of a sentence; nothing if no reason is plain."""
    if len(ciphertext) < _MIN_CIPHERTEXT:
        return ", and too short for a ciphertext: perhaps it was not encrypted"
    if _is_base64("".join(ciphertext.split())):
        return ", since it has line ends or blanks"
    if _is_base64(ciphertext + "=" * (-len(ciphertext) % 4)):
        return ", since the = at its end are missing"
    if _is_base64(ciphertext.replace("-", "+").replace("_", "/")):
        return ", but base64 for URLs, which has - and _ in place of + and /"
    return ""


def _is_base64(ciphertext: str) -> bool:
    try:
        ciphertext_bytes(ciphertext)
    except ValueError:
        return False
    return True


def _is_text(content: bytes, private_key: RSAPrivateKey, padding: AsymmetricPadding) -> bool:
    try:
        text = private_key.decrypt(content, padding).decode()
    except ValueError:
        return False
    return len(text.encode()) >= _MIN_BYTES and text.isprintable()
