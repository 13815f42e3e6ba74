"""Times in answers and requests: RFC 3339, with an offset."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

_RFC3339 = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2})(:\d{2})?(\.\d+)?([Zz]|[+-]\d{2}:\d{2})",
    re.ASCII,
)

_NOT_A_TIME = "is not a time such as 2025-01-01T00:00:00+08:00"

if TYPE_CHECKING:
    Time = datetime
else:

    class Time(datetime):
        """An aware datetime from an answer. It keeps its original text, see `original_text`."""

        @classmethod
        def parse(cls, text):
            """Parse RFC 3339, with or without seconds (the documentation has both). Raise ValueError for other text."""
            match = _RFC3339.fullmatch(text)
            if not match:
                raise ValueError(_NOT_A_TIME)
            date, minutes, seconds, fraction, offset = match.groups()
            seconds = ":59" if seconds == ":60" else seconds or ":00"  # datetime has no leap seconds
            microseconds = (fraction or ".0")[:7]
            offset = "+00:00" if offset in "Zz" else offset
            try:
                time = cls.fromisoformat(f"{date}T{minutes}{seconds}{microseconds:0<7}{offset}")
            except ValueError:  # such as a 13th month; Python's message may quote the text
                raise ValueError(_NOT_A_TIME) from None
            time._text = text
            return time

        def __reduce_ex__(self, protocol):
            if hasattr(self, "_text"):
                return Time.parse, (self._text,)
            return super().__reduce_ex__(protocol)  # a result of arithmetic: it may have another time zone, or none


def original_text(moment: datetime) -> str:
    """Return the text that a time in an answer was parsed from; for any other datetime, RFC 3339 with its offset."""
    text: str = getattr(moment, "_text", "") or moment.isoformat()
    return text


def moment(text: str) -> datetime:
    """Parse RFC 3339 text with an offset, with or without seconds. Raise ValueError for other text."""
    return Time.parse(text)  # type: ignore[attr-defined,no-any-return]  # type checkers see datetime, see above
