"""Paths that mean the same everywhere: symbolic links followed, names as they are spelt on disk."""

from __future__ import annotations

import errno
import os
import unicodedata
from pathlib import Path


def resolved(path: Path) -> Path:
    """Return an absolute path without symbolic links. Raises OSError for a loop of links or an overlong name."""
    try:
        return path.resolve()
    except RuntimeError:  # what pathlib raises for a loop before Python 3.13
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from None


def spelling_on_disk(path: Path, seen_from: Path) -> Path:
    """Return the path of an existing file as its folders list it. On Windows and macOS, case may differ from what was written.

    Only the part of the path is looked at that does not lead to the folder `seen_from`.
    """
    path = Path(os.path.normpath(path))
    found = Path(os.path.commonpath([path, seen_from]))
    for part in path.relative_to(found).parts:
        try:
            names = [each.name for each in found.iterdir()]
        except OSError:  # a folder that may be passed, but not be listed
            names = []
        composed = {unicodedata.normalize("NFC", name): name for name in names}
        folded = {name.casefold(): name for name in composed}
        wanted = unicodedata.normalize("NFC", part)
        found /= part if wanted in composed else folded.get(wanted.casefold(), part)
    return found
