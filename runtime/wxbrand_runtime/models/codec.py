"""Encode the values of requests, and decode the bodies of successful responses."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

import msgspec

from wxbrand_runtime.models.conversion import convert, convert_adjusted, decoder, needs_stand_ins
from wxbrand_runtime.models.times import original_text
from wxbrand_runtime.models.wire_names import has_stand_ins, text_with_real_names, with_real_names

if TYPE_CHECKING:
    import json


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
    except UnicodeDecodeError:
        reason = "it is not UTF-8"
    except RecursionError:
        reason = "it is nested too deeply"
    except msgspec.ValidationError as problem:
        reason = text_with_real_names(str(problem))
    except (ValueError, msgspec.MsgspecError):
        reason = "it is not JSON" if body else "it is empty"
    raise DecodeError(reason)


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


def _decode(type_: Any, body: bytes) -> Any:
    try:
        return convert(msgspec.json.decode(body), type_) if needs_stand_ins(type_) else decoder(type_).decode(body)
    except msgspec.ValidationError:
        return convert_adjusted(msgspec.json.decode(body), type_)
