"""Names of members on the wire that msgspec cannot write: those with a quote, a backslash or a control character.

Within msgspec such a member has another name, which says what the real one is. JSON gets the real one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from msgspec import Struct

from wxbrand_runtime.type_guards import is_dict, is_list

_UNWRITABLE = re.compile(r'["\\\x00-\x1f]')
_MARK = "\ue000wxbrand\ue000"
"""Begins a name that stands for another one: private characters, which no name of a member has."""

_STAND_IN = re.compile(f"{_MARK}[0-9a-f]*")
_MARK_BYTES = _MARK.encode()


def stand_in(name: str) -> str:
    """Return the name that a member has within msgspec."""
    return f"{_MARK}{name.encode().hex()}" if _UNWRITABLE.search(name) else name


def real_name(name: str) -> str:
    """Return the name on the wire of a member that has this name within msgspec."""
    return bytes.fromhex(name.removeprefix(_MARK)).decode() if name.startswith(_MARK) else name


@cache
def wire_names(model: type[Struct]) -> Mapping[str, str]:
    """Return the name on the wire of each field of a model."""
    return dict(zip(model.__struct_fields__, map(real_name, model.__struct_encode_fields__), strict=True))


def has_stand_ins(encoded: bytes) -> bool:
    """Whether JSON that msgspec wrote has a name that stands for another one."""
    return _MARK_BYTES in encoded


def with_real_names(value: Any) -> Any:
    """Return plain values with the names of the wire."""
    if is_dict(value):
        return {real_name(name): with_real_names(member) for name, member in value.items()}
    return [with_real_names(item) for item in value] if is_list(value) else value


def text_with_real_names(text: str) -> str:
    """Return a message of msgspec with the names of the wire."""
    return _STAND_IN.sub(lambda found: real_name(found[0]), text)
