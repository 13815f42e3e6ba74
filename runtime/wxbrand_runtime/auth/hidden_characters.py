"""White space and invisible characters, which come into ids and keys when they are copied or read from files. For messages."""

from __future__ import annotations

import re

_HIDDEN = re.compile(
    "[\x00-\x20\x7f-\xa0\xad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff9-\ufffb]"
)
_LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"
_INVISIBLE = re.compile("[\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")


def describe_hidden(text: str) -> str:
    """Say which hidden character comes first, such as "a blank at position 3" (from 1); empty if there is none."""
    found = _HIDDEN.search(text)
    if found is None:
        return ""
    place = f"at position {found.start() + 1}" if found.end() < len(text) else f"at its end (position {found.end()})"
    return f"{_name(found[0])} {place}"


def without_hidden(text: str) -> str:
    """Return a text without hidden characters."""
    return _HIDDEN.sub("", text)


def is_blank(character: str) -> bool:
    """Whether a hidden character is a blank, which some texts may contain, and no line end or control character."""
    return _name(character).startswith("a blank")


def _name(character: str) -> str:
    number = f"U+{ord(character):04X}"
    if character == " ":
        return "a blank"
    if character == "\t":
        return "a tab"
    if character in _LINE_ENDS:
        return "a line end"
    if character < " " or "\x7f" <= character < "\xa0":
        return f"a control character ({number})"
    return f"an invisible character ({number})" if _INVISIBLE.match(character) else f"a blank ({number})"
