"""The sandbox's folder: the keys of both sides, and the environment file for clients."""

from __future__ import annotations

import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from wxbrand_runtime.auth.schemes import BRAND, SCHEMES, Scheme, find_scheme
from wxbrand_runtime.testing import WeChatPay, new_private_key

from wxbrand_codegen.links import resolved

ENV_FILE = "wxbrand.env"
_ID = re.compile(r"[A-Za-z0-9_]{1,64}")
_SERIAL = re.compile(r"[0-9A-F]{1,64}")  # clients send it in upper case
_API_KEY = re.compile(r"[A-Za-z0-9]{32}")


class FolderError(Exception):
    """A file in the sandbox's folder cannot be used. The message says which file and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A prepared folder."""

    directory: Path
    """Absolute path."""

    wechat_pay: WeChatPay
    """Keys and ids of the folder."""

    api_key: str = field(repr=False)
    """The key that encrypts notifications, 32 letters and digits."""

    def write_env(self, base_url: str) -> None:
        """Write wxbrand.env, readable by its owner only. Raises FolderError."""
        scheme = self.wechat_pay.scheme
        values = {
            scheme.id_parameter: self.wechat_pay.account_id,
            "serial_no": self.wechat_pay.serial_no,
            "private_key_file": str(self.directory / "apiclient_key.pem"),
            "public_key_id": self.wechat_pay.public_key_id,
            "public_key_file": str(self.directory / "wxp_pub.pem"),
            "api_key": self.api_key,
            "base_url": base_url,
        }
        text = "".join(f"{scheme.variable(name)}={value}\n" for name, value in values.items()).encode()
        try:
            with tempfile.NamedTemporaryFile(  # mode 0600 from the start
                dir=self.directory, prefix=f".{ENV_FILE}.", delete=False
            ) as file:
                file.write(text)
            Path(file.name).replace(self.directory / ENV_FILE)
        except OSError as problem:
            raise FolderError(f"{self.directory / ENV_FILE} cannot be written: {problem.strerror}") from None


def prepare(directory: Path, authorization: str = BRAND.name) -> Folder:
    """Load the keys and ids in a folder and create the missing ones. Nothing is overwritten. Raises FolderError.

    `authorization` is the name of the scheme in which clients sign.
    """
    scheme = find_scheme(authorization) or BRAND
    try:
        directory = resolved(directory)
        directory.mkdir(parents=True, exist_ok=True)
        account = _load_or_create(directory / "apiclient_key.pem", directory / "apiclient_pub.pem")
        wechat_pay = _load_or_create(directory / "wxp_key.pem", directory / "wxp_pub.pem")
        values = read_env(directory / ENV_FILE)
    except OSError as problem:
        raise FolderError(f"{problem.filename}: {problem.strerror}") from None
    new_key_id = f"PUB_KEY_ID_{secrets.randbelow(10**32):032}"
    return Folder(
        directory=directory,
        wechat_pay=WeChatPay(
            private_key=wechat_pay,
            public_key_id=_value(values, scheme, "public_key_id", _ID, new_key_id),
            account_id=_value(values, scheme, scheme.id_parameter, _ID, "20000001"),
            serial_no=_value(values, scheme, "serial_no", _SERIAL, secrets.token_hex(20).upper()),
            account_key=account.public_key(),
            scheme=scheme,
        ),
        api_key=_value(values, scheme, "api_key", _API_KEY, secrets.token_hex(16)),
    )


def read_env(path: Path) -> Mapping[str, str]:
    """Read the NAME=value lines of an environment file. Return nothing if there is no file. Raises FolderError."""
    if not path.is_file():
        return {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        raise FolderError(f"{path} is not UTF-8 text") from None
    pairs = (line.partition("=") for line in lines if "=" in line)
    return {name: value for name, _, value in pairs}


def _value(values: Mapping[str, str], scheme: Scheme, name: str, form: re.Pattern[str], default: str) -> str:
    """Return a value of the environment file, if need be that of the other scheme, which was played before."""
    variables = [each.variable(name) for each in (scheme, *SCHEMES)]
    variable = next((each for each in variables if values.get(each)), variables[0])
    value = values.get(variable) or default
    if not form.fullmatch(value):
        raise FolderError(
            f"{ENV_FILE}: the value of {variable} must match {form.pattern}; correct it or remove its line"
        )
    return value


def _load_or_create(private_file: Path, public_file: Path) -> RSAPrivateKey:
    if private_file.exists():
        key = _load_private(private_file)
        if public_file.exists() and _load_public(public_file) != key.public_key():
            raise FolderError(f"{public_file} does not match {private_file.name}; remove one of them")
    elif public_file.exists():
        raise FolderError(
            f"{private_file.name}, the private key of {public_file}, is missing; restore it or remove both"
        )
    else:
        key = new_private_key()
        _create(private_file, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), 0o600)
    if not public_file.exists():
        _create(public_file, key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo), 0o644)
    return key


def _load_private(path: Path) -> RSAPrivateKey:
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError):  # TypeError: it is encrypted
        raise FolderError(f"{path} is not a PEM private key without password") from None
    if not isinstance(key, RSAPrivateKey):
        raise FolderError(f"{path} is not an RSA key")
    return key


def _load_public(path: Path) -> RSAPublicKey:
    try:
        key = load_pem_public_key(path.read_bytes())
    except ValueError:
        raise FolderError(f"{path} is not a PEM public key") from None
    if not isinstance(key, RSAPublicKey):
        raise FolderError(f"{path} is not an RSA key")
    return key


def _create(path: Path, content: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
