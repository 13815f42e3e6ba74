"""Find keys and certificates in text or bytes of any usual format: PEM, bare base64, DER or PKCS#12."""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from typing import TYPE_CHECKING, NamedTuple

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_der_private_key, load_der_public_key

from wxbrand_runtime.auth.key_files import KeySource
from wxbrand_runtime.errors import InvalidCredentials

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

PKCS12 = "PKCS12"
"""Label of a PKCS#12 file."""

UNKNOWN = ""
"""Label of DER that is neither a complete key nor a certificate."""

_PEM = re.compile(r"-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \1-----", re.DOTALL)
_ESCAPED_LINE_END = re.compile(r"\\+[rn]")  # JSON and environment files write a line end as two or three characters
_BARE_BASE64 = re.compile(r"[A-Za-z0-9+/\s]{64,}={0,2}")
_PKCS12_START = re.compile(rb"\x30(?:\x80|[\x81-\x84].{1,4}?)\x02\x01\x03\x30", re.DOTALL)  # starts with version 3
_ENCRYPTED_PEM = "Proc-Type: 4,ENCRYPTED"
_DEK_INFO = re.compile(r"^DEK-Info: (?:AES-[0-9]+-CBC,[0-9A-F]{32}|DES-(?:EDE3-)?CBC,[0-9A-F]{16})$", re.M | re.I)


_FOUND = (
    ("PRIVATE KEY", "holds a private key"),
    ("PUBLIC KEY", "holds a public key"),
    ("CERTIFICATE", "holds a certificate"),
    (PKCS12, "is a PKCS#12 file, which holds your private key"),
    (UNKNOWN, "is damaged or not a key: it contains neither a key nor a certificate"),
)
"""The end of a label, and how messages say what was found."""


class Block(NamedTuple):
    """One key, certificate or other object."""

    label: str
    """Its type in PEM, such as PRIVATE KEY."""

    der: bytes
    """Its content; empty where only the PEM text can be loaded."""

    pem: str = ""
    """PEM text, where the lines around the base64 matter: legacy encryption, and OpenSSH."""

    def __repr__(self) -> str:
        return f"Block({self.label})"


def find_blocks(source: KeySource) -> list[Block]:
    """Return everything found in the text or bytes of a key. Raises InvalidCredentials if there is nothing."""
    content, name = source.content, source.name
    if isinstance(content, bytes):
        if content[:1] == b"\x30" and content[1:2] >= b"\x80":  # no text in UTF-8 starts like this
            return [_der_block(_without_trailing(content, name))]
        content = _decode_text(content, name)
    text = _ESCAPED_LINE_END.sub("\n", content.lstrip("\ufeff"))
    if not text.strip():
        raise InvalidCredentials(f"{name} is empty")
    if "-----BEGIN" in text:
        blocks = [_pem_block(match[0], match[1], match[2], name) for match in _PEM.finditer(text)]
        if not blocks:
            raise InvalidCredentials(f"{name} is cut off: its END line is missing or does not match its BEGIN line")
        return blocks
    if "-----END" in text:
        raise InvalidCredentials(f"{name} is cut off: it has an END line, but no BEGIN line")
    return [_der_block(_without_trailing(_decode_base64(text, source), name))]


def select_block(blocks: list[Block], name: str, ending: str, *, expected: str) -> Block:
    """Return the one block whose label has this ending. Raises InvalidCredentials that says what was found instead."""
    matching = [block for block in blocks if block.label.endswith(ending)]
    if len(matching) > 1:
        things = "certificates" if ending == "CERTIFICATE" else "keys"
        raise InvalidCredentials(f"{name} holds {len(matching)} {things}; keep only the right one")
    if matching:
        return matching[0]
    labels = [block.label for block in blocks]
    found = next(
        (text for end, text in _FOUND if any(label.endswith(end) if end else not label for label in labels)),
        "holds PEM text that is not a key",
    )
    raise InvalidCredentials(f"{name} {found}; {expected}")


def _decode_text(content: bytes, name: str) -> str:
    is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # Windows Notepad's "Unicode"
    try:
        text = content.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise InvalidCredentials(f"{name} is binary, but neither DER nor PKCS#12: it is damaged or not a key")
    return text


def _decode_base64(text: str, source: KeySource) -> bytes:
    bare = text.strip().strip("\"'")
    if not _BARE_BASE64.fullmatch(bare):
        hint = f"; {source.hint}" if source.hint else ""
        raise InvalidCredentials(f"{source.name} has no BEGIN line and is not base64, so it is not a key{hint}")
    try:
        return base64.b64decode("".join(bare.split()), validate=True)
    except binascii.Error:
        raise InvalidCredentials(f"{source.name} is cut off: the end of its base64 is missing") from None


def _pem_block(pem: str, label: str, inner: str, name: str) -> Block:
    lines = "\n".join(line.strip() for line in pem.splitlines()) + "\n"
    if _ENCRYPTED_PEM in inner and not _DEK_INFO.search(lines):  # the loader panics if it is too short
        raise InvalidCredentials(f"{name} is damaged, or encrypted in a way that is not supported")
    if _ENCRYPTED_PEM in inner or label.startswith("OPENSSH"):
        return Block(label, b"", lines)
    try:
        return Block(label, base64.b64decode("".join(inner.split()), validate=True))
    except ValueError:  # from binascii, or from base64 for characters that are not ASCII
        raise InvalidCredentials(f"{name} is damaged: the text after BEGIN {label} is not base64") from None


def _without_trailing(content: bytes, name: str) -> bytes:
    """Return DER without trailing bytes. Raises InvalidCredentials if its end is missing."""
    digits = content[1] - 0x80 if content[:1] == b"\x30" and len(content) > 6 else -1
    if not 1 <= digits <= 4:
        return content  # not DER, or of indefinite length
    size = 2 + digits + int.from_bytes(content[2 : 2 + digits])
    if size > len(content):
        raise InvalidCredentials(f"{name} is cut off: it has {len(content)} of {size} bytes")
    return content[:size]


def _der_block(der: bytes) -> Block:
    """Find the type of DER by loading it, since nothing in it names the type."""
    if _PKCS12_START.match(der):
        return Block(PKCS12, der)
    try:
        load_der_private_key(der, None, unsafe_skip_rsa_key_validation=True)
        return Block("PRIVATE KEY", der)
    except TypeError:
        return Block("ENCRYPTED PRIVATE KEY", der)
    except (ValueError, UnsupportedAlgorithm):
        pass
    try:
        load_der_public_key(der)
        return Block("PUBLIC KEY", der)
    except (ValueError, UnsupportedAlgorithm):
        return Block("CERTIFICATE" if load_certificate(der) else UNKNOWN, der)


def load_certificate(der: bytes) -> Certificate | None:
    """Load a certificate; return None if it is damaged or something else."""
    from cryptography import x509  # takes 40 ms to import, and few need it

    try:
        return x509.load_der_x509_certificate(der)
    except (ValueError, x509.InvalidVersion):
        return None
