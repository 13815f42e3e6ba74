"""Finding the keys and certificates in whatever form they are given: PEM, bare base64, DER or PKCS#12."""

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
"""Label of DER that is neither a whole key nor a certificate."""

_PEM = re.compile(r"-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \1-----", re.DOTALL)
_ESCAPED_LINE_END = re.compile(r"\\+[rn]")  # JSON and environment files hold \n as two characters, or as three
_BARE_BASE64 = re.compile(r"[A-Za-z0-9+/\s]{64,}={0,2}")
_PKCS12_START = re.compile(rb"\x30(?:\x80|[\x81-\x84].{1,4}?)\x02\x01\x03\x30", re.DOTALL)  # version 3 comes first
_ENCRYPTED_PEM = "Proc-Type: 4,ENCRYPTED"
_DEK_INFO = re.compile(r"^DEK-Info: (?:AES-[0-9]+-CBC,[0-9A-F]{32}|DES-(?:EDE3-)?CBC,[0-9A-F]{16})$", re.M | re.I)


class Block(NamedTuple):
    """One key, certificate or other thing."""

    label: str
    """What PEM calls it, such as PRIVATE KEY."""

    der: bytes
    """Its content; empty where only the PEM text can be read."""

    pem: str = ""
    """PEM text, where the lines around the base64 matter: the older kind of encryption, and OpenSSH."""

    def __repr__(self) -> str:
        return f"Block({self.label})"


def find_blocks(source: KeySource) -> list[Block]:
    """Return all that stands in a key's text or bytes. Raises InvalidCredentials if there is nothing."""
    content, name = source.content, source.name
    if isinstance(content, bytes):
        if content[:1] == b"\x30" and content[1:2] >= b"\x80":  # no text in UTF-8 begins so
            return [_der_block(_whole(content, name))]
        content = _decoded(content, name)
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
    return [_der_block(_whole(_bare(text, source), name))]


def choose(blocks: list[Block], name: str, ending: str, *, place: str) -> Block:
    """Return the one block whose label has this ending; say what is there instead if none has."""
    fitting = [block for block in blocks if block.label.endswith(ending)]
    if len(fitting) > 1:
        things = "certificates" if ending == "CERTIFICATE" else "keys"
        raise InvalidCredentials(f"{name} holds {len(fitting)} {things}; leave the right one")
    if fitting:
        return fitting[0]
    labels = [block.label for block in blocks]
    if any(label.endswith("PRIVATE KEY") for label in labels):
        raise InvalidCredentials(f"{name} holds a private key; {place}")
    if any(label.endswith("PUBLIC KEY") for label in labels):
        raise InvalidCredentials(f"{name} holds a public key; {place}")
    if any(label.endswith("CERTIFICATE") for label in labels):
        if ending == "PRIVATE KEY":
            place = "the private key is in the file usually named apiclient_key.pem"
        raise InvalidCredentials(f"{name} holds a certificate; {place}")
    if PKCS12 in labels:
        raise InvalidCredentials(f"{name} is a PKCS#12 file, which holds the brand's private key; {place}")
    if UNKNOWN in labels:
        raise InvalidCredentials(
            f"{name} is damaged, or it is no key: neither key nor certificate can be read; {place}"
        )
    raise InvalidCredentials(f"{name} holds PEM text that is no key; {place}")


def _decoded(content: bytes, name: str) -> str:
    is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # Windows Notepad's "Unicode"
    try:
        text = content.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise InvalidCredentials(f"{name} is binary, but neither DER nor PKCS#12: it is damaged, or no key")
    return text


def _bare(text: str, source: KeySource) -> bytes:
    """Read base64 without BEGIN and END lines."""
    bare = text.strip().strip("\"'")
    if not _BARE_BASE64.fullmatch(bare):
        advice = f"; {source.advice}" if source.advice else ""
        raise InvalidCredentials(f"{source.name} has no BEGIN line, nor is it base64, so it is no key{advice}")
    try:
        return base64.b64decode("".join(bare.split()), validate=True)
    except binascii.Error:
        raise InvalidCredentials(f"{source.name} is cut off: it is base64 without its end") from None


def _pem_block(pem: str, label: str, inner: str, name: str) -> Block:
    lines = "\n".join(line.strip() for line in pem.splitlines()) + "\n"
    if _ENCRYPTED_PEM in inner and not _DEK_INFO.search(lines):  # the loader panics over one that is too short
        raise InvalidCredentials(f"{name} is damaged, or encrypted in a way that is not supported")
    if _ENCRYPTED_PEM in inner or label.startswith("OPENSSH"):
        return Block(label, b"", lines)
    try:
        return Block(label, base64.b64decode("".join(inner.split()), validate=True))
    except ValueError:  # of binascii, or of base64 for characters that are not ASCII
        raise InvalidCredentials(f"{name} is damaged: what stands after BEGIN {label} is not base64") from None


def _whole(content: bytes, name: str) -> bytes:
    """Return DER without what follows it; raise InvalidCredentials if its end is missing."""
    digits = content[1] - 0x80 if content[:1] == b"\x30" and len(content) > 6 else -1
    if not 1 <= digits <= 4:
        return content  # not DER, or of a length that only its reader finds out
    size = 2 + digits + int.from_bytes(content[2 : 2 + digits])
    if size > len(content):
        raise InvalidCredentials(f"{name} is cut off: it has {len(content)} of {size} bytes")
    return content[:size]


def _der_block(der: bytes) -> Block:
    """Find out what DER is by reading it: nothing in it says so."""
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
    """Read a certificate; None if it is none, or damaged."""
    from cryptography import x509  # takes 40 ms to import, and few need it

    try:
        return x509.load_der_x509_certificate(der)
    except (ValueError, x509.InvalidVersion):
        return None
