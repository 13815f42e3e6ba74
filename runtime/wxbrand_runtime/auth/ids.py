"""What an id must be before it goes into a header."""

from __future__ import annotations

import re

from wxbrand_runtime.errors import InvalidCredentials

_HEADER_SAFE = re.compile(r"[!#-&(-+\--\[\]-~]+")  # printable ASCII without blank, quotes, comma and backslash
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]+")


def header_safe(name: str, value: object) -> str:
    """Return the value if it is text that fits a header; raise InvalidCredentials that calls it by this name if not."""
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


def checked_serial_number(value: object) -> str:
    """Return the serial number of the brand API certificate in upper case; raise InvalidCredentials if it is none."""
    text = header_safe("serial_no", value).removeprefix("serial=").replace(":", "")  # as openssl prints it
    if not _HEXADECIMAL.fullmatch(text):
        raise InvalidCredentials(
            "serial_no must be the hexadecimal serial number of the brand API certificate; "
            "this shows it: openssl x509 -noout -serial -in apiclient_cert.pem"
        )
    return text.upper()


def checked_public_key_id(value: object) -> str:
    """Return the id of WeChat Pay's public key as it is; raise InvalidCredentials if it cannot be one."""
    text = header_safe("public_key_id", value)
    if _HEXADECIMAL.fullmatch(text):
        raise InvalidCredentials(
            "public_key_id looks like the serial number of a certificate; "
            "the id of WeChat Pay's public key begins with PUB_KEY_ID_"
        )
    return text
