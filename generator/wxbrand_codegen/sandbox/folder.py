"""The sandbox's folder: the keys of both sides, and the environment file for clients."""

from __future__ import annotations

import re
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from wxbrand_runtime.auth.credentials import Credentials
from wxbrand_runtime.auth.schemes import BRAND, SCHEMES, Scheme, find_scheme
from wxbrand_runtime.testing import WeChatPay, new_private_key

from wxbrand_codegen.config import UsageError
from wxbrand_codegen.env_file import ENV_FILE, read_env
from wxbrand_codegen.file_replacement import replace_file
from wxbrand_codegen.links import resolved

DEFAULT_URL = "http://127.0.0.1:8090"
"""Address of a sandbox that was not started yet, or that is started without `--port`."""

_IDS = ("serial_no", "public_key_id", "api_key")
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

    @property
    def credentials(self) -> Credentials:
        """The account's ids and keys, as an application has them from wxbrand.env."""
        scheme = self.wechat_pay.scheme
        account_id: dict[str, Any] = {scheme.id_parameter: self.wechat_pay.account_id}
        return Credentials(
            **account_id,
            serial_no=self.wechat_pay.serial_no,
            private_key=_load_private(self.directory / "apiclient_key.pem"),
            public_key_id=self.wechat_pay.public_key_id,
            public_key=self.wechat_pay.private_key.public_key(),
            api_key=self.api_key,
        )

    def env_text(self, base_url: str) -> bytes:
        """Return the content of wxbrand.env."""
        scheme = self.wechat_pay.scheme
        values = {
            scheme.id_parameter: self.wechat_pay.account_id,
            "serial_no": self.wechat_pay.serial_no,
            "private_key_file": (self.directory / "apiclient_key.pem").as_posix(),  # a shell would drop backslashes
            "public_key_id": self.wechat_pay.public_key_id,
            "public_key_file": (self.directory / "wxp_pub.pem").as_posix(),
            "api_key": self.api_key,
            "base_url": base_url,
        }
        return "".join(f"{scheme.variable(name)}={value}\n" for name, value in values.items()).encode()

    def write_env(self, base_url: str) -> None:
        """Write wxbrand.env, readable by its owner only. Raises FolderError."""
        file = self.directory / ENV_FILE
        try:
            replace_file(_write_beside(file, self.env_text(base_url)), file)
        except OSError as problem:
            raise FolderError(f"{file} cannot be written: {problem.strerror}") from None


def prepare(directory: Path, authorization: str = BRAND.name) -> Folder:
    """Load the keys and ids in a folder and create the missing ones. Nothing is overwritten. Raises FolderError.

    `authorization` is the name of the scheme in which clients sign. Processes that begin at the same moment get the same
    keys and ids: what one of them creates, the others load.
    """
    scheme = find_scheme(authorization) or BRAND
    try:
        directory = resolved(directory)
        directory.mkdir(parents=True, exist_ok=True)
        account = _load_or_create(directory / "apiclient_key.pem", directory / "apiclient_pub.pem")
        wechat_pay = _load_or_create(directory / "wxp_key.pem", directory / "wxp_pub.pem")
        file = directory / ENV_FILE
        if not file.is_file():
            first = _folder(directory, {}, scheme, account, wechat_pay)
            _create(file, first.env_text(DEFAULT_URL), 0o600)
        values = read_env(file)
        folder = _folder(directory, values, scheme, account, wechat_pay)
        if not all(values.get(scheme.variable(name)) for name in (scheme.id_parameter, *_IDS)):
            _, base_url = _given(values, scheme, "base_url") or ("", DEFAULT_URL)
            folder.write_env(base_url)
    except OSError as problem:
        raise FolderError(f"{problem.filename}: {problem.strerror}") from None
    except UsageError as problem:
        raise FolderError(str(problem)) from None
    return folder


def _folder(
    directory: Path, values: Mapping[str, str], scheme: Scheme, account: RSAPrivateKey, wechat_pay: RSAPrivateKey
) -> Folder:
    """Return a folder with the ids in its environment file; those that it lacks are new."""
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


def _value(values: Mapping[str, str], scheme: Scheme, name: str, form: re.Pattern[str], default: str) -> str:
    given = _given(values, scheme, name)
    variable, value = given or (scheme.variable(name), default)
    if not form.fullmatch(value):
        raise FolderError(
            f"{ENV_FILE}: the value of {variable} must match {form.pattern}; correct it or remove its line"
        )
    return value


def _given(values: Mapping[str, str], scheme: Scheme, name: str) -> tuple[str, str] | None:
    """Return variable and value of the environment file, if need be those of the other scheme, which was played before."""
    variables = (each.variable(name) for each in (scheme, *SCHEMES))
    return next(((variable, values[variable]) for variable in variables if values.get(variable)), None)


def _load_or_create(private_file: Path, public_file: Path) -> RSAPrivateKey:
    has_public = public_file.exists()  # asked first: another process creates the private one first
    if not private_file.exists():
        if has_public:
            raise FolderError(
                f"{private_file.name}, the private key of {public_file}, is missing; restore it or remove both"
            )
        pem = new_private_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        _create(private_file, pem, 0o600)
    key = _load_private(private_file)
    if not public_file.exists():
        pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        _create(public_file, pem, 0o644)
    elif _load_public(public_file) != key.public_key():
        raise FolderError(f"{public_file} does not match {private_file.name}; remove one of them")
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
    """Create a file at once complete. If another process was quicker, its file stays."""
    temporary = _write_beside(path, content)
    try:
        temporary.chmod(mode)
        path.hardlink_to(temporary)  # unlike a rename it replaces nothing
    except FileExistsError:
        pass
    except OSError:  # a file system without hard links
        temporary.rename(path)
        return
    temporary.unlink()


def _write_beside(path: Path, content: bytes) -> Path:
    """Write a new file in the same folder, readable by its owner only."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        file.write(content)
    return Path(file.name)
