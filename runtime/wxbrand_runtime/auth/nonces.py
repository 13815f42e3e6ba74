"""Nonces of requests: random and never repeated, not even after a fork."""

from __future__ import annotations

import os
from collections import deque

_BYTES = 16
_BATCH = 64  # one read of the system's random source costs as much as 64, which is a twentieth of a call

_ready: deque[str] = deque()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_ready.clear)  # parent and child would otherwise use the same nonces


def random_nonce() -> str:
    """Return 128 random bits as 32 upper-case hexadecimal digits, like the nonces of the official examples."""
    try:
        return _ready.pop()
    except IndexError:  # none left, or another thread took the last one
        digits = os.urandom(_BYTES * _BATCH).hex().upper()
    first, *others = (digits[start : start + 2 * _BYTES] for start in range(0, len(digits), 2 * _BYTES))
    _ready.extend(others)
    return first
