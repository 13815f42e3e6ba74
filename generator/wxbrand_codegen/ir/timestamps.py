"""RFC 3339 timestamps as WeChat Pay writes them, sometimes without seconds."""

from __future__ import annotations

import re
from datetime import datetime

_TIMESTAMP = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2})(:\d{2})?(?:\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})",
    re.ASCII,
)


def is_timestamp(text: str) -> bool:
    """Whether a text is a date and time with an offset; seconds may be missing."""
    match = _TIMESTAMP.fullmatch(text)
    if match is None:
        return False
    date, minutes, seconds, offset = match.groups()
    try:
        datetime.fromisoformat(f"{date}T{minutes}{seconds or ':00'}{offset.upper()}")
    except ValueError:  # such as a thirteenth month
        return False
    return True
