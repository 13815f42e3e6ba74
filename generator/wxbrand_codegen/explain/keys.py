"""Read the keys and ids to verify with, from a folder or from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from wxbrand_runtime import InvalidCredentials
from wxbrand_runtime.auth.certificates import read_certificate
from wxbrand_runtime.auth.environment import key_source
from wxbrand_runtime.auth.key_files import KeySource, read_file, read_private_file
from wxbrand_runtime.auth.keys import read_private_key, read_public_key

from wxbrand_codegen.explain.report import Known

_PRIVATE_KEY, _PUBLIC_KEY, _ENV = "apiclient_key.pem", "wxp_pub.pem", "wxbrand.env"


def keys_from_folder(directory: Path) -> Known:
    """Read the keys and ids in a folder such as `wxbrand sandbox --dir` fills. Raises InvalidCredentials."""
    env = directory / _ENV
    lines = env.read_text("utf-8").splitlines() if env.is_file() else []
    values = dict(line.split("=", 1) for line in lines if "=" in line)
    private, public = directory / _PRIVATE_KEY, directory / _PUBLIC_KEY
    if not private.is_file() and not public.is_file():
        raise InvalidCredentials(f"{directory} has neither {_PRIVATE_KEY} nor {_PUBLIC_KEY}")
    return _known(
        values,
        private=read_private_file(private) if private.is_file() else None,
        public=read_file(public) if public.is_file() else None,
    )


def keys_from_environment(environ: Mapping[str, str]) -> Known:
    """Read the WXBRAND_ variables; any may be missing. Raises InvalidCredentials for a key that cannot be read."""
    return _known(
        environ,
        private=key_source(environ, "WXBRAND_PRIVATE_KEY"),
        public=key_source(environ, "WXBRAND_PUBLIC_KEY"),
        other_public=key_source(environ, "WXBRAND_OTHER_PUBLIC_KEY"),
        certificate=key_source(environ, "WXBRAND_CERTIFICATE"),
    )


def _known(
    values: Mapping[str, str],
    *,
    private: KeySource | None,
    public: KeySource | None,
    other_public: KeySource | None = None,
    certificate: KeySource | None = None,
) -> Known:
    password, serial_no = values.get("WXBRAND_PRIVATE_KEY_PASSWORD"), values.get("WXBRAND_SERIAL_NO")
    keys: dict[str, RSAPublicKey] = {}
    if public is not None:
        keys[values.get("WXBRAND_PUBLIC_KEY_ID", "")] = read_public_key(public)
    if other_public is not None:
        keys[values.get("WXBRAND_OTHER_PUBLIC_KEY_ID", "")] = read_public_key(other_public)
    if not serial_no and certificate is not None:
        serial_no = read_certificate(certificate).serial_no
    return Known(
        brand_key=read_private_key(private, password=password).public_key() if private else None,
        wechat_pay_keys=keys,
        brand_id=values.get("WXBRAND_BRAND_ID"),
        serial_no=serial_no,
    )
