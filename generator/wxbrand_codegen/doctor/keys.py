"""The keys and ids: files and their modes, certificates and their dates, what belongs together."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from wxbrand_codegen.doctor.findings import Finding, Situation, ok, problem, skipped, warning

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from wxbrand_runtime.auth.credentials import Credentials

_SOON = 30
"""Days before the end of a certificate from which on there is a warning."""

_KEY_ID = re.compile(r"PUB_KEY_ID_[0-9]+|[0-9A-F]{8,40}")
_CERTIFICATE = "apiclient_cert.pem"
"""Name of the certificate's file, as WeChat Pay's platform creates it beside the private key."""


def check_files(situation: Situation) -> Iterator[Finding]:
    """Look at the files that variables name: whether they are there, and who may read a private key."""
    for name in ("PRIVATE_KEY_FILE", "PUBLIC_KEY_FILE", "OTHER_PUBLIC_KEY_FILE", "CERTIFICATE_FILE"):
        if value := situation.get(name):
            yield _file(f"{situation.prefix}{name}", value, is_private=name == "PRIVATE_KEY_FILE")


def _file(variable: str, value: str, *, is_private: bool) -> Finding:
    from wxbrand_runtime.auth.key_files import read_file
    from wxbrand_runtime.errors import InvalidCredentials

    try:
        source = read_file(value, is_private=is_private)
    except InvalidCredentials as error:
        return problem(f"{variable}: {error}", "set it to the path of the file, an absolute one for services")
    if source.warning:
        text, _, command = source.warning.partition("; run: ")
        return problem(f"{variable}: {text}", f"run: {command}")
    relative = "" if Path(value).is_absolute() else ", found from this folder only"
    mode = f", mode {Path(value).stat().st_mode & 0o777:04o}" if os.name == "posix" else ""
    return ok(f"{variable}: {value}{mode}{relative}")


def check_credentials(situation: Situation) -> Iterator[Finding]:
    """Load ids and keys as a client does, and look at what else can be wrong with them."""
    if not situation.has_keys:
        yield skipped("no keys are set; see --dir, and the variables in the documentation")
        return
    from wxbrand_runtime.auth.credentials import Credentials
    from wxbrand_runtime.errors import InvalidCredentials

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # dates and modes are looked at by checks of their own
            credentials = Credentials.from_env(situation.environ)
    except InvalidCredentials as error:
        yield problem(str(error), "correct the variable or the file that it names; the platform shows ids and keys")
        return
    scheme = credentials.scheme
    yield ok(f"ids and keys of {scheme.caller} {credentials.account_id} can be used; serial_no {credentials.serial_no}")
    yield from _key_sizes(credentials)
    for key_id in credentials.public_keys:
        if _KEY_ID.fullmatch(key_id):
            yield ok(f"WeChat Pay's key {key_id}")
        else:
            yield warning(
                f"the id {key_id} of WeChat Pay's key has an unusual form",
                "ids of public keys begin with PUB_KEY_ID_ and digits; copy it from the platform",
            )
    if credentials.api_key is None:
        yield warning(
            f"{scheme.variable('api_key')} is not set, so notifications cannot be decrypted",
            f"set it to the {scheme.api_key} if you receive notifications",
        )
    else:
        yield ok(f"the {scheme.api_key} has 32 characters")


def _key_sizes(credentials: Credentials) -> Iterator[Finding]:
    if credentials.private_key is not None:
        bits = credentials.private_key.key_size
        if bits == 2048:
            yield ok("the private key is RSA with 2048 bits, and a test signature verifies")
        else:
            yield warning(
                f"the private key is RSA with {bits} bits; WeChat Pay issues keys with 2048",
                "make sure that it belongs to your API certificate",
            )


def check_certificate(situation: Situation) -> Iterator[Finding]:
    """Look at the API certificate: the configured one, or the one that lies beside the private key."""
    from wxbrand_runtime.auth.environment import key_source
    from wxbrand_runtime.auth.key_files import KeySource, read_file
    from wxbrand_runtime.auth.key_formats import find_blocks, load_certificate
    from wxbrand_runtime.errors import InvalidCredentials

    beside = (
        Path(situation.get("PRIVATE_KEY_FILE")).with_name(_CERTIFICATE) if situation.get("PRIVATE_KEY_FILE") else None
    )
    source: KeySource | None = None
    try:
        source = key_source(situation.environ, f"{situation.prefix}CERTIFICATE")
        if source is None and beside is not None and beside.is_file():
            source = read_file(beside)
        blocks = find_blocks(source) if source else []
        certificate = load_certificate(blocks[0].der) if blocks else None
    except InvalidCredentials as error:
        yield problem(str(error), "give the file apiclient_cert.pem that was made with the private key")
        return
    if source is None:
        yield skipped(
            f"no certificate is set or lies beside the private key ({_CERTIFICATE}), so its dates are not known; "
            "the platform shows them"
        )
    elif certificate is None:
        yield problem(f"{source.name} is not a certificate", "give the file apiclient_cert.pem")
    else:
        yield _dates(source.name, certificate)
        yield from _matches(source.name, certificate, situation)


def _dates(name: str, certificate: Certificate) -> Finding:
    begin, end, now = certificate.not_valid_before_utc, certificate.not_valid_after_utc, datetime.now(UTC)
    days = (end - now).days
    renew = "renew the API certificate on WeChat Pay's platform, and use its new key and serial number"
    if end < now:
        return problem(f"{name} expired on {end:%Y-%m-%d}; WeChat Pay refuses its signatures", renew)
    if begin > now:
        return problem(f"{name} is not valid before {begin:%Y-%m-%d}", "check this machine's date, or the file")
    if days < _SOON:
        return warning(f"{name} expires in {days} days, on {end:%Y-%m-%d}", renew)
    return ok(f"{name} is valid until {end:%Y-%m-%d}, {days} days")


def _matches(name: str, certificate: Certificate, situation: Situation) -> Iterator[Finding]:
    from wxbrand_runtime.auth.environment import key_source
    from wxbrand_runtime.auth.ids import is_serial_number_of, serial_number_text
    from wxbrand_runtime.auth.keys import read_private_key
    from wxbrand_runtime.errors import InvalidCredentials

    serial = serial_number_text(certificate.serial_number)
    try:
        private = key_source(situation.environ, f"{situation.prefix}PRIVATE_KEY")
        key = read_private_key(private, password=situation.get("PRIVATE_KEY_PASSWORD") or None) if private else None
        given = situation.get("SERIAL_NO")
        is_its_serial = not given or is_serial_number_of(given, serial)
    except InvalidCredentials:  # another check says so
        return
    if key is not None and key.public_key() != certificate.public_key():
        yield problem(
            f"{name} belongs to another private key",
            "use the apiclient_cert.pem and the apiclient_key.pem that were created together",
        )
    if not is_its_serial:
        yield problem(
            f"{situation.prefix}SERIAL_NO is not the serial number of {name}, {serial}",
            "set it to that number, or remove it",
        )
