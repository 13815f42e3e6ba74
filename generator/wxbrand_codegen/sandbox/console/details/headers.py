"""Header fields for a page: without secrets, the signature shortened, Authorization split into its parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from wxbrand_runtime.auth.schemes import Scheme
from wxbrand_runtime.http import Headers
from wxbrand_runtime.testing import RequestRefused
from wxbrand_runtime.testing.authorization import parse_authorization

SIGNATURE_SHOWN = 12
"""Characters of a signature that are shown."""

_MOST_FIELDS = 200
_MOST_VALUE = 2_000
_SECRET = re.compile(r"authorization|cookie|token|secret|passw|api-?key|credential", re.IGNORECASE)
_KIND = re.compile("[A-Za-z][A-Za-z0-9-]{0,39}")
_SIGNATURES = ("wechatpay-signature",)


@dataclass(frozen=True, slots=True)
class Shown:
    """A header field, or a parameter of Authorization, as it is shown."""

    name: str
    value: str
    is_parameter: bool = False


def shorten(text: str, most: int) -> str:
    """Return the beginning of a text, with an ellipsis if it is longer."""
    return text if len(text) <= most else f"{text[:most]}…"


def show_headers(headers: Headers, scheme: Scheme) -> Sequence[Shown]:
    """Return the fields of a request or an answer, the first of very many, with the beginning of very long values."""
    return [
        replace(each, value=shorten(each.value, _MOST_VALUE)) for each in islice(_shown(headers, scheme), _MOST_FIELDS)
    ]


def _shown(headers: Headers, scheme: Scheme) -> Iterator[Shown]:
    for name, value in headers.items():
        if name.lower() == "authorization":
            yield from _authorization(name, value, headers, scheme)
        elif name.lower() in _SIGNATURES:
            yield Shown(name, shorten(value, SIGNATURE_SHOWN))
        else:
            yield Shown(name, hide(value) if is_secret(name) else value)


def is_secret(name: str) -> bool:
    """Whether the value of a header field may be a secret."""
    return _SECRET.search(name) is not None


def hide(value: str) -> str:
    """Return how long a value is."""
    return f"({len(value)})"


def _authorization(name: str, value: str, headers: Headers, scheme: Scheme) -> Iterator[Shown]:
    try:
        parsed = parse_authorization(headers, scheme)
    except RequestRefused:  # its message is the verdict
        kind, _, rest = value.partition(" ")
        yield Shown(name, f"{kind} {hide(rest)}" if rest and _KIND.fullmatch(kind) else hide(value))
        return
    yield Shown(name, scheme.name)
    yield Shown(scheme.id_parameter, parsed.account_id, is_parameter=True)
    for parameter in ("serial_no", "timestamp", "nonce_str"):
        yield Shown(parameter, getattr(parsed, parameter), is_parameter=True)
    yield Shown("signature", shorten(parsed.signature, SIGNATURE_SHOWN), is_parameter=True)
