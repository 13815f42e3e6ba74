"""The keys and ids to verify with, read from a folder or from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from wxbrand_runtime import InvalidCredentials
from wxbrand_runtime.auth.environment import key_source
from wxbrand_runtime.auth.key_files import KeySource, read_file
from wxbrand_runtime.auth.keys import read_certificate, read_private_key, read_public_key

from wxbrand_codegen.sandbox.folder import ENV_FILE, FolderError, read_env

_PRIVATE_KEY, _PUBLIC_KEY = "apiclient_key.pem", "wxp_pub.pem"


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandKeys:
    """Keys and ids of a brand. Each may be missing."""

    brand_key: RSAPublicKey | None = None
    """Public key of the brand API certificate."""

    wechat_pay_keys: dict[str, RSAPublicKey] = field(default_factory=dict[str, RSAPublicKey])
    """WeChat Pay's public keys by id. A key whose id is not known has the id ""."""

    brand_id: str | None = None
    serial_no: str | None = None


def keys_from_folder(directory: Path) -> BrandKeys:
    """Read the keys and ids in a folder such as `wxbrand sandbox --dir` fills. Raises InvalidCredentials."""
    try:
        values = read_env(directory / ENV_FILE)
    except FolderError as problem:
        raise InvalidCredentials(str(problem)) from None
    private, public = directory / _PRIVATE_KEY, directory / _PUBLIC_KEY
    if not private.is_file() and not public.is_file():
        raise InvalidCredentials(f"{directory} has neither {_PRIVATE_KEY} nor {_PUBLIC_KEY}")
    return _read(
        values,
        private=read_file(private, is_private=True) if private.is_file() else None,
        public=read_file(public) if public.is_file() else None,
    )


def keys_from_environment(environ: Mapping[str, str]) -> BrandKeys:
    """Read the WXBRAND_ variables; any may be missing. Raises InvalidCredentials for a key that cannot be read."""
    return _read(
        environ,
        private=key_source(environ, "WXBRAND_PRIVATE_KEY"),
        public=key_source(environ, "WXBRAND_PUBLIC_KEY"),
        other_public=key_source(environ, "WXBRAND_OTHER_PUBLIC_KEY"),
        certificate=key_source(environ, "WXBRAND_CERTIFICATE"),
    )


def _read(
    values: Mapping[str, str],
    *,
    private: KeySource | None,
    public: KeySource | None,
    other_public: KeySource | None = None,
    certificate: KeySource | None = None,
) -> BrandKeys:
    password, serial_no = values.get("WXBRAND_PRIVATE_KEY_PASSWORD"), values.get("WXBRAND_SERIAL_NO")
    keys: dict[str, RSAPublicKey] = {}
    if public is not None:
        keys[values.get("WXBRAND_PUBLIC_KEY_ID", "")] = read_public_key(public)
    if other_public is not None:
        keys[values.get("WXBRAND_OTHER_PUBLIC_KEY_ID", "")] = read_public_key(other_public)
    if not serial_no and certificate is not None:
        serial_no = read_certificate(certificate).serial_no
    return BrandKeys(
        brand_key=read_private_key(private, password=password).public_key() if private else None,
        wechat_pay_keys=keys,
        brand_id=values.get("WXBRAND_BRAND_ID"),
        serial_no=serial_no,
    )
