"""Translate the regular expressions of a spec (ECMA-262, as in JSON Schema) for Python's `re`."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator

_MAX_LENGTH = 20_000
"""Characters of a pattern; real ones have about a hundred."""

_IN_SLASHES = re.compile(r"/(?:\^.*|.*(?<!\\)\$)/[dgimsuvy]*", re.DOTALL)
"""A pattern with something before `^` or after `$`, which it did not mean."""

_CLASS_OPERATORS = ("--", "&&", "||", "~~")
"""Python reserves them for set operations in character classes."""


class UntranslatablePattern(ValueError):
    """The message completes a sentence that begins with "the pattern"."""


def python_pattern(ecma: str) -> str:
    r"""Return the pattern for `re.search(..., re.ASCII)`.

    `$` becomes `\Z`, because Python's `$` also accepts a trailing newline. Raises UntranslatablePattern.
    """
    if len(ecma) > _MAX_LENGTH:
        raise UntranslatablePattern(f"has over {_MAX_LENGTH:,} characters")
    if _IN_SLASHES.fullmatch(ecma):
        raise UntranslatablePattern("is between slashes, as in JavaScript, so that nothing matches it; remove them")
    translated = "".join(_pieces(ecma))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            re.compile(translated, re.ASCII)
        except (re.error, RecursionError, OverflowError, Warning) as error:
            raise UntranslatablePattern(f"is not a regular expression: {error}") from None
    return translated


def _pieces(ecma: str) -> Iterator[str]:
    position = 0
    in_class = False
    while position < len(ecma):
        rest = ecma[position:]
        if rest[0] == "\\":
            piece, width = _escape(rest)
        elif in_class:
            is_operator = rest[0] == "[" or rest.startswith(_CLASS_OPERATORS)
            piece, width = f"\\{rest[0]}" if is_operator else rest[0], 1
            in_class = rest[0] != "]"
        elif rest[0] == "[":
            if rest.startswith(("[]", "[^]")):
                raise UntranslatablePattern("has an empty character class")
            piece = "[^" if rest.startswith("[^") else "["
            width = len(piece)
            in_class = True
        elif rest[0] == "$":
            piece, width = r"\Z", 1
        elif rest[0] == ".":
            piece, width = r"[^\n\r\u2028\u2029]", 1
        elif rest.startswith("(?"):
            piece, width = _group(rest)
        else:
            piece, width = rest[0], 1
        yield piece
        position += width


def _escape(rest: str) -> tuple[str, int]:
    if len(rest) == 1:
        raise UntranslatablePattern("ends with a lone backslash")
    letter = rest[1]
    if letter == "/":
        return "/", 2
    if letter == "k":
        name = re.match(r"\\k<([A-Za-z_][A-Za-z0-9_]*)>", rest)
        if not name:
            raise UntranslatablePattern(r"has \k without a group name")
        return f"(?P={name[1]})", name.end()
    if letter in "dDwWsSbBtnrfv0123456789" or not (letter.isascii() and letter.isalnum()):
        return rest[:2], 2
    if re.match(r"\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2})", rest):
        return rest[:2], 2
    raise UntranslatablePattern(f"uses \\{letter}, which Python does not support")


def _group(rest: str) -> tuple[str, int]:
    if rest.startswith(("(?:", "(?=", "(?!")):
        return rest[:3], 3
    if rest.startswith(("(?<=", "(?<!")):
        return rest[:4], 4
    name = re.match(r"\(\?<([A-Za-z_][A-Za-z0-9_]*)>", rest)
    if name:
        return f"(?P<{name[1]}>", name.end()
    raise UntranslatablePattern(f"uses {rest[:4]}, which is not in ECMA-262")
