"""Validate ids and serial numbers before they go into a header."""

from __future__ import annotations

import re

from wxbrand_runtime.errors import InvalidCredentials

_HEADER_SAFE = re.compile(r"[!#-&(-+\--\[\]-~]+")  # printable ASCII without blank, quotes, comma and backslash
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]+")


def check_header_value(name: str, value: object) -> str:
    """Return the value if it can stand in a header; raise InvalidCredentials with its name otherwise."""
    if not isinstance(value, str):
        raise InvalidCredentials(f"{name} must be text, not {type(value).__name__}")
    if not value:
        raise InvalidCredentials(f"{name} is empty")
    if value != value.strip():
        raise InvalidCredentials(f"{name} begins or ends with white space or a line end; remove it")
    if not _HEADER_SAFE.fullmatch(value):
        raise InvalidCredentials(
            f"{name} must be printable ASCII without spaces, quotes, commas and backslashes: it goes into a header"
        )
    return value


def check_serial_number(value: object) -> str:
    """Return the serial number of the API certificate in upper case; raise InvalidCredentials if it is not one."""
    text = check_header_value("serial_no", value).removeprefix("serial=").replace(":", "")  # as openssl prints it
    if not _HEXADECIMAL.fullmatch(text):
        raise InvalidCredentials(
            "serial_no must be the hexadecimal serial number of your API certificate; "
            "to see it, run: openssl x509 -noout -serial -in apiclient_cert.pem"
        )
    return text.upper()


def check_public_key_id(value: object, certificate_serial: str | None) -> str:
    """Return the id of a key of WeChat Pay; raise InvalidCredentials if it cannot be its id.

    A public key has an id of its own, and a platform certificate its serial number.
    """
    text = check_header_value("public_key_id", value)
    if certificate_serial is not None:
        if text.upper() != certificate_serial:
            raise InvalidCredentials(
                f"public_key_id must be the serial number of the platform certificate given, {certificate_serial}"
            )
        return certificate_serial
    if _HEXADECIMAL.fullmatch(text):
        raise InvalidCredentials(
            "public_key_id looks like the serial number of a certificate, but the key given is not a certificate; "
            "the id of WeChat Pay's public key begins with PUB_KEY_ID_"
        )
    return text
