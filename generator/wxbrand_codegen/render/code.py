"""The only ways from text to Python source. A template prints `Code` and nothing else.

`repr` is not used: which characters it escapes follows each interpreter's Unicode tables, and output must not.
"""

from __future__ import annotations

import ast
import keyword
import math
import re
import unicodedata
from collections.abc import Iterable
from typing import Any, LiteralString

from wxbrand_codegen.generated_text import LINE_LENGTH, WIDE_CHARACTER, display_width

_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2000-\u200f"
    "\u2028-\u202f\u205f-\u206f\u3000\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U00011000-\U00011fff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)
"""What a reader could not see or could mistake: a table of our own, the same on every Python."""

_SPACE_IN_CHINESE = re.compile(f"(?<={WIDE_CHARACTER}) (?={WIDE_CHARACTER})")


class Code(str):
    """Python source that this module made."""

    __slots__ = ()


def code(pattern: LiteralString, *parts: Code) -> Code:
    """Put code into the `{}` places of a pattern of ours. Raises TypeError for anything that is not Code."""
    return Code(pattern.format(*map(_checked, parts)))


def _checked(part: Code) -> Code:
    if not isinstance(part, Code):
        raise TypeError(f"only Code becomes code, not {type(part).__name__}")
    return part


def together(separator: LiteralString, parts: Iterable[Code]) -> Code:
    """Join pieces of code."""
    pieces = tuple(parts)
    return code("{}" + (separator + "{}") * (len(pieces) - 1), *pieces) if pieces else Code("")


def identifier(text: str) -> Code:
    """Let a name through that is one; the last gate for everything made by `names`."""
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", text, re.ASCII) or keyword.iskeyword(text):
        raise ValueError(f"not an identifier: {text!r}")
    return Code(text)


def literal(value: Any) -> Code:
    """Write a JSON value as Python, in the quotes that black would choose."""
    match value:
        case None | True | False:
            return Code(value)
        case str():
            return _string(value)
        case int() | float() if math.isfinite(value):
            return Code(repr(value))
        case list():
            return code("[{}]", together(", ", map(literal, value)))
        case tuple():
            return code("({},)", together(", ", map(literal, value)))
        case dict():
            return code("{{{}}}", together(", ", (code("{}: {}", literal(k), literal(v)) for k, v in value.items())))
        case _:
            raise TypeError(f"JSON cannot say it: {value if isinstance(value, float) else type(value).__name__}")


def _string(text: str) -> Code:
    quote = "'" if text.count('"') > text.count("'") else '"'
    plain = text.isascii() and text.isprintable() and "\\" not in text and quote not in text
    body = text if plain else "".join(_escaped(character, quote) for character in text)
    written = Code(f"{quote}{body}{quote}")
    if ast.literal_eval(written) != text:  # the proof, kept on purpose
        raise ValueError(f"cannot be written: {text!r}")
    return written


def bytes_literal(content: bytes) -> Code:
    """Write bytes, those that are no printable ASCII as escapes."""
    characters = [chr(byte) if 0x20 <= byte < 0x7F or byte in b"\r\n\t" else f"\\x{byte:02x}" for byte in content]
    written = Code('b"' + "".join(c if len(c) > 1 else _escaped(c, '"') for c in characters) + '"')
    if ast.literal_eval(written) != content:
        raise ValueError(f"cannot be written: {len(content)} bytes")
    return written


def _escaped(character: str, quote: str) -> str:
    if character in {"\\", quote}:
        return f"\\{character}"
    if named := {"\n": r"\n", "\r": r"\r", "\t": r"\t"}.get(character):
        return named
    return _numbered(character) if _INVISIBLE.match(character) and character != " " else character


def _numbered(character: str) -> str:
    point = ord(character)
    return f"\\x{point:02x}" if point < 0x100 else f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"


def prose(text: str) -> str:
    """Make one line for people: no line ends, what cannot be seen shown as escapes, no blanks inside Chinese."""
    line = " ".join(unicodedata.normalize("NFC", text).replace("\u3000", " ").split())
    line = _SPACE_IN_CHINESE.sub("", line)
    if line.isascii() and line.isprintable():
        return line
    return "".join(_numbered(c) if _INVISIBLE.match(c) and c != " " else c for c in line)


def markdown(text: str) -> Code:
    """Write one line of text for Markdown, where nothing of it is markup."""
    return Code(re.sub(r"([\\`*_{}\[\]()<>#+!|~$&-])", r"\\\1", prose(text)))


_LONGEST_PARAGRAPH = 10_000
"""Characters of one paragraph of a docstring; the spec has the rest."""


def docstring(paragraphs: Iterable[str], indent: int) -> Code:
    """Write a docstring as black leaves it: wrapped by width, closing quotes on a line of their own if there are several."""
    shortened = (text if len(text) <= _LONGEST_PARAGRAPH else f"{text[:_LONGEST_PARAGRAPH]}…" for text in paragraphs)
    blocks = [_wrapped(prose(paragraph), LINE_LENGTH - indent - 8) for paragraph in shortened if paragraph.strip()]
    lines: list[str] = []
    for block in blocks:
        lines.extend(["", *block] if lines else block)
    if not lines:
        raise ValueError("a docstring needs text")
    if lines[0].startswith('"') and not lines[0].startswith('"""'):  # so does black, where the quote is not escaped
        lines[0] = f" {lines[0]}"
    if len(lines) == 1:
        if lines[0][-1] in '"\\':  # black would add a blank
            lines[0] += "."
        return _quoted(lines[0])
    margin = " " * indent
    return _quoted("\n".join([lines[0], *(margin + line if line else "" for line in lines[1:]), margin]))


def _quoted(text: str) -> Code:
    body = re.sub(r'"(?="")|"(?=\Z)', r"\\\g<0>", text.replace("\\", "\\\\"))
    written = Code(f'"""{body}"""')
    if ast.literal_eval(written) != text:
        raise ValueError(f"cannot be a docstring: {text!r}")
    return written


def _wrapped(line: str, columns: int) -> list[str]:
    """Break a line at blanks, or between wide characters, never before closing punctuation."""
    lines: list[str] = []
    current = ""
    for piece in re.findall(f"{WIDE_CHARACTER}|[^ ]+? *(?={WIDE_CHARACTER}|$)|[^ ]+ *| +", line):
        if (
            current
            and display_width(current.rstrip()) + display_width(piece.rstrip()) > columns
            and piece[0] not in "，。、；：！？）】》”’,.;:!?)]"
        ):
            lines.append(current.rstrip())
            current = ""
        current += piece if current else piece.lstrip()
    return [*lines, current.rstrip()] if current.strip() else lines


def call(opening: Code, arguments: Iterable[Code], closing: LiteralString, indent: int, *, used: int = 0) -> Code:
    """Write `opening arguments closing` on one line if it fits from this indent, else an argument a line as black would.

    `used` is the width of what else stands on the line.
    """
    pieces = tuple(_checked(argument) for argument in arguments)
    flat = Code(opening + ", ".join(pieces) + closing)
    if not pieces or ("\n" not in flat and indent + used + display_width(flat) <= LINE_LENGTH):
        return flat
    margin = " " * (indent + 4)
    return Code(f"{opening}\n" + "".join(f"{margin}{piece},\n" for piece in pieces) + " " * indent + closing)
