"""Encode the values of requests: as JSON for bodies, as text for paths, queries, headers and forms."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Any

import msgspec

from wxbrand_runtime.models.times import original_text


def _enc_hook(value: Any) -> Any:
    if isinstance(value, datetime):
        return original_text(value)
    if isinstance(value, str):
        return str.__str__(value)  # a subclass may override str()
    raise NotImplementedError  # msgspec's protocol for unsupported types


encode_json = msgspec.json.Encoder(enc_hook=_enc_hook).encode
"""Return a model or plain value as JSON, in UTF-8 bytes."""


def as_text(value: Any) -> str:
    """Return a value as text: as in JSON, without quotes."""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return original_text(value)
    return msgspec.json.encode(value).decode("ascii")
