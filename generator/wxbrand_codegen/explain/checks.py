"""Checks of requests and answers alike: the clock, and the form of a signature."""

from __future__ import annotations

import base64
import binascii
import re

from wxbrand_codegen.explain.findings import Report

_MAX_CLOCK_DIFFERENCE = 300
"""Seconds by which a timestamp may differ from WeChat Pay's clock."""


def read_number(text: str) -> int | None:
    """Return a number of at most 15 digits, such as Unix seconds; None for another text."""
    return int(text) if re.fullmatch("[0-9]{1,15}", text) else None


def check_clock(timestamp: int, now: float, report: Report, *, is_request: bool) -> None:
    """Compare a timestamp with this machine's clock. `now` is in Unix seconds. is_request: whether WeChat Pay checks it too."""
    ahead = timestamp - int(now)
    if abs(ahead) <= _MAX_CLOCK_DIFFERENCE:
        report.ok("the timestamp is within 5 minutes of this machine's clock")
    else:
        direction = "ahead of" if ahead > 0 else "behind"
        refuses = "WeChat Pay rejects requests that differ" if is_request else "a client refuses those that differ"
        report.note(
            f"the timestamp is {abs(ahead)} seconds {direction} this machine's clock; {refuses} by more than "
            f"{_MAX_CLOCK_DIFFERENCE} seconds at the time when it receives them"
        )


def find_malformation(signature: str) -> str | None:
    """Return what is wrong with the form of a signature."""
    if not signature:
        return "the signature is empty"
    try:
        raw = base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError):
        return "the signature is not standard base64 (letters, digits, + / and = at the end)"
    return None if len(raw) == 256 else f"the signature has {len(raw)} bytes; an RSA key of 2048 bits makes 256"
