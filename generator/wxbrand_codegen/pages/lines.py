"""Decode a saved page, and turn plain text into lines.

`markdown` and `html` do the same for their formats; tables of fields become lines like those of plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from wxbrand_codegen.pages.page import Line, PageError

MEMBERS_BEGIN, MEMBERS_END = "\x02", "\x03"
"""Lines that mark where the frame around the members of the object before begins and ends. `clean` removes these
characters from text.
"""

CELL = "\x1f"
"""Separates the cells of a table's row within a line. It is white space to regular expressions and to `str.split`."""

MOST_BYTES = 5_000_000
"""Size limit of a file. Real pages are far smaller."""

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\uf8ff\ufdd0-\ufdef"
    "\ufe00-\ufe0f\ufeff\ufff0-\ufffb\ufffe\uffff\U000e0000-\U0010ffff]"
)
"""Controls, marks without width, and private characters, which pages use for icons."""

_BLANK = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_MANY_BLANKS = re.compile(" {3,}")


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
    """Remove invisible characters and make every kind of blank but a tab a plain space."""
    if text.isascii() and text.isprintable():
        return text
    return _BLANK.sub(" ", _INVISIBLE.sub("", text))


def squeeze(text: str) -> str:
    """Shorten runs of blanks to two, so that no expression can take long on them."""
    return _MANY_BLANKS.sub("  ", text)


def lines_of_text(text: str) -> Iterator[Line]:
    """Yield the lines of plain text. A tab stands between the cells of a copied table."""
    for number, line in enumerate(text.split("\n"), 1):
        yield Line(number=number, text=clean(line).strip().replace("\t", CELL))


_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


def front_matter(text: str) -> tuple[Mapping[str, str], int]:
    """Read `key: value` lines between two lines `---` at the top. Return them, and how many lines they take."""
    found = _FRONT_MATTER.match(text[:20_000])
    if found is None:
        return {}, 0
    pairs = (line.partition(":") for line in found[1].split("\n"))
    return {k.strip(): clean(v).strip().strip("'\"") for k, colon, v in pairs if colon}, found[0].count("\n")
