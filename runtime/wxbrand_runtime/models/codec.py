"""Encode the values of requests, and decode the bodies of successful responses."""

from __future__ import annotations

import math
from datetime import datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

import msgspec

from wxbrand_runtime.models.conversion import convert, convert_adjusted, decoder, needs_stand_ins
from wxbrand_runtime.models.times import original_text
from wxbrand_runtime.models.wire_names import has_stand_ins, text_with_real_names, with_real_names

if TYPE_CHECKING:
    import json

_MAX_DIGITS = 4000
"""Digits of the longest number that is converted. Python refuses those with more than 4300, and converting takes long."""


def _enc_hook(value: Any) -> Any:
    if isinstance(value, datetime):
        return original_text(value)
    if isinstance(value, str):
        return str.__str__(value)  # a subclass may override str()
    raise NotImplementedError  # msgspec's protocol for unsupported types


_encode = msgspec.json.Encoder(enc_hook=_enc_hook).encode


def encode_json(value: Any) -> bytes:
    """Return a model or plain value as JSON, in UTF-8 bytes."""
    encoded = _encode(value)
    return _encode(plain_value(value)) if has_stand_ins(encoded) else encoded


def plain_value(value: Any) -> Any:
    """Return a model or a value within one as plain values, as from JSON: the opposite of `conversion.convert`."""
    return with_real_names(msgspec.to_builtins(value, enc_hook=_enc_hook))


def as_text(value: Any) -> str:
    """Return a value as text: as in JSON, without quotes."""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return original_text(value)
    return msgspec.json.encode(value).decode("ascii")


class DecodeError(Exception):
    """A body that is not what the spec describes. The message says why."""


def decode_body(type_: Any, body: bytes) -> Any:
    """Decode a JSON body as a type. Raise DecodeError, also for JSON that two parsers could read differently."""
    try:
        _scanner().decode(body.decode())
        return _decode(type_, body)
    except (RecursionError, ValueError, msgspec.MsgspecError) as problem:
        reason = _reason(problem, body)
    raise DecodeError(reason)


def parse_body(body: bytes) -> tuple[Any, bool]:
    """Return a JSON body as plain values, and whether msgspec can represent them all. Raise DecodeError, as `decode_body` does.

    If it cannot, numbers out of its range are a Decimal, and texts may have unpaired surrogates.
    """
    try:
        text = body.decode()
        _scanner().decode(text)
        try:
            return msgspec.json.decode(body), True
        except msgspec.MsgspecError:
            return _wide_parser().decode(text), False
    except (RecursionError, ValueError) as problem:
        reason = _reason(problem, body)
    raise DecodeError(reason)


def _reason(problem: Exception, body: bytes) -> str:
    match problem:
        case UnicodeDecodeError():
            return "it is not UTF-8"
        case RecursionError():
            return "it is nested too deeply"
        case msgspec.ValidationError():
            return text_with_real_names(str(problem))
        case _:
            return "it is not JSON" if body else "it is empty"


def _refuse_repeated(members: list[tuple[str, Any]]) -> None:
    names: set[str] = set()
    for name, _ in members:
        if name in names:
            raise DecodeError(f"the member {name!r} occurs twice in one object")
        names.add(name)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


# The standard library's parser reports repeated names; msgspec silently keeps the last one.
# Numbers are not converted (`len` accepts any text), so that none is too long.
@cache
def _scanner() -> json.JSONDecoder:
    import json  # see above

    return json.JSONDecoder(
        object_pairs_hook=_refuse_repeated, parse_int=len, parse_float=len, parse_constant=_refuse_constant
    )


@cache
def _wide_parser() -> json.JSONDecoder:
    import json  # see above

    return json.JSONDecoder(parse_int=_whole_number, parse_float=_fraction)


def _whole_number(text: str) -> int | Decimal:
    return int(text) if len(text) <= _MAX_DIGITS else Decimal(text)


def _fraction(text: str) -> float | Decimal:
    number = float(text)
    return Decimal(text) if math.isinf(number) else number


def _decode(type_: Any, body: bytes) -> Any:
    try:
        return convert(msgspec.json.decode(body), type_) if needs_stand_ins(type_) else decoder(type_).decode(body)
    except msgspec.ValidationError:
        return convert_adjusted(msgspec.json.decode(body), type_)
