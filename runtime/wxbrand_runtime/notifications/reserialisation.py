"""Recognise a body that was parsed as JSON and serialised again, and restore what was signed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from wxbrand_runtime.type_guards import is_dict

# The members of an envelope in the orders that are seen.
_ENVELOPES = (
    ("id", "create_time", "resource_type", "event_type", "summary", "resource"),
    ("id", "create_time", "event_type", "resource_type", "summary", "resource"),
    ("id", "create_time", "resource_type", "event_type", "resource", "summary"),
    ("id", "create_time", "event_type", "resource_type", "resource", "summary"),
)
_RESOURCES = (
    ("original_type", "algorithm", "ciphertext", "associated_data", "nonce"),
    ("algorithm", "ciphertext", "associated_data", "original_type", "nonce"),
    ("algorithm", "ciphertext", "nonce", "associated_data", "original_type"),
    ("algorithm", "ciphertext", "original_type", "associated_data", "nonce"),
)
_SEPARATORS = ((",", ":"), (", ", ": "))


def find_reserialisation(body: bytes, fits: Callable[[bytes], bool]) -> str | None:
    """Return what the new serialisation changed, if one of the usual serialisations of the same JSON fits the signature."""
    value = _parsed(body)
    if value is None or not any(fits(text) for text in _serialisations(value)):
        return None
    signs = signs_of_reserialisation(body)
    return f"it was parsed as JSON and serialised again{f' ({signs})' if signs else ''}"


def _serialisations(value: dict[str, Any]) -> Iterator[bytes]:
    for ordered in _orders(value):
        for separators in _SEPARATORS:
            for ascii_only in (False, True):
                yield json.dumps(ordered, separators=separators, ensure_ascii=ascii_only).encode(errors="replace")


def signs_of_reserialisation(body: bytes) -> str:
    """Return what looks like another program's serialisation: WeChat Pay's is compact, unsorted, and not escaped."""
    value = _parsed(body)
    if value is None:
        return ""
    signs = {
        "its keys are sorted": len(value) > 1 and list(value) == sorted(value),
        "blanks stand after its separators": re.search(rb'[,:]\s+["{]', body) is not None,
        "its characters are escaped": re.search(rb"\\u[0-9a-fA-F]{4}|\\/", body) is not None,
    }
    return ", ".join(sign for sign, is_seen in signs.items() if is_seen)


def _parsed(body: bytes) -> dict[str, Any] | None:
    """Return an object that JSON can also write: one whose members are not nested too deeply."""
    try:
        value: object = json.loads(body)
        json.dumps(value)
    except (ValueError, RecursionError):
        return None
    return value if is_dict(value) else None


def _orders(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield value
    for envelope in _ENVELOPES:
        ordered = _in_order(value, envelope)
        yield ordered
        resource: object = value.get("resource")
        if is_dict(resource):
            for names in _RESOURCES:
                yield ordered | {"resource": _in_order(resource, names)}


def _in_order(value: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """Return the same members, those with the given names first."""
    return {name: value[name] for name in names if name in value} | value
