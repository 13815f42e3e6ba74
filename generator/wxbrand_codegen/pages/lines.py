"""Decode a saved page and split plain text into lines. `markdown` and `html` do the same for their formats."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from wxbrand_codegen.pages.page import Line, PageError

MEMBERS_BEGIN, MEMBERS_END = "\x02", "\x03"
"""Lines that mark where the members of the object before begin and end. `clean` removes these characters from text."""

MOST_BYTES = 5_000_000
"""Size limit of a file. Real pages are far smaller."""

MOST_CHARACTERS = 600_000
"""Limit of the visible text."""


def decode(content: bytes) -> str:
    """Decode a file. Raises PageError if it cannot be a page."""
    if len(content) > MOST_BYTES:
        raise PageError(f"too large for a documentation page (at most {MOST_BYTES:,} bytes)")
    if b"\0" in content:
        raise PageError("this is a binary file, not a page saved as text, Markdown or HTML")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PageError(f"not UTF-8 text (byte {error.start + 1})") from None
    if not text.strip():
        raise PageError("the file is empty")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def clean(text: str) -> str:
    """Remove invisible characters and make every kind of blank a plain space."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(" " if c in "\t\u3000\xa0" else c for c in text if c in "\t\n" or _is_visible(c))


def _is_visible(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def lines_of_text(text: str) -> Iterator[Line]:
    """Yield the lines of plain text."""
    for number, line in enumerate(text.split("\n"), 1):
        yield Line(number=number, text=clean(line).strip())
