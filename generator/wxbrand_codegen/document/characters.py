"""Characters that a reader of a spec cannot see: control characters, and bidirectional ones, which disguise text.

A text that has them keeps them, since a value must be sent as it is; whoever prints it writes them as escapes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

from wxbrand_codegen.problems import Mark, Problem

INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls, but not tab, line feed, carriage return, next line
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)
_NOT_IN_YAML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_SURROGATES = re.compile(
    r"\\(?:u([Dd][89ABab][0-9A-Fa-f]{2})\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})|(u[Dd][89A-Fa-f][0-9A-Fa-f]{2})|.)"
)
_MAX_REPORTED = 20

Advise = Callable[[Problem], None]


def parseable(text: str, file: str, advise: Advise) -> str:
    """Return the text of a file as YAML allows it: control characters become spaces; JSON's surrogates, characters."""

    def report(match: re.Match[str], message: str) -> None:
        before = text[: match.start()]
        mark = Mark(file=file, line=before.count("\n") + 1, column=len(before) - before.rfind("\n"))
        advise(Problem(mark=mark, code="unfit-character", message=message, advice=True))

    if text.lstrip().startswith(("{", "[")):
        for match in _SURROGATES.finditer(text):
            if _is_half(match):
                report(match, f"half of a character ({match[0]}) is not text, and is read as U+FFFD; remove it")
        text = _SURROGATES.sub(_character, text)
    for match in islice(_NOT_IN_YAML.finditer(text), _MAX_REPORTED):
        report(match, f"U+{ord(match[0]):04X} is not allowed in a file, and is read as a space; remove it")
    return _NOT_IN_YAML.sub(" ", text)


def _is_half(escape: re.Match[str]) -> bool:
    return escape[3] is not None


def _character(escape: re.Match[str]) -> str:
    """Return an escaped pair of surrogates, as JSON writes a rare character, as one escape of YAML."""
    if escape[1]:
        pair = bytes.fromhex(escape[1] + escape[2])
        return f"\\U{ord(pair.decode('utf-16-be')):08X}"
    return r"\uFFFD" if _is_half(escape) else escape[0]


def report_invisible(text: str, mark: Mark, advise: Advise) -> None:
    """Advise on a text with invisible characters."""
    found = INVISIBLE.search(text)
    if found:
        message = (
            f"contains U+{ord(found[0]):04X}, which cannot be seen; it is kept, and written as an escape; remove it if it is "
            "not meant"
        )
        advise(Problem(mark=mark, code="unfit-character", message=message, advice=True))
