"""Who signs, and whose answers are believed: the ids and keys of one brand."""

from __future__ import annotations

import hmac
import os
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NoReturn, Self

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

from wxbrand_runtime.errors import InvalidCredentials
from wxbrand_runtime.keys import BEGIN, read_private_key, read_public_key

_HEADER_SAFE = re.compile(r"[!#-&(-+\--\[\]-~]+")  # printable ASCII without blank, quotes, comma and backslash
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]+")
_API_KEY = re.compile(r"[0-9A-Za-z]{32}")


class Credentials:
    """The ids and keys of one brand, checked when made, unchangeable after. Its repr shows no secret.

    Key files: `Credentials.from_files(...)`. Environment: `Credentials.from_env()`. Here keys are PEM text or key objects.
    """

    __slots__ = ("api_key", "brand_id", "private_key", "public_key", "public_key_id", "public_keys", "serial_no")

    brand_id: str
    """Brand id, as WeChat Pay issued it."""

    serial_no: str
    """Serial number of the brand API certificate, upper-case hexadecimal."""

    private_key: RSAPrivateKey
    """Private key of the brand API certificate; signs requests."""

    public_key_id: str
    """Id of WeChat Pay's public key, sent with every request. Compared as a whole, never taken apart."""

    public_key: RSAPublicKey
    """WeChat Pay's public key; verifies answers and callbacks."""

    public_keys: Mapping[str, RSAPublicKey]
    """Every public key that is believed, by id."""

    api_key: str | None
    """Brand API key, 32 characters; needed only to decrypt callbacks."""

    def __init__(
        self,
        *,
        brand_id: str,
        serial_no: str,
        private_key: RSAPrivateKey | str | bytes,
        public_key_id: str,
        public_key: RSAPublicKey | str | bytes,
        api_key: str | None = None,
    ) -> None:
        _refuse_path("private_key", private_key)
        _refuse_path("public_key", public_key)
        private, public = read_private_key(private_key), read_public_key(public_key)
        _refuse_own(private, public, "public_key")
        values = {
            "brand_id": _header_safe("brand_id", brand_id),
            "serial_no": _serial_number(serial_no),
            "private_key": private,
            "public_key_id": _public_key_id(public_key_id),
            "public_key": public,
            "public_keys": MappingProxyType({public_key_id: public}),
            "api_key": _checked_api_key(api_key),
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    @classmethod
    def from_files(
        cls,
        *,
        brand_id: str,
        serial_no: str,
        private_key: str | os.PathLike[str],
        public_key_id: str,
        public_key: str | os.PathLike[str],
        api_key: str | None = None,
        password: bytes | str | None = None,
    ) -> Self:
        """Read both keys from PEM files; `password` opens an encrypted private key."""
        private = read_private_key(private_key, password=password)
        public = read_public_key(public_key)
        _refuse_own(private, public, "public_key" if BEGIN in str(public_key) else os.fspath(public_key))
        return cls(
            brand_id=brand_id,
            serial_no=serial_no,
            private_key=private,
            public_key_id=public_key_id,
            public_key=public,
            api_key=api_key,
        )

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """Read WXBRAND_BRAND_ID, _SERIAL_NO, _PRIVATE_KEY or _PRIVATE_KEY_FILE, _PUBLIC_KEY_ID, _PUBLIC_KEY or _PUBLIC_KEY_FILE, _API_KEY.

        An empty variable counts as missing; all that are missing are named in one error.
        """
        given = {name: value for name, value in environ.items() if name.startswith("WXBRAND_") and value}
        pairs = ("WXBRAND_PRIVATE_KEY", "WXBRAND_PUBLIC_KEY")
        missing = [
            name for name in ("WXBRAND_BRAND_ID", "WXBRAND_SERIAL_NO", "WXBRAND_PUBLIC_KEY_ID") if name not in given
        ]
        missing += [f"{name} or {name}_FILE" for name in pairs if not {name, f"{name}_FILE"} & given.keys()]
        if missing:
            raise InvalidCredentials(f"not in the environment: {', '.join(missing)}")
        for name in pairs:
            if {name, f"{name}_FILE"} <= given.keys():
                raise InvalidCredentials(f"{name} and {name}_FILE are both set; keep one")
            if BEGIN not in given.get(name, BEGIN):
                raise InvalidCredentials(f"{name} holds no PEM text; for a path use {name}_FILE")
        private, public = (given.get(name) or given[f"{name}_FILE"] for name in pairs)
        return cls.from_files(
            brand_id=given["WXBRAND_BRAND_ID"],
            serial_no=given["WXBRAND_SERIAL_NO"],
            private_key=private,
            public_key_id=given["WXBRAND_PUBLIC_KEY_ID"],
            public_key=public,
            api_key=given.get("WXBRAND_API_KEY"),
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Credentials):
            return NotImplemented
        return (
            (self.brand_id, self.serial_no, self.public_key_id)
            == (other.brand_id, other.serial_no, other.public_key_id)
            and self.public_key == other.public_key
            and self.private_key.public_key() == other.private_key.public_key()
            and hmac.compare_digest(self.api_key or "", other.api_key or "")
        )

    def __hash__(self) -> int:
        return hash((self.brand_id, self.serial_no, self.public_key_id))

    def __repr__(self) -> str:
        return f"Credentials(brand_id={self.brand_id!r}, serial_no={self.serial_no!r}, public_key_id={self.public_key_id!r})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"credentials do not change; make new ones with another {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"credentials do not change; {name} stays")

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError(
            "credentials are not pickled, so that no private key travels; "
            "build them again in the other process, for example with Credentials.from_env()"
        )


def _refuse_path(name: str, value: object) -> None:
    if isinstance(value, os.PathLike) or (isinstance(value, str) and BEGIN not in value):
        raise InvalidCredentials(
            f"{name} is neither PEM text nor a key object; to read a file use Credentials.from_files({name}=...)"
        )


def _refuse_own(private_key: RSAPrivateKey, public_key: RSAPublicKey, name: str) -> None:
    if private_key.public_key().public_numbers() == public_key.public_numbers():
        raise InvalidCredentials(
            f"{name} is the brand's own public key, the counterpart of the private key; WeChat Pay's belongs there"
        )


def _header_safe(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise InvalidCredentials(f"{name} must be text, not {type(value).__name__}")
    if not value:
        raise InvalidCredentials(f"{name} is empty")
    if value != value.strip():
        raise InvalidCredentials(f"{name} begins or ends with blank space or a line end; take it away")
    if not _HEADER_SAFE.fullmatch(value):
        raise InvalidCredentials(
            f"{name} must be printable ASCII without blanks, quotes, commas and backslashes: it goes into a header"
        )
    return value


def _serial_number(value: object) -> str:
    text = _header_safe("serial_no", value)
    if not _HEXADECIMAL.fullmatch(text):
        raise InvalidCredentials(
            "serial_no must be the hexadecimal serial number of the brand API certificate; "
            "this shows it: openssl x509 -noout -serial -in apiclient_cert.pem"
        )
    return text.upper()


def _public_key_id(value: object) -> str:
    text = _header_safe("public_key_id", value)
    if _HEXADECIMAL.fullmatch(text):
        raise InvalidCredentials(
            "public_key_id looks like the serial number of a certificate; "
            "the id of WeChat Pay's public key begins with PUB_KEY_ID_"
        )
    return text


def _checked_api_key(value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or not _API_KEY.fullmatch(value):
        seen = f"{len(value)} characters" if isinstance(value, str) else type(value).__name__
        raise InvalidCredentials(f"api_key must be exactly 32 ASCII letters or digits; this is {seen}")
    return value
