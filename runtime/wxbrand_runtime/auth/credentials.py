"""Credentials: the ids and keys of one brand or merchant, for signing requests and verifying responses."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any, NoReturn, Self, TypeVar

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

from wxbrand_runtime.auth.environment import read_environment
from wxbrand_runtime.auth.hidden_characters import describe_hidden
from wxbrand_runtime.auth.ids import check_header_value, check_serial_number, is_serial_number_of
from wxbrand_runtime.auth.key_files import KeySource, named, read_file
from wxbrand_runtime.auth.key_ring import KeyRing
from wxbrand_runtime.auth.keys import LoadedKey, RSACertificate, load_private_key, read_certificate
from wxbrand_runtime.auth.schemes import BRAND, MERCHANT, Scheme
from wxbrand_runtime.auth.signers import AsyncSigner, Signer, check_signer
from wxbrand_runtime.errors import InvalidCredentials

_Given = TypeVar("_Given")

_API_KEY = re.compile(r"[0-9A-Za-z]{32}")


class Credentials:
    """The ids and keys of one brand or merchant. Checked when created, and immutable except for the ring of WeChat Pay's keys.

    The constructor takes keys as text, bytes or key objects; `Credentials.from_files(...)` reads key files, and
    `Credentials.from_env()` environment variables. The repr shows no secret.
    """

    __slots__ = (
        "account_id", "api_key", "certificate_key", "private_key", "public_keys", "scheme", "serial_no", "signer"
    )  # fmt: skip

    scheme: Scheme
    """BRAND, or MERCHANT for merchants and service providers."""

    account_id: str
    """Brand id or mchid, as WeChat Pay issued it."""

    serial_no: str
    """Serial number of the API certificate, upper-case hexadecimal."""

    private_key: RSAPrivateKey | None
    """Private key of the API certificate, which signs requests. None if a signer has it."""

    signer: Signer | AsyncSigner | None
    """Signs requests if the private key is kept elsewhere, such as in an HSM or KMS; otherwise None."""

    certificate_key: RSAPublicKey | None
    """Public key of the API certificate; None if only a signer and no certificate was given."""

    public_keys: KeyRing
    """The trusted public keys of WeChat Pay by id. The ring itself is never replaced."""

    api_key: str | None
    """Brand API key, or a merchant's APIv3 key: 32 characters; needed only to decrypt callbacks."""

    def __init__(
        self,
        *,
        brand_id: str | None = None,
        mchid: str | None = None,
        serial_no: str | None = None,
        certificate: KeySource | str | bytes | None = None,
        private_key: RSAPrivateKey | KeySource | str | bytes | None = None,
        signer: Signer | AsyncSigner | None = None,
        password: bytes | str | None = None,
        public_key_id: str,
        public_key: RSAPublicKey | KeySource | str | bytes,
        other_public_keys: Mapping[str, RSAPublicKey | KeySource | str | bytes] | None = None,
        api_key: str | None = None,
    ) -> None:
        """Create credentials from key objects, text (PEM, bare base64) or bytes (also DER, PKCS#12). Text is never a path.

        Give either `brand_id` or `mchid`, either `private_key`, with its `password` if it is encrypted, or a `signer`, and
        either `serial_no` or the `certificate` to read it from; a private key in PKCS#12 includes its certificate. As a
        `public_key`, a platform certificate has its serial number as `public_key_id`. `other_public_keys` are trusted too,
        by id. Raises InvalidCredentials, and issues CertificateNotValid for an expired certificate.
        """
        _one_of(brand_id=brand_id, mchid=mchid)
        _one_of(private_key=private_key, signer=signer)
        scheme = BRAND if mchid is None else MERCHANT
        loaded = None
        if private_key is not None:
            loaded = load_private_key(_named("private_key", private_key), password=password)
        elif password is not None:
            raise InvalidCredentials("a password was given without a private_key; remove it")
        else:
            check_signer(signer)
        own = _certificate(certificate, loaded)
        own_key = loaded.key.public_key() if loaded else own and own.public_key
        others = other_public_keys or {}
        if public_key_id in others:
            raise InvalidCredentials("other_public_keys contains the id given as public_key_id; remove it there")
        trusted = {public_key_id: _named("public_key", public_key), **others}
        values = {
            "scheme": scheme,
            "account_id": check_header_value(scheme.id_parameter, brand_id if mchid is None else mchid),
            "serial_no": _serial_number(serial_no, own),
            "private_key": loaded.key if loaded else None,
            "signer": signer,
            "certificate_key": own_key,
            "public_keys": KeyRing(trusted, sending=public_key_id, own_key=own_key),
            "api_key": _check_api_key(api_key),
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    @classmethod
    def from_files(
        cls,
        *,
        brand_id: str | None = None,
        mchid: str | None = None,
        serial_no: str | None = None,
        certificate: str | os.PathLike[str] | None = None,
        private_key: str | os.PathLike[str] | None = None,
        signer: Signer | AsyncSigner | None = None,
        password: bytes | str | None = None,
        public_key_id: str,
        public_key: str | os.PathLike[str],
        other_public_keys: Mapping[str, str | os.PathLike[str]] | None = None,
        api_key: str | None = None,
    ) -> Self:
        """Create credentials from key files: PEM, bare base64, DER or PKCS#12. A `str` is always a path.

        Issues LooseKeyFile for a private key that other users can read. Otherwise like `Credentials(...)`.
        """
        return cls(
            brand_id=brand_id,
            mchid=mchid,
            serial_no=serial_no,
            certificate=None if certificate is None else read_file(certificate),
            private_key=None if private_key is None else read_file(private_key, is_private=True),
            signer=signer,
            password=password,
            public_key_id=public_key_id,
            public_key=read_file(public_key),
            other_public_keys={id_: read_file(path) for id_, path in (other_public_keys or {}).items()},
            api_key=api_key,
        )

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None, *, scheme: Scheme | None = None) -> Self:
        """Create credentials from WXBRAND_BRAND_ID, _SERIAL_NO, _PRIVATE_KEY, _PUBLIC_KEY_ID, _PUBLIC_KEY and _API_KEY.

        Those of merchants are WXPAY_MCHID, WXPAY_SERIAL_NO and so on; without `scheme` (BRAND or MERCHANT), they are read if
        WXPAY_MCHID is set and WXBRAND_BRAND_ID is not. Keys are text; _PRIVATE_KEY_FILE and _PUBLIC_KEY_FILE name files
        instead. _PRIVATE_KEY_PASSWORD decrypts the private key. _CERTIFICATE or _CERTIFICATE_FILE can replace _SERIAL_NO. _OTHER_PUBLIC_KEY_ID with _OTHER_PUBLIC_KEY or
        _OTHER_PUBLIC_KEY_FILE is one more trusted key, for a rotation. An empty variable counts as missing. One
        InvalidCredentials names all that are missing.
        """
        return cls(**read_environment(os.environ if environ is None else environ, scheme))

    @property
    def brand_id(self) -> str:
        """The brand's id. Raises AttributeError for a merchant's credentials."""
        return self._account_id(BRAND)

    @property
    def mchid(self) -> str:
        """The merchant's id. Raises AttributeError for a brand's credentials."""
        return self._account_id(MERCHANT)

    def _account_id(self, scheme: Scheme) -> str:
        if self.scheme != scheme:
            raise AttributeError(f"these are the credentials of a {self.scheme.caller}; use {self.scheme.id_parameter}")
        return self.account_id

    @property
    def public_key_id(self) -> str:
        """Id of the public key that requests name now."""
        return self.public_keys.sending.id

    @property
    def public_key(self) -> RSAPublicKey:
        """The public key of `public_key_id`. To read both at one moment, use `public_keys.sending`."""
        return self.public_keys.sending.key

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Credentials):
            return NotImplemented
        import hmac  # slow to import, and credentials are seldom compared

        return (
            (self.scheme, self.account_id, self.serial_no) == (other.scheme, other.account_id, other.serial_no)
            and self.public_keys == other.public_keys
            and _public_half(self.private_key) == _public_half(other.private_key)
            and self.signer == other.signer
            and hmac.compare_digest(self.api_key or "", other.api_key or "")
        )

    def __hash__(self) -> int:
        return hash((self.account_id, self.serial_no))  # without the ring, which changes

    def __repr__(self) -> str:
        ids = {
            self.scheme.id_parameter: self.account_id,
            "serial_no": self.serial_no,
            "public_key_id": self.public_key_id,
        }
        return f"Credentials({', '.join(f'{name}={value!r}' for name, value in ids.items())})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"credentials are immutable; create new ones with another {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"credentials are immutable; {name} cannot be deleted")

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError(
            "credentials cannot be pickled, so that no private key leaves the process; "
            "create them again in the other process, for example with Credentials.from_env()"
        )


def _one_of(**values: object) -> None:
    given = [name for name, value in values.items() if value is not None]
    if not given:
        raise InvalidCredentials(f"neither {' nor '.join(values)} is given; one of them is needed")
    if len(given) > 1:
        raise InvalidCredentials(f"{' and '.join(given)} are both given; keep one")


def _certificate(given: KeySource | str | bytes | None, loaded: LoadedKey | None) -> RSACertificate | None:
    if given is not None:
        source = _named("certificate", given)
        if not isinstance(source, KeySource):
            raise InvalidCredentials(f"certificate must be a certificate's text or bytes, not {type(given).__name__}")
    elif loaded and loaded.certificate:
        source = KeySource(loaded.certificate, "the certificate in the PKCS#12 file")
    else:
        return None
    certificate = read_certificate(source)
    if loaded and certificate.public_key.public_numbers() != loaded.key.public_key().public_numbers():
        raise InvalidCredentials(
            f"{certificate.name} belongs to another private key; "
            "give the apiclient_cert.pem and the apiclient_key.pem that were created together"
        )
    return certificate


def _serial_number(given: object, certificate: RSACertificate | None) -> str:
    if certificate is None:
        if given is None:
            raise InvalidCredentials("neither serial_no nor certificate is given; one of them is needed")
        return check_serial_number(given)
    if given is not None and not is_serial_number_of(given, certificate.serial_no):
        raise InvalidCredentials(
            f"serial_no differs from that of {certificate.name}, {certificate.serial_no}; remove serial_no"
        )
    return certificate.serial_no


def _public_half(private_key: RSAPrivateKey | None) -> RSAPublicKey | None:
    return None if private_key is None else private_key.public_key()


def _named(name: str, value: _Given) -> _Given | KeySource:
    return named(value, name, f"to read a file use Credentials.from_files({name}=...)")


def _check_api_key(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, str) and _API_KEY.fullmatch(value):
        return value
    seen = f"this is {len(value)} characters" if isinstance(value, str) else f"this is {type(value).__name__}"
    if isinstance(value, str) and (hidden := describe_hidden(value)):
        seen = f"this has {hidden}; remove it"
    elif isinstance(value, str) and value[:1] in {'"', "'"}:
        seen = "this is in quotes; remove them"
    raise InvalidCredentials(f"api_key must be exactly 32 ASCII letters or digits; {seen}")
