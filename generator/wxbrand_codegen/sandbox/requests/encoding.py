"""Percent-encoding, form encoding, and conversion of text to JSON types."""

from __future__ import annotations

import math
import re
from typing import Any
from urllib.parse import unquote_to_bytes

from wxbrand_codegen.sandbox.refusals import Location, param_error

_INVALID_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,30})")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,30})(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,3})?")
_BOOLEANS = {"true": True, "false": False}


def percent_decode(text: str, location: Location, field: str) -> str:
    """Decode percent-encoded UTF-8. Raises RequestRefused, 400."""
    if _INVALID_ESCAPE.search(text):
        raise param_error(location, field, "has a % that is not followed by two hexadecimal digits")
    try:
        return unquote_to_bytes(text).decode()
    except UnicodeDecodeError:
        raise param_error(location, field, "is not percent-encoded UTF-8") from None


def split_form(text: str, location: Location) -> dict[str, list[str]]:
    """Split a query or a form by name. Names are decoded; values are not, since an encoded comma is no separator."""
    values: dict[str, list[str]] = {}
    for piece in text.split("&") if text else ():
        name, _, value = (part.replace("+", " ") for part in piece.partition("="))  # form encoding, as Java sends it
        values.setdefault(percent_decode(name, location, name), []).append(value)
    return values


def convert(text: str, types: set[str], location: Location, field: str) -> Any:
    """Convert a text to one of the JSON types. Raises RequestRefused, 400."""
    if "string" in types:
        return text
    if "integer" in types and _INTEGER.fullmatch(text):
        return int(text)
    if "number" in types and _NUMBER.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    if "boolean" in types and text in _BOOLEANS:
        return _BOOLEANS[text]
    wanted = " or ".join(sorted(types - {"null", "array"})) or "string"
    raise param_error(location, field, f"must be {wanted}", text)
