"""Times in answers and requests: RFC 3339, with an offset.

Requests write `yyyy-MM-ddTHH:mm:ss+08:00`: whole seconds, with Beijing's offset, as WeChat Pay documents it. A text is sent as given.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

_RFC3339 = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2})(:\d{2})?(\.\d+)?([Zz]|[+-]\d{2}:\d{2})",
    re.ASCII,
)

_BEIJING = timezone(timedelta(hours=8))

_NOT_A_TIME = "is not a time such as 2025-01-01T00:00:00+08:00"


def _why_not(text: str) -> str:
    """Say that a text is not RFC 3339, and why if that is plain. The text itself is not in it."""
    reasons = (
        (not text, "it is empty"),
        (text.isdecimal(), "it has digits only, as Unix time has"),
        (_RFC3339.fullmatch(f"{text}Z"), "it has no offset from UTC"),
        (_RFC3339.fullmatch(text.strip()), "it has white space around it"),
    )
    return next((f"{_NOT_A_TIME}: {reason}" for applies, reason in reasons if applies), _NOT_A_TIME)


if TYPE_CHECKING:
    Time = datetime

    def _in_beijing(given: datetime) -> datetime: ...

else:

    class Time(datetime):
        """An aware datetime from an answer. It keeps its original text, see `original_text`."""

        @classmethod
        def parse(cls, text):
            """Parse RFC 3339, with or without seconds (the documentation has both). Raise ValueError for other text."""
            match = _RFC3339.fullmatch(text)
            if not match:
                raise ValueError(_why_not(text))
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

        @classmethod
        def in_beijing(cls, given):
            """Return an aware datetime in Beijing's time, without the fraction of its second. Raise OverflowError."""
            local = given.astimezone(_BEIJING)
            time = cls(local.year, local.month, local.day, local.hour, local.minute, local.second, tzinfo=_BEIJING)
            time._text = time.isoformat()
            return time

        def __reduce_ex__(self, protocol):
            if hasattr(self, "_text"):
                return Time.parse, (self._text,)
            return super().__reduce_ex__(protocol)  # a result of arithmetic: it may have another time zone, or none

    _in_beijing = Time.in_beijing


def original_text(moment: datetime) -> str:
    """Return the text that a time was parsed from; for any other datetime, the text that a request sends.

    A repeat of a request must send the same: store this text with the request number. Raises ValueError for a datetime that
    cannot be sent.
    """
    text: str = getattr(moment, "_text", "") or getattr(sent_time(moment), "_text", "")
    return text


def sent_time(given: datetime) -> datetime:
    """Return a datetime as a request sends it: in Beijing's time, without the fraction of its second.

    The fraction is cut off and not rounded, so that the present never becomes the future, which WeChat Pay would refuse. A time
    that was parsed from a text is returned as it is. Raises ValueError for a datetime without a time zone, and for one that is
    outside the years 1 to 9999 in Beijing.
    """
    if hasattr(given, "_text"):
        return given
    if given.utcoffset() is None:
        raise ValueError("has no time zone; pass a datetime with a tzinfo")
    try:
        return _in_beijing(given)
    except OverflowError:
        raise ValueError("is outside the years 1 to 9999 in Beijing's time") from None


def moment(text: str) -> datetime:
    """Parse RFC 3339 text with an offset, with or without seconds. Raise ValueError for other text."""
    return Time.parse(text)  # type: ignore[attr-defined,no-any-return]  # type checkers see datetime, see above
