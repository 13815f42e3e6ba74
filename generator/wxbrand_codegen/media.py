"""Media types of a spec: which are JSON, which are forms."""

from __future__ import annotations

import re

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
_IS_JSON = re.compile(r"application/json *(;.*)?|\*/\*", re.ASCII | re.IGNORECASE)


def is_json(media_type: str) -> bool:
    """Whether it is JSON, whatever parameters stand behind it; `*/*` is taken for it."""
    return _IS_JSON.fullmatch(media_type) is not None


def is_form(media_type: str) -> bool:
    """Whether it is a form of names and values."""
    return media_type.partition(";")[0].strip().lower() == FORM
