"""What a command says of an error that nobody expected: one line, and a file with the traceback."""

from __future__ import annotations

import os
import re
from pathlib import Path

from wxbrand_codegen.problems import printable

SHOW_TRACEBACK = "WXBRAND_TRACEBACK"
"""Environment variable: set to 1, the traceback of an unexpected error is printed in place of the line."""

_UNDECODABLE = re.compile("[^\\s\"']*[\udc80-\udcff]+[^\\s\"']*")
"""A word with bytes that are not UTF-8, as Python spells them in names of files."""


def undecodable_name(error: UnicodeEncodeError) -> str | None:
    """Return the name of a file or folder that is not UTF-8 and could not be written; None for any other text."""
    found = _UNDECODABLE.search(error.object, max(0, error.start - 1000)) if isinstance(error.object, str) else None
    return printable(found[0], 200) if found else None


def shows_traceback() -> bool:
    """Whether the user wants the traceback of an unexpected error."""
    return os.environ.get(SHOW_TRACEBACK, "") not in {"", "0"}


def bug_report(error: Exception) -> str:
    """Save the traceback of an unexpected error, and return the line to print.

    The line has no text of the error, because that may quote a secret.
    """
    import tempfile  # these two are slow to import, and seldom needed
    import traceback

    *_, last = traceback.extract_tb(error.__traceback__) or [None]
    where = f" in {Path(last.filename).name}:{last.lineno}" if last else ""
    what = f"this is a bug in wxbrand, not in your files: {type(error).__name__}{where}"
    try:
        with tempfile.NamedTemporaryFile(  # readable by its owner only
            "w", prefix="wxbrand-", suffix=".txt", delete=False, encoding="utf-8", errors="backslashreplace"
        ) as file:
            traceback.print_exception(error, file=file)
    except OSError:
        return f"{what}; set {SHOW_TRACEBACK}=1 to see the traceback, and report it"
    return f"{what}; please report it with {file.name}, which has the traceback"
