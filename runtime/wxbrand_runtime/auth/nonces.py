"""Nonces of requests: random, and never the same twice, also after a fork."""

from __future__ import annotations

import os
from collections import deque

_BYTES = 16
_AT_ONCE = 64  # nonces: asking the system for one costs as much as for many, and that is a part of a call

_ready: deque[str] = deque()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_ready.clear)  # or both processes would use the same


def random_nonce() -> str:
    """Give 128 random bits as 32 upper-case hexadecimal digits, like the nonces of the official examples."""
    try:
        return _ready.pop()
    except IndexError:  # none left, or another thread was quicker
        digits = os.urandom(_BYTES * _AT_ONCE).hex().upper()
    first, *others = (digits[place : place + 2 * _BYTES] for place in range(0, len(digits), 2 * _BYTES))
    _ready.extend(others)
    return first
