"""Parse the Authorization header as WeChat Pay does, and refuse requests whose sender is not proven."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wxbrand_runtime.auth.schemes import Scheme, find_scheme
from wxbrand_runtime.client.refusals.sign_information import describe_message
from wxbrand_runtime.http import Headers

# Printable ASCII except quote and backslash: no official client sends escapes.
_PARAMETER = re.compile(r'([A-Za-z_]+)="([ !#-\[\]-~]*)"(?:,[ \t]*|\Z)')
_NAMES = ("nonce_str", "timestamp", "serial_no", "signature")


class RequestRefused(Exception):
    """A request is refused; the attributes are the answer to it."""

    def __init__(
        self, status: int, code: str, message: str, detail: Mapping[str, Any] | None = None, *, number: int = 0
    ) -> None:
        super().__init__(message)
        self.status = status
        """HTTP status of the answer."""
        self.code = code
        """WeChat Pay's error code, such as `SIGN_ERROR`."""
        self.message = message
        """A sentence for the developer who sent the request."""
        self.detail = detail
        """What is wrong: field, issue, location and possibly the value; None if it is not a single field."""
        self.number = number
        """The number after the last hyphen of the Request-ID, see `wxbrand_runtime.causes`; 0 if there is none."""

    def body(self) -> bytes:
        """Return the body of the answer, in WeChat Pay's format."""
        answer: dict[str, Any] = {"code": self.code, "message": self.message}
        if self.detail is not None:
            answer["detail"] = dict(self.detail)
        return json.dumps(answer, ensure_ascii=False).encode()


def sign_error(field: str, message: str) -> RequestRefused:
    """Return the error for a request whose sender is not proven. `field` is a header or a parameter of Authorization."""
    return RequestRefused(401, "SIGN_ERROR", message, {"field": field, "issue": message, "location": "header"})


def signature_error(message: str, verified: bytes) -> RequestRefused:
    """Return the error for a signature that does not belong to the message that was verified, in WeChat Pay's form."""
    detail = {
        "field": "signature",
        "issue": "sign not match",
        "location": "authorization",
        "sign_information": describe_message(verified),
    }
    return RequestRefused(401, "SIGN_ERROR", message, detail)


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorization:
    """The five parameters of the header, as text."""

    account_id: str
    """`brand_id` or `mchid`."""

    nonce_str: str
    timestamp: str
    serial_no: str
    signature: str


def parse_authorization(headers: Headers, scheme: Scheme) -> Authorization:
    """Return the parameters of the Authorization header.

    Raise RequestRefused, 401, if it is missing, malformed or of another scheme.
    """
    value, count = headers.get("Authorization"), len(headers.all("Authorization"))
    if value is None:
        raise _malformed("the request has no Authorization header")
    if count > 1:
        raise _malformed(f"the request has {count} Authorization headers; it must have one")
    type_, _, text = value.partition(" ")
    if type_ != scheme.name:
        other = find_scheme(type_)
        whose = f"; this one is for {other.caller}s ({other.id_parameter}), who have other keys" if other else ""
        raise _malformed(f"the Authorization type is not {scheme.name}{whose}")
    parameters = _parameters(text, scheme)
    missing = [name for name in (scheme.id_parameter, *_NAMES) if name not in parameters]
    if missing:
        raise _malformed(f"Authorization lacks {', '.join(missing)}")
    return Authorization(account_id=parameters.pop(scheme.id_parameter), **parameters)


def _parameters(text: str, scheme: Scheme) -> dict[str, str]:
    names = (scheme.id_parameter, *_NAMES)
    parameters: dict[str, str] = {}
    position = 0
    while position < len(text):
        match = _PARAMETER.match(text, position)
        if match is None:
            raise _malformed(
                f'Authorization must be {scheme.name}, one space, then name="value" pairs separated by commas; '
                f"pair {len(parameters) + 1} is not of that form"
            )
        name, value = match.groups()
        if name not in names:
            raise _malformed(f"Authorization has an unknown parameter {name[:64]!r}; known are {', '.join(names)}")
        if name in parameters:
            raise _malformed(f"Authorization has {name} twice")
        parameters[name] = value
        position = match.end()
    if text.rstrip(" \t").endswith(","):
        raise _malformed("Authorization ends with a comma")
    return parameters


def _malformed(message: str) -> RequestRefused:
    return sign_error("Authorization", message)
