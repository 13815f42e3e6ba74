"""Reading RSA keys from PEM text or files, and saying plainly what is wrong when that is not possible.

No message holds any text of a key, and no foreign exception is chained to one of ours.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from cryptography.exceptions import InternalError, InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from wxbrand_runtime.errors import InvalidCredentials

BEGIN = "-----BEGIN"
"""What tells PEM text from a path."""

_LARGEST_FILE = 64 * 1024
_SMALLEST_KEY = 2048  # bits; what WeChat Pay issues, and below it RSA is no longer considered safe
_BLOCK = re.compile(r"-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \1-----", re.DOTALL)
_BARE_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]{64,}")
_PROBE = b"Does this key sign?"
_PADDING, _HASH = PKCS1v15(), SHA256()
_PRIVATE_PLACE = "the brand's private key belongs here, usually the file apiclient_key.pem"
_PUBLIC_PLACE = (
    "WeChat Pay's public key belongs here, the file pub_key.pem (or wxp_pub.pem) that begins BEGIN PUBLIC KEY"
)


def read_private_key(
    source: str | bytes | os.PathLike[str] | RSAPrivateKey, *, password: bytes | str | None = None
) -> RSAPrivateKey:
    """Read the brand's private key from PEM text, a path, or take a key object as it is.

    A `str` with `-----BEGIN` in it is PEM text, any other is a path. Raises InvalidCredentials with one sentence.
    """
    if not isinstance(source, (str, bytes, os.PathLike)):
        return _private(source, "the object given")
    name, text = _read(source)
    label, block = _choose(text, name, "PRIVATE KEY", place=_PRIVATE_PLACE)
    encrypted = label == "ENCRYPTED PRIVATE KEY" or "Proc-Type: 4,ENCRYPTED" in block
    if label == "OPENSSH PRIVATE KEY":
        raise InvalidCredentials(f"{name} holds a key in OpenSSH's own format; {_PRIVATE_PLACE}")
    if encrypted and not password:
        raise InvalidCredentials(f"{name} holds an encrypted private key; give its password")
    if password and not encrypted:
        raise InvalidCredentials(f"a password was given, but the private key in {name} is not encrypted; leave it out")
    secret = password.encode() if isinstance(password, str) else password
    try:
        # The loader's own check tests p and q for being prime, which takes 30 times as long as all the rest. It is against
        # keys that an attacker made; this one is the owner's, and one signature finds out whether it is damaged.
        key = load_pem_private_key(block.encode(), secret or None, unsafe_skip_rsa_key_validation=True)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        if encrypted:
            raise InvalidCredentials(f"{name} does not open: the password is wrong, or the file is damaged") from None
        raise InvalidCredentials(f"{name} is damaged: what stands in it is not a whole private key") from None
    return _working(_private(key, name), name)


def read_public_key(source: str | bytes | os.PathLike[str] | RSAPublicKey) -> RSAPublicKey:
    """Read WeChat Pay's public key from PEM text, a path, or take a key object as it is.

    A `str` with `-----BEGIN` in it is PEM text, any other is a path. Raises InvalidCredentials with one sentence.
    """
    if not isinstance(source, (str, bytes, os.PathLike)):
        return _public(source, "the object given")
    name, text = _read(source)
    _, block = _choose(text, name, "PUBLIC KEY", place=_PUBLIC_PLACE)
    try:
        key = load_pem_public_key(block.encode())
    except (ValueError, UnsupportedAlgorithm):
        raise InvalidCredentials(f"{name} is damaged: what stands in it is not a whole public key") from None
    return _public(key, name)


def _private(key: object, name: str) -> RSAPrivateKey:
    if not isinstance(key, RSAPrivateKey):
        raise InvalidCredentials(f"{name} is {_kind(key)}; {_PRIVATE_PLACE}, and it is an RSA key")
    _refuse_short(key.key_size, name)
    return key


def _working(key: RSAPrivateKey, name: str) -> RSAPrivateKey:
    """Return the key if what it signs verifies with its public half; raise InvalidCredentials if not."""
    try:
        key.public_key().verify(key.sign(_PROBE, _PADDING, _HASH), _PROBE, _PADDING, _HASH)
    except (ValueError, InvalidSignature, InternalError):
        raise InvalidCredentials(f"{name} is damaged: the numbers of the private key do not fit each other") from None
    return key


def _public(key: object, name: str) -> RSAPublicKey:
    if not isinstance(key, RSAPublicKey):
        raise InvalidCredentials(f"{name} is {_kind(key)}; {_PUBLIC_PLACE}, and it is an RSA key")
    _refuse_short(key.key_size, name)
    return key


def _refuse_short(bits: int, name: str) -> None:
    if bits < _SMALLEST_KEY:
        raise InvalidCredentials(f"{name} is an RSA key of {bits} bits; {_SMALLEST_KEY} is the least")


def _kind(key: object) -> str:
    words = re.fullmatch(r"([A-Za-z0-9]+?)(Private|Public)Key", type(key).__name__)
    return f"of the kind {words[1]} ({words[2].lower()} key)" if words else f"a {type(key).__name__}, not a key"


def _read(source: str | bytes | os.PathLike[str]) -> tuple[str, str]:
    """Return what to call the source in messages, and its text."""
    if isinstance(source, bytes):
        return "the text given", _decode(source, "the text given")
    path = os.fspath(source)
    if BEGIN in path:
        return "the text given", path.lstrip("\ufeff")
    if not path:
        raise InvalidCredentials("the path given is empty")
    try:
        with Path(path).open("rb") as file:
            content = file.read(_LARGEST_FILE + 1)
    except FileNotFoundError:
        raise InvalidCredentials(_nothing_there(path)) from None
    except IsADirectoryError:
        raise InvalidCredentials(f"{path} is a directory; name the key file in it") from None
    except PermissionError:
        raise InvalidCredentials(f"{path} may not be read by this user") from None
    except (OSError, ValueError):  # too long for a path, or with a zero byte in it
        raise InvalidCredentials(_nothing_there(path)) from None
    if len(content) > _LARGEST_FILE:
        raise InvalidCredentials(f"{path} is larger than 64 KiB, so it is no key file")
    return path, _decode(content, path)


def _nothing_there(path: str) -> str:
    if len(path) > 1000 or not path.isprintable() or _BARE_BASE64.fullmatch(path):  # the key itself: do not show it
        return "the text given has no BEGIN line; PEM text or the path of a PEM file is needed"
    return f"{path} cannot be opened: there is no such file"


def _decode(content: bytes, name: str) -> str:
    if not content.strip():
        raise InvalidCredentials(f"{name} is empty")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise InvalidCredentials(f"{name} is binary (DER, PKCS#12 or UTF-16); PEM text with a BEGIN line is needed")
    return text


def _choose(text: str, name: str, ending: str, *, place: str) -> tuple[str, str]:
    """Return label and text of the one block whose label has this ending; say what is there instead if none has."""
    text = text.replace("\\n", "\n")  # environment files and JSON often hold the two characters instead of the line end
    blocks = {match[1]: match for match in _BLOCK.finditer(text)}
    fitting = [match for match in _BLOCK.finditer(text) if match[1].endswith(ending)]
    if len(fitting) > 1:
        raise InvalidCredentials(f"{name} holds {len(fitting)} keys; leave the right one")
    if fitting:
        lines = (line.strip() for line in fitting[0][0].splitlines())
        return fitting[0][1], "\n".join(lines) + "\n"
    if any(label.endswith("PRIVATE KEY") for label in blocks):
        raise InvalidCredentials(f"{name} holds a private key; {place}")
    if any(label.endswith("PUBLIC KEY") for label in blocks):
        raise InvalidCredentials(f"{name} holds a public key; {place}")
    if any(label.endswith("CERTIFICATE") for label in blocks):
        if ending == "PRIVATE KEY":
            place = "the private key is in the file usually named apiclient_key.pem"
        raise InvalidCredentials(f"{name} holds a certificate; {place}")
    if blocks:
        raise InvalidCredentials(f"{name} holds PEM text that is no key; {place}")
    if BEGIN in text:
        raise InvalidCredentials(f"{name} is cut off: its END line is missing or does not match its BEGIN line")
    raise InvalidCredentials(f"{name} has no BEGIN line, so it is not PEM text; {place}")
