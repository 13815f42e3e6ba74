"""Turn text and values into Python and Markdown source. A template can print only the `Code` made here.

`repr` is not used: the characters it escapes depend on the Unicode tables of the interpreter, and output must not.
"""

from __future__ import annotations

import ast
import keyword
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, LiteralString

from wxbrand_codegen.generated_text import LINE_LENGTH, WIDE_CHARACTER, display_width, wrap
from wxbrand_codegen.ir.names import is_identifier

_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2000-\u200f"
    "\u2028-\u202f\u205f-\u206f\u3000\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U00011000-\U00011fff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)
"""Characters that a reader cannot see or could mistake for others: a table of our own, the same on every Python."""

_NAMED_ESCAPES = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}
_SPACE_IN_CHINESE = re.compile(f"(?<={WIDE_CHARACTER}) (?={WIDE_CHARACTER})")

_MAX_PARAGRAPH = 10_000
"""Characters of one paragraph of a docstring; the rest can be read in the spec."""


class Code(str):
    """Source that this module made, and that is safe to print."""

    __slots__ = ()


def code(pattern: LiteralString, *parts: Code) -> Code:
    """Fill the `{}` placeholders of a pattern. Raises TypeError for a part that is not Code."""
    return Code(pattern.format(*map(_checked, parts)))


def _checked(part: Code) -> Code:
    if not isinstance(part, Code):
        raise TypeError(f"only Code becomes code, not {type(part).__name__}")
    return part


def join(separator: LiteralString, parts: Iterable[Code]) -> Code:
    """Join pieces of code."""
    pieces = tuple(parts)
    return code("{}" + (separator + "{}") * (len(pieces) - 1), *pieces) if pieces else Code("")


def identifier(text: str) -> Code:
    """Return a name as code. Raises ValueError if it is not an identifier on every Python, or is a keyword."""
    if not is_identifier(text) or keyword.iskeyword(text):
        raise ValueError(f"not an identifier: {text!r}")
    return Code(text)


def anchor(text: str) -> Code:
    """Return a name as the target of links in Markdown; keywords are allowed. Raises ValueError if it is not a name."""
    if not is_identifier(text):
        raise ValueError(f"not a name: {text!r}")
    return Code(text)


def literal(value: Any) -> Code:
    """Write a JSON value, or a tuple of such, as Python, with the quotes that black would choose. Code in it is kept."""
    match value:
        case Code():
            return value
        case None | True | False:
            return Code(value)
        case str():
            return _string(value)
        case int() | float() if math.isfinite(value):
            return Code(repr(value))
        case list():
            return code("[{}]", join(", ", map(literal, value)))
        case tuple():
            return code("({},)" if len(value) == 1 else "({})", join(", ", map(literal, value)))
        case dict():
            return code("{{{}}}", join(", ", (code("{}: {}", literal(k), literal(v)) for k, v in value.items())))
        case _:
            raise TypeError(f"not a JSON value: {value if isinstance(value, float) else type(value).__name__}")


def _string(text: str) -> Code:
    quote = "'" if text.count('"') > text.count("'") else '"'
    return _proven(f"{quote}{_escape(text, quote)}{quote}", text)


def bytes_literal(content: bytes) -> Code:
    """Write bytes as a Python literal; all but printable ASCII becomes escapes."""
    body = re.sub("[\x80-\xff]", _numeric_escape, _escape(content.decode("latin-1"), '"'))
    return _proven(f'b"{body}"', content)


def _proven(source: str, value: str | bytes) -> Code:
    """Return the source of a literal, which proves that text stays text. Raises ValueError if it is another value."""
    if ast.literal_eval(source) != value:
        raise ValueError(f"cannot be written as a literal: {value!r}")
    return Code(source)


def _escape(text: str, quote: str) -> str:
    text = text.replace("\\", r"\\").replace(quote, f"\\{quote}")
    return _INVISIBLE.sub(lambda found: _NAMED_ESCAPES.get(found[0]) or _numeric_escape(found), text)


def _numeric_escape(found: re.Match[str]) -> str:
    point = ord(found[0])
    return f"\\x{point:02x}" if point < 0x100 else f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"


def single_line(text: str) -> str:
    """Make text one line: line breaks become spaces, invisible characters escapes; no spaces within Chinese."""
    line = " ".join(unicodedata.normalize("NFC", text).replace("\u3000", " ").split())
    return _INVISIBLE.sub(_numeric_escape, _SPACE_IN_CHINESE.sub("", line))


def markdown(text: str) -> Code:
    """Write text as one line of Markdown, with everything escaped that could be markup."""
    return Code(re.sub(r"([\\`*_{}\[\]()<>#+!|~$&-])", r"\\\1", single_line(text)))


Entries = Mapping[str, str]
"""A section of a docstring: names of arguments with their texts."""


def docstring(paragraphs: Iterable[str | Entries], indent: int) -> Code:
    """Write a docstring as black leaves it, wrapped; after several lines, the closing quotes have their own line."""
    blocks = [_block(paragraph, LINE_LENGTH - indent - 8) for paragraph in paragraphs]
    blocks = [block for block in blocks if block]
    lines: list[str] = []
    for block in blocks:
        lines.extend(["", *block] if lines else block)
    if not lines:
        raise ValueError("a docstring needs text")
    if re.match('"(?!"")', lines[0]):  # black adds this space where the quote is not escaped
        lines[0] = f" {lines[0]}"
    if len(lines) == 1:
        if lines[0][-1] in '"\\':  # black would add a space
            lines[0] += "."
        return _triple_quoted(lines[0])
    margin = " " * indent
    return _triple_quoted("\n".join([lines[0], *(margin + line if line else "" for line in lines[1:]), margin]))


def _block(paragraph: str | Entries, columns: int) -> list[str]:
    """Return the lines of a paragraph, or of a section `Args:` in Google's style, which editors and tools understand."""
    if isinstance(paragraph, str):
        return wrap(single_line(_shortened(paragraph)), columns) if paragraph.strip() else []
    lines: list[str] = []
    for name, text in paragraph.items():
        first, *rest = wrap(f"{name}: {single_line(_shortened(text))}", columns - 8)
        lines += [f"    {first}", *(f"        {line}" for line in rest)]
    return ["Args:", *lines] if lines else []


def _shortened(text: str) -> str:
    return text if len(text) <= _MAX_PARAGRAPH else f"{text[:_MAX_PARAGRAPH]}…"


def _triple_quoted(text: str) -> Code:
    body = re.sub(r'"(?="")|"(?=\Z)', r"\\\g<0>", text.replace("\\", "\\\\"))
    return _proven(f'"""{body}"""', text)


def bracketed(opening: Code, items: Iterable[Code], closing: LiteralString, indent: int, *, reserved: int = 0) -> Code:
    """Write a call, signature or collection as black would: on one line if it fits, else one item per line.

    `opening` ends with the bracket. `indent` is that of the line; `reserved` is the width of what else is on it.
    """
    pieces = tuple(map(_checked, items))
    flat = Code(opening + ", ".join(pieces) + closing)
    if not pieces or ("\n" not in flat and indent + reserved + display_width(flat) <= LINE_LENGTH):
        return flat
    return one_per_line(opening, pieces, closing, indent)


def one_per_line(opening: Code, items: Iterable[Code], closing: LiteralString, indent: int) -> Code:
    """Write a call, signature or collection with each item on a line of its own, followed by a comma."""
    margin = " " * (indent + 4)
    return Code(f"{opening}\n" + "".join(f"{margin}{_checked(item)},\n" for item in items) + " " * indent + closing)


def table(opening: Code, rows: Iterable[Code], indent: int, *, reserved: int = 0) -> Code:
    """Write a tuple with each item on a line of its own; as black would, a single one that fits on the line of the opening."""
    rows = tuple(rows)
    flat = Code(f"{opening}{', '.join(map(_checked, rows))},)")
    if len(rows) == 1 and "\n" not in flat and indent + reserved + display_width(flat) <= LINE_LENGTH:
        return flat
    return one_per_line(opening, rows, ")", indent)
