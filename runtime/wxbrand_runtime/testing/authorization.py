"""Parse the Authorization header as WeChat Pay does: the parameters in any order, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wxbrand_runtime.auth.schemes import BRAND
from wxbrand_runtime.http import Headers
from wxbrand_runtime.testing.refusals import RequestRefused, sign_error

# Printable ASCII except quote and backslash: no official client sends escapes.
_PARAMETER = re.compile(r'([A-Za-z_]+)="([ !#-\[\]-~]*)"(?:,[ \t]*|\Z)')
_OF_MERCHANTS = "WECHATPAY2-SHA256-RSA2048"
_NAMES = ("brand_id", "nonce_str", "timestamp", "serial_no", "signature")


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorization:
    """The five parameters of the header, as text."""

    brand_id: str
    nonce_str: str
    timestamp: str
    serial_no: str
    signature: str


def parse_authorization(headers: Headers) -> Authorization:
    """Return the parameters of the Authorization header. Raise RequestRefused, 401, if it is missing or malformed."""
    value, count = headers.get("Authorization"), len(headers.all("Authorization"))
    if value is None:
        raise _malformed("the request has no Authorization header")
    if count > 1:
        raise _malformed(f"the request has {count} Authorization headers; it must have one")
    scheme, _, text = value.partition(" ")
    if scheme != BRAND.name:
        merchant = "; this one is for merchants (mchid), who have other keys" if scheme == _OF_MERCHANTS else ""
        raise _malformed(f"the Authorization type is not {BRAND.name}{merchant}")
    parameters = _parameters(text)
    missing = [name for name in _NAMES if name not in parameters]
    if missing:
        raise _malformed(f"Authorization lacks {', '.join(missing)}")
    return Authorization(**parameters)


def _parameters(text: str) -> dict[str, str]:
    parameters: dict[str, str] = {}
    position = 0
    while position < len(text):
        match = _PARAMETER.match(text, position)
        if match is None:
            raise _malformed(
                f'Authorization must be {BRAND.name}, one space, then name="value" pairs separated by commas; '
                f"pair {len(parameters) + 1} is not of that form"
            )
        name, value = match.groups()
        if name not in _NAMES:
            raise _malformed(f"Authorization has an unknown parameter {name[:64]!r}; known are {', '.join(_NAMES)}")
        if name in parameters:
            raise _malformed(f"Authorization has {name} twice")
        parameters[name] = value
        position = match.end()
    if text.rstrip(" \t").endswith(","):
        raise _malformed("Authorization ends with a comma")
    return parameters


def _malformed(message: str) -> RequestRefused:
    return sign_error("Authorization", message)
