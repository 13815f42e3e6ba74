"""Media types of a spec: which are JSON."""

from __future__ import annotations

import re

JSON = "application/json"
_IS_JSON = re.compile(r"application/json *(;.*)?|\*/\*", re.ASCII | re.IGNORECASE)


def is_json(media_type: str) -> bool:
    """Whether it is JSON, whatever parameters stand behind it; `*/*` is taken for it."""
    return _IS_JSON.fullmatch(media_type) is not None
