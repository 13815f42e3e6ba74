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
from wxbrand_runtime.auth.schemes import BRAND, SCHEMES, Scheme, find_scheme
from wxbrand_runtime.http import Headers

from wxbrand_codegen.config import UsageError
from wxbrand_codegen.env_file import ENV_FILE, read_env

_PRIVATE_KEY, _PUBLIC_KEY = "apiclient_key.pem", "wxp_pub.pem"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountKeys:
    """Keys and ids of a brand or merchant. Each may be missing."""

    scheme: Scheme
    """What the messages are signed with."""

    account_key: RSAPublicKey | None = None
    """Public key of the API certificate."""

    wechat_pay_keys: dict[str, RSAPublicKey] = field(default_factory=dict[str, RSAPublicKey])
    """WeChat Pay's public keys by id. A key whose id is not known has the id ""."""

    account_id: str | None = None
    serial_no: str | None = None


def keys_from_folder(directory: Path, headers: Headers) -> AccountKeys:
    """Read the keys and ids in a folder such as `wxbrand sandbox --dir` fills. Raises InvalidCredentials."""
    try:
        values = read_env(directory / ENV_FILE)
    except UsageError as problem:
        raise InvalidCredentials(str(problem)) from None
    private, public = directory / _PRIVATE_KEY, directory / _PUBLIC_KEY
    if not private.is_file() and not public.is_file():
        raise InvalidCredentials(f"{directory} has neither {_PRIVATE_KEY} nor {_PUBLIC_KEY}")
    return _read(
        values,
        _scheme(values, headers),
        private=read_file(private, is_private=True) if private.is_file() else None,
        public=read_file(public) if public.is_file() else None,
    )


def keys_from_environment(environ: Mapping[str, str], headers: Headers) -> AccountKeys:
    """Read the WXBRAND_ or WXPAY_ variables; any may be missing. Raises InvalidCredentials for a key that cannot be read."""
    scheme = _scheme(environ, headers)
    return _read(
        environ,
        scheme,
        private=key_source(environ, scheme.variable("private_key")),
        public=key_source(environ, scheme.variable("public_key")),
        other_public=key_source(environ, scheme.variable("other_public_key")),
        certificate=key_source(environ, scheme.variable("certificate")),
    )


def _scheme(values: Mapping[str, str], headers: Headers) -> Scheme:
    """Return the scheme whose id is set, or the one that the message names if none or several are."""
    configured = [scheme for scheme in SCHEMES if values.get(scheme.variable(scheme.id_parameter))]
    if len(configured) == 1:
        return configured[0]
    authorization = headers.get("Authorization") or ""
    named = authorization.partition(" ")[0] or headers.get("Wechatpay-Signature-Type")
    return find_scheme(named) or BRAND


def _read(
    values: Mapping[str, str],
    scheme: Scheme,
    *,
    private: KeySource | None,
    public: KeySource | None,
    other_public: KeySource | None = None,
    certificate: KeySource | None = None,
) -> AccountKeys:
    password, serial_no = (values.get(scheme.variable(name)) for name in ("private_key_password", "serial_no"))
    keys: dict[str, RSAPublicKey] = {}
    if public is not None:
        keys[values.get(scheme.variable("public_key_id"), "")] = read_public_key(public)
    if other_public is not None:
        keys[values.get(scheme.variable("other_public_key_id"), "")] = read_public_key(other_public)
    if not serial_no and certificate is not None:
        serial_no = read_certificate(certificate).serial_no
    return AccountKeys(
        scheme=scheme,
        account_key=read_private_key(private, password=password).public_key() if private else None,
        wechat_pay_keys=keys,
        account_id=values.get(scheme.variable(scheme.id_parameter)),
        serial_no=serial_no,
    )
