"""Read parameters back from a path, a query or a header field: the opposite of `client.serialisation.styles`.

Values are split before they are decoded, because only then a separator and an encoded character of a text differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Literal

from wxbrand_runtime.client.serialisation.styles import Words, percent_encode

Shape = Literal["text", "list", "object"]
Decode = Callable[[str], str]

_SEPARATORS = {"label": ".", "matrix": ";"}
_DELIMITERS = {"form": ",", "spaceDelimited": r"%20|\+| ", "pipeDelimited": r"%7C|%7c|\|"}


def read_expanded(words: Words, name: str, text: str, shape: Shape, decode: Decode) -> Any:
    """Return the text, list or object (of texts) in a path segment or a header field."""
    style, explode = words[0], "explode" in words
    own = _SEPARATORS.get(style, "")
    text, key = text.removeprefix(own), f"{percent_encode(name)}="
    if style == "matrix" and (not explode or shape == "text"):
        text = text.removeprefix(key)
    if shape == "text":
        return decode(text)
    pieces = [piece.strip() for piece in text.split(own if explode and own else ",")] if text else []
    if shape == "list":
        return [decode(piece.removeprefix(key) if style == "matrix" and explode else piece) for piece in pieces]
    return _object(pieces, decode, explode=explode)


def read_query(
    words: Words, name: str, pairs: Sequence[tuple[str, str]], shape: Shape, decode: Decode, others: Collection[str]
) -> Any:
    """Return the text, list or object (of texts) in a query; None if it is not there.

    pairs: decoded names and values as received. others: names that belong to other parameters.
    """
    style, explode = words[0], "explode" in words
    if style == "deepObject":
        return dict(_deep_members(name, pairs, decode)) or None
    if shape == "object" and explode:
        return {key: decode(value) for key, value in pairs if key not in others and "[" not in key} or None
    values = [value for key, value in pairs if key == name]
    if not values:
        return None
    if shape == "text":
        return decode(values[0])
    if explode:
        return [decode(value) for value in values]
    pieces = re.split(_DELIMITERS[style], values[0]) if values[0] else []
    return [decode(piece) for piece in pieces] if shape == "list" else _object(pieces, decode, explode=False)


def _deep_members(name: str, pairs: Iterable[tuple[str, str]], decode: Decode) -> Iterable[tuple[str, str]]:
    for key, value in pairs:
        if key.startswith(f"{name}[") and key.endswith("]"):
            yield key[len(name) + 1 : -1], decode(value)


def _object(pieces: Sequence[str], decode: Decode, *, explode: bool) -> dict[str, str]:
    pairs = [piece.partition("=")[::2] for piece in pieces] if explode else zip(pieces[::2], pieces[1::2], strict=False)
    return {decode(key): decode(value) for key, value in pairs}
