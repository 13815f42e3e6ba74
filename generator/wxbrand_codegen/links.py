"""Follow symbolic links, with one kind of error for loops on every Python."""

from __future__ import annotations

import errno
import os
from pathlib import Path


def resolved(path: Path) -> Path:
    """Return an absolute path without symbolic links. Raises OSError for a loop of links or an overlong name."""
    try:
        return path.resolve()
    except RuntimeError:  # what pathlib raises for a loop before Python 3.13
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from None
