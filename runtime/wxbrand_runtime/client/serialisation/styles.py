"""Styles of parameters: how a value is written in a path, a query or a header field (OpenAPI 3.1, section 4.8.12; RFC 6570).

A value is a text, a list or an object; what is within it must be plain. Texts are percent-encoded once. A separator is never
encoded, and a text that would contain one is refused, since the receiver could not tell them apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

from wxbrand_runtime.models.codec import as_text, encode_json, plain_value
from wxbrand_runtime.models.operations import StyleWord
from wxbrand_runtime.models.records import Model
from wxbrand_runtime.type_guards import is_dict, is_list

Words = tuple[StyleWord, ...]

_PREFIXES = {"label": ".", "matrix": ";"}
_DELIMITERS = {"form": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C"}
_READABLE = {"%20": "a space", "%7C": "|"}
_RESERVED = ":/?@!$'()*;="
"""Reserved characters (RFC 3986, section 2.2) that mean nothing in a query. `,` may separate items."""


class UnsendableValue(ValueError):
    """A value that a style cannot express. The message completes a sentence that begins with the parameter's name."""


def percent_encode(text: str) -> str:
    """Percent-encode UTF-8 bytes (RFC 3986, section 2), all but letters, digits and `-._~`, with upper-case hexadecimal."""
    return quote(text, safe="")


def expand(words: Words, name: str, value: Any, encode: Callable[[str], str]) -> str:
    """Return a value as it stands in a path or a header field. Raise UnsendableValue.

    encode: `percent_encode` for a path; a header field is not encoded.
    """
    style, explode = words[0], "explode" in words
    if style == "json":
        return encode(_ascii_json(value))
    shape, prefix = _shape(value, words), _PREFIXES.get(style, "")
    separator = prefix if explode and prefix else ","
    if isinstance(shape, str):
        return f"{prefix}{encode(name)}={encode(shape)}" if style == "matrix" else prefix + encode(shape)
    if isinstance(shape, list):
        pieces = [_encoded(item, encode, separator) for item in shape]
        named = [f"{encode(name)}={piece}" for piece in pieces] if style == "matrix" and explode else pieces
    else:
        pairs = [[_encoded(text, encode, separator, "=" * explode) for text in pair] for pair in shape.items()]
        named = ["=".join(pair) for pair in pairs] if explode else [text for pair in pairs for text in pair]
    start = f"{prefix}{encode(name)}=" if style == "matrix" and not explode else prefix
    return start + separator.join(named)


def query_pairs(words: Words, name: str, value: Any) -> Iterator[str]:
    """Yield the `name=value` pairs of a query parameter or a form field, percent-encoded. Raise UnsendableValue."""
    style, explode, key = words[0], "explode" in words, percent_encode(name)
    safe = _RESERVED if "reserved" in words else ""

    def encode(text: str) -> str:
        return quote(text, safe=safe)

    if style == "json":
        yield f"{key}={encode(encode_json(value).decode())}"
        return
    shape = _shape(value, words)
    if style == "deepObject":
        if not isinstance(shape, dict):
            raise UnsendableValue("must be an object")
        yield from (f"{percent_encode(f'{name}[{member}]')}={encode(text)}" for member, text in shape.items())
    elif isinstance(shape, str):
        yield f"{key}={encode(shape)}"
    elif explode and isinstance(shape, list):
        yield from (f"{key}={encode(text)}" for text in shape)
    elif explode and isinstance(shape, dict):
        yield from (f"{percent_encode(member)}={encode(text)}" for member, text in shape.items())
    else:
        texts = shape if isinstance(shape, list) else [text for pair in shape.items() for text in pair]
        delimiter = _DELIMITERS[style]
        yield f"{key}={delimiter.join(_encoded(text, encode, delimiter) for text in texts)}"


def plain_values(value: Any) -> Iterator[Any]:
    """Yield the values within a parameter that are neither lists nor objects."""
    if is_list(value):
        for item in value:
            yield from plain_values(item)
    elif is_dict(value):
        yield from plain_values(list(value.values()))
    elif isinstance(value, Model):
        yield from plain_values([getattr(value, name) for name in value.__struct_fields__])
    else:
        yield value


def _shape(value: Any, words: Words) -> str | list[str] | dict[str, str]:
    if isinstance(value, str):
        return as_text(value)
    if is_list(value):
        return [_text(item, words) for item in value]
    if isinstance(value, Model) or is_dict(value):
        return {name: _text(member, words) for name, member in plain_value(value).items()}
    return _text(value, words)


def _text(value: Any, words: Words) -> str:
    if "json" in words:
        return encode_json(value).decode()
    if value is None or isinstance(value, Model) or is_list(value) or is_dict(value):
        found = "null" if value is None else "a list" if is_list(value) else "an object"
        raise UnsendableValue(f"cannot be sent: {found} has no form at this place of a parameter")
    return as_text(value)


def _encoded(text: str, encode: Callable[[str], str], *separators: str) -> str:
    encoded = encode(text)
    for separator in separators:
        if separator and separator in encoded:
            shown = _READABLE.get(separator, separator)
            raise UnsendableValue(f"must not contain {shown} in a value, because it separates the values on the wire")
    return encoded


def _ascii_json(value: Any) -> str:
    """Return JSON that a header field can carry."""
    import json  # slow to import

    return re.sub(r"[^\x00-\x7f]", lambda found: json.dumps(found[0])[1:-1], encode_json(value).decode())
