"""Validate ids and serial numbers before they go into a header."""

from __future__ import annotations

import re

from wxbrand_runtime.auth.hidden_characters import describe_hidden
from wxbrand_runtime.errors import InvalidCredentials

_HEADER_SAFE = re.compile(r"[!#-&(-+\--\[\]-~]+")  # printable ASCII without blank, quotes, comma and backslash
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]+")
_PAIRS = re.compile(r"[0-9A-Fa-f]{2}(?: [0-9A-Fa-f]{2})+")

_MAX_BYTES = 20
"""Bytes of a serial number at most (RFC 5280, section 4.1.2.2)."""


def check_header_value(name: str, value: object) -> str:
    """Return the value if it can stand in a header; raise InvalidCredentials with its name otherwise."""
    if not isinstance(value, str):
        raise InvalidCredentials(f"{name} must be text, not {type(value).__name__}")
    if not value:
        raise InvalidCredentials(f"{name} is empty")
    if hidden := describe_hidden(value):
        raise InvalidCredentials(f"{name} has {hidden}; remove it")
    if not _HEADER_SAFE.fullmatch(value):
        raise InvalidCredentials(
            f"{name} must be printable ASCII without spaces, quotes, commas and backslashes: it goes into a header"
        )
    return value


def check_serial_number(value: object) -> str:
    """Return the serial number of the API certificate in upper-case hexadecimal; raise InvalidCredentials if it is not one.

    It may be written as programs print it: lower case, `serial=`, `0x`, pairs of digits with colons or blanks between them,
    or decimal, if it has too many digits for a hexadecimal one.
    """
    if isinstance(value, int) and 0 < value.bit_length() <= 8 * _MAX_BYTES and value is not True:
        raise InvalidCredentials(f"serial_no must be text, not int; in hexadecimal it is {serial_number_text(value)}")
    if isinstance(value, str) and _PAIRS.fullmatch(value):
        value = value.replace(" ", "")
    text = _hexadecimal(check_header_value("serial_no", value))
    if text is None:
        raise InvalidCredentials(
            "serial_no must be the hexadecimal serial number of your API certificate; "
            "to see it, run: openssl x509 -noout -serial -in apiclient_cert.pem"
        )
    return text


def is_serial_number_of(value: object, certificate_serial: str) -> bool:
    """Whether a serial number, also in decimal, is that of a certificate. Raises InvalidCredentials if it is none."""
    text, number = check_serial_number(value), int(certificate_serial, 16)
    return int(text, 16) == number or (text.isdecimal() and int(text) == number)


def serial_number_text(number: int) -> str:
    """Format a serial number as OpenSSL does: two upper-case hexadecimal digits for each byte."""
    return number.to_bytes(max((number.bit_length() + 7) // 8, 1)).hex().upper()


def _hexadecimal(text: str) -> str | None:
    """Return a serial number in upper-case hexadecimal; None if it is not one."""
    digits = text.removeprefix("serial=").replace(":", "")  # as OpenSSL prints it
    after_prefix = digits[2:] if digits[:2] in {"0x", "0X"} else ""
    if after_prefix:
        digits = f"0{after_prefix}" if len(after_prefix) % 2 else after_prefix  # some programs leave out the first zero
    if not _HEXADECIMAL.fullmatch(digits):
        return None
    if text == digits and digits.isdecimal() and 2 * _MAX_BYTES < len(digits) < 50:
        number = int(digits)
        return serial_number_text(number) if number.bit_length() <= 8 * _MAX_BYTES else None
    if len(digits) == 2 * _MAX_BYTES + 2:
        digits = digits.removeprefix("00")  # the sign of a number with 160 bits, which DER writes and OpenSSL does not
    return digits.upper()


def check_public_key_id(value: object, certificate_serial: str | None) -> str:
    """Return the id of a key of WeChat Pay; raise InvalidCredentials if it cannot be its id.

    A public key has an id of its own, and a platform certificate its serial number.
    """
    text = check_header_value("public_key_id", value)
    if certificate_serial is not None:
        if _hexadecimal(text) is None or not is_serial_number_of(text, certificate_serial):
            raise InvalidCredentials(
                f"public_key_id must be the serial number of the platform certificate given, {certificate_serial}"
            )
        return certificate_serial
    if _hexadecimal(text) is not None:
        raise InvalidCredentials(
            "public_key_id looks like the serial number of a certificate, but the key given is not a certificate; "
            "the id of WeChat Pay's public key begins with PUB_KEY_ID_"
        )
    return text
